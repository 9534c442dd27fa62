import Foundation

/// The page for students about what the compiler says, made by asking the compiler.
public enum CompilerPage {
  /// Its path below the package's folder.
  public static let path = "Sources/FlatBackprop/FlatBackprop.docc/CompilerErrors.md"

  /// The page's text.
  /// - Throws: Where the compiler cannot be run.
  package static func text(asking compiler: CompilerSlips = CompilerSlips()) throws -> String {
    let answers = try compiler.answers(to: CompilerSlip.all.map(\.line))
    let rows = zip(CompilerSlip.all, answers).map { slip, answer in
      let says = answer.map { words(of: $0.message) } ?? "nothing"
      return "| `\(slip.line)` | \(says) | `\(slip.meant)` |"
    }
    return head + rows.joined(separator: "\n") + "\n"
  }

  /// A message without the compiler's introduction to it.
  private static func words(of message: String) -> String {
    let text = message.firstRange(of: "is unavailable: ").map { "…: " + message[$0.upperBound...] }
    return (text ?? message).replacing("*", with: "\\*").replacing("|", with: "\\|")
  }

  private static let head = """
    # When it does not compile

    Read the **first** error, and only that: most of the others follow from it. It stands at its line,
    as in `SVM.swift:43:25: error: …`. Where the message goes on with "is unavailable:", what matters
    comes behind that:

    ```
    error: conformance of 'Int' to 'Slip.Operand' is unavailable: an Int goes with no Double and no
    tensor. Write Double(n), also in a quotient: 1 / Double(n)
    ```

    - *Unable to type-check this expression in reasonable time*: there is a mistake in the line, and
      the line is too long for the compiler to find it. Cut it in two, with a `let` for the first half
      and a `return` in front of the second; the message that then comes is about the mistake.
    - *Expected '}'*, at the end of the file: a brace is missing. The note below it, "to match this
      opening '{'", names the place where it was opened; that, or the last line you wrote, is where to
      look.
    - *Cannot find … in scope*: a name is misspelled, or its line comes later.

    This table is made by compiling each line, with `x` and `w` matrices, `b` a vector, `y` class
    indices, `reg` a Double, and `n`, `c` and `stride` Ints.

    | you write | the compiler says | you meant |
    |---|---|---|

    """
}
