import FlatBackprop
import Foundation
import Grader
import KitSupport

/// Runs an assignment's solution, and finds what is stale beside it: the expected values, and the
/// numbers that the handout quotes.
public struct SolutionCheck {
  private let root: URL
  private let submission: String

  /// - Parameter submission: The path of the program that runs the solutions.
  public init(root: URL, submission: String) {
    (self.root, self.submission) = (root, submission)
  }

  /// What was found about an assignment.
  public func defects(of folder: String) -> [Defect] {
    do {
      let row = try CourseTable(root: root).row(folder)
      let expected = try Expected.read(folder, from: Products.expected(seed: nil, root: root))
      let maker = ExpectedMaker(submission: submission)
      guard let drawn = try maker.declared(folder, seeds: [0]).first else {
        return [Defect("Sources/Course/\(row.module).swift", "declares nothing called \(folder).")]
      }
      let stale = expected.differences(from: try maker.make(drawn)).prefix(1).map {
        Defect(
          "Tests/Grading/Expected/\(folder).json",
          "\($0): make it anew with `GRADE=solutions swift run kit expected`.")
      }
      let handout = try Handout(root: root, row)
      return try stale + WorkedExamples(handout, expected, submission: submission).defects
    } catch {
      return [Defect("solutions/\(folder)", "\(error)")]
    }
  }
}

extension Expected {
  /// How expected values differ from others, by more than rounding: a sentence for each difference.
  package func differences(from made: Expected) -> [String] {
    if functions != made.functions { return ["the course declares its functions otherwise"] }
    let names = [runs, made.runs].map { $0.map { "\($0.function), \"\($0.name)\"" } }
    if names[0] != names[1] { return ["the course has other cases"] }
    return zip(runs, made.runs).flatMap { one, other in
      let name = "\(one.function), \"\(one.name)\""
      if one.inputs != other.inputs || one.upstream != other.upstream {
        return ["\(name): the case has other numbers"]
      }
      if one.lines.map(\.name) != other.lines.map(\.name) {
        return ["\(name): the solution has other lines"]
      }
      return zip(one.lines, other.lines).filter { !$0.isSame(as: $1) }.map {
        "\(name): the solution's line \"\($0.0.name)\" gives or reads something else"
      }
    }
  }
}

extension Expected.Line {
  fileprivate func isSame(as other: Expected.Line) -> Bool {
    guard role == other.role, reads == other.reads, (slope == nil) == (other.slope == nil) else {
      return false
    }
    guard let value, let right = other.value else { return value == other.value }
    return Comparison.verdict(on: value, expected: right) == .right
  }
}
