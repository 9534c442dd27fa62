import Builder
import Foundation
import Grader
import GraphReport
import KitSupport
import Synchronization

extension Command {
  /// Draws the graph of the student's own code.
  static let report = Command(
    name: "report", usage: "report [NN] [--from DIR] [--out FILE]",
    summary:
      "Grades an assignment, or the course, and draws the graph of your own code on a page: values, "
      + "gradients, and what is wrong on its very edge."
  ) { arguments in
    let options = try PortraitOptions(arguments, of: "report")
    let portrayed = Mutex<[(report: Report, portraits: [Portrait])]>([])
    try inParallel(options.folders, { try options.portray($0) }) { part in
      portrayed.withLock { $0.append(part) }
    }
    let parts = portrayed.withLock { $0 }
    let file = options.out ?? root.appending(path: ".build/report.html")
    try Data(Page(parts).html.utf8).write(to: file)
    print("wrote \(file.path)")
    return 0
  }
}

/// What `report` and `explain` are asked for.
struct PortraitOptions {
  /// The assignments.
  private(set) var folders: [String] = []
  private(set) var out: URL?

  /// What stands behind the assignment.
  private(set) var rest: [String] = []

  /// The folder that holds the assignments.
  private var from = root.appending(
    path: ProcessInfo.processInfo.environment["GRADE"] ?? "assignments")

  private let expected = Products.expected(seed: nil, root: root)

  /// - Throws: A sentence where an option has no value, or there is no such assignment.
  init(_ arguments: [String], of command: String) throws {
    var words = arguments[...]
    while let word = words.popFirst() {
      switch word {
      case "--from", "--out":
        guard let value = words.popFirst() else {
          throw KitError("\(command) takes a name after \(word).")
        }
        if word == "--from" {
          from = URL(filePath: value)
        } else {
          out = URL(filePath: value)
        }
      case _ where word.hasPrefix("-"): throw KitError("\(command) has no option \(word).")
      default: rest.append(word)
      }
    }
    folders = try Expected.folders(in: expected)
    guard let wanted = rest.first else { return }
    folders = folders.filter { $0 == wanted || $0.hasPrefix("\(wanted)-") }
    rest.removeFirst()
    if folders.isEmpty {
      throw KitError("There is no assignment \(wanted). Say its number, as in: kit \(command) 04")
    }
  }

  /// Builds and grades an assignment, and portrays each of its functions.
  func portray(_ folder: String) throws -> (report: Report, portraits: [Portrait]) {
    try Builder(kit: kit).build(folder, in: from).portray(sources: from, expected: expected)
  }
}
