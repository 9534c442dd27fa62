import FlatBackprop
import Grader
import KitSupport
import Portraits
import Protocol

/// What a function is called with and what its lines give, as text.
public struct Showing {
  private let portrait: Portrait
  private let lines: [LineReport]
  private let one: Portrait.Case

  /// - Parameters:
  ///   - lines: The verdicts on the function's lines.
  ///   - name: The case, by the beginning of its name; `nil` for the first.
  /// - Throws: A sentence where there is no such case.
  public init(_ portrait: Portrait, _ lines: [LineReport], case name: String?) throws {
    self.portrait = portrait
    self.lines = lines.filter { $0.function == portrait.function.name }
    let found = portrait.cases.first { one in name.map { one.name.hasPrefix($0) } ?? true }
    guard let found else {
      let names = portrait.cases.map { "\"\($0.name)\"" }.joined(separator: ", ")
      throw KitError("\(portrait.function.name) has no case \"\(name ?? "")\", only \(names).")
    }
    one = found
  }

  /// The case's name.
  public var name: String { one.name }

  /// The function's inputs on the case, then each of its lines.
  public var text: [String] {
    var text = ["\(portrait.function.name), on the case \"\(one.name)\"", ""]
    text += inputs + [""]
    for line in lines { text += value(of: line) }
    let others = portrait.cases.filter { $0.name != one.name }.map { "\"\($0.name)\"" }
    if !others.isEmpty { text += ["", "Other cases: " + others.joined(separator: ", ")] }
    return text
  }

  /// The inputs with their sizes.
  public var inputs: [String] {
    let sizes = one.run.sizes(of: portrait.function).map { "\($0.name) = \($0.size)" }
    let values = portrait.function.inputs.flatMap { input -> [String] in
      guard let value = one.run.inputs[input.name] else { return [] }
      let axes = input.axes.isEmpty ? "" : " [\(input.axes.joined(separator: ", "))]"
      return Self.labelled(input.name + (value.rank == 0 ? "" : axes), value)
    }
    let upstream =
      one.run.upstream.flatMap { value in
        portrait.output.map { Self.labelled("d\($0), from upstream", value) }
      } ?? []
    return (sizes.isEmpty ? [] : [sizes.joined(separator: ", ")]) + values + upstream
  }

  /// What a line gives, each step of it, or why it gives nothing.
  public func value(of line: LineReport) -> [String] {
    let names = one.run.lines.map(\.name).filter { $0.base == line.name }
    let values = names.flatMap { name in
      one.given[name].map { Self.labelled("\(name)\(remark(line, name))", $0) } ?? []
    }
    return values.isEmpty ? ["\(line.name): \(Self.reason(line.verdict))"] : values
  }

  /// A line's value, and whether it has the shape that it should have.
  public func comparison(of line: LineReport) -> [String] {
    let names = one.run.lines.map(\.name).filter { $0.base == line.name }
    return names.flatMap { name -> [String] in
      let shape = (one.right[name] ?? one.run.value(of: name) ?? one.run.value(of: name.variable))?
        .shape
      guard let given = one.given[name] else {
        return ["\(name) has no value"] + (shape.map { ["it should have shape \($0)"] } ?? [])
      }
      return Self.labelled("your \(name)", given)
        + (shape.map { $0 == given.shape ? ["its shape is right"] : ["it should have shape \($0)"] }
          ?? [])
    }
  }

  /// What is said of a value that is wrong on this case.
  private func remark(_ line: LineReport, _ name: LineName) -> String {
    one.wrong.contains(name) ? " (wrong)" : ""
  }

  private static func reason(_ verdict: Verdict) -> String {
    switch verdict {
    case .toDo: "still to do"
    case .waits(let lines): "waits for \(lines.joined(separator: ", "))"
    case .notReached: "not reached"
    case .right: "no value on this case"
    case .wrong, .crashed, .timedOut, .doesNotCompile, .cannotTell: verdict.complaint ?? ""
    }
  }

  /// `scores [2, 3]` with the value below it; a single number follows its name.
  private static func labelled(_ name: String, _ value: Tensor) -> [String] {
    let lines = TensorText.lines(value)
    if value.rank == 0 { return ["\(name) = \(lines[0])"] }
    return ["\(name) \(value.shape)"] + lines.map { "    " + $0 }
  }
}

extension LineName {
  /// The variable that a backward line is the gradient of.
  fileprivate var variable: LineName { LineName(String(base.dropFirst()), step: step) }
}
