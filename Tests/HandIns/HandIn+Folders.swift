import Foundation

extension HandIn {
  /// Folders that hold something else than source files, or lead elsewhere.
  public static let folders = [
    folder("is a link to the solution", most: 0, says: "no regular file") {
      try replace($0, withLinkTo: kit.path + "/solutions/04-svm/SVM.swift")
    },
    folder("is a link to a link to the solution", most: 0, says: "no regular file") {
      let middle = $0.appending(path: "middle").path
      try FileManager.default.createSymbolicLink(
        atPath: middle, withDestinationPath: kit.path + "/solutions/04-svm/SVM.swift")
      try replace($0, withLinkTo: middle)
    },
    folder("is a link that leads nowhere", most: 0, says: "no regular file") {
      try replace($0, withLinkTo: "/nowhere")
    },
    folder("is a folder that is a link to the solution's", most: 0, says: "") {
      try FileManager.default.removeItem(at: $0)
      try FileManager.default.createSymbolicLink(
        atPath: $0.path, withDestinationPath: kit.path + "/solutions/04-svm")
    },
    // As good as a copy of it.
    folder("is a hard link to the solution") {
      try FileManager.default.removeItem(at: $0.appending(path: file))
      let solution = kit.path + "/solutions/04-svm/SVM.swift"
      if link(solution, $0.appending(path: file).path) != 0 {
        try FileManager.default.copyItem(atPath: solution, toPath: $0.appending(path: file).path)
      }
    },
    folder("is a pipe that nobody writes to", most: 0, says: "no regular file") {
      try FileManager.default.removeItem(at: $0.appending(path: file))
      mkfifo($0.appending(path: file).path, 0o600)
    },
    folder("has a pipe beside the right file") {
      mkfifo($0.appending(path: "Pipe.swift").path, 0o600)
    },
    folder("has a link to endless zeros beside the right file") {
      try FileManager.default.createSymbolicLink(
        atPath: $0.appending(path: "Zero.swift").path, withDestinationPath: "/dev/zero")
    },
    folder("has a link to itself beside the right file") {
      try FileManager.default.createSymbolicLink(
        atPath: $0.appending(path: "Loop.swift").path, withDestinationPath: "Loop.swift")
    },
    folder("is a folder called as the file", most: 0) {
      try FileManager.default.removeItem(at: $0.appending(path: file))
      try FileManager.default.createDirectory(
        at: $0.appending(path: file), withIntermediateDirectories: true)
    },
    folder("has a file of many gigabytes beside the right one") {
      try add("", as: "Huge.swift", to: $0)
      truncate($0.appending(path: "Huge.swift").path, 1 << 36)
    },
    folder("is a file of many gigabytes", most: 0) {
      truncate($0.appending(path: file).path, 1 << 36)
    },
    folder("is a file of two megabytes", most: 0) {
      try add(String(repeating: "// 0123456\n", count: 190_000), as: file, to: $0)
    },
    folder("has a file whose name is a board") {
      try add("func helper() {}", as: "x\n04-svm         12\u{2044}12  done.swift", to: $0)
    },
    folder("has a file whose name clears the screen") {
      try add("func helper() {}", as: "x\u{1b}[2J.swift", to: $0)
    },
    folder("has three hundred empty files") {
      for number in 0..<300 { try add("", as: "Empty\(number).swift", to: $0) }
    },
    folder("has a file with a name of 250 letters") {
      try add("func helper() {}", as: String(repeating: "x", count: 244) + ".swift", to: $0)
    },
    folder("has a file whose name is an option of the compiler's") {
      try add("func one() {}", as: "-o.swift", to: $0)
      try add("func other() {}", as: "@-o.swift", to: $0)
    },
    folder("has its only file hidden", most: 0) {
      try rename($0, to: ".SVM.swift")
    },
    folder("has its only file in a folder below", most: 0) {
      try FileManager.default.createDirectory(
        at: $0.appending(path: "Below"), withIntermediateDirectories: true)
      try rename($0, to: "Below/SVM.swift")
    },
    folder("has a copy of its file") { try add(solution, as: "SVM copy.swift", to: $0) },
    folder("brings a module of the kit's with it") {
      for name in ["FlatBackprop.swiftmodule", "FlatBackprop.swiftinterface"] {
        try add("// swift-interface-format-version: 1.0\n", as: name, to: $0)
      }
      try add("module FlatBackprop { header \"x.h\" }", as: "module.modulemap", to: $0)
    },
    folder("brings a kit with it") {
      let student = $0.deletingLastPathComponent()
      try add("error", as: "Package.swift", to: student)
      try add("error", as: "Sources/FlatBackprop/Stage.swift", to: student)
      try add("{}", as: "Tests/Grading/Expected/04-svm.json", to: student)
      try add("error", as: ".swift-version", to: student)
    },
    folder("is written in UTF-16", most: 0) {
      try solution.data(using: .utf16)!.write(to: $0.appending(path: file))
    },
    folder("has a byte of zero in a comment") { try add(solution + "// \0\n", as: file, to: $0) },
    folder("has the line ends of an old machine, and a mark at its start") {
      try add("\u{feff}" + solution.replacing("\n", with: "\r"), as: file, to: $0)
    },
    folder("has folders in folders, three hundred deep") {
      let path = (0..<300).map { "d\($0)" }.joined(separator: "/")
      try add("", as: path + "/SVM.swift", to: $0)
    },
    folder("has a link to the folder that it lies in") {
      try FileManager.default.createSymbolicLink(
        atPath: $0.appending(path: "Again").path, withDestinationPath: "..")
    },
    folder("is empty", most: 0) {
      try FileManager.default.removeItem(at: $0.appending(path: file))
    },
    folder("may not be read by anybody") { chmod($0.appending(path: file).path, 0o444) },
  ]

  private static func replace(_ assignment: URL, withLinkTo path: String) throws {
    try FileManager.default.removeItem(at: assignment.appending(path: file))
    try FileManager.default.createSymbolicLink(
      atPath: assignment.appending(path: file).path, withDestinationPath: path)
  }

  private static func rename(_ assignment: URL, to name: String) throws {
    try FileManager.default.moveItem(
      at: assignment.appending(path: file), to: assignment.appending(path: name))
  }

  /// Writes a file, and the folders on the way to it.
  private static func add(_ text: String, as name: String, to folder: URL) throws {
    let path = "\(folder.path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: String(path[..<path.lastIndex(of: "/")!]), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path))
  }
}
