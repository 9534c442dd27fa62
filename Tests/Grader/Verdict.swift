/// What the judge thinks of a line.
public enum Verdict: Equatable, Sendable {
  case right
  case toDo

  /// The line waits for forward lines that its variable flows through, or for functions that it
  /// calls, because these are not right.
  case waits(for: [String])

  /// The function never reached the line, because of a problem that is reported elsewhere.
  case notReached

  /// A sentence says what is wrong.
  case wrong(String)
  case crashed(String)
  case timedOut(String)

  /// The compiler says why. The line was graded as if it were still to do.
  case doesNotCompile(String)

  /// The judge does not know, and says why.
  case cannotTell(String)

  /// Whether the line is worth a point.
  public var isRight: Bool { self == .right }

  /// What is wrong, if something is.
  public var complaint: String? {
    switch self {
    case .right, .toDo, .waits, .notReached: nil
    case .wrong(let text), .crashed(let text), .timedOut(let text), .cannotTell(let text): text
    case .doesNotCompile(let text): "does not compile: \(text)"
    }
  }
}

/// A line and its verdict.
public struct LineReport: Equatable, Sendable {
  /// The function the line stands in.
  public let function: String
  public let name: String
  public var verdict: Verdict
  public var place: Place?

  /// The case that the verdict was found on, unless it holds for all.
  public var caseName: String?

  /// What is to be written, worded to follow "write" in a sentence: a line, or a function that the
  /// line calls.
  public let subject: String

  /// Why the line is wrong, if a cause was found: the end of its complaint.
  public internal(set) var cause: String?
}

/// A line of a source file.
public struct Place: Hashable, Codable, Sendable {
  public let file: String
  public let line: Int

  public init(file: String, line: Int) { (self.file, self.line) = (file, line) }
}

/// Something wrong with a function as a whole, or with a line that should not be there.
public struct Problem: Codable, Equatable, Sendable {
  public let text: String
  public let place: Place?

  public init(text: String, place: Place?) { (self.text, self.place) = (text, place) }
}

/// An assignment and what became of it.
public struct Report: Equatable, Sendable {
  public let folder: String
  public var lines: [LineReport] = []
  public var problems: [Problem] = []

  /// What the student's code printed.
  public var printed = ""

  public init(folder: String) { self.folder = folder }

  /// One point per right line.
  public var points: Int { lines.count { $0.verdict.isRight } }

  public var possible: Int { lines.count }

  /// Whether every line is right. Whatever else is reported costs no point, so it is a note:
  /// nothing that has to be mended.
  public var isComplete: Bool { possible > 0 && points == possible }
}
