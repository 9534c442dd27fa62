import Foundation
import KitSupport

/// Writes records in the formats that were asked for.
public struct FormatFiles {
  /// The formats, by the names used to ask for them.
  public enum Format: String, CaseIterable, Sendable {
    /// A page for each student.
    case html
    case gradescope, prairielearn, classroom50, check50, exercism
    case junit, github
    case canvas, moodle

    /// Whether it is one file for the class.
    fileprivate var isTable: Bool { self == .canvas || self == .moodle }
  }

  private let formats: [Format]
  private let weights: Weights
  private let assignments: [String]

  public init(_ formats: [Format], _ weights: Weights, _ assignments: [String]) {
    self.formats = formats
    self.weights = weights
    self.assignments = assignments
  }

  /// The formats that an earlier run has written to a folder, besides these.
  ///
  /// Classroom 50's is none of them: it is made where its runner calls the kit, into a new folder each
  /// time.
  public static func found(in folder: URL, besides others: [Format]) -> [Format] {
    Format.allCases.filter { format in
      let name = format.isTable ? "\(format.rawValue).csv" : format.rawValue
      return format != .classroom50 && !others.contains(format)
        && FileManager.default.fileExists(atPath: folder.appending(path: name).path)
    }
  }

  /// Writes a file for each student and format, or one for the class, below a folder.
  public func write(_ records: Records, to folder: URL) throws {
    for format in formats {
      switch format {
      case .canvas, .moodle:
        let tables = LMS(assignments: assignments, weights)
        try Tables.write(folder.appending(path: "\(format.rawValue).csv")) { write in
          try format == .canvas
            ? tables.canvas(records, write: write) : tables.moodle(records, write: write)
        }
      default:
        try records.forEach { record in
          let name = FileName.safe(record.student.folder)
          let file = folder.appending(path: format.rawValue).appending(
            path: name + "." + ending(format))
          try write(try text(record, format), to: file)
          if format == .github {
            try write(
              GitHub.summary(record, weights), to: folder.appending(path: "github/\(name).md"))
          }
        }
      }
    }
  }

  private func ending(_ format: Format) -> String {
    switch format {
    case .html: "html"
    case .junit: "xml"
    case .github: "txt"
    case .canvas, .moodle: "csv"
    case .gradescope, .prairielearn, .classroom50, .check50, .exercism: "json"
    }
  }

  private func text(_ record: GradedSubmission, _ format: Format) throws -> String {
    switch format {
    case .html: Pages(weights: weights).page(of: record)
    case .gradescope: try json(GradescopeResults(record, weights))
    case .prairielearn: try json(PrairieLearnResults(record, weights))
    case .classroom50:
      try json(
        Classroom50Result(
          record, environment: ProcessInfo.processInfo.environment, date: Date()))
    case .check50: try json(Check50Results(record, slug: "flat-backprop"))
    case .exercism: try json(ExercismResults(record))
    case .junit: JUnit.xml(record)
    case .github: GitHub.annotations(record)
    case .canvas, .moodle: ""
    }
  }

  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  private func write(_ text: String, to file: URL) throws {
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      throw KitError("\(file.path) cannot be written: \(error.reason)")
    }
  }
}
