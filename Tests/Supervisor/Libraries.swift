import Foundation
import KitSupport

/// The files that a program consists of: itself, the libraries that it loads, and their loader.
enum Libraries {
  nonisolated(unsafe) private static var known: [String: Set<String>] = [:]
  private static let lock = NSLock()

  /// The files of a program, links followed.
  ///
  /// The system's own loader is run as a program: it lists what it would load, and starts nothing
  /// of the student's. (The student's program, run with `LD_TRACE_LOADED_OBJECTS`, may name another
  /// loader, and that one can do as it likes.)
  static func files(of program: String) -> Set<String> {
    lock.withLock {
      if let files = known[program] { return files }
      let listed = loader.map { [$0] + list([$0, "--list", program]) } ?? []
      let real = Set(([program] + listed).compactMap(realPath))
      known[program] = real
      return real
    }
  }

  /// The system's loader, as a program of the kit's own names it.
  private static let loader: String? =
    list([Products.program("starter")], ["LD_TRACE_LOADED_OBJECTS": "1"]).first { file in
      file.split(separator: "/").last?.hasPrefix("ld-") == true
    }

  /// The paths in what the loader says: in `libc.so.6 => /lib/libc.so.6 (0x…)`, or in
  /// `/lib64/ld-linux-x86-64.so.2 (0x…)`.
  private static func list(
    _ command: [String], _ environment: [String: String] = [:]
  ) -> [String] {
    let libraries = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    let all = libraries.map { environment.merging(["LD_LIBRARY_PATH": $0]) { $1 } } ?? environment
    let text = (try? Launch.output(of: command, all)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      guard let start = line.firstIndex(of: "/"),
        let end = line.range(of: " (0x", options: .backwards)?.lowerBound, start < end
      else { return nil }
      return String(line[start..<end])
    }
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
