import Builder
import Foundation
import Grader
import GraphReport
import KitSupport
import Tutor

extension Command {
  /// Grades on every save.
  static let watch = Command(
    name: "watch", usage: "watch [NN] [--from DIR]",
    summary:
      "Grades an assignment whenever you save it, or the one that you saved last, and shows what to "
      + "do next. Keys show hints, values and inputs. Without a terminal it grades once."
  ) { arguments in
    let options = try GradeOptions(arguments, of: "watch")
    guard options.words.count <= 1, options.caseName == nil else {
      throw KitError("watch takes one assignment, as in: swift run kit watch 04")
    }
    let folders = try kit.folders(meantBy: [])
    let folder = try options.words.isEmpty ? nil : kit.folders(meantBy: options.words)[0]
    guard Watcher.hasTerminal else {
      let latest = SavedFiles(folders, in: options.sources).latest
      return try options.grade((folder ?? latest).map { [$0] } ?? folders)
    }
    return try Watcher(
      folder, of: folders, options.run(), sources: options.sources,
      handouts: root.appending(path: "assignments"),
      expected: Products.expected(seed: nil, root: root), here: here
    ) { report, portraits in
      let file = root.appending(path: ".build/report.html")
      try Data(Page([(report, portraits)], live: true).html.utf8).write(to: file, options: .atomic)
      return file
    }.watchFiles()
  }
}
