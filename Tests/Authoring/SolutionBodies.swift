import Foundation

/// The bodies that a solution's lines have and its stub's do not, for finding out which of them
/// appear in what is handed out.
public enum SolutionBodies {
  /// The bodies of the lines of a solution's file, without their braces, and with each run of
  /// whitespace as one space. Those too short to give anything away (`dq`, `1`) are left out.
  public static func bodies(of solution: String) -> [String] {
    guard !solution.contains("// GIVEN SOLVED") else { return [] }
    var bodies: [String] = []
    var rest = Substring(solution)
    while let found = StubMaker.nextBody(in: rest),
      let end = StubMaker.endOfBlock(rest[found.lowerBound...])
    {
      let body = normalized(rest[found.upperBound..<end].dropLast())
      if body.count >= 6 { bodies.append(body) }
      rest = rest[end...]
    }
    return bodies
  }

  /// A text with each run of whitespace as one space.
  public static func normalized(_ text: some StringProtocol) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
