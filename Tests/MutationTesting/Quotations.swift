import Authoring
import Foundation
import Grader
import KitSupport

/// What the handouts say that the judge says of common mistakes, held against what it does say of the
/// mutants that make them.
public struct Quotations {
  private let handouts: [Handout]
  private let findings: [String: Finding]

  /// - Parameters:
  ///   - folder: The only assignment to look at; `nil` for all of them.
  ///   - trial: What the judge made of their mutants.
  /// - Throws: A sentence where a handout is missing.
  public init(root: URL, folder: String? = nil, _ trial: Trial) throws {
    handouts = try CourseTable(root: root).rows.filter { folder == nil || $0.folder == folder }
      .map { try Handout(root: root, $0) }
    findings = Dictionary(
      trial.mistakes.map { ($0.mutant.callName, $0) }, uniquingKeysWith: { one, _ in one })
  }

  /// What is wrong with the handouts: rows that name no mutant, or one that there is
  /// not, and rows that quote what the judge does not say.
  public var defects: [Defect] {
    handouts.flatMap { handout in
      handout.mistakes.compactMap { mistake in
        complaint(about: mistake, in: handout).map {
          Defect("\(handout.path):\(mistake.line)", $0)
        }
      }
    }
  }

  private func complaint(about mistake: Handout.Mistake, in handout: Handout) -> String? {
    if mistake.reason != nil { return nil }
    if mistake.mutants.isEmpty {
      return "the row names no mutant: write one behind what the judge says, as in "
        + "<!-- svmLoss/dw: no factor of 2 -->, or <!-- not planted: why -->."
    }
    switch row(of: mistake, in: handout) {
    case .failure(let problem): return "\(problem)"
    case .success(let row) where row != mistake.text:
      return "the judge says something else now: `GRADE=solutions swift run mutants --keep "
        + "\(handout.row.folder)` writes it there."
    case .success: return nil
    }
  }

  /// The row as it should be.
  private func row(of mistake: Handout.Mistake, in handout: Handout) -> Result<String, KitError> {
    var sentences: [String] = []
    for name in mistake.mutants {
      guard let finding = findings[name], finding.mutant.folder == handout.row.folder else {
        return .failure(
          KitError(
            "there is no mutant \"\(name)\" of \(handout.row.folder): add it in Tests/Mutants."))
      }
      guard let sentence = finding.cause ?? finding.complaint else {
        return .failure(KitError("the judge says nothing of the line of the mutant \"\(name)\"."))
      }
      sentences.append(sentence)
    }
    return .success(mistake.row(saying: sentences))
  }

  /// The handouts with what the judge says now.
  public var made: [MadeText] {
    handouts.map { handout in
      handout.replacing(
        handout.mistakes.compactMap { mistake in
          guard !mistake.mutants.isEmpty, case .success(let row) = row(of: mistake, in: handout)
          else { return nil }
          return (mistake, row)
        })
    }
  }
}
