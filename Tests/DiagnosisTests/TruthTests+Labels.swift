import Diagnosis
import FlatBackprop
import Foundation
import Testing

// What a line does not look at, and what it does at the label's column alone.

extension TruthTests {
  @Test("sees that only the label's column is filled, where only that should be empty")
  func insideOut() {
    let label = [true, false, false, false, false, true]
    func sentence(_ value: Tensor) -> String? {
      let right = Tensor(shape: [2, 3], [0, 1.5, 2.5, 0.7, 3.5, 0])
      return Self.sentence([
        Observation(
          value: value, right: right,
          conditions: [Observation.Condition("at the label's column", label, .label)])
      ])
    }
    #expect(
      sentence(Tensor(shape: [2, 3], [1, 0, 0, 0, 0, 1.2]))
        == "it is 0 everywhere but at the label's column, and should be 0 only there")
    #expect(
      sentence(Tensor(shape: [2, 3], [1, 0, 0, 0.2, 0, 1.2]))?.contains("everywhere but") != true)
  }

  @Test("says of a crash what the line does not use, and names labels like anything else")
  func unread() {
    func observation(_ a: Tensor, crashes: Bool) -> Observation {
      struct Crash: Error {}
      var observation = Observation.of(
        ["a": a, "b": Self.w],
        line: { values in
          if crashes { throw Crash() }
          return tanh(values["a"]!) - 0.3
        },
        right: { $0["a"]! * $0["b"]! }, readByRight: ["a", "b"])
      if !crashes { observation.unread = ["b"] }
      return observation
    }
    #expect(
      Self.sentence([observation(Self.x, crashes: false), observation(Self.w, crashes: true)])
        == "it does not use \"b\"")
    var labels = observation(Self.x, crashes: false)
    labels.unread = ["y"]
    labels.labels = ["y"]
    #expect(Self.sentence([labels]) == "it does not use \"y\"")
    // On a case with a single class, other labels cannot be tried, and the line reads none.
    var single = observation(Self.w, crashes: false)
    single.unread = []
    single.labels = ["y"]
    #expect(Self.sentence([labels, single]) == "it does not use \"y\"")
  }
}
