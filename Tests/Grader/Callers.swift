import KitSupport
import Protocol

// What calls something wrong cannot be right itself, so each mistake is reported once, where it is.

extension Report {
  /// Makes wrong lines wait for what they build on, if that is not right.
  /// - Parameter linesElsewhere: Grades some functions of another assignment and returns their
  ///   lines.
  mutating func letCallersWait(
    _ functions: [Declaration.Function],
    linesElsewhere: (_ folder: String, _ functions: [String]) throws -> [LineReport]
  ) rethrows {
    for function in functions where !function.uses.isEmpty && isWrong(function) {
      var called = lines.filter { function.uses.contains($0.function) && !$0.verdict.isRight }
        .map(\.subject)
      for (folder, names) in function.usesElsewhere.sorted(by: { $0.key < $1.key }) {
        called += try linesElsewhere(folder, names).filter(\.isToBeMended)
          .map { "\($0.subject) in \(folder)" }
      }
      // All lines of one body have the same subject.
      let subjects = called.uniqued
      if !subjects.isEmpty { wait(for: subjects) { $0.function == function.name } }
    }
    for function in functions { letLinesWait(of: function) }
    letRestOfBodiesWait(functions)
  }

  private func isWrong(_ function: Declaration.Function) -> Bool {
    lines.contains { $0.function == function.name && $0.verdict.complaint != nil }
  }

  private mutating func wait(for subjects: [String], where isMeant: (LineReport) -> Bool) {
    for index in lines.indices where isMeant(lines[index]) && lines[index].verdict.complaint != nil
    {
      lines[index].verdict = .waits(for: subjects)
      lines[index].cause = nil
    }
  }

  /// Makes wrong lines wait for other lines of their function.
  private mutating func letLinesWait(of function: Declaration.Function) {
    let notRight = lines.filter { $0.function == function.name && !$0.verdict.isRight }
    for (name, used) in function.lineUses ?? [:] {
      let subjects = notRight.filter { used.contains($0.name) && $0.name != name }.map(\.subject)
      guard !subjects.isEmpty else { continue }
      wait(for: subjects.uniqued) { $0.function == function.name && $0.name == name }
    }
  }

  /// If several checks of one body fail, only the first is reported: the others most likely fail
  /// because of the same mistake.
  private mutating func letRestOfBodiesWait(_ functions: [Declaration.Function]) {
    var told: [String: LineReport] = [:]
    for index in lines.indices where lines[index].verdict.complaint != nil {
      let line = lines[index]
      let function = functions.first { $0.name == line.function }
      guard let body = function?.writtenIn[line.name] else { continue }
      if let first = told[body] {
        lines[index].verdict = .waits(for: ["\"\(first.name)\" of \(first.function)"])
        lines[index].cause = nil
      } else {
        told[body] = line
      }
    }
  }
}

extension Declaration.Function {
  /// The functions of other assignments that this one builds on, by the assignments' folders.
  fileprivate var usesElsewhere: [String: [String]] {
    uses.reduce(into: [:]) { functions, name in
      let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
      if parts.count == 2 { functions[parts[0], default: []].append(parts[1]) }
    }
  }
}

extension LineReport {
  /// Whether the line is not right, and does not merely wait for others.
  fileprivate var isToBeMended: Bool {
    if case .waits = verdict { false } else { !verdict.isRight }
  }
}
