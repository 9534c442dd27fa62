import Authoring
import Foundation
import KitSupport

/// The page of lines as students write them, with what the judge says of each.
public struct ExamplesPage: Sendable {
  /// Where it is kept, below the package's folder.
  public static let path = "Tests/Mutants/Examples.md"

  private let text: String

  /// Its rows, from top to bottom.
  public let examples: [Example]

  /// Rows of a table that cannot be read.
  public let unreadable: [Defect]

  public init(root: URL) throws {
    let file = root.appending(path: Self.path)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw KitError("\(Self.path) is missing: it holds lines as students write them.")
    }
    self.init(text: text)
  }

  /// Reads a page: a heading `## 04-svm`, and a table below it.
  init(text: String) {
    self.text = text
    var (examples, unreadable, folder) = ([Example](), [Defect](), "")
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("## ") { folder = String(line.dropFirst(3)) }
      guard line.hasPrefix("| `") else { continue }
      if let example = Example(line, in: folder, at: index + 1) {
        examples.append(example)
      } else {
        unreadable.append(
          Defect(
            "\(Self.path):\(index + 1)",
            "the row cannot be read: write | `function/line` | `what is written` | what is wrong with it | |, "
              + "and \\| for a | in it."))
      }
    }
    (self.examples, self.unreadable) = (examples, unreadable)
  }

  /// What is wrong with the page, in the light of what the judge makes of its rows.
  public func defects(_ findings: [ExampleFinding]) -> [Defect] {
    unreadable
      + findings.flatMap { finding in
        let place = "\(Self.path):\(finding.example.place)"
        var texts = [finding.defect].compactMap { $0 }
        if finding.row != finding.example.text {
          texts.append(
            "the judge says something else now: `GRADE=solutions swift run mutants --examples "
              + "\(finding.example.folder)` writes it there.")
        }
        return texts.map { Defect(place, $0) }
      }
  }

  /// The page with what the judge says now.
  public func made(_ findings: [ExampleFinding]) -> MadeText {
    var lines = text.components(separatedBy: "\n")
    for finding in findings { lines[finding.example.place - 1] = finding.row }
    return MadeText(path: Self.path, text: lines.joined(separator: "\n"))
  }
}
