/// What a report says to the student, and where.
public struct Complaint: Equatable, Sendable {
  public let text: String
  public let place: Place?

  /// The complaint preceded by its place, in the format that compilers use, so that terminals and
  /// editors can jump there.
  /// - Parameter folder: The path of the folder that is left out of the place.
  public func text(below folder: String) -> String {
    (place.map { $0.description(below: folder) + ": " } ?? "") + text
  }
}

extension Report {
  /// All complaints: the problems, the lines that are wrong, and then one complaint each for what
  /// is still to do and for what waits.
  public var complaints: [Complaint] {
    problems.map { Complaint(text: $0.text, place: $0.place) }
      + lines.compactMap(\.complaint) + [toDo, waiting].compactMap { $0 }
  }

  private var toDo: Complaint? {
    let toDo = lines.filter { $0.verdict == .toDo }
    guard let next = toDo.first else { return nil }
    let count = toDo.count == 1 ? "1 line is" : "\(toDo.count) lines are"
    return Complaint(text: "\(count) still to do. Write \(next.subject) next.", place: next.place)
  }

  private var waiting: Complaint? {
    let waiting = lines.filter { if case .waits = $0.verdict { true } else { false } }
    guard let first = waiting.first, case .waits(let lines) = first.verdict else { return nil }
    let count = waiting.count == 1 ? "1 line waits" : "\(waiting.count) lines wait"
    return Complaint(
      text: "\(count) for others: \"\(first.name)\" is graded once these are right: "
        + lines.joined(separator: ", ") + ".", place: first.place)
  }
}

extension LineReport {
  /// What is wrong with the line, if something is.
  public var complaint: Complaint? {
    verdict.complaint.map { complaint in
      let onCase = caseName.map { " (on the case \"\($0)\")" } ?? ""
      // A check of a body that is not a line of its own also says which function it is about.
      let isLine = subject == "\"\(name)\" of \(function)"
      let what = isLine ? name : "\(name) of \(function)"
      return Complaint(text: "\(what): \(complaint)\(onCase)", place: place)
    }
  }
}
