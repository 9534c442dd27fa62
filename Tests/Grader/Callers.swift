// A function that calls another one of the assignment cannot be right as long as that one is not.

import Protocol

extension Report {
  /// Lets what is wrong in a function wait for the functions that it calls, where those are not
  /// right: the one slip is told once, where it is.
  mutating func letCallersWait(_ functions: [Declaration.Function]) {
    for function in functions where !function.uses.isEmpty {
      let called = lines.filter { function.uses.contains($0.function) && !$0.verdict.isRight }
      guard !called.isEmpty else { continue }
      // Lines of one body have one name.
      let subjects = called.reduce(into: [String]()) { subjects, line in
        if !subjects.contains(line.subject) { subjects.append(line.subject) }
      }
      for index in lines.indices
      where lines[index].function == function.name && lines[index].verdict.complaint != nil {
        lines[index].verdict = .waits(for: subjects)
      }
    }
  }
}
