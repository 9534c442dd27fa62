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
    report.letCallersWait(functions) { _, _ in [] }
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
        for used in function.uses {
          let parts = used.split(separator: "/", maxSplits: 1).map(String.init)
          let isKnown =
            parts.count == 1
            ? names.subtracting([function.name]).contains(used)
            : try Expected.read(parts[0], from: Submissions.expected).function(parts[1]) != nil
          #expect(isKnown, "\(function.name) uses \(used)")
        }
      }
    }
  }

  @Test(
    "It waits for a function of another assignment, and for no more than has to be mended there")
  func elsewhere() {
    var report = Report(folder: "11-convnet")
    report.lines = [Self.line("net", "scores", .wrong("is 1")), Self.line("net", "loss", .right)]
    report.letCallersWait([
      Declaration.Function(name: "net", inputs: [], uses: ["10-modular/ReLU", "10-modular/Add"])
    ]) { folder, functions in
      #expect(folder == "10-modular" && functions == ["ReLU", "Add"])
      return [
        Self.line("ReLU", "out", .wrong("is 2")), Self.line("ReLU", "dx", .waits(for: ["out"])),
        Self.line("Add", "out", .right),
      ]
    }
    #expect(
      report.lines.map(\.verdict) == [.waits(for: ["\"out\" of ReLU in 10-modular"]), .right])
  }

  @Test("Nobody is asked about another assignment, where nothing is wrong")
  func rightWithoutOthers() {
    var report = Report(folder: "11-convnet")
    report.lines = [Self.line("net", "scores", .right), Self.line("net", "loss", .toDo)]
    report.letCallersWait([
      Declaration.Function(name: "net", inputs: [], uses: ["10-modular/ReLU"])
    ]) { _, _ in
      Issue.record("was asked")
      return []
    }
    #expect(report.lines.map(\.verdict) == [.right, .toDo])
  }

  @Test(
    "A wrong line waits for the lines it builds on, and a check for an earlier one of the same body"
  )
  func lines() {
    let function = Declaration.Function(
      name: "net", inputs: [], lineUses: ["accuracy": ["scores"]],
      writtenIn: ["dw": "func backward", "db": "func backward", "scores": "func scores"])
    func verdicts(_ verdicts: [Verdict]) -> [Verdict] {
      var report = Report(folder: "11-convnet")
      report.lines = zip(["scores", "accuracy", "dw", "db"], verdicts).map {
        Self.line("net", $0, $1)
      }
      report.letCallersWait([function]) { _, _ in [] }
      return report.lines.map(\.verdict)
    }
    let wrong = Verdict.wrong("is 1")
    #expect(
      verdicts([wrong, wrong, wrong, wrong])
        == [
          wrong, .waits(for: ["\"scores\" of net"]), wrong, .waits(for: ["\"dw\" of net"]),
        ])
    #expect(verdicts([.right, wrong, .right, wrong]) == [.right, wrong, .right, wrong])
  }
}
