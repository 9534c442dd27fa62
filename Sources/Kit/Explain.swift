import Grader
import GraphReport
import KitSupport

extension Command {
  /// Says of one line what the report draws.
  static let explain = Command(
    name: "explain", usage: "explain NN [LINE] [--from DIR]",
    summary:
      "Says of a line what it reads, what flows back to it along which path and what is missing, "
      + "with its values."
  ) { arguments in
    let options = try PortraitOptions(arguments, of: "explain")
    guard options.folders.count == 1, options.rest.count <= 1 else {
      throw KitError("explain takes an assignment and a line, as in: kit explain 04 dscores")
    }
    let portraits = try options.run.portray(options.folders[0]).portraits
    print(try Explanation.text(of: options.rest.first, in: portraits), terminator: "")
    return 0
  }
}
