import Adversarial
import Attacks
import Foundation
import HandIns
import TestSupport
import Testing

/// The page that says what a submission cannot do: `Tests/Grader/README.md`.
@Suite("The page of promises")
struct PromisesTests {
  /// The rows of the tables, each with its cells.
  static let rows: [[String]] = {
    let page = Submissions.root.appending(path: "Tests/Grader/README.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { row in
      row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }()

  static let promises = rows.filter { $0.count == 4 && $0[0] != "promise" }

  /// The kit's source files.
  static let files = ["Sources", "Tests"].flatMap { room in
    let folder = Submissions.root.appending(path: room)
    return (FileManager.default.subpaths(atPath: folder.path) ?? [])
      .filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
  }

  static let sources = files.map { (try? String(contentsOf: $0, encoding: .utf8)) ?? "" }.joined()

  /// What is declared in them, and what the files and their folders are called.
  static let declared = Set(
    sources.matches(of: #/\b(?:struct|class|enum|protocol|func|let|var|case) (\w+)/#).map {
      String($0.1)
    }
      + files.flatMap { [$0, $0.deletingLastPathComponent()] }.map {
        $0.deletingPathExtension().lastPathComponent
      })

  @Test("Each promise says by what it is held, by which test, and where")
  func cells() {
    #expect(Self.promises.count > 20)
    for row in Self.promises {
      #expect(row[1] != "" && row[2] != "", "\(row[0])")
      #expect(row[3].hasPrefix("everywhere") || row[3] == "walled", "\(row[0])")
    }
  }

  @Test("What a promise is held and tested by is there", arguments: promises)
  func names(_ row: [String]) {
    for cell in row[1...2] {
      for code in cell.matches(of: #/`([A-Z]\w+)(?:\.(\w+))?`/#) {
        for name in [code.1, code.2].compactMap({ $0 }) {
          #expect(Self.declared.contains(String(name)), "\(name)")
        }
      }
    }
    for part in row[2].matches(of: #/\*([^*…]+?)(?: …)?\*/#) {
      let name = String(part.1)
      let isName = Self.attacks.contains { $0.hasPrefix(name.trimmingSuffix(", and")) }
      #expect(isName || Self.declared.contains(name), "\(name)")
    }
    for title in row[2].matches(of: #/"([^"…]+?)(?: …)?"/#) {
      #expect(Self.sources.contains(title.1), "\(title.1)")
    }
  }

  static let attacks = Attack.corpus.map(\.name) + Hostile.corpus.map(\.name)

  @Test("The corpora are as large as it says")
  func counts() throws {
    for (suite, count) in [
      ("AttackTests", Attack.corpus.count), ("HostileTests", Hostile.corpus.count),
      ("HandInTests", HandIn.corpus.count),
    ] {
      let row = try #require(Self.rows.first { $0[0] == "`\(suite)`" })
      let said = try #require(row[1].firstMatch(of: #/some (\d+)/#).flatMap { Int($0.1) })
      #expect(said == (count + 5) / 10 * 10, "\(suite): \(count)")
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
