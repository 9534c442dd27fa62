import FlatBackprop
import Foundation
import Grader

/// The numbers of a handout's worked examples, held against what the solutions give.
public struct WorkedExamples {
  private let handout: Handout

  /// What the lines give, by function and case.
  private let runs: [(run: Expected.Run, values: [LineName: Tensor])]

  /// - Parameters:
  ///   - expected: The assignment's cases.
  ///   - submission: The path of the program that runs the solutions.
  public init(_ handout: Handout, _ expected: Expected, submission: String) throws {
    self.handout = handout
    let recorder = RunRecorder(submission: submission, folder: expected.folder)
    defer { recorder.close() }
    runs = try expected.runs.map { ($0, try recorder.values(on: $0)) }
  }

  /// What is wrong with the tables, a sentence each: numbers that differ from what the solutions
  /// give on the case that the table is about, which is the one that most of its numbers fit.
  public var defects: [Defect] {
    handout.workedExamples.flatMap { table -> [Defect] in
      let known = runs.filter { run in
        table.contains { run.values.keys.map(\.base).contains($0.name) }
      }
      let wrong = known.map { run in (run, table.filter { !fits($0, run.values) }) }
      guard let (run, best) = wrong.min(by: { $0.1.count < $1.1.count }) else { return [] }
      if 2 * best.count > table.count {
        let strangers = best.filter { run.values[LineName($0.name)] == nil }
        return strangers.isEmpty
          ? [defect(table[0], "no case has the numbers of this table: add the case to the course.")]
          : strangers.map {
            defect($0, "`\($0.name)` is no line of \(run.run.function): mend the table.")
          }
      }
      return best.map { quoted in
        let value = run.values[LineName(quoted.name)].map { "\($0)" } ?? "not there"
        return defect(
          quoted,
          "\(quoted.name) of \(run.run.function) is \(value) on the case \"\(run.run.name)\": "
            + "mend the table.")
      }
    }
  }

  private func defect(_ quoted: Handout.Quoted, _ text: String) -> Defect {
    Defect("\(handout.path):\(quoted.line)", text)
  }

  /// Whether a line gives what is quoted: one number everywhere, a number for each element, or,
  /// where a case has several examples, the numbers of one of them.
  private func fits(_ quoted: Handout.Quoted, _ values: [LineName: Tensor]) -> Bool {
    let numbers = quoted.numbers
    guard let value = values[LineName(quoted.name)]?.elements, !numbers.isEmpty else {
      return false
    }
    if numbers.count == 1 { return value.allSatisfy(numbers[0].rounds) }
    guard value.count.isMultiple(of: numbers.count) else { return false }
    return stride(from: 0, to: value.count, by: numbers.count).contains { start in
      zip(numbers, value[start...]).allSatisfy { $0.rounds($1) }
    }
  }
}
