import Grader

/// What became of one student's submission: the unit of a gradebook, and a file of its own.
public struct GradedSubmission: Codable, Equatable, Sendable {
  public var student: Roster.Student
  public var assignments: [GradedAssignment] = []

  /// What was handed in and not looked at: links, and files that no assignment has.
  public var leftOut: [String] = []

  public init(student: Roster.Student) { self.student = student }

  /// The record with nothing but these assignments; all of them for `nil`.
  public func showing(_ folders: [String]?) -> GradedSubmission {
    guard let folders else { return self }
    var record = self
    record.assignments.removeAll { !folders.contains($0.folder) }
    return record
  }

  /// Takes over what an earlier record holds of other assignments, in the order of the course.
  mutating func keep(from earlier: GradedSubmission?) {
    let own = assignments.map(\.folder)
    assignments += earlier?.assignments.filter { !own.contains($0.folder) } ?? []
    // The folders are numbered.
    assignments.sort { $0.folder < $1.folder }
  }
}

/// One assignment of a submission.
public struct GradedAssignment: Codable, Equatable, Sendable {
  public var folder: String
  public var status: Status
  public var lines: [GradedLine] = []

  /// What is wrong with a function as a whole.
  public var problems: [String] = []

  /// What the student's code printed.
  public var printed = ""

  /// What the grade depends on: the hash of the sources, the seed of the cases (`nil` for those
  /// that everybody has), and the version of the kit.
  public var sources: String
  public var seed: UInt64?
  public var kit: String

  public init(folder: String, status: Status, sources: String, seed: UInt64?, kit: String) {
    (self.folder, self.status, self.sources, self.seed, self.kit) = (
      folder, status, sources, seed, kit
    )
  }

  /// How far an assignment could be graded. If it could not, it has no points at all, which is not
  /// the same as zero points.
  public enum Status: Codable, Equatable, Sendable {
    case graded

    /// Lines or files had to be left out: why.
    case partly(String)

    /// Nothing of it can be graded: why.
    case cannotBeGraded(String)

    /// The machine failed, not the student: to be run again.
    case infrastructure(String)

    /// Whether there are points to report.
    public var hasPoints: Bool {
      switch self {
      case .graded, .partly: true
      case .cannotBeGraded, .infrastructure: false
      }
    }

    public var reason: String? {
      switch self {
      case .graded: nil
      case .partly(let reason), .cannotBeGraded(let reason), .infrastructure(let reason): reason
      }
    }

    public var word: String {
      switch self {
      case .graded: "graded"
      case .partly: "partly"
      case .cannotBeGraded: "cannot be graded"
      case .infrastructure: "infrastructure"
      }
    }
  }

  /// The points; `nil` where the assignment could not be graded.
  public var points: Int? { status.hasPoints ? lines.reduce(0) { $0 + $1.points } : nil }

  public var possible: Int { lines.count }
}

/// A line and its verdict: a row of `lines.jsonl`.
public struct GradedLine: Codable, Equatable, Sendable {
  public var function: String
  public var line: String
  public var verdict: String
  public var points: Int
  public var message: String?
  public var cause: String?
  public var caseName: String?

  /// The file that the line is in, below the student's folder.
  public var file: String?
  public var lineNumber: Int?

  /// The code of the line, if it has no point.
  public var code: String?

  /// The lines that have to be right first.
  public var waitsFor: [String] = []

  /// - Parameter folder: The path of the student's folder, which messages do not name.
  public init(_ report: LineReport, below folder: String) {
    function = report.function
    line = report.name
    points = report.verdict.isRight ? 1 : 0
    (verdict, message) = (report.verdict.word, report.verdict.complaint)
    cause = report.cause
    caseName = report.caseName
    if let place = report.place {
      let prefix = folder + "/"
      file = place.file.hasPrefix(prefix) ? String(place.file.dropFirst(prefix.count)) : place.file
      lineNumber = place.line
    }
    if case .waits(let lines) = report.verdict { waitsFor = lines }
  }
}

extension Verdict {
  /// The verdict in a word or two, as data.
  public var word: String {
    switch self {
    case .right: "right"
    case .toDo: "to do"
    case .waits: "waits"
    case .notReached: "not reached"
    case .wrong: "wrong"
    case .crashed: "crashed"
    case .timedOut: "timed out"
    case .cannotTell: "cannot tell"
    case .doesNotCompile: "does not compile"
    }
  }
}
