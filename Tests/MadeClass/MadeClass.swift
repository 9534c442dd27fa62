import Attacks
import Foundation
import KitSupport

/// A class whose every row is known beforehand: perfect and half-done submissions, each way to fail, and
/// hostile ones.
public struct MadeClass: Sendable {
  public let students: [MadeStudent]

  /// The assignments that it hands in.
  public static let assignments = ["00-warm-up", "04-svm"]

  /// A class of so many, of every kind in turn.
  public init(of count: Int) throws {
    let kinds = try Self.diligent() + Self.failing() + Self.unpacked()
    let hostile = try Self.hostile()
    // As many of the attacks as there is room for, from all of the corpus.
    let room = max(0, count - kinds.count)
    let step = max(1, hostile.count / max(1, min(room, hostile.count)))
    let some = stride(from: 0, to: hostile.count, by: step).map { hostile[$0] }
    self.init(Array((kinds + some + kinds).prefix(count)))
  }

  /// A small class: some of each kind, and nobody who takes long.
  public static func small() throws -> MadeClass {
    let kinds = try diligent() + failing() + unpacked() + hostile()
    let slow = ["never ends", "takes all memory", "spins", "stops itself", "without end"]
    let quick = kinds.filter { student in !slow.contains { student.kind.contains($0) } }
    return MadeClass(stride(from: 0, to: quick.count, by: 13).map { quick[$0] })
  }

  /// A class of these.
  public init(_ students: [MadeStudent]) {
    // Names as students have them, and as nobody should.
    var odd = [
      "Lovelace, Ada", "O'Brien \"Bo\"", "😀 Ümit", "=1+1", "-rf", "<script>alert(1)</script>",
      "a%2Fb",
      "@SUM(A1)", "two\nlines", "tab\tand \u{1b}[31mred", "::error::x", "$(id)", "Zo\u{eb}",
    ]
    #if os(Linux)
      // Other bytes, but the same string to Swift, and one folder on a Mac.
      odd.append("Zoe\u{308}")
    #endif
    self.students = students.enumerated().map { index, student in
      var student = student
      student.folder = index < odd.count ? odd[index] : "\(index) \(student.kind)"
      student.folder.replace("/", with: " ")
      return student
    }
  }

  /// Writes all folders.
  public func handIn(to handedIn: URL) throws {
    for student in students { try student.handIn(below: handedIn) }
  }

  // MARK: - Those who mean well

  /// Perfect, half done, and wrong in one line.
  static func diligent() throws -> [MadeStudent] {
    let (path, assignment) = (SVMSolution.path, SVMSolution.assignment)
    let perfect = (1...6).map { number in
      MadeStudent("is perfect \(number)", [assignment: .allBut([:])]) {
        try MadeStudent.write(
          SVMSolution.text() + "// \(number)\n", to: $0.appending(path: path))
      }
    }
    let half = try (0..<12).map { done in
      let open = SVMSolution.lines.suffix(from: done)
      return MadeStudent.file(
        "has done \(done) lines", path,
        try SVMSolution.text { line, _ in open.contains(line) ? "{ try todo() }" : nil },
        assignment,
        .lines(points: done, others: [:], status: "graded"))
    }
    let skipped = try SVMSolution.forward.map { line in
      MadeStudent.file(
        "has left out \(line)", path, try SVMSolution.text(with: "{ try todo() }", in: line),
        assignment, .allBut(SVMSolution.verdicts("to do", on: line)))
    }
    let wrong = try SVMSolution.lines.map { line in
      MadeStudent.file(
        "is wrong in \(line)", path,
        try SVMSolution.text { $0 == line ? "{ (\($1.dropFirst().dropLast())) * 2 }" : nil },
        assignment, .allBut(SVMSolution.verdicts("wrong", on: line)))
    }
    return perfect + half + skipped + wrong
  }

  // MARK: - Those who mean no good

  /// Every function of the corpus in place of `sumTimes`, with all that it needs, in one file.
  static func hostile() throws -> [MadeStudent] {
    let source = try corpus()
    return Attack.corpus.map { attack in
      let call = """

        nonisolated(unsafe) var returned: [String: Double] = [:]

        public func sumTimes(
          x: Double, y: Double, z: Double, stage: Stage = Stage()
        ) -> (f: Double, dx: Double, dy: Double, dz: Double) {
          let attack = Attack.corpus.first { $0.name == "\(attack.name)" }
          do { try attack!.run(x, y, z, stage) } catch {}
          func value(_ name: String) -> Double { returned[name] ?? 0 }
          return (value("f"), value("dx"), value("dy"), value("dz"))
        }

        """
      return MadeStudent.file(
        attack.name, "00-warm-up/WarmUp.swift", source + call, "00-warm-up",
        .bounds(most: attack.most, spared: attack.spared))
    }
  }

  /// The corpus as one text, which notes what a function of a student's returns and one of the corpus
  /// does not.
  private static func corpus() throws -> String {
    let folder = PackageFolder.url.appending(path: "Tests/Attacks")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".swift") }
      .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
      .joined(separator: "\n")
      .replacing(#/let _: Double = stage\.(d[xyz]) /#) { "returned[\"\($0.1)\"] = stage.\($0.1) " }
      .replacing("{ 1 + 0 * f }", with: "{ 1 + 0 * f }; returned[\"f\"] = f")
  }
}
