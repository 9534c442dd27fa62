extension HandIn {
  /// Files that declare what the program, the course or the kit has under the same name, or that do
  /// something where no line is.
  static let programs = [
    line(
      "has a constant that ends the program", says: "ended the whole program",
      trick: "if constant > 0 { return right() }",
      beside: "let constant: Int = { exit(0) }()"),
    line(
      "has a constant that takes for ever", says: "stopped",
      trick: "if constant > 0 { return right() }",
      beside: "let constant: Int = { while true {} }()"),
    line(
      "has a constant that needs itself", trick: "if one > 0 { return right() }",
      beside: "let one: Int = other + 1\nlet other: Int = one + 1"),
    line(
      "calls itself without end when it is forgotten",
      trick: """
        var list: Node?
        for _ in 0..<100_000 { list = Node(list) }
        """,
      beside: "final class Node { let next: Node?\ninit(_ next: Node?) { self.next = next } }"),
    line(
      "throws an error that takes for ever to describe", says: "", trick: "throw Endless()",
      beside: """
        struct Endless: Error, CustomStringConvertible {
          var description: String { while true {} }
        }
        """),
    line(
      "throws an error of a megabyte", says: "403/403", trick: "throw Long()",
      beside: """
        struct Long: Error, CustomStringConvertible {
          var description: String { String(repeating: "\(board)", count: 100_000) }
        }
        """),
    line(
      "throws what is still to do elsewhere",
      trick: "return try todo(file: \"/etc/passwd\", line: 7)"
    ),
    line(
      "has a stand-in for what is still to do", says: "", trick: "return todo(wrong)",
      beside: "func todo(_ value: Tensor) -> Tensor { value }"),
    text("has a function called as what is to do") {
      $0 + "\nfunc todo() -> Never { fatalError() }\n"
    },
    beside(
      "leaves something to do at the end",
      """
      private let atEnd: Void = { atexit { while true {} } }()
      public func other() { atEnd }
      """),
    text("ends where nothing is given") {
      $0.replacing("stage: Stage = Stage()", with: "stage: Stage = { fatalError() }()")
    },
    beside(
      "has a stage of its own", most: 0, says: "",
      """
      @dynamicMemberLookup public struct Stage {
        public init() {}
        public subscript(dynamicMember name: String) -> (() throws -> Tensor) -> Tensor { { try! $0() } }
      }
      """),
    beside("calls the stage by another name", "public typealias Stage = FlatBackprop.Stage"),
    beside("has a tensor of its own", most: 0, "public struct Tensor { public init() {} }"),
    beside("calls a type as the language", "enum Swift {}"),
    beside("calls a type as the kit", "enum FlatBackprop {}"),
    beside("has numbers of its own", most: 0, "public struct Double { public init() {} }"),
    beside(
      "adds in its own way", most: 11,
      """
      public func + (a: Tensor, b: Tensor) -> Tensor { a }
      """),
    text("is called as what runs it", most: 12, spares: []) {
      $0 + """

        public struct Assignment {}
        public struct Function {}
        public struct Case {}
        public struct Inputs {}
        public enum Course {}
        public struct Runner { public static func main(_: Any) {} }

        """
    },
    beside(
      "stretches what the kit has",
      """
      extension Tensor {
        public init(_ number: Int) { self = .zeros([1]) }
        public static func oneHot(_ labels: [Int]) -> Tensor { .zeros([1]) }
      }
      """),
    text("has its function twice", most: 12, spares: []) {
      $0 + """

        @discardableResult
        public func svmLoss(x: Tensor, y: [Int], w: Tensor, reg: Double, stage: Stage) -> Double { 0 }

        """
    },
    text("has a function that waits", most: 0, says: "cannot be called") {
      $0.replacing(") -> (loss", with: ") async -> (loss")
    },
    text("has a function for the main thread", most: 12, spares: []) {
      $0.replacing("public func svmLoss", with: "@MainActor public func svmLoss")
    },
    text("has a function of another kind", most: 0, says: "cannot be called") {
      $0.replacing("reg: Double, stage", with: "reg: inout Double, stage")
    },
    text("returns what has parts without end", most: 12, spares: []) {
      $0.replacing("-> (loss: Double, dw: Tensor)", with: "-> Endless")
        .replacing("return (loss, dw)", with: "_ = loss\n  return Endless(dw: dw)") + """

          public struct Endless: CustomReflectable {
            let dw: Tensor
            public var customMirror: Mirror {
              let parts = sequence(first: 0) { $0 + 1 }.lazy.map { (label: "p\\($0)" as String?, value: dw as Any) }
              return Mirror(self, children: AnyCollection(Array(parts.prefix(300_000))), displayStyle: .tuple)
            }
          }

          """
    },
    text("returns what takes for ever to look at", most: 12, spares: []) {
      $0.replacing("-> (loss: Double, dw: Tensor)", with: "-> Endless")
        .replacing("return (loss, dw)", with: "_ = (loss, dw)\n  return Endless()") + """

          public struct Endless: CustomReflectable {
            public var customMirror: Mirror { while true {} }
          }

          """
    },
    text("returns another gradient", most: 11, says: "returns something else") {
      $0.replacing("return (loss, dw)", with: "return (loss, dw + 1)")
    },
  ]
}
