import Foundation
import Grader
import Synchronization
import Testing

/// The reports of a run, until all assignments have been graded.
final class Reports: Sendable {
  static let shared = Reports()

  private let reports = Mutex<[Report]>([])

  func add(_ report: Report) { reports.withLock { $0.append(report) } }

  var all: [Report] { reports.withLock { $0 } }
}

/// Prints the board when all assignments have been graded.
struct BoardTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await function()
    let board = Board(Reports.shared.all, root: AssignmentTest.root.path)
    Output.write("\n" + board.text + "\n\n")
    // What a program is to read does not stand among texts that others have written.
    if let file = ProcessInfo.processInfo.environment["BOARD"] {
      try Data(board.numbers.utf8).write(to: URL(filePath: file))
    }
  }
}

extension Trait where Self == BoardTrait {
  /// Prints the board last.
  static var board: Self { Self() }
}
