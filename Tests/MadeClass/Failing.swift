import Foundation

extension MadeClass {
  /// Whose code does not compile, crashes, hangs, or does too much.
  static func failing() throws -> [MadeStudent] {
    try uncompiled() + stopped() + whole()
  }

  private static func svm(_ kind: String, _ text: String, _ wanted: Wanted) -> MadeStudent {
    .file(kind, SVMSolution.path, text, SVMSolution.assignment, wanted)
  }

  /// An error costs its own line.
  private static func uncompiled() throws -> [MadeStudent] {
    try SVMSolution.backward.map { line in
      svm(
        "does not compile in \(line)", try SVMSolution.text(with: "{ nonsense }", in: line),
        .allBut([line: "does not compile"], status: "partly"))
    } + [
      svm(
        "has a bracket too few",
        try SVMSolution.text(with: "{ (dmargins.sum(axis: 1) }", in: "dscores"),
        .allBut(["dscores": "does not compile"], status: "partly")),
      svm(
        "has a forward line that does not compile",
        try SVMSolution.text(with: "{ scores.gathr(y) }", in: "correctScores"),
        .allBut(SVMSolution.verdicts("does not compile", on: "correctScores"), status: "partly")),
    ]
  }

  /// A line that stops, or never does, costs itself.
  private static func stopped() throws -> [MadeStudent] {
    let bodies = [
      ("crashes", "crashed", "{ fatalError(\"no\\n403/403\") }"),
      ("reads past the end", "crashed", "{ Tensor([[Double]]()[n][0]) }"),
      (
        "takes all memory", "crashed",
        "{ var a = [[Double]](); while true { a.append(Array(repeating: 1, count: 1 << 20)) } }"
      ),
      ("never ends", "timed out", "{ while true {} }"),
      (
        "recurses for ever", "crashed",
        "{ func f(_ i: Int) -> Int { f(i + 1) + 1 }; return Tensor(Double(f(0))) }"
      ),
      ("gives another shape", "wrong", "{ Tensor(1) }"),
      ("gives NaN", "wrong", "{ dmargins * Double.nan }"),
    ]
    return try bodies.map { kind, verdict, body in
      svm(kind, try SVMSolution.text(with: body, in: "dscores"), .allBut(["dscores": verdict]))
    } + [
      svm(
        "crashes in a forward line", try SVMSolution.text(with: "{ fatalError() }", in: "margins"),
        .allBut(SVMSolution.verdicts("crashed", on: "margins"))),
      svm(
        "prints a million lines",
        try SVMSolution.text {
          $0 == "dscores"
            ? "{ for _ in 0..<1_000_000 { print(\"04-svm 12/12 \\u{1b}[2J\") }; return\($1.dropFirst())"
            : nil
        }, .allBut([:])),
    ]
  }

  /// What costs more than a line.
  private static func whole() throws -> [MadeStudent] {
    let text = try SVMSolution.text()
    return [
      svm("has written prose", "I did not get it to work.\n", .blank(status: "cannot be graded")),
      svm("has handed in nothing but a comment", "// later\n", .blank(status: "cannot be graded")),
      svm("has an empty file", "", .blank(status: "cannot be graded")),
      svm(
        "has renamed the function", text.replacing("func svmLoss", with: "func svm"),
        .blank(status: "cannot be graded")),
      svm("has line ends of Windows", text.replacing("\n", with: "\r\n"), .allBut([:])),
      svm("has a byte order mark", "\u{feff}" + text, .allBut([:])),
      svm(
        "has a conflict that is not settled",
        try SVMSolution.text {
          $0 == "dscores"
            ? "\($1)\n=======\n  let dscores = stage.dscores \($1)\n>>>>>>> main" : nil
        }.replacing(
          "  let dscores = stage.dscores", with: "<<<<<<< HEAD\n  let dscores = stage.dscores",
          maxReplacements: 1),
        .allBut(["dscores": "does not compile"], status: "partly")),
    ]
  }
}
