import Foundation
import KitSupport

/// What a student's code may use up. It may not write files at all.
public struct Limits: Sendable {
  /// Seconds of CPU for a line; a line that waits may take twice as long by the clock.
  public var seconds: Double

  /// How many lines of an assignment may run into a limit of time before the rest is left alone.
  public var timeouts: Int
  public var memoryInMegabytes: Int

  /// How much of what the student's code prints is kept.
  public var printedBytes: Int

  /// What an assignment may use up in total: seconds that the judge waits for it, messages, and
  /// bytes of messages.
  var secondsInAssignment: Double
  var messages = 200_000
  var bytes = 1 << 28

  public init(
    seconds: Double = 10, timeouts: Int = 6, memoryInMegabytes: Int = 2048,
    printedBytes: Int = 16_384
  ) {
    self.seconds = seconds
    secondsInAssignment = max(60, 12 * seconds)
    self.timeouts = timeouts
    self.memoryInMegabytes = memoryInMegabytes
    self.printedBytes = printedBytes
  }

  /// The limits that the environment asks for: `LIMIT=60` gives every line a minute of CPU.
  /// - Throws: A sentence if the value is not a valid number of seconds.
  public init(asked environment: [String: String]) throws {
    guard let text = environment["LIMIT"] else {
      self.init()
      return
    }
    guard let seconds = Double(text), (0.1...3600).contains(seconds) else {
      throw KitError("LIMIT=\(text) is not a number of seconds from 0.1 to 3600.")
    }
    self.init(seconds: seconds)
  }

  /// Seconds of CPU for one call of the compiler, where the kit's own builder calls it.
  public var secondsToCompile: Double { 6 * seconds }

  /// Seconds of CPU for one process, should the judge itself be gone.
  var secondsInAll: Int { Int(60 * max(seconds, 1)) }

  /// The longest message that is listened to. Values are much smaller: see Host's `Recorder`.
  static let messageBytes = 1 << 21
}
