import Foundation
import TestSupport
import Testing

@Suite("Pages")
struct PagesTests {
  static let pages =
    [
      "README.md", ".github/CONTRIBUTING.md", ".github/gradebook/README.md",
      "Tests/Grader/README.md", "Tests/Mutants/README.md",
    ]
    + ((try? FileManager.default.contentsOfDirectory(
      atPath: Submissions.root.appending(path: "assignments").path)) ?? [])
    .filter { !$0.hasPrefix(".") }.map { "assignments/\($0)/README.md" }

  @Test("Each link within the package leads to a file or a folder that is there", arguments: pages)
  func links(_ page: String) throws {
    let file = Submissions.root.appending(path: page)
    let text = try String(contentsOf: file, encoding: .utf8)
    for link in text.matches(of: #/\]\(([\w.\/+-]+)\)/#).map({ String($0.1) }) {
      let path = file.deletingLastPathComponent().appending(path: link).standardized.path
      #expect(FileManager.default.fileExists(atPath: path), "\(link)")
    }
  }
}
