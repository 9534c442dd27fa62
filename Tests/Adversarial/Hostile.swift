import Attacks
import FlatBackprop
import Mutants
import Runner

/// A line written to cheat, or to harm: no such line may gain a point, cost another line its point,
/// end the run or outlive it.
///
/// Each stands in `sumTimes`, whose other lines are the solution's.
public struct Hostile: Sendable {
  public let line: String

  /// What the line does, in a few words.
  public let name: String

  /// A word or two that the judge's message contains; empty where it depends on the machine.
  public let message: String

  /// Whether it takes a system that confines the submission to withstand the line.
  public let needsConfinement: Bool

  let body: @Sendable (Values) throws -> Tensor

  init(
    _ name: String, in line: String = "dq", message: String, needsConfinement: Bool = false,
    _ body: @escaping @Sendable (Values) throws -> Tensor
  ) {
    self.line = line
    self.name = name
    self.message = message
    self.needsConfinement = needsConfinement
    self.body = body
  }

  public static let folder = "00-warm-up"
  public static let function = "sumTimes"

  /// The name by which the judge calls the function with this line in it.
  public var callName: String { "\(Self.function)/\(line): \(name)" }

  /// All of them.
  public static let corpus =
    endings + forgeries + cheats + exhaustions + escapes

  /// A value that is wrong wherever it stands.
  static let wrong = Tensor(1234.5)
}

extension Hostile {
  /// The course with the hostile lines planted in it.
  public static func planted(in course: [Assignment]) -> [Assignment] {
    course.map { assignment in
      guard assignment.folder == folder,
        let function = assignment.functions.first(where: { $0.name == Self.function })
      else { return assignment }
      return Assignment(
        folder,
        assignment.functions + attacks + unlucky
          + corpus.map { function.planting([$0.line: $0.body], as: $0.callName) }
      )
    }
  }
}

extension Hostile {
  /// The name by which the judge calls a whole function that attacks it.
  public static func callName(of attack: Attack) -> String { "\(function)/attack: \(attack.name)" }

  static let attacks = Attack.corpus.map { attack in
    Assignment.Function(
      callName(of: attack), inputs: [.tensor("x"), .tensor("y"), .tensor("z")], cases: []
    ) {
      try attack.run($0.number("x"), $0.number("y"), $0.number("z"), $1)
    }
  }
}
