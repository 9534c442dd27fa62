import FlatBackprop
import Foundation
import Protocol
import KitSupport

/// What an assignment's functions give where they are right: made from the solutions, kept in a
/// file, and read by the judge, which never links a solution.
public struct Expected: Codable, Equatable, Sendable {
  public var folder: String

  /// What the course declares of the functions, in their order.
  public var functions: [Declaration.Function]
  public var runs: [Run]

  package init(folder: String, functions: [Declaration.Function], runs: [Run]) {
    (self.folder, self.functions, self.runs) = (folder, functions, runs)
  }

  /// What the course declares of a function.
  public func function(_ name: String) -> Declaration.Function? {
    functions.first { $0.name == name }
  }

  /// The names of a function's lines, in their order.
  public func lines(of function: String) -> [String] {
    runs.filter { $0.function == function }.flatMap(\.lines).map(\.name.base)
      .reduce(into: []) { names, name in
        if !names.contains(name) { names.append(name) }
      }
  }

  /// Leaves out all cases but those whose names begin so.
  /// - Throws: A sentence where there is none.
  mutating func keep(_ name: String) throws {
    let kept = runs.filter { $0.name.hasPrefix(name) }
    guard !kept.isEmpty else {
      let names = runs.map(\.name).reduce(into: [String]()) { names, name in
        if !names.contains(name) { names.append(name) }
      }
      throw KitError(
        "\(folder) has no case \"\(name)\", only "
          + names.map { "\"\($0)\"" }.joined(separator: ", ") + ".")
    }
    runs = kept
    functions = functions.filter { function in kept.contains { $0.function == function.name } }
  }

  /// One function on one case.
  public struct Run: Codable, Equatable, Sendable {
    public var function: String

    /// The case's name.
    public var name: String
    public var inputs: [String: Tensor]

    /// A layer's output line and the gradient it receives; `nil` for a function that has a loss.
    public var output: String?
    public var upstream: Tensor?

    /// The lines in the order they run.
    public var lines: [Line]

    /// The lines whose values the function returns, by the labels that it returns them under; `""` is a
    /// single value.
    public var returns: [String: String]?
  }

  /// A line, and for a forward line what it gives and what it reads.
  public struct Line: Codable, Equatable, Sendable {
    public enum Role: String, Codable, Sendable {
      case forward, loss, backward
    }

    public var name: LineName
    public var role: Role

    /// What a forward line or the loss gives; `nil` for a backward line, which is compared with the
    /// numeric gradient of the student's own forward pass.
    public var value: Tensor?

    /// The forward lines that its body reads, and the inputs, unless they are labels or sizes.
    public var reads: [LineName]

    /// Those of ``reads`` that make no difference on this case, only on others: what is chosen by a
    /// mask, say.
    public var readsElsewhere: [LineName]?

    /// For a backward line the numeric gradient of its variable as one number, where it has no kink:
    /// the slopes of a student's forward pass must add up to the same, or it does not compute what
    /// it seems to.
    public var slope: Double?
  }
}

extension Expected.Run {
  /// The forward lines, the loss included.
  package var forward: [Expected.Line] { lines.filter { $0.role != .backward } }

  package var backward: [Expected.Line] { lines.filter { $0.role == .backward } }

  package func line(_ name: LineName) -> Expected.Line? { lines.first { $0.name == name } }

  /// The value of a forward line or an input.
  package func value(of name: LineName) -> Tensor? { line(name)?.value ?? inputs["\(name)"] }

  /// The run with other values: of the lines in what is handed on, of the others in its inputs.
  func changed(
    by changes: [LineName: Tensor], handingOn lines: [LineName: Tensor]
  ) -> (run: Expected.Run, handOn: [LineName: Tensor]) {
    var (run, handOn) = (self, lines)
    for (name, value) in changes {
      if handOn[name] != nil { handOn[name] = value } else { run.inputs["\(name)"] = value }
    }
    return (run, handOn)
  }

  /// A variable and the forward lines that go back to it.
  func made(of variable: LineName) -> Set<LineName> {
    forward.reduce(into: [variable]) { made, line in
      if line.reads.contains(where: made.contains) { made.insert(line.name) }
    }
  }

  /// The forward lines through which a variable reaches the loss, in the order they run.
  func descendants(of variable: LineName) -> [LineName] {
    let changed = made(of: variable)
    let leading = linesToTheLoss
    return forward.map(\.name).filter {
      $0 != variable && changed.contains($0) && leading.contains($0)
    }
  }

  /// The lines that read a variable and lead to the loss.
  package func readers(of variable: LineName) -> [Expected.Line] {
    let leading = linesToTheLoss
    return forward.filter { $0.reads.contains(variable) && leading.contains($0.name) }
  }

