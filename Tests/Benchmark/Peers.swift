import Foundation

/// NumPy, torch and JAX, as far as a Python has them: what they take for the same work.
final class Peers {
  /// Each library that is there, and its version.
  private(set) var versions: [String: String] = [:]

  private let process = Process()
  private let questions = Pipe()
  private let answers = Pipe()
  private var pending = Data()

  /// - Parameters:
  ///   - python: The command.
  ///   - cores: How many of them the libraries may use.
  /// - Returns: `nil` where there is no such Python.
  init?(python: String, cores: Int) {
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      python,
      URL(filePath: #filePath).deletingLastPathComponent().appending(path: "peers.py").path,
      "\(cores)",
    ]
    process.standardInput = questions
    process.standardOutput = answers
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil, let line = readLine() else { return nil }
    versions = (try? JSONDecoder().decode([String: String].self, from: line)) ?? [:]
  }

  deinit {
    try? questions.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The seconds that each library takes for some work, the fastest of several tries.
  func seconds(for work: String) -> [String: Double] {
    try? questions.fileHandleForWriting.write(contentsOf: Data((work + "\n").utf8))
    guard let line = readLine() else { return [:] }
    return (try? JSONDecoder().decode([String: Double].self, from: line)) ?? [:]
  }

  private func readLine() -> Data? {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        defer { pending = Data(pending[(end + 1)...]) }
        return Data(pending[..<end])
      }
      let bytes = answers.fileHandleForReading.availableData
      if bytes.isEmpty { return nil }
      pending += bytes
    }
  }
}
