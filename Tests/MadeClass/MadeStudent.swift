import Foundation

/// A student of a made class: what they hand in, and what has to become of it.
public struct MadeStudent: Sendable {
  /// The name of their folder.
  public var folder: String

  /// What is the matter with what they hand in, in a few words.
  public let kind: String

  /// What has to become of each assignment.
  public let wanted: [String: Wanted]

  private let handIn: @Sendable (URL) throws -> Void

  public init(
    _ kind: String, _ wanted: [String: Wanted], _ handIn: @escaping @Sendable (URL) throws -> Void
  ) {
    (folder, self.kind, self.wanted, self.handIn) = (kind, kind, wanted, handIn)
  }

  /// Writes the student's folder.
  public func handIn(below handedIn: URL) throws {
    let folder = handedIn.appending(path: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try handIn(folder)
  }

  /// A student with one file.
  static func file(
    _ kind: String, _ path: String, _ text: String, _ assignment: String, _ wanted: Wanted
  ) -> MadeStudent {
    MadeStudent(kind, [assignment: wanted]) { try write(text, to: $0.appending(path: path)) }
  }

  static func write(_ text: String, to file: URL) throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

/// What has to become of an assignment.
public enum Wanted: Sendable {
  /// No points, and none of zero: the status says why.
  case blank(status: String)

  /// So many points, these verdicts on these lines, and right ones on all others.
  case lines(points: Int, others: [String: String], status: String)

  /// At most so many points, and at least these lines right: what a hostile submission may win and what
  /// it may not take.
  case bounds(most: Int, spared: [String])

  /// All lines right but these.
  static func allBut(_ others: [String: String], status: String = "graded") -> Wanted {
    .lines(points: SVMSolution.lines.count - others.count, others: others, status: status)
  }
}
