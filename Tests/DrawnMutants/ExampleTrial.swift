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
    var findings: [ExampleFinding] = []
    var lines: [Line] = []
    for example in examples {
      do throws(Line.Absence) {
        lines.append(try Line(example, known[example.folder]))
      } catch {
        findings.append(ExampleFinding(example: example, outcome: error.outcome))
      }
    }
    let judged = Mutex<[ExampleFinding]>([])
    try inParallel(Self.builds(of: lines), findings(of:)) { found in
      judged.withLock { $0 += found }
    }
    return (findings + judged.withLock { $0 }).sorted { $0.example.place < $1.example.place }
  }

  /// What is written in the place of a part, and what the judge is asked about it.
  private struct Line: Sendable {
    let example: Example
    let part: SolutionPart
    let body: String

    /// The functions that are graded …
    let functions: [String]

    /// … and they, with what they use: in none of these may anything else be wrong.
    let involved: Set<String>

    /// Why there is no such line.
    struct Absence: Error { let outcome: ExampleFinding.Outcome }

    init(_ example: Example, _ known: Known?) throws(Absence) {
      guard let known, let part = known.parts.first(where: { $0.name == example.name }) else {
        throw Absence(outcome: .noSuchLine)
      }
      guard let body = example.body(inPlaceOf: part.file.text[part.range]) else {
        throw Absence(outcome: .nothingToReplace)
      }
      (self.example, self.part, self.body) = (example, part, body)
      let functions = part.functions(of: known.functions)
      let uses = known.functions.filter { functions.contains($0.name) }.flatMap(\.uses)
      (self.functions, involved) = (functions, Set(functions + uses))
    }
  }

  /// The lines, put together so that few programs are built: those of one have nothing in common.
  private static func builds(of lines: [Line]) -> [[Line]] {
    var builds: [[Line]] = []
    for line in lines {
      let place = builds.firstIndex { build in
        build.allSatisfy {
          $0.part.folder == line.part.folder && $0.involved.isDisjoint(with: line.involved)
        }
      }
      if let place { builds[place].append(line) } else { builds.append([line]) }
    }
    return builds
  }

  /// What the judge makes of lines that are built together. Where they do not compile, each is built by
  /// itself.
  @Sendable private func findings(of lines: [Line]) throws -> [ExampleFinding] {
    let outcomes = try workbench.with(lines.map { ($0.body, $0.part) }) { planted in
      planted.isWhole || lines.count == 1 ? try lines.map { try outcome(of: $0, in: planted) } : nil
    }
    guard let outcomes else { return try lines.flatMap { try findings(of: [$0]) } }
    return zip(lines, outcomes).map { ExampleFinding(example: $0.example, outcome: $1) }
  }

  private func outcome(
    of line: Line, in planted: Workbench.Planted
  ) throws -> ExampleFinding.Outcome {
    let report = try planted.report(on: expected, only: line.functions)
    guard planted.isWhole else {
      return .doesNotCompile(report.complaints.first?.text ?? "the compiler does not say why.")
    }
    let wrong = report.lines.filter { $0.verdict.complaint != nil }
    let others =
      report.problems.filter { !line.part.holds($0.place) }.map(\.text)
      + wrong.filter { !line.part.holds($0.place) }.compactMap { $0.complaint?.text }
    if let other = others.first { return .elsewhere(other) }
    let said =
      report.problems.map { ExampleFinding.Said(text: $0.text, isCause: true) }
      + wrong.map(ExampleFinding.Said.init)
    if said.isEmpty, report.isComplete { return .accepted }
    return said.isEmpty ? .elsewhere("nothing is told, but a point is missing") : .told(said)
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
