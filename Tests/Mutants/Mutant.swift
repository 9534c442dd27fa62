import FlatBackprop
import Runner

/// A line that is not the solution's: a mistake that students make, or another right way to write it.
public struct Mutant: Sendable {
  /// The assignment's folder.
  public let folder: String
  public let function: String
  public let line: String

  /// What is different about the line, in a few words. With the function and the line it is unique.
  public let name: String

  /// What the judge should say is wrong, for a mistake; `nil` for a right way.
  public let cause: String?

  /// What the line computes instead, from the inputs and the lines before it.
  public let body: @Sendable (Values) throws -> Tensor

  /// A mistake.
  /// - Parameter cause: Some words that the judge's message must contain; none where it is to say no
  ///   more than that the line is wrong.
  public static func mistake(
    _ folder: String, _ function: String, _ line: String, _ name: String, cause: String,
    _ body: @escaping @Sendable (Values) throws -> Tensor
  ) -> Mutant {
    Mutant(
      folder: folder, function: function, line: line, name: name, cause: cause, body: body)
  }

  /// Another right way.
  public static func variant(
    _ folder: String, _ function: String, _ line: String, _ name: String,
    _ body: @escaping @Sendable (Values) throws -> Tensor
  ) -> Mutant {
    Mutant(folder: folder, function: function, line: line, name: name, cause: nil, body: body)
  }

  /// The name by which the judge calls the function with this line mutant.
  public var callName: String { "\(function)/\(line): \(name)" }
}

/// All planted lines.
public enum Mutants {
  public static let mistakes =
    courseMistakes + lookalikes + handoutMistakes + falseFriends + furtherMistakes + otherFormulas
    + quotients + accidents

  public static let variants = courseVariants + otherWays

  /// The functions that something is planted in.
  public static let functions: [(folder: String, name: String)] = {
    var functions: [(folder: String, name: String)] = []
    for mutant in mistakes + variants
    where !functions.contains(where: { $0 == (mutant.folder, mutant.function) }) {
      functions.append((mutant.folder, mutant.function))
    }
    return functions
  }()

  /// The variants of a function, as many as possible at once: the first of each line, the second of
  /// each line and so on. As every line is graded by itself, that is as good as each alone.
  public static func layers(
    of function: (folder: String, name: String)
  ) -> [(callName: String, variants: [Mutant])] {
    var layers: [[Mutant]] = []
    for variant in variants where (variant.folder, variant.function) == function {
      let free = layers.firstIndex { !$0.contains { $0.line == variant.line } }
      if let free { layers[free].append(variant) } else { layers.append([variant]) }
    }
    return layers.enumerated().map { ("\(function.name)/variants \($0)", $1) }
  }

  /// The course with everything planted in it: each mutant, and each layer of variants, is a function
  /// of its own beside the one that it is planted in.
  public static func planted(in course: [Assignment]) -> [Assignment] {
    course.map { assignment in
      let planted = assignment.functions.flatMap { function in
        mutants(of: function, assignment.folder)
      }
      return Assignment(assignment.folder, assignment.functions + planted)
    }
  }

  private static func mutants(
    of function: Assignment.Function, _ folder: String
  ) -> [Assignment.Function] {
    let alone = (mistakes + variants).filter { $0.folder == folder && $0.function == function.name }
      .map { function.planting([$0.line: $0.body], as: $0.callName) }
    let together = layers(of: (folder, function.name)).map { layer in
      function.planting(
        Dictionary(uniqueKeysWithValues: layer.variants.map { ($0.line, $0.body) }),
        as: layer.callName)
    }
    return alone + together
  }
}
