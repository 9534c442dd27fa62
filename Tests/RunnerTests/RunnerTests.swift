import FlatBackprop
import Foundation
import Protocol
import Testing

@testable import Runner

@Suite("A run of a student's function")
struct RunnerTests {
  @Test("gives back tensors and numbers, alone, in tuples and in dictionaries")
  func returned() {
    func labels(_ result: Any) -> [String] { Returned.values(in: result).map(\.label) }
    let dw = Tensor([1, 2])
    #expect(Returned.values(in: dw).map(\.tensor) == [dw] && labels(dw) == [""])
    #expect(Returned.values(in: 0.5).map(\.tensor) == [Tensor(0.5)])
    #expect(labels((loss: 0.5, dw: dw, text: "no")) == ["loss", "dw"])
    #expect(labels(["b": dw, "a": dw]) == ["a", "b"])
    #expect(labels("text") == [])
  }

  @Test("draws each case from the seed and its place alone")
  func cases() {
    func function(_ drawsBefore: Int) -> Assignment.Function {
      Assignment.Function(
        "f", inputs: [.tensor("x", "N")],
        cases: [
          Case("first") { random in
            ["x": .uniform([drawsBefore], in: 0...1, using: &random)]
          },
          Case("second") { random in ["x": .uniform([3], in: 0...1, using: &random)] },
        ]
      ) { _, _ in 0.0 }
    }
    func second(_ drawsBefore: Int = 1, seed: UInt64 = 7, folder: String = "A") -> Declaration.Case
    {
      function(drawsBefore).drawnCases(seed: seed, in: folder)[1]
    }
    #expect(second() == second(50))
    #expect(second() != second(seed: 8))
    #expect(second() != second(folder: "B"))
    #expect(second().name == "second")
  }

  @Test("reads its inputs by their names and kinds")
  func inputs() {
    let inputs = Inputs(["x": Tensor([1, 2]), "stride": Tensor(2), "y": Tensor(labels: [3, 0])])
    #expect(inputs["x"] == Tensor([1, 2]))
    #expect(inputs.integer("stride") == 2 && inputs.number("stride") == 2)
    #expect(inputs.labels("y") == [3, 0])
    #expect(inputs.areRecorded)
  }

  @Test("complains of a line that changes what others receive, or gives too much")
  func sideEffects() {
    let x = Tensor([1, 2])
    let watch = SideEffects(inputs: ["x": x])
    #expect(watch.complaint(about: x) == nil)
    let huge = Tensor.zeros([SideEffects.mostElements + 1])
    #expect(watch.complaint(about: huge)?.contains("far more than any line needs") == true)
    x.elements.withUnsafeBufferPointer { elements in
      UnsafeMutablePointer(mutating: elements.baseAddress!)[1] = .nan
    }
    #expect(watch.complaint(about: Tensor(0))?.contains("changes \"x\" in place") == true)
  }

  @Test("says nothing of what is printed in a sweep, and all that is printed elsewhere")
  func prints() async {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardErrorContent]
    ) {
      let judge = JudgeConnection()
      print("before")
      judge.withoutPrints { print("meanwhile") }
      print("after")
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("before\n") && said.contains("after\n"))
    #expect(!said.contains("meanwhile"))
  }

  @Test("complains of a line that leaves an alarm or a thread behind")
  func leftovers() async {
    await #expect(processExitsWith: .success) {
      let watch = SideEffects(inputs: [:])
      alarm(100)
      precondition(watch.complaint(about: Tensor(0))?.contains("an alarm") == true)
      precondition(watch.complaint(about: Tensor(0)) == nil)
      // More than those of the test's own that may come to rest meanwhile.
      for _ in 0..<16 { Thread.detachNewThread { sleep(100) } }
      precondition(watch.complaint(about: Tensor(0))?.contains("a thread") == true)
    }
  }
}
