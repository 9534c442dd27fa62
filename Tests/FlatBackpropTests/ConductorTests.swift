import FlatBackprop
import Testing

@Suite("Stage: under a conductor")
struct ConductorTests {
  /// Writes down the lines, hands on other values for some of them, and never evaluates those.
  final class Forcing: Conductor {
    let forced: [LineName: Tensor]
    var lines: [StageLine] = []
    var evaluated: [LineName] = []
    init(_ forced: [LineName: Tensor]) { self.forced = forced }

    func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
      lines.append(line)
      if let value = forced[line.name] { return value }
      evaluated.append(line.name)
      return (try? evaluate()) ?? Tensor(.nan)
    }

    func upstream(of name: String) -> Tensor { Tensor([7, Double(name.count)]) }
  }

  @Test("hands on the conductor's values, and evaluates a body only if it asks")
  func forcing() {
    let conductor = Forcing(["sum": Tensor(100), "dsquares": Tensor([1, 2])])
    let dx = StageTests.loss(Tensor([1, 2]), stage: Stage(conductor: conductor))
    #expect(dx == Tensor([2, 8]))
    #expect(conductor.evaluated == ["squares", "loss", "dsum", "dx"])
    let forced: Double = Stage(conductor: conductor).sum {
      Issue.record("A forced line was evaluated.")
      return 1
    }
    #expect(forced == 100)
  }

  @Test("runs no body behind the conductor's back, where its tensor does not fit into a number")
  func numberForTensor() {
    let stage = Stage(conductor: Forcing(["x": Tensor([4, 2]), "none": .zeros([0])]))
    let x: Double = stage.x {
      Issue.record("A forced line was evaluated.")
      return 3
    }
    #expect(x == 4)
    let none: Double = stage.none { 3 }
    #expect(none == 0)
  }

  @Test("tells the conductor each line's name, role, file and line")
  func lines() {
    let conductor = Forcing([:])
    let stage = Stage(conductor: conductor)
    StageTests.loss(Tensor([1, 2]), stage: stage)
    #expect(
      conductor.lines.map(\.name) == ["squares", "sum", "loss", "dsum", "dsquares", "dx"])
    #expect(
      conductor.lines.map(\.role)
        == [.forward, .forward, .loss, .backward, .backward, .backward])
    let (before, _, after): (Int, Double, Int) = (#line, stage.here { 1 }, #line)
    let here = conductor.lines.last
    #expect(here.map { "\($0.file)" } == #filePath)
    #expect(before...after ~= Int(here?.line ?? 0))
  }

  @Test("takes a layer's upstream gradient from the conductor; the backward pass follows")
  func upstream() {
    let conductor = Forcing([:])
    #expect(
      StageTests.layer(Tensor([1, 2]), stage: Stage(conductor: conductor)) == Tensor([14, 6]))
    #expect(conductor.lines.map(\.role) == [.forward, .backward])
  }

  @Test("passes a line that is still to do on to the conductor")
  func toDo() {
    final class Catching: Conductor {
      var caught: (any Error)?
      func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
        do { return try evaluate() } catch { caught = error }
        return Tensor(4)
      }
      func upstream(of name: String) -> Tensor { Tensor(0) }
    }
    let conductor = Catching()
    let stage = Stage(conductor: conductor)
    let x: Double = stage.x { try todo(file: "Gates.swift", line: 12) }
    #expect(x == 4)
    #expect(conductor.caught.map { "\($0)" } == "Gates.swift:12: this line is still to do.")
  }
}

@Suite("todo()")
struct ToDoTests {
  @Test("throws where it stands")
  func place() throws {
    let line = #line + 1
    let toDo = #expect(throws: ToDo.self) { _ = try todo() as Tensor }
    #expect(toDo.map { "\($0.file)" } == #filePath)
    #expect(toDo?.line == UInt(line))
  }
}
