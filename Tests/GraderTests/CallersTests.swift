import Protocol
import TestSupport
import Testing

@testable import Grader

@Suite("Functions that call others")
struct CallersTests {
  static func line(_ function: String, _ name: String, _ verdict: Verdict) -> LineReport {
    LineReport(
      function: function, name: name, verdict: verdict, place: nil, caseName: nil,
      subject: "\"\(name)\" of \(function)", cause: nil)
  }

  static let functions = [
    Declaration.Function(name: "gate", inputs: []),
    Declaration.Function(name: "graph", inputs: [], uses: ["gate"]),
  ]

  static func report(_ gate: Verdict, _ graph: Verdict...) -> Report {
    var report = Report(folder: "10-modular")
    report.lines = [line("gate", "dx", gate), line("gate", "dx", .right)]
    report.lines.append(line("gate", "dx", gate))
    report.lines += graph.enumerated().map { line("graph", "line \($0)", $1) }
    report.letCallersWait(functions)
    return report
  }

  @Test("A wrong line waits for the function it calls, as long as that is not right")
  func waiting() {
    for verdict in [.wrong("is 1"), .crashed("crashed"), .toDo, .cannotTell("why")] as [Verdict] {
      let report = Self.report(verdict, .wrong("is 2"), .crashed("crashed"), .right, .toDo)
      let waits = Verdict.waits(for: ["\"dx\" of gate"])
      #expect(report.lines.dropFirst(3).map(\.verdict) == [waits, waits, .right, .toDo])
    }
  }

  @Test("It is told what is wrong once the called function is right")
  func told() {
    #expect(Self.report(.right, .wrong("is 2")).lines[3].verdict == .wrong("is 2"))
  }

  @Test("The functions that are used are functions of the assignment")
  func names() throws {
    for folder in try Expected.folders(in: Submissions.expected) {
      let functions = try Expected.read(folder, from: Submissions.expected).functions
      let names = Set(functions.map(\.name))
      for function in functions {
        #expect(names.subtracting([function.name]).isSuperset(of: function.uses))
      }
    }
  }
}
