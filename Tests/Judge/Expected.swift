import FlatBackprop
import Foundation

/// What an assignment's functions give where they are right: made from the solutions, kept in a
/// file, and read by the judge, which never links a solution.
public struct Expected: Codable, Equatable, Sendable {
  public var folder: String
  public var runs: [Run]

  /// The names of the functions, in their order.
  public var functions: [String] {
    var names: [String] = []
    for run in runs where !names.contains(run.function) { names.append(run.function) }
    return names
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

    /// The numeric gradient of each variable as one number, where it has no kink: the slopes of a
    /// student's forward pass must add up to the same, or it does not compute what it seems to.
    public var slopes: [String: Double]?
  }

  /// A line, and for a forward line what it gives and what it reads.
  public struct Line: Codable, Equatable, Sendable {
    public enum Role: String, Codable, Sendable {
      case forward, loss, backward
    }

    public var name: String
    public var role: Role

    /// What a forward line or the loss gives; `nil` for a backward line, which is compared with the
    /// numeric gradient of the student's own forward pass.
    public var value: Tensor?

    /// The forward lines that its body reads, and the inputs, unless they are labels or sizes.
    public var reads: [String]
  }
}

extension Expected.Run {
  /// The forward lines, the loss included.
  var forward: [Expected.Line] { lines.filter { $0.role != .backward } }

  var backward: [Expected.Line] { lines.filter { $0.role == .backward } }

  func line(_ name: String) -> Expected.Line? { lines.first { $0.name == name } }

  /// The value of a forward line or an input.
  func value(of name: String) -> Tensor? { line(name)?.value ?? inputs[name] }

  /// The run with other values: of the lines in what is handed on, of the others in its inputs.
  func changed(
    by changes: [String: Tensor], handingOn lines: [String: Tensor]
  ) -> (run: Expected.Run, handOn: [String: Tensor]) {
    var (run, handOn) = (self, lines)
    for (name, value) in changes {
      if handOn[name] != nil { handOn[name] = value } else { run.inputs[name] = value }
    }
    return (run, handOn)
  }

  /// A variable and the forward lines that go back to it.
  func made(of variable: String) -> Set<String> {
    forward.reduce(into: [variable]) { made, line in
      if line.reads.contains(where: made.contains) { made.insert(line.name) }
    }
  }

  /// The forward lines through which a variable reaches the loss, in the order they run.
  func descendants(of variable: String) -> [String] {
    let changed = made(of: variable)
    let leading = linesToTheLoss
    return forward.map(\.name).filter {
      $0 != variable && changed.contains($0) && leading.contains($0)
    }
  }

  /// The lines that read a variable and lead to the loss.
  func readers(of variable: String) -> [Expected.Line] {
    let leading = linesToTheLoss
    return forward.filter { $0.reads.contains(variable) && leading.contains($0.name) }
  }

  /// The forward lines that the loss, or a layer's output, comes from: an update that is only
  /// computed beside them keeps no gradient waiting.
  private var linesToTheLoss: Set<String> {
    var leading = Set(forward.filter { $0.role == .loss || $0.name == output }.map(\.name))
    for line in forward.reversed() where leading.contains(line.name) {
      leading.formUnion(line.reads)
    }
    return leading
  }

  /// The size of the terms that add up to the loss.
  var scale: Double {
    if let upstream, let output, let value = value(of: output) {
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
    if let upstream, let output, let value = value(of: output) {
      return zip(upstream.elements, value.elements).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return lines.first { $0.role == .loss }?.value?.elements.first ?? 0
  }
}

/// The gradient line of a variable is called `"d"` and the variable's name.
enum Gradient {
  static func variable(of line: String) -> String { String(line.dropFirst()) }
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
      throw Unusable("The expected values of \(folder) are missing (\(file.path)). \(remedy)")
    }
    do {
      let expected = try JSONDecoder().decode(Expected.self, from: data)
      guard expected.folder == folder else {
        throw Unusable("it is about \(expected.folder)")
      }
      return expected
    } catch {
      let reason = (error as? DecodingError)?.where ?? "\(error)"
      throw Unusable(
        "The expected values of \(folder) are damaged (\(file.path): \(reason)). \(remedy)")
    }
  }

  /// Writes the assignment's file: a run a line, so that a change shows where it is.
  public func write(to directory: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let lines = try runs.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    let text =
      "{\"folder\":\"\(folder)\",\"runs\":[\n" + lines.joined(separator: ",\n") + "\n]}\n"
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: directory.appending(path: "\(folder).json"))
  }
}

/// A file that cannot be used, in a sentence.
public struct Unusable: Error, CustomStringConvertible {
  public let description: String
  init(_ description: String) { self.description = description }
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

extension Tensor: Codable {
  private enum Key: CodingKey {
    case shape, elements
  }

  public init(from decoder: any Swift.Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let shape = try container.decode([Int].self, forKey: .shape)
    let elements = try container.decode([Double].self, forKey: .elements)
    guard shape.allSatisfy({ $0 >= 0 }), shape.reduce(1, *) == elements.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .elements, in: container,
        debugDescription: "\(elements.count) elements do not fill the shape \(shape)")
    }
    self.init(shape: shape, elements)
  }

  public func encode(to encoder: any Swift.Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(shape, forKey: .shape)
    try container.encode(elements, forKey: .elements)
  }
}
