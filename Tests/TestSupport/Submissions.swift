import Foundation
import Grader
import KitSupport
import Portraits
import Supervisor
import Testing

/// The programs that the tests grade, and how they grade them.
public enum Submissions {
  public static let root = PackageFolder.url

  public static let expected = Products.expected(seed: nil, root: root)

  /// Small limits: a line that hangs costs a test so many seconds.
  public static let limits = Limits(seconds: 0.3, memoryInMegabytes: 512)

  public static func grader(_ program: String = "MutantSubmission", limits: Limits = limits)
    -> AssignmentGrader
  {
    AssignmentGrader(
      submission: Products.program(program), sources: root.appending(path: "solutions").path,
      expected: expected, limits: limits)
  }

  /// Grades one function that the planted submission offers under another name.
  public static func report(
    on folder: String = "00-warm-up", _ callName: String, limits: Limits = limits
  ) async throws -> Report {
    let function = String(callName.prefix { $0 != "/" })
    return try await onThread {
      try grader(limits: limits).grade(folder, function: function, as: callName)
    }
  }

  /// Grades and portrays one function that the planted submission offers under another name.
  public static func portray(
    _ folder: String, function: String, as callName: String
  ) async throws -> (report: Report, portraits: [Portrait]) {
    try await onThread { try grader().portray(folder, function: function, as: callName) }
  }

  private static let slots = DispatchSemaphore(value: 4)

  /// Runs what waits for a process on a thread of its own, so that many can wait at once.
  public static func onThread<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        slots.wait()
        defer { slots.signal() }
        continuation.resume(with: Swift.Result { try work() })
      }
    }
  }
}

extension Report {
  /// The verdict on a line.
  public subscript(name: String) -> Verdict? { lines.first { $0.name == name }?.verdict }

  /// The lines that are right.
  public var right: [String] { lines.filter(\.verdict.isRight).map(\.name) }
}
