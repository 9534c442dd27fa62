import Foundation
import HandIns
import TestSupport
import Testing

@testable import Grader

@Suite("Where the kit is run")
struct SurroundingsTests {
  /// Grades the solution, as `kit grade 04 --from FOLDER`.
  static func grade(
    in folder: String = "student", environment: [String: String] = [:], shell: String? = nil
  ) async throws -> (status: Int32, said: String) {
    let workshop = try Workshop()
    defer { workshop.clear() }
    let sources = workshop.file(folder)
    let file = sources.appending(path: "04-svm/SVM.swift")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("\(HandIn.solution)// \(folder)\n".utf8).write(to: file)
    return try await HandInTests.kit(
      ["grade", "04", "--from", sources.path], environment: environment, in: shell)
  }

  @Test(
    "A folder may be called anything",
    arguments: [
      "it's", "100%41", "#1", "a b", "😀", "ä", "\"", "\\", "$HOME", "*", "-o", "a:b", "@x",
    ])
  func names(_ name: String) async throws {
    let (status, said) = try await Self.grade(in: name)
    #expect(status == 0, "\(said)")
    #expect(said.contains("04-svm    12/12  done"))
  }

  /// What a shell allows, and how the kit ends then.
  static let shells: [(String, Int32)] = {
    let enough: [(String, Int32)] = [
      ("ulimit -n 64", 0), ("ulimit -n 100", 0), ("ulimit -s 1024", 0), ("exec <&-", 0),
      ("cd /", 0),
    ]
    #if os(Linux)
      return enough + [
        ("ulimit -s unlimited", 0), ("ulimit -c unlimited", 0), ("umask 777", 2),
        ("ulimit -f 0", 2), ("ulimit -v 150000", 2), ("export TMPDIR=/nowhere", 0),
      ]
    #else
      return enough
    #endif
  }()

  @Test("What a shell allows is enough, or the machine is blamed", arguments: shells)
  func limits(_ shell: String, _ wanted: Int32) async throws {
    let (status, said) = try await Self.grade(in: "shell \(shell.count)", shell: shell)
    #expect(status == wanted, "\(said)")
    // Whoever is to blame, no line is.
    #expect(!said.contains("SVM.swift:") && said.split(separator: "\n").count < 8, "\(said)")
  }

  @Test(
    "What the environment says is taken, or refused in a sentence",
    arguments: [
      (["LIMIT": "60"], ""), (["LANG": "C", "LC_ALL": "C"], ""),
      (["HOME": "/nowhere"], ""), (["LD_BIND_NOW": "1"], ""),
      (["SWIFT_BACKTRACE": "enable=yes"], ""),
      (["LIMIT": "inf"], "LIMIT=inf is not a number of seconds"),
      (["LIMIT": "nan"], "LIMIT=nan is"),
      (["LIMIT": "1e30"], "LIMIT=1e30 is"), (["LIMIT": "-1"], "LIMIT=-1 is"),
      (["LIMIT": ""], "LIMIT= is not"), (["PATH": "/nowhere"], "There is no program swiftc"),
    ])
  func environment(_ environment: [String: String], _ refusal: String) async throws {
    let (status, said) = try await Self.grade(in: "e", environment: environment)
    #expect(status == (refusal.isEmpty ? 0 : 2), "\(said)")
    #expect(said.hasPrefix(refusal), "\(said)")
  }
}
