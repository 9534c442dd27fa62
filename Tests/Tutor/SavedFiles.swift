import Foundation

/// The Swift files of some assignments, each with a stamp that changes whenever it is saved, be it
/// in place or by a new file that takes its name.
public struct SavedFiles: Equatable, Sendable {
  struct Stamp: Equatable {
    let file: UInt64
    let size: Int64
    let seconds: Double
  }

  /// By the assignment's folder and the file's name.
  private(set) var stamps: [String: [String: Stamp]] = [:]

  /// Looks at the files.
  /// - Parameter sources: The folder that holds the assignments' folders.
  public init(_ folders: [String], in sources: URL) {
    for folder in folders {
      let path = sources.appending(path: folder).path
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      for name in names where name.hasSuffix(".swift") && !name.hasPrefix(".") {
        var status = stat()
        guard stat("\(path)/\(name)", &status) == 0 else { continue }
        #if canImport(Darwin)
          let time = status.st_mtimespec
        #else
          let time = status.st_mtim
        #endif
        stamps[folder, default: [:]][name] = Stamp(
          file: UInt64(status.st_ino), size: Int64(status.st_size),
          seconds: Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9)
      }
    }
  }

  /// The folders in which files were saved, added or removed since, the last saved one last.
  public func changes(since before: SavedFiles) -> [String] {
    Set(stamps.keys).union(before.stamps.keys)
      .filter { stamps[$0] != before.stamps[$0] }
      .sorted { (saved($0), $0) < (saved($1), $1) }
  }

  /// Whether a file is missing that was there: an editor may be about to put it back.
  public func lacks(someOf before: SavedFiles) -> Bool {
    before.stamps.contains { folder, files in
      files.keys.contains { stamps[folder]?[$0] == nil }
    }
  }

  /// The folder that was worked on last; `nil` where all files are as old as each other, give or
  /// take the minute that a copy takes.
  public var latest: String? {
    let times = stamps.values.flatMap { $0.values.map(\.seconds) }
    guard let first = times.min(), let last = times.max(), last - first > 60 else { return nil }
    return stamps.keys.first { saved($0) == last }
  }

  private func saved(_ folder: String) -> Double {
    stamps[folder]?.values.map(\.seconds).max() ?? 0
  }
}
