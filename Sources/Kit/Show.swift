import Builder
import Foundation
import Grader
import KitSupport
import Tutor

extension Command {
  /// Shows what a function is called with, and what each of its lines gives.
  static let show = Command(
    name: "show", usage: "show NN [FUNCTION] [CASE] [--from DIR]",
    summary: "Shows the inputs of a case and what each line of yours gives on it."
  ) { arguments in
    let options = try GradeOptions(arguments, of: "show")
    guard let number = options.words.first, options.words.count <= 3 else {
      throw KitError("show takes an assignment, as in: swift run kit show 04 svmLoss random")
    }
    let folder = try kit.folders(meantBy: [number])[0]
    let (report, portraits) = try options.run().portray(folder)
    let wanted = options.words.count > 1 ? options.words[1] : nil
    let shown = portraits.filter { wanted == nil || $0.function.name == wanted }
    guard !shown.isEmpty else {
      for problem in report.problems { print(problem.text) }
      let names = portraits.map(\.function.name).joined(separator: ", ")
      throw KitError(
        wanted.map { "\(folder) has no function \"\($0)\", only \(names)." }
          ?? "\(folder) cannot be run.")
    }
    for portrait in shown {
      let showing = try Showing(
        portrait, report.lines, case: options.words.count > 2 ? options.words[2] : nil)
      print(showing.text.joined(separator: "\n") + "\n")
    }
    return 0
  }
}
