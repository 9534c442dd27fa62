import Foundation
import Gradebook
import Grader
import KitSupport

/// What `kit gradebook` was asked for.
struct GradebookOptions {
  enum Work {
    case all(URL)
    case one(URL)
    case collect(URL)
  }

  let work: Work
  let out: URL
  private(set) var hidesValues = false

  /// Whether the graphs of each student's code are drawn.
  private(set) var drawsGraphs = false
  private(set) var jobs = ProcessInfo.processInfo.activeProcessorCount
  private(set) var formats: [FormatFiles.Format] = [.html]
  private var only: [String] = []
  private var files: [String: URL] = [:]
  private var seed: UInt64?

  init(_ arguments: [String]) throws {
    var handedIn: URL?
    var places: [String: URL] = [:]
    var rest = ArgumentReader(arguments)
    while let argument = rest.next() {
      switch argument {
      case "--out", "--one", "--collect":
        places[argument] = try rest.file(of: argument).standardizedFileURL
      case "--roster", "--weights", "--secret":
        files[argument] = try rest.file(of: argument, "a file")
      case "--only":
        only = try rest.words(of: argument, "numbers, as in 04,05")
      case "--hide-values": hidesValues = true
      case "--report": drawsGraphs = true
      case "--seed":
        seed = try rest.seed(of: argument)
      case "--jobs":
        let text = try rest.value(of: argument, "a number")
        guard let number = Int(text), (1...1000).contains(number) else {
          throw KitError("--jobs takes a number of students at a time, not \(text).")
        }
        jobs = number
      case "--format":
        formats = try rest.words(of: argument, "names of formats").map { name in
          guard let format = FormatFiles.Format(rawValue: name) else {
            throw KitError(
              "There is no format \"\(name)\", only "
                + FormatFiles.Format.allCases.map(\.rawValue).joined(separator: ", ") + ".")
          }
          return format
        }
      case _ where !argument.hasPrefix("-") && handedIn == nil:
        handedIn = URL(filePath: argument).standardizedFileURL
      default: throw KitError("gradebook does not take \(argument).")
      }
    }
    guard let out = places["--out"] else {
      throw KitError("Say where the grades go: --out grades.")
    }
    self.out = out
    switch (handedIn, places["--one"], places["--collect"]) {
    case (let folder?, nil, nil): work = .all(folder)
    case (nil, let folder?, nil): work = .one(folder)
    case (nil, nil, let folder?): work = .collect(folder)
    default:
      throw KitError(
        "Name the folder that holds a folder for each student, or one student with --one, or a folder "
          + "of records with --collect.")
    }
    if hidesValues, drawsGraphs {
      throw KitError("--report draws every value, --hide-values keeps them back: take one.")
    }
    if seed != nil, files["--secret"] != nil {
      throw KitError("--seed is for the whole class, --secret for each student: take one.")
    }
  }

  /// The folders of the assignments to be graded.
  func assignments() throws -> [String] { try kit.folders(meantBy: only) }

  private func text(_ option: String) throws -> String? {
    try files[option].map { file in
      let name = option.dropFirst(2) + (option == "--secret" ? ".txt" : ".csv")
      try GradebookPlaces.expectNoFolder(file, "the file itself, as in \(file.path)/\(name)")
      return try contents(of: file)
    }
  }

  func roster() throws -> Roster? { try text("--roster").map { try Roster(csv: $0) } }

  func weights() throws -> Weights {
    try text("--weights").map { try Self.weights(of: $0) } ?? Weights()
  }

  /// The weights of a table.
  /// - Throws: A sentence about a row that is none, or names what the course does not have.
  static func weights(of csv: String) throws -> Weights {
    let folders = try kit.folders()
    let weights = try Weights(csv: csv).naming(folders)
    try weights.check { folder in
      guard folders.contains(folder) else { return nil }
      let expected = try Expected.read(folder, from: Products.expected(seed: nil, root: root))
      return expected.functions.map(\.name).flatMap { function in
        expected.lines(of: function).map { "\(function).\($0)" }
      }
    }
    return weights
  }

  func seeds() throws -> SeedPlan {
    if let secret = try text("--secret") { return .perStudent(secret: secret) }
    return seed.map { .class($0) } ?? .everybody
  }
}

/// What each student's cases are drawn from.
enum SeedPlan: Sendable {
  /// The cases that everybody has at hand.
  case everybody
  case `class`(UInt64)

  /// Another seed for each, which nobody can tell without the secret.
  case perStudent(secret: String)

  /// - Throws: A sentence where the cases have no values to be compared with.
  func check(_ assignments: [String], _ values: SeededValues) throws {
    switch self {
    case .everybody: break
    case .class(let seed): try values.check(assignments, seed: seed)
    case .perStudent: try values.checkSecret()
    }
  }

  func seed(of student: Roster.Student) -> UInt64? {
    switch self {
    case .everybody: nil
    case .class(let seed): seed
    case .perStudent(let secret): Digest(secret + "\u{0}" + student.id).number >> 12
    }
  }
}

extension ArgumentReader {
  /// The value of an option that is a comma-separated list of at least one word: nothing at all would
  /// mean everything, or nothing, without anybody having said so.
  mutating func words(of option: String, _ kind: String) throws -> [String] {
    let text = try value(of: option, kind)
    let words = text.split(separator: ",").map(String.init)
    if words.isEmpty { throw KitError("\(option) takes \(kind), not \"\(text)\".") }
    return words
  }
}
