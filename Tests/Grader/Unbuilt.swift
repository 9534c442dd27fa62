import Foundation

/// The parts of an assignment that do not compile, and are therefore graded as if still to do.
public struct Unbuilt: Codable, Equatable, Sendable {
  /// A body that holds an error.
  public struct Body: Codable, Equatable, Sendable {
    public var file: String

    /// The source lines of the statement that the body belongs to.
    public var lines: ClosedRange<Int>

    /// Where the compiler found the error, and what it says.
    public var line: Int
    public var column: Int
    public var message: String

    public init(file: String, lines: ClosedRange<Int>, line: Int, column: Int, message: String) {
      (self.file, self.lines, self.line) = (file, lines, line)
      (self.column, self.message) = (column, message)
    }
  }

  /// The bodies that hold an error; each stands as `try todo()` in what was built.
  public var bodies: [Body] = []

  /// Functions that cannot be called, by their names, and why. They are not run.
  public var functions: [String: Problem] = [:]

  /// What else could not be built, or had to be left out.
  public var problems: [Problem] = []

  public init() {}
}

extension Report {
  /// Gives the lines that do not compile their verdict: until then they look as if they were to do.
  mutating func tell(of unbuilt: Unbuilt) {
    var told: [(body: Unbuilt.Body, line: LineReport)] = []
    for (index, line) in lines.enumerated() where line.verdict == .toDo {
      guard let body = unbuilt.body(at: line.place) else { continue }
      lines[index].caseName = nil
      lines[index].place = Place(file: body.file, line: body.line)
      // What calls the function has come to the same body.
      if let first = told.first(where: { $0.body == body && $0.line.function != line.function }) {
        lines[index].verdict = .waits(for: [first.line.subject])
      } else {
        lines[index].verdict = .doesNotCompile(body.message)
        told.append((body, line))
      }
    }
    problems =
      unbuilt.problems + unbuilt.functions.sorted { $0.key < $1.key }.map(\.value) + problems
  }
}

extension AssignmentGrader {
  /// The report on an assignment of which nothing could be built.
  public static func ungraded(
    _ folder: String, sources: String, expected: URL, problems: [Problem]
  ) throws -> Report {
    let expected = try Expected.read(folder, from: expected)
    var report = Report(folder: folder)
    report.problems = problems
    for function in expected.functions {
      report.lines += RunningSubmission.unreached(
        expected, function: function.name, sources: sources)
    }
    return report
  }
}

extension Unbuilt {
  /// The body whose statement stands at a place.
  public func body(at place: Place?) -> Body? {
    guard let place else { return nil }
    return bodies.first { $0.file == place.file && $0.lines.contains(place.line) }
  }
}
