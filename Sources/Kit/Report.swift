import Builder
import Foundation
import Grader
import GraphReport
import KitSupport
import Portraits
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
    guard options.rest.isEmpty else {
      throw KitError("report takes one assignment, or none for the whole course.")
    }
    let portrayed = Mutex<[(report: Report, portraits: [Portrait])]>([])
    try inParallel(options.folders, { try options.run.portray($0) }) { part in
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
  let folders: [String]

  /// What stands behind the assignment.
  let rest: [String]
  private(set) var out: URL?

  /// What builds, grades and portrays.
  let run: GradingRun

  /// - Throws: A sentence where an option has no value, or there is no such assignment.
  init(_ arguments: [String], of command: String) throws {
    var (reader, others) = (ArgumentReader(arguments), [String]())
    while let argument = reader.next() {
      if argument == "--out" {
        out = try reader.file(of: argument)
      } else {
        others.append(argument)
      }
    }
    let options = try GradeOptions(others, of: command)
    guard options.caseName == nil else { throw KitError("\(command) has no option --case.") }
    folders = try kit.folders(meantBy: Array(options.words.prefix(1)))
    rest = Array(options.words.dropFirst())
    run = try options.run()
  }
}
