import Authoring
import Foundation

extension Command {
  /// Makes the page about what the compiler says.
  static let slips = Command(
    name: "slips", usage: "slips",
    summary: "Makes \(CompilerPage.path), by compiling the lines that beginners write."
  ) { _ in
    try Data(CompilerPage.text().utf8).write(to: root.appending(path: CompilerPage.path))
    print("wrote \(CompilerPage.path)")
    return 0
  }
}