  /// The forward lines that the loss, or a layer's output, comes from: an update that is only
  /// computed beside them keeps no gradient waiting.
  private var linesToTheLoss: Set<LineName> {
    var leading = Set(forward.filter { $0.role == .loss || $0.name == outputLine }.map(\.name))
    for line in forward.reversed() where leading.contains(line.name) {
      leading.formUnion(line.reads)
    }
    return leading
  }

  /// The size of the terms that add up to the loss.
  var scale: Double {
    if let upstream, let outputLine, let value = value(of: outputLine) {
      return zip(upstream.elements, value.elements).reduce(0) { $0 + abs($1.0 * $1.1) }
    }
    return abs(loss)
  }

  /// What gradients are measured by: as large as the terms of the loss, or as what flows back from
  /// there, which is 1 from a loss. Where the loss is 0, that is not.
  var gradientScale: Double {
    Swift.max(scale, upstream?.elements.map { abs($0) }.max() ?? 1)
  }

  /// The loss: of a layer, `Σ output · upstream`.
  var loss: Double {
    if let upstream, let outputLine, let value = value(of: outputLine) {
      return zip(upstream.elements, value.elements).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return lines.first { $0.role == .loss }?.value?.elements.first ?? 0
  }
}

extension Expected.Run {
  /// A layer's output line.
  package var outputLine: LineName? { output.map { LineName($0) } }
}

extension LineName {
  /// The variable that a backward line is the gradient of: its name is `"d"` and the variable's.
  package var variable: LineName { LineName(String(base.dropFirst()), step: step) }

  /// The backward line of a variable.
  package var gradient: LineName { LineName("d" + base, step: step) }
}

extension Expected.Run {
  /// What is missing, or does not fit together; `nil` where all is well.
  fileprivate var flaw: String? {
    if Set(lines.map(\.name)).count != lines.count { return "two lines have one name" }
    for line in lines {
      let isGradient = line.role == .backward
      if isGradient != (line.value == nil) {
        return "\"\(line.name)\" has \(isGradient ? "a" : "no") value"
      }
      if isGradient, value(of: line.name.variable) == nil {
        return "\"\(line.name)\" is the gradient of nothing"
      }
      if line.role == .loss, line.value?.shape != [] { return "\"\(line.name)\" is no number" }
    }
    if (output == nil) != (upstream == nil) { return "output and upstream go together" }
    if let output, line(LineName(output))?.value?.shape != upstream?.shape {
      return "the upstream gradient does not have the shape of \"\(output)\""
    }
    return nil
  }
}

// MARK: - The files

extension Expected {
  /// Reads an assignment's file.
  /// - Throws: A sentence that says which file is missing or damaged, and how to make it anew.
  public static func read(_ folder: String, from directory: URL) throws -> Expected {
    let file = directory.appending(path: "\(folder).json")
    let folderName = directory.lastPathComponent
    let option =
      folderName.hasPrefix("seed-") ? " --seed \(folderName.dropFirst("seed-".count))" : ""
    let remedy =
      "Make them anew from the solutions: GRADE=solutions swift run kit expected\(option)"
    let data: Data
    do {
      data = try Data(contentsOf: file)
    } catch {
      throw KitError("The expected values of \(folder) are missing (\(file.path)). \(remedy)")
    }
    do {
      let expected = try JSONDecoder().decode(Expected.self, from: data)
      guard expected.folder == folder else {
        throw KitError("it is about \(expected.folder)")
      }
      for run in expected.runs {
        if let flaw = run.flaw { throw KitError("\(run.function), \"\(run.name)\": \(flaw)") }
      }
      return expected
    } catch {
      let reason = (error as? DecodingError)?.where ?? "\(error)"
      throw KitError(
        "The expected values of \(folder) are damaged (\(file.path): \(reason)). \(remedy)")
    }
  }

  /// The assignments that a folder has expected values of, in the order of the course.
  public static func folders(in directory: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// Writes the assignment's file: a run a line, so that a change shows where it is.
  public func write(to directory: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    func list(_ values: [some Encodable]) throws -> String {
      let lines = try values.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
      return "[\n" + lines.joined(separator: ",\n") + "\n]"
    }
    let text =
      "{\"folder\":\"\(folder)\",\"functions\":\(try list(functions)),\"runs\":\(try list(runs))}\n"
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: directory.appending(path: "\(folder).json"))
  }
}

extension DecodingError {
  fileprivate var `where`: String {
    switch self {
    case .dataCorrupted(let context), .keyNotFound(_, let context),
      .typeMismatch(_, let context), .valueNotFound(_, let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    @unknown default: return "\(self)"
    }
  }
}
