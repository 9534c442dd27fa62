import FlatBackprop
import Grader
import Protocol

/// What the axes of a function's values are called, found by their sizes on all its cases.
struct Letters {
  private let sizes: [[(name: String, size: Int)]]
  private let shapes: [String: [(run: Int, shape: [Int])]]
  private let drawn: [String: [Int]]

  /// - Parameter runs: The function on its cases; the last of the arguments is the one to be drawn.
  init(_ function: Declaration.Function, _ runs: [Expected.Run], drawn: Expected.Run) {
    sizes = runs.map { $0.sizes(of: function) }
    var shapes: [String: [(run: Int, shape: [Int])]] = [:]
    for (index, run) in runs.enumerated() {
      for (name, value) in run.inputs { shapes[name, default: []].append((index, value.shape)) }
      for line in run.lines {
        guard let shape = line.value?.shape else { continue }
        shapes[line.name.base, default: []].append((index, shape))
      }
    }
    self.shapes = shapes
    var own = drawn.inputs.mapValues(\.shape)
    for line in drawn.lines { own[line.name.base] = line.value?.shape }
    self.drawn = own
    declared = Dictionary(
      uniqueKeysWithValues: function.inputs.filter { !$0.axes.isEmpty }.map { ($0.name, $0.axes) })
  }

  private let declared: [String: [String]]

  /// The axes of a value: a letter each, or a product of letters; where there is none the number, if
  /// it is always the same.
  func axes(of name: String) -> [String] {
    guard let own = drawn[name] else { return [] }
    if let declared = declared[name], declared.count == own.count { return declared }
    let seen = (shapes[name] ?? []).map(\.shape)
    guard seen.allSatisfy({ $0.count == own.count }) else { return [] }
    var axes: [String] = []
    for axis in own.indices {
      let found = candidates.filter { matches($0, name, axis, rank: own.count) }
      // Two axes of one value are seldom the same.
      let fresh = found.first { !axes.contains($0.joined(separator: "·")) } ?? found.first
      axes.append(
        fresh?.joined(separator: "·")
          ?? (seen.allSatisfy { $0[axis] == own[axis] } ? "\(own[axis])" : "…"))
    }
    return axes
  }

  /// The axes in brackets, or nothing for a single number.
  func text(of name: String) -> String {
    let axes = axes(of: name)
    return axes.isEmpty ? "" : "[" + axes.joined(separator: ", ") + "]"
  }

  /// Letters and products of up to four of them, the simplest first.
  private var candidates: [[String]] {
    let all = (sizes.first ?? []).map(\.name)
    let products = all.reduce(into: [[String]]([[]])) { products, letter in
      products += products.filter { $0.count < 4 }.map { $0 + [letter] }
    }
    return products.filter { !$0.isEmpty }.enumerated().sorted {
      ($0.element.count, $0.offset) < ($1.element.count, $1.offset)
    }.map(\.element)
  }

  private func matches(_ letters: [String], _ name: String, _ axis: Int, rank: Int) -> Bool {
    let seen = (shapes[name] ?? []).filter { $0.shape.count == rank }
    // A size that is 1 on every case has no name.
    guard seen.contains(where: { $0.shape[axis] != 1 }) else { return false }
    return seen.allSatisfy { run, shape in
      var product = 1
      for letter in letters {
        guard let size = sizes[run].first(where: { $0.name == letter })?.size else { return false }
        product *= size
      }
      return product == shape[axis]
    }
  }
}
