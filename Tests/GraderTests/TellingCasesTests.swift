import FlatBackprop
import Foundation
import Grader
import Protocol
import TestSupport
import Testing

/// A cause is told only where cases speak for it that are not special: there have to be some.
@Suite("The cases that a diagnosis rests on")
struct TellingCasesTests {
  static let functions: [(folder: String, function: Declaration.Function, runs: [Expected.Run])] = {
    let folders = (try? Expected.folders(in: Submissions.expected)) ?? []
    return folders.flatMap { folder in
      let expected = try? Expected.read(folder, from: Submissions.expected)
      return (expected?.functions ?? []).map { function in
        (folder, function, (expected?.runs ?? []).filter { $0.function == function.name })
      }
    }
  }()

  @Test("Every function has a case with no axis of 1 and no number that hides what is done with it")
  func telling() throws {
    try #require(Self.functions.count > 50)
    for (folder, function, runs) in Self.functions
    where function.inputs.contains(where: \.isNudgeable) {
      // A perceptron's target is 0 or 1 by its nature.
      if runs.allSatisfy({ [[0], [1]].contains($0.inputs["target"]?.elements) }) { continue }
      let telling = runs.filter {
        !$0.hasSpecialSizes(for: function) && !$0.hasSpecialValues(for: function)
      }
      #expect(!telling.isEmpty, "\(folder) \(function.name)")
    }
  }

  @Test("Its telling cases tell every size from every other, and from 1 and 2")
  func sizes() {
    for (folder, function, runs) in Self.functions {
      let sizes = runs.filter { !$0.hasSpecialSizes(for: function) }.map { run in
        Dictionary(run.sizes(of: function).map { ($0.name, $0.size) }) { one, _ in one }
      }
      let names = Set(sizes.flatMap(\.keys)).sorted()
      var alike: [String] = []
      for (index, one) in names.enumerated() {
        if !sizes.contains(where: { ($0[one] ?? 0) > 2 }) { alike.append(one) }
        alike += names[(index + 1)...].filter { other in
          !sizes.contains { $0[one] != $0[other] }
        }.map { "\(one) = \($0)" }
      }
      #expect(alike.isEmpty, "\(folder) \(function.name): \(alike)")
    }
  }
}
