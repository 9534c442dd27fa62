import Foundation

/// What a program is made of: itself, the libraries that it loads, and who loads them.
enum Libraries {
  nonisolated(unsafe) private static var known: [String: Set<String>] = [:]
  private static let lock = NSLock()

  /// The files of a program, links followed.
  ///
  /// The system's own loader is asked: with this word in its environment it says what it would load,
  /// and starts nothing.
  static func files(of program: String) -> Set<String> {
    lock.withLock {
      if let files = known[program] { return files }
      let loader = Process()
      loader.executableURL = URL(filePath: program)
      loader.environment = ["LD_TRACE_LOADED_OBJECTS": "1"]
      loader.environment?["LD_LIBRARY_PATH"] =
        ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
      let output = Pipe()
      loader.standardInput = FileHandle.nullDevice
      loader.standardOutput = output
      loader.standardError = FileHandle.nullDevice
      var files = [program]
      if (try? loader.run()) != nil {
        let text = String(
          decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        loader.waitUntilExit()
        // "libc.so.6 => /lib/libc.so.6 (0x…)", or "/lib64/ld-linux-x86-64.so.2 (0x…)".
        files += text.split(separator: "\n").compactMap { line in
          guard let start = line.firstIndex(of: "/") else { return nil }
          return String(
            line[start...].prefix(upTo: line.range(of: " (0x")?.lowerBound ?? line.endIndex))
        }
      }
      let real = Set(files.compactMap(realPath))
      known[program] = real
      return real
    }
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
