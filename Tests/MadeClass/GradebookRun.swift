import Foundation
import Grader
import KitSupport

/// A run of `kit gradebook` as a process.
public final class GradebookRun {
  private let process = Process()
  private let start = Date()
  private let folder: ScratchFolder
  private var log: URL { folder.url.appending(path: "log") }

  /// The most memory that it has held, in megabytes; 0 where the system does not say.
  public private(set) var megabytes = 0.0

  /// The seconds of CPU that were used before it was started, by all that has ended.
  private let cpuBefore = GradebookRun.cpuSeconds

  /// - Parameter arguments: What stands behind `gradebook`.
  public init(_ arguments: [String]) throws {
    folder = try ScratchFolder()
    process.executableURL = URL(filePath: Products.program("kit"))
    process.arguments = ["gradebook"] + arguments
    try Data().write(to: log)
    process.standardError = try FileHandle(forWritingTo: log)
    try process.run()
  }

  /// Waits until it ends, or until it is time to kill it.
  /// - Parameter isTime: Is asked again and again.
  /// - Returns: Its exit code; `nil` if it was killed.
  public func wait(untilKilled isTime: () -> Bool = { false }) -> Int32? {
    while process.isRunning {
      megabytes = max(megabytes, Self.peak(of: process.processIdentifier))
      if isTime() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return nil
      }
      usleep(20_000)
    }
    return process.terminationStatus
  }

  /// Seconds by the clock since it was started.
  public var seconds: Double { Date().timeIntervalSince(start) }

  /// Seconds of CPU that it and all that it started have used, once it has ended.
  public var cpuSeconds: Double { Self.cpuSeconds - cpuBefore }

  private static var cpuSeconds: Double {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_CHILDREN, &usage)
    #else
      getrusage(RUSAGE_CHILDREN.rawValue, &usage)
    #endif
    func seconds(_ time: timeval) -> Double {
      Double(time.tv_sec) + Double(time.tv_usec) * 1e-6
    }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// What it has said.
  public var said: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

  private static func peak(of process: pid_t) -> Double {
    let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }.map { $0 / 1024 }
      ?? 0
  }
}

/// A folder that is gone with what uses it.
public final class ScratchFolder {
  public let url = FileManager.default.temporaryDirectory.appending(path: "made-class-\(UUID())")

  public init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
