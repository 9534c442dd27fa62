import Authoring
import Builder
import Foundation
import Grader
import KitSupport
import Protocol
import Synchronization

/// Lines as students write them, put to the judge: each is planted in its solution, and graded as a
/// student's folder is.
public struct ExampleTrial: Sendable {
  private let workbench: Workbench

  /// - Parameters:
  ///   - kit: The kit, whose modules must have been built.
  ///   - scratch: An empty folder.
  public init(_ kit: Kit, scratch: URL) throws {
    workbench = try Workbench(kit, scratch: scratch)
  }

  /// An assignment's parts, and the functions that they are parts of.
  private struct Known: Sendable {
    let parts: [SolutionPart]
    let functions: [Declaration.Function]
  }

  private var expected: URL { Products.expected(seed: nil, root: workbench.kit.root) }

  /// What the judge makes of some examples, in their order.
  public func findings(of examples: [Example]) throws -> [ExampleFinding] {
    let folders = Set(examples.map(\.folder)).intersection(try workbench.kit.folders())
    let known = Dictionary(
      uniqueKeysWithValues: try folders.map { folder in
        (
          folder,
          Known(
            parts: try SolutionPart.all(in: folder, of: workbench.solutions),
            functions: try Expected.read(folder, from: expected).functions)
        )
      })
    let findings = Mutex<[ExampleFinding]>([])
    try inParallel(examples) { example in
      ExampleFinding(example: example, outcome: try outcome(of: example, known[example.folder]))
    } each: { finding in
      findings.withLock { $0.append(finding) }
    }
    return findings.withLock { $0 }.sorted { $0.example.place < $1.example.place }
  }

  private func outcome(
    of example: Example, _ known: Known?
  ) throws -> ExampleFinding.Outcome {
    guard let known, let part = known.parts.first(where: { $0.name == example.name }) else {
      return .noSuchLine
    }
    guard let body = example.body(inPlaceOf: part.file.text[part.range]) else {
      return .nothingToReplace
    }
    return try workbench.with(body, in: part) { planted in
      let report = try planted.report(on: expected, only: part.functions(of: known.functions))
      guard planted.isWhole else {
        return .doesNotCompile(report.complaints.first?.text ?? "the compiler does not say why.")
      }
      let wrong = report.lines.filter { $0.verdict.complaint != nil }
      let others =
        report.problems.filter { !part.holds($0.place) }.map(\.text)
        + wrong.filter { !part.holds($0.place) }.compactMap { $0.complaint?.text }
      if let other = others.first { return .elsewhere(other) }
      let said =
        report.problems.map { ExampleFinding.Said(text: $0.text, isCause: true) }
        + wrong.map(ExampleFinding.Said.init)
      if said.isEmpty, report.isComplete { return .accepted }
      return said.isEmpty ? .elsewhere("nothing is told, but a point is missing") : .told(said)
    }
  }
}

extension ExampleFinding.Said {
  /// What is told of a line that is wrong.
  init(_ line: LineReport) {
    let complaint = line.verdict.complaint ?? ""
    if case .wrong = line.verdict {
      // Without a cause there may still be a sentence; other complaints only compare values.
      self.init(
        text: line.cause ?? complaint,
        isCause: line.cause != nil || !complaint.contains(#/ should (be|have) /#))
    } else {
      self.init(text: complaint, isCause: true)
    }
  }
}
