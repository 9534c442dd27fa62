extension HandIn {
  /// Files that make the compiler say something, or stand for somewhere else.
  static let compilers = [
    beside("has an error whose text is a board", most: 0, says: "", "#error(\"\(board)\")"),
    beside("has a warning whose text is a board", "#warning(\"\(board)\")"),
    line(
      "calls what is said to be unavailable, in a board", says: "does not compile",
      trick: "return gone()",
      beside:
        "@available(*, unavailable, message: \"\(board)\") func gone() -> Tensor { .zeros([1]) }"),
    line(
      "names what is not there, by a name that is a board",
      trick: "return `04-svm         12_12  done`"),
    beside(
      "says that the kit's modules are damaged", most: 0, says: "malformed module",
      "#error(\"malformed module\")"),
    beside(
      "says that the kit has been built by another compiler", most: 0, says: "module compiled with",
      "#error(\"module compiled with Swift 5 cannot be imported\")"),
    beside(
      "says that the kit's module is missing", most: 0, says: "no such module",
      "#error(\"no such module 'FlatBackprop'\")"),
    beside(
      "says that there is no room on the disk", most: 0, says: "No space left",
      "#error(\"No space left on device\")"),
    beside(
      "has an error in no file", most: 0, says: "does not compile",
      "#sourceLocation(file: \"<unknown>:0: error: unable to open output file\", line: 1)\n"
        + "let a: Int = undefined"),
    beside(
      "has an error in the solution", most: 0, says: "does not compile",
      "#sourceLocation(file: \"\(kit.path)/solutions/04-svm/SVM.swift\", line: 30)\n"
        + "let a: Int = undefined"),
    beside(
      "has an error in the file of passwords", most: 0,
      "#sourceLocation(file: \"/etc/passwd\", line: 1)\nlet a: Int = undefined"),
    text("has its lines in another file") {
      $0.replacing(
        "  // Forward.", with: "#sourceLocation(file: \"01-gates/Neuron.swift\", line: 1)\n")
    },
    text("has its lines in a file whose name is a board") {
      $0.replacing(
        "  // Forward.", with: "#sourceLocation(file: \"x/\(board)\", line: 1)\n")
    },
    beside(
      "declares a macro of its own", most: 12,
      "@freestanding(expression) macro m() -> Int = "
        + "#externalMacro(module: \"Nowhere\", type: \"M\")"),
    line(
      "uses a macro of its own", says: "", trick: "return Tensor(Double(#m()))",
      beside: "@freestanding(expression) macro m() -> Int = "
        + "#externalMacro(module: \"Nowhere\", type: \"M\")"),
    beside("never ends a condition", most: 0, "#if os(Linux)\nfunc helper() {}"),
    beside("never ends a comment", most: 0, "/* and so on"),
    text("imports what is not there", most: 0, says: "no such module") { "import Nowhere\n" + $0 },
    text("imports what runs it", most: 0, says: "no such module 'Runner'") {
      "import Runner\n" + $0
    },
    text("imports what confines it", most: 0, says: "no such module") { "import Sandbox\n" + $0 },
    text("imports the solution", most: 0) { "import SVM\n@_exported import Course\n" + $0 },
    testable("looks into the kit", "@testable"),
    testable("looks into the kit in quotes", "@`testable`"),
    testable("looks into the kit as a friend", "@_spi(Conductor)"),
    testable("looks into a file of the kit's", "@_private(sourceFile: \"Stage.swift\")"),
    text("exports what it imports") { $0.replacing("import Flat", with: "@_exported import Flat") },
    beside("puts code where no function is", most: 0, "print(\"hello\")"),
    beside(
      "replaces a function of the kit's", most: 0,
      "@_dynamicReplacement(for: max(_:_:)) func mine(_ a: Double, _ b: Tensor) -> Tensor { b }"),
    beside("is its own parent", most: 0, "class One: Other {}\nclass Other: One {}"),
  ]

  /// Asks for more of the kit than is public, and uses it where it gets it.
  private static func testable(_ name: String, _ attribute: String) -> HandIn {
    text(name, most: 11) { text in
      text.replacing("import FlatBackprop", with: "\(attribute) import FlatBackprop")
        .replacing(
          "stage.dscores { dmargins + dcorrectScores",
          with: "stage.dscores { hidden(dmargins) + dcorrectScores")
        + "\nfunc hidden(_ value: Tensor) -> Tensor { _ = StageLine.self; return value }\n"
    }
  }

  /// Files that the compiler does not come to an end with, or that take all its memory.
  static let bombs = [
    line(
      "has an expression of too many meanings", says: "",
      trick: "let a = 1, b = 2.0\nreturn Tensor("
        + Array(repeating: "-(a*2)+b*1/3-4", count: 12).joined(separator: " + ") + ")"),
    beside(
      "adds twenty thousand numbers", most: 12,
      "func bomb() -> Int { " + String(repeating: "1+", count: 20_000) + "1 }"),
    beside(
      "opens twenty thousand parentheses", most: 12,
      "func bomb() -> Int { \(String(repeating: "(", count: 20_000))1"
        + String(repeating: ")", count: 20_000) + " }"),
    beside(
      "doubles a tuple thirty times", most: 12, says: "",
      "struct T0 {}\n"
        + (0..<30).map { "typealias T\($0 + 1) = (T\($0), T\($0))" }.joined(separator: "\n")
        + "\nfunc bomb() { let t: T30? = nil; print(t as Any) }"),
    beside(
      "doubles a structure thirty times", most: 12, says: "",
      "struct T0 { var x = 0 }\n"
        + (0..<30).map { "struct T\($0 + 1) { var a = T\($0)(), b = T\($0)() }" }
        .joined(separator: "\n") + "\nfunc bomb() { print(T30()) }"),
    beside(
      "has a generic function that calls itself with more and more",
      "func bomb<T>(_ value: T) { bomb((value, value)) }"),
    beside(
      "has a table of a hundred thousand numbers", most: 12,
      "let table: [Double] = [" + String(repeating: "1.5, ", count: 100_000) + "]"),
    beside(
      "has a hundred closures in each other", most: 12,
      "func bomb() -> Int { " + String(repeating: "{ () -> Int in ", count: 100) + "1"
        + String(repeating: " }()", count: 100) + " }"),
    beside(
      "has a text in a text in a text", most: 12,
      "func bomb() -> String { " + String(repeating: "\"\\(", count: 300) + "1"
        + String(repeating: ")\"", count: 300) + " }"),
    beside(
      "has five thousand functions", (0..<5000).map { "func f\($0)() {}" }.joined(separator: "\n")),
  ].map { bomb in
    // What the compiler does not come to an end with costs all; what it does may cost nothing.
    HandIn(
      name: bomb.name, most: bomb.most, spared: [], says: bomb.says, needsConfinement: false,
      make: bomb.make)
  }
}
