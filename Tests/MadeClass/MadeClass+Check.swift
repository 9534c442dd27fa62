import Foundation
import Gradebook

extension MadeClass {
  /// What is not as it has to be, in sentences.
  /// - Parameter records: The records of a gradebook of this class.
  public func mistakes(in records: Records) throws -> [String] {
    var mistakes: [String] = []
    var seen = 0
    // By their bytes: to Swift, two ways to write a name are one.
    let byFolder = Dictionary(students.map { (Array($0.folder.utf8), $0) }) { $1 }
    try records.forEach { record in
      seen += 1
      guard let student = byFolder[Array(record.student.folder.utf8)] else {
        mistakes.append("Nobody handed in the folder \(record.student.folder).")
        return
      }
      for assignment in record.assignments {
        // What somebody has not handed in.
        let wanted = student.wanted[assignment.folder] ?? .blank(status: "cannot be graded")
        mistakes += wanted.mistakes(in: assignment).map {
          "Who \(student.kind), \(assignment.folder): \($0)"
        }
      }
    }
    if seen != students.count {
      mistakes.append("\(seen) records of \(students.count) students.")
    }
    return mistakes
  }
}

extension Wanted {
  fileprivate func mistakes(in graded: GradedAssignment) -> [String] {
    let verdicts = Dictionary(graded.lines.map { ($0.line, $0.verdict) }) { $1 }
    let right = verdicts.filter { $0.value == "right" }.count
    var mistakes: [String] = []
    func expect(_ what: String, _ is: String, _ wanted: String) {
      if `is` != wanted {
        let reason = graded.status.reason.map { " (\($0))" } ?? ""
        mistakes.append("\(what) is \(`is`)\(reason), not \(wanted).")
      }
    }
    switch self {
    case .blank(let status):
      expect("the status", graded.status.word, status)
      expect("the points", graded.points.map { "\($0)" } ?? "blank", "blank")
    case .lines(let points, let others, let status):
      expect("the status", graded.status.word, status)
      expect("the points", graded.points.map { "\($0)" } ?? "blank", "\(points)")
      for (line, verdict) in others.sorted(by: { $0.key < $1.key }) {
        expect(line, verdicts[line] ?? "missing", verdict)
      }
      expect("the number of right lines", "\(right)", "\(points)")
    case .bounds(let most, let spared):
      // A hostile submission may keep all of it from being graded, but not its lines from being told.
      if right > most { mistakes.append("\(right) lines are right, which may be \(most) at most.") }
      for line in spared { expect(line, verdicts[line] ?? "missing", "right") }
    }
    return mistakes
  }
}
