import Authoring
import Foundation
import Grader
import KitSupport

extension Command {
  /// Makes the kit that students get.
  static let release = Command(
    name: "release", usage: "release DIR [--no-nearly] [--only NN,NN]",
    summary: "Writes the kit that students get: no solutions, no mutants, no history."
  ) { arguments in
    var (target, only, keepsNearly): (String?, [String], Bool) = (nil, [], true)
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--no-nearly": keepsNearly = false
      case "--only":
        guard let list = rest.popFirst() else {
          throw KitError("--only takes numbers, as in 03,04.")
        }
        only = list.split(separator: ",").map(String.init)
      case _ where !argument.hasPrefix("-") && target == nil: target = argument
      default: throw KitError("release does not take \(argument).")
      }
    }
    guard let target else { throw KitError("Name the folder to write: swift run kit release DIR.") }
    let folder = URL(filePath: target)
    let remarks = try Release(root: root, only: only, keepsNearly: keepsNearly).write(to: folder)
    print("wrote the students' kit to \(folder.path)")
    for remark in remarks { print(remark) }
    return 0
  }
}
