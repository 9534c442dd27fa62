import Foundation
import Grader
import KitSupport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Changes to the package's files that are made together or not at all.
///
/// The previous contents of a file are kept until the end, so that an error or a Ctrl-C on the way
/// leaves the package as it was.
final class Edits {
  private let root: URL

  /// The files changed so far, with what they held before: `nil` for a file that is new.
  private var before: [(path: String, data: Data?)] = []

  /// The folders made on the way, the outer ones first.
  private var folders: [URL] = []

  /// Makes changes.
  /// - Throws: What went wrong, and whether everything has been put back.
  static func made<Result>(in root: URL, _ body: (Edits) throws -> Result) throws -> Result {
    let edits = Edits(root: root)
    return try Interrupts.held {
      do {
        let result = try body(edits)
        try Interrupts.throwIfAny()
        return result
      } catch {
        // A program that was started has been stopped by the signal, too: it did not fail by
        // itself.
        let reason = Interrupts.isPending ? "Interrupted." : "\(error)"
        let lost = edits.undo()
        let outcome =
          lost.isEmpty
          ? "All files are as they were before."
          : "These files could not be put back: \(lost.joined(separator: ", "))."
        throw KitError("\(reason)\n\(outcome)")
      }
    }
  }

  private init(root: URL) { self.root = root }

  /// The paths below the package's folder that have been written, each with whether it is new.
  var written: [(path: String, isNew: Bool)] { before.map { ($0.path, $0.data == nil) } }

  /// Writes a file, unless it holds that text already.
  func write(_ made: MadeText) throws {
    try Interrupts.throwIfAny()
    guard made.isStale(root: root) else { return }
    let file = root.appending(path: made.path)
    if !before.contains(where: { $0.path == made.path }) {
      before.append((made.path, try? Data(contentsOf: file)))
      noteFolders(above: file)
    }
    try made.write(root: root)
  }

  /// Lets a closure write a file.
  func write(_ path: String, by body: () throws -> Void) throws {
    try Interrupts.throwIfAny()
    let file = root.appending(path: path)
    if !before.contains(where: { $0.path == path }) {
      before.append((path, try? Data(contentsOf: file)))
      noteFolders(above: file)
    }
    try body()
  }

  private func noteFolders(above file: URL) {
    var missing: [URL] = []
    var folder = file.deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.path) {
      missing.append(folder)
      folder.deleteLastPathComponent()
    }
    folders += missing.reversed()
  }

  /// Puts everything back.
  /// - Returns: The paths of files where that failed.
  private func undo() -> [String] {
    var lost: [String] = []
    for (path, data) in before.reversed() {
      let file = root.appending(path: path)
      do {
        if let data {
          try data.write(to: file, options: .atomic)
        } else if FileManager.default.fileExists(atPath: file.path) {
          try FileManager.default.removeItem(at: file)
        }
      } catch {
        lost.append(path)
      }
    }
    for folder in folders.reversed() { rmdir(folder.path) }
    return lost
  }
}

/// Signals that ask a command to stop: they are held until it has put things in order.
enum Interrupts {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// The last signal that came. A handler may do no more than set such a number.
  nonisolated(unsafe) private static var pending: sig_atomic_t = 0

  /// Runs a closure that learns of a signal from ``throwIfAny()`` instead of being ended by it.
  /// Programs that it starts are ended by the signal as usual.
  static func held<Result>(_ body: () throws -> Result) rethrows -> Result {
    pending = 0
    let former = signals.map { signal($0) { Interrupts.pending = $0 } }
    defer { for (number, handler) in zip(signals, former) { signal(number, handler) } }
    return try body()
  }

  /// Whether a signal has come.
  static var isPending: Bool { pending != 0 }

  /// - Throws: A sentence where a signal has come.
  static func throwIfAny() throws {
    if isPending { throw KitError("Interrupted.") }
  }
}
