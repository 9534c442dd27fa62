import Foundation
import Grader
import Portraits
import Protocol
import Synchronization

/// Work that is done on a thread of its own, a piece at a time.
final class Work: Sendable {
  enum Outcome: Sendable {
    case graded(Report, [Declaration.Function], seconds: Double)
    case portrayed(String, [Portrait])

    /// The report, and what became of opening it, if that was asked for.
    case wrote(String, [Portrait], String?)
    case failed(String)
  }

  /// Can be polled.
  let descriptor: Int32
  private let end: Int32
  private let outcomes = Mutex<[Outcome]>([])

  init() {
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (descriptor, end) = (ends[0], ends[1])
  }

  func start(_ piece: @escaping @Sendable () throws -> Outcome) {
    Thread.detachNewThread { [self] in
      let outcome: Outcome
      do { outcome = try piece() } catch { outcome = .failed("\(error)") }
      outcomes.withLock { $0.append(outcome) }
      var byte: UInt8 = 0
      _ = write(end, &byte, 1)
    }
  }

  /// What has been worked out since the last call.
  func take() -> [Outcome] {
    var bytes = [UInt8](repeating: 0, count: 64)
    _ = read(descriptor, &bytes, bytes.count)
    return outcomes.withLock { outcomes in
      defer { outcomes = [] }
      return outcomes
    }
  }
}

/// The program that opens pages.
enum Browser {
  /// Opens a page.
  /// - Returns: A sentence about the outcome.
  static func open(_ file: URL) -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    #if os(macOS)
      process.arguments = ["open", file.path]
    #else
      process.arguments = ["xdg-open", file.path]
    #endif
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try? process.run()
    if process.isRunning { process.waitUntilExit() }
    let isShown = process.processIdentifier > 0 && process.terminationStatus == 0
    return isShown ? "The report is open: \(file.path)" : "The report is written: \(file.path)"
  }
}
