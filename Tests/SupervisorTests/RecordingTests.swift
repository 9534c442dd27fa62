import KitSupport
import TestSupport
import FlatBackprop
import Foundation
import Testing
import Protocol

@testable import Supervisor

/// All that grading needs of a student's function, asked of a real submission.
@Suite("Recording, forcing, nudging, skipping, watching")
struct RecordingTests {
  static let call = Request.Call(
    folder: "00-warm-up", function: "sumTimes",
    inputs: ["x": Tensor(-2), "y": Tensor(5), "z": Tensor(-4)], upstream: nil)

  static func session(_ program: String = "Submission") -> Session {
    Session(executable: Products.program(program), limits: Submissions.limits)
  }

  /// Runs the function with some lines forced.
  /// - Returns: The lines in order, and what the others gave.
  static func record(
    _ session: Session, _ call: Request.Call = call, forcing: [LineName: Tensor] = [:],
    keeping: Bool = true
  ) throws -> (lines: [Session.Begun], values: [LineName: Tensor]) {
    var lines: [Session.Begun] = []
    var values: [LineName: Tensor] = [:]
    try session.record(
      call,
      begun: {
        lines.append($0)
        return forcing[$0.name].map { .handOn($0) } ?? .evaluate
      },
      ended: { line, outcome in
        if case .value(let value) = outcome { values[line.name] = value }
        return keeping ? nil : Tensor(100)
      },
      upstream: { _ in Tensor.ones([2, 3]) })
    return (lines, values)
  }

  @Test("A recording has each line's value, its role, and where it stands")
  func recording() throws {
    let session = Self.session()
    defer { session.close() }
    let (lines, values) = try Self.record(session)
    #expect(lines.map(\.name) == ["q", "f", "df", "dq", "dz", "dx", "dy"])
    #expect(
      lines.map(\.role)
        == [.forward, .loss, .backward, .backward, .backward, .backward, .backward])
    #expect(values["q"] == Tensor(3))
    #expect(values["f"] == Tensor(-12))
    #expect(values["dq"] == Tensor(-4))
    #expect(values["dz"] == Tensor(3))
    let source = try String(
      contentsOf: Submissions.root.appending(path: "solutions/00-warm-up/WarmUp.swift"),
      encoding: .utf8
    ).components(separatedBy: "\n")
    for line in lines {
      #expect(line.file.hasSuffix("solutions/00-warm-up/WarmUp.swift"))
      #expect(source[line.line - 1].contains(".\(line.name) {"))
    }
  }

  @Test("A forced line is not evaluated, and those after it run on what they are given")
  func forcing() throws {
    let session = Self.session()
    defer { session.close() }
    let (_, values) = try Self.record(session, forcing: ["q": Tensor(10), "dq": Tensor(7)])
    #expect(values["q"] == nil)
    #expect(values["f"] == Tensor(-40))
    #expect(values["dz"] == Tensor(10))
    #expect(values["dx"] == Tensor(7))
  }

  @Test("What is handed on after a line has been evaluated counts for those after it")
  func replacing() throws {
    let session = Self.session()
    defer { session.close() }
    let (_, values) = try Self.record(session, keeping: false)
    #expect(values["q"] == Tensor(3))
    #expect(values["f"] == Tensor(-400))
    #expect(values["dx"] == Tensor(100))
  }

  @Test("A layer receives the upstream gradient that the judge gives it")
  func upstream() throws {
    let session = Self.session()
    defer { session.close() }
    let call = Request.Call(
      folder: "03-linear", function: "matrixProduct",
      inputs: ["x": Tensor([[1, 2], [3, 4]]), "w": .ones([2, 3])], upstream: nil)
    let (_, values) = try Self.record(session, call)
    #expect(values["dx"] == Tensor([[3, 3], [3, 3]]))
    #expect(values["dw"] == Tensor([[4, 4, 4], [6, 6, 6]]))
  }

  /// The backward pass of `sumTimes`, which no nudge is to reach.
  static let handOn: [LineName: Tensor] = [
    "df": Tensor(0), "dq": Tensor(0), "dz": Tensor(0), "dx": Tensor(0), "dy": Tensor(0),
  ]

  @Test("A nudge of an input or a line moves the loss by exactly what it should")
  func nudging() throws {
    let session = Self.session()
    defer { session.close() }
    let nudges = [0, 1, -0.5].map { Request.Nudge(place: 0, offset: $0) }
    // f = (x + y) z, with the backward pass handed on.
    var handOn = Self.handOn
    #expect(
      try session.sweep(Self.call, .init(variable: "x", nudges: nudges, handOn: handOn))
        == [-12, -16, -10])
    #expect(
      try session.sweep(Self.call, .init(variable: "z", nudges: nudges, handOn: handOn))
        == [-12, -9, -13.5])
    handOn["q"] = Tensor(3)
    #expect(
      try session.sweep(Self.call, .init(variable: "q", nudges: nudges, handOn: handOn))
        == [-12, -16, -10])
  }

  @Test("What a nudge cannot have changed is skipped")
  func skipping() throws {
    // The line to skip ends the process when it is evaluated.
    let session = Self.session("MutantSubmission")
    defer { session.close() }
    var call = Self.call
    call.function = "sumTimes/dq: exits with success"
    let handOn = Self.handOn
    let nudge = Request.Nudge(place: 0, offset: 1)
    #expect(
      try session.sweep(call, .init(variable: "x", nudges: [nudge], handOn: handOn)) == [-16])
    #expect(throws: Interruption.self) {
      try session.sweep(call, .init(variable: "x", nudges: [nudge], handOn: [:]))
    }
    // And the next question gets its answer from a new process.
    #expect(
      try session.sweep(call, .init(variable: "x", nudges: [nudge], handOn: handOn)) == [-16])
  }

  @Test("A watched line is evaluated although its value is given")
  func watching() throws {
    let session = Self.session()
    defer { session.close() }
    let names: [LineName] = ["q", "f", "df", "dq", "dz", "dx", "dy"]
    let handOn = Dictionary(uniqueKeysWithValues: names.map { ($0, Tensor(1)) })
    let numbers = try session.sweep(
      Self.call,
      .init(
        variable: "x", nudges: [0, 1].map { .init(place: 0, offset: $0) }, handOn: handOn,
        watch: [
          .init(line: "q", weights: Tensor(10)), .init(line: "f", weights: Tensor(1)),
          .init(line: "dx", weights: Tensor([1, 2])),
        ]))
    // The loss is given, so it stays; q moves, f reads the given q; weights of another shape: NaN.
    #expect(numbers.count == 8)
    #expect(Array(numbers[0..<3]) == [1, 30, -4])
    #expect(Array(numbers[4..<7]) == [1, 40, -4])
    #expect(numbers[3].isNaN && numbers[7].isNaN)
  }

  @Test("A sweep of many nudges comes back whole and in order")
  func manyNudges() throws {
    let session = Self.session()
    defer { session.close() }
    let nudges = (0..<1000).map { Request.Nudge(place: 0, offset: Double($0)) }
    let handOn = Self.handOn
    #expect(
      try session.sweep(Self.call, .init(variable: "y", nudges: nudges, handOn: handOn))
        == (0..<1000).map { Double(-12 - 4 * $0) })
  }

  @Test("A function that there is not is said to be none")
  func unknown() throws {
    let session = Self.session()
    defer { session.close() }
    var call = Self.call
    call.function = "sumTime"
    #expect {
      try Self.record(session, call)
    } throws: { ($0 as? Interruption)?.death.sentence.contains("\"sumTime\"") == true }
  }
}
