import FlatBackprop
import Grader
import Protocol

// What is wrong with what flows back along each edge to a wrong gradient. The correct gradient is
// the sum of what flows back through each line that reads the variable. If the student's gradient
// is that sum with other factors, they tell which edge is missing, negated, or scaled.

extension Portraitist {
  /// What flows from one gradient to another, whatever the step.
  struct Flow: Hashable {
    let from: LineName
    let to: LineName

    init(_ from: LineName, _ to: LineName) {
      (self.from, self.to) = (LineName(from.base), LineName(to.base))
    }
  }

  /// What is wrong with each edge: only where that explains every case.
  func shares(of sittings: [Sitting]) -> [Flow: Portrait.State] {
    let names = Set(
      sittings.flatMap { $0.found.wrong }.filter { name in
        sittings.contains { $0.run.line(name)?.role == .backward }
      }.map(\.base))
    var states: [Flow: Portrait.State] = [:]
    for name in names {
      guard let factors = factors(of: name, sittings) else { continue }
      for (flow, seen) in factors { states[flow] = Self.state(seen) }
    }
    return states
  }

  /// A factor of an edge on a case, and the sizes of that case by their letters.
  typealias Seen = (factor: Double, sizes: [(name: String, size: Int)])

  /// A wrong gradient on a case, and what should add up to it.
  struct Sum {
    let value: [Double]
    let scale: Double
    let flows: [(flow: Flow, value: [Double])]
    let sizes: [(name: String, size: Int)]

    /// Whether the value is the sum with some other factors.
    func isExplained(by factor: (Flow) -> Double) -> Bool {
      value.indices.allSatisfy { place in
        let sum = flows.reduce(0) { $0 + factor($1.flow) * $1.value[place] }
        return abs(sum - value[place]) <= 1e-6 * max(scale, abs(value[place]))
      }
    }
  }

  private func factors(of name: String, _ sittings: [Sitting]) -> [Flow: [Seen]]? {
    var factors: [Flow: [Seen]] = [:]
    let sums = sums(of: name, sittings)
    for sum in sums {
      guard let fit = Fit(sum.value, to: sum.flows.map(\.value), sum.scale) else { return nil }
      for (part, factor) in zip(sum.flows, fit.factors ?? []) {
        guard let factor else { continue }
        factors[part.flow, default: []].append((factor, sum.sizes))
      }
    }
    return factors.isEmpty ? single(sums) : factors
  }

  /// The only edge that explains all cases together, if each case alone is ambiguous, as with
  /// single numbers.
  private func single(_ sums: [Sum]) -> [Flow: [Seen]]? {
    let flows = Set(sums.flatMap { $0.flows.map(\.flow) })
    let found = flows.flatMap { flow in [0, -1, 2, 0.5].map { (flow: flow, factor: $0) } }
      .filter { one in
        sums.allSatisfy { sum in sum.isExplained { $0 == one.flow ? one.factor : 1 } }
      }
    guard let only = found.first, found.count == 1 else { return nil }
    return [only.flow: [(only.factor, [])]]
  }

  private func sums(of name: String, _ sittings: [Sitting]) -> [Sum] {
    sittings.flatMap { sitting in
      let sizes = sitting.run.sizes(of: function.declaration)
      return sitting.run.backward.map(\.name).filter { $0.base == name }.compactMap {
        line -> Sum? in
        guard let gradient = sitting.gradients[line], !gradient.hasKink,
          let value = sitting.found.given[line], value.shape == gradient.shape,
          value.elements.allSatisfy(\.isFinite),
          let flows = try? self.flows(to: line, sitting)
        else { return nil }
        return Sum(
          value: value.elements, scale: gradient.scale,
          flows: flows.map {
            (Flow($0.reader.gradient, line), $0.value.elements)
          }, sizes: sizes)
      }
    }
  }

  /// What the factors of an edge have in common; `nil` if nothing is wrong with it, or if that
  /// cannot be determined.
  private static func state(_ seen: [Seen]) -> Portrait.State? {
    func isAlways(_ wanted: (Seen) -> Double?) -> Bool {
      seen.allSatisfy { one in
        wanted(one).map { abs($0 - one.factor) <= 1e-5 * max(1, abs($0)) } ?? false
      }
    }
    guard let first = seen.first, !isAlways({ _ in 1 }) else { return nil }
    if isAlways({ _ in 0 }) { return .missing }
    if isAlways({ _ in -1 }) { return .negated }
    for letter in first.sizes.map(\.name) {
      func size(_ one: Seen) -> Double? {
        one.sizes.first { $0.name == letter }.map { Double($0.size) }
      }
      if isAlways(size) { return .scaled(letter) }
      if isAlways({ size($0).map { 1 / $0 } }) { return .scaled("1/\(letter)") }
    }
    guard isAlways({ _ in first.factor }) else { return nil }
    return .scaled(Comparison.short(first.factor))
  }

  /// What flows back to a variable through each line that reads it.
  private func flows(
    to line: LineName, _ sitting: Sitting
  ) throws -> [(reader: LineName, value: Tensor)] {
    let sweeping = Sweeping(function, sitting.run)
    return try sitting.run.readers(of: line.variable).compactMap { reader in
      guard let upstream = try upstream(of: reader, sitting),
        let flow = try sweeping.flow(to: line.variable, through: reader, upstream)
      else { return nil }
      return (reader.name, flow)
    }
  }

  /// The right gradient of a line.
  private func upstream(of reader: Expected.Line, _ sitting: Sitting) throws -> Tensor? {
    if reader.role == .loss { return Tensor(1) }
    if let known = sitting.found.right[reader.name.gradient] { return known }
    guard let value = reader.value else { return nil }
    return try Sweeping(function, sitting.run).gradient(of: reader.name, at: value).tensor
  }
}

/// A value as a sum of some others, each with a factor.
struct Fit {
  /// A factor for each, `nil` for one that adds nothing; `nil` altogether if several sets of
  /// factors give the same value.
  let factors: [Double?]?

  /// - Returns: `nil` if the value is not such a sum.
  init?(_ value: [Double], to parts: [[Double]], _ scale: Double) {
    let used = parts.indices.filter { parts[$0].contains { abs($0) > 1e-7 * scale } }
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    // Normal equations by Gauss–Jordan elimination, each part scaled to length 1.
    let lengths = used.map { dot(parts[$0], parts[$0]).squareRoot() }
    var rows = used.indices.map { i in
      used.indices.map { dot(parts[used[i]], parts[used[$0]]) / (lengths[i] * lengths[$0]) }
        + [dot(parts[used[i]], value) / lengths[i]]
    }
    for i in rows.indices {
      guard let pivot = rows.indices[i...].max(by: { abs(rows[$0][i]) < abs(rows[$1][i]) }),
        abs(rows[pivot][i]) > 1e-6
      else {
        factors = nil
        return
      }
      rows.swapAt(i, pivot)
      rows[i] = rows[i].map { $0 / rows[i][i] }
      for other in rows.indices where other != i {
        let factor = rows[other][i]
        rows[other] = zip(rows[other], rows[i]).map { $0 - factor * $1 }
      }
    }
    var factors = [Double?](repeating: nil, count: parts.count)
    for (i, part) in used.enumerated() { factors[part] = rows[i][rows.count] / lengths[i] }
    for place in value.indices {
      let sum = used.reduce(0) { $0 + (factors[$1] ?? 0) * parts[$1][place] }
      guard abs(sum - value[place]) <= 1e-6 * max(scale, abs(value[place])) else { return nil }
    }
    self.factors = factors
  }
}
