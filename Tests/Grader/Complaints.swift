/// What a report says to the student, and where.
public struct Complaint: Equatable, Sendable {
  public let text: String
  public let place: Place?

  /// The complaint behind its place, as compilers write it, so that a terminal and an editor can go
  /// there.
  /// - Parameter folder: The path of the folder that is left out.
  public func text(below folder: String) -> String {
    (place.map { $0.description(below: folder) + ": " } ?? "") + text
  }
}

extension Report {
  /// What is to be said, in the order of the file: problems, lines that are wrong, and then what is
  /// still to do and what waits, each as one.
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
      // What is checked of a body, and is no line of its own, says of which function.
      let isLine = subject == "\"\(name)\" of \(function)"
      let what = isLine ? name : "\(name) of \(function)"
      return Complaint(text: "\(what): \(complaint)\(onCase)", place: place)
    }
  }
}
