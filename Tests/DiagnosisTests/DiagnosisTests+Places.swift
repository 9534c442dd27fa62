import Diagnosis
import FlatBackprop
import Testing

// Where a value is right, and in which cases.

extension DiagnosisTests {
  @Test("names where a value is right")
  func conditions() {
    let margins = Tensor([[1, -2, 3], [-1, 2, -3]])
    var value = Self.right
    for place in [1, 3, 5] { value[place / 3, place % 3] += 1 + Double(place) }
    let conditions: [Observation.Condition] = [
      Observation.Condition("where \"margins\" > 0", margins.elements.map { $0 > 0 }),
      Observation.Condition("where \"margins\" ≤ 0", margins.elements.map { $0 <= 0 }),
    ]
    #expect(
      Self.sentence(Observation(value: value, right: Self.right, conditions: conditions))
        == "it is right except where \"margins\" ≤ 0")
    // One wrong entry of three is no sign that the condition has to do with it.
    var lone = Self.right
    lone[0, 1] += 1
    #expect(
      Self.sentence(Observation(value: lone, right: Self.right, conditions: conditions)) == nil)
  }

  @Test("names the part that is right, where that is the smaller one")
  func places() {
    let isLabel = [false, true, false, true, false, false]
    var value = 3 * Self.right
    for place in [1, 3] { value[place / 3, place % 3] = Self.right[place / 3, place % 3] }
    value[1, 2] = 17
    let label = Observation.Condition("at the label's column", isLabel, .place)
    #expect(
      Self.sentence(Observation(value: value, right: Self.right, conditions: [label]))
        == "it is right only at the label's column")
    // Of signs there are many: that they are right only there would be an accident.
    let sign = Observation.Condition("where \"x\" > 0", isLabel)
    #expect(Self.sentence(Observation(value: value, right: Self.right, conditions: [sign])) == nil)
  }

  @Test("names a property of the right cases, unless another would do as well")
  func properties() {
    func observation(_ isWrong: Bool, _ properties: [Observation.Property]) -> Observation {
      Observation(
        value: isWrong ? Self.right.map { $0 * $0 + 2 } : Self.right, right: Self.right,
        isWrong: isWrong, properties: properties)
    }
    func sentence(_ kinds: Observation.Property.Kind...) -> String? {
      Self.sentence(
        observation(true, kinds.map { Observation.Property("\($0)", false, $0, of: "reg") }),
        observation(false, kinds.map { Observation.Property("\($0)", true, $0, of: "reg") }))
    }
    #expect(sentence(.option, .size) == "it is right only on cases where option")
    // A whole number, of which it is not known what looks at it, needs a second case.
    let with = Observation.Property("count is 1", true, .option)
    let without = Observation.Property("count is 1", false, .option)
    #expect(Self.sentence(observation(true, [without]), observation(false, [with])) == nil)
    #expect(
      Self.sentence(
        observation(true, [without]), observation(false, [with]), observation(false, [with]))
        == "it is right only on cases where count is 1")
    #expect(sentence(.size) == "it is right only on cases where size")
    let two = [("N is 1", Observation.Property.Kind.size), ("C is 1", .size)]
    #expect(
      Self.sentence(
        observation(true, two.map { Observation.Property($0.0, false, $0.1) }),
        observation(false, two.map { Observation.Property($0.0, true, $0.1) })) == nil)
    // As high as wide, and so is what comes out: that is one property.
    let square = ["H = W", "H' = W'"]
    #expect(
      Self.sentence(
        observation(true, square.map { Observation.Property($0, false, .size) }),
        observation(false, square.map { Observation.Property($0, true, .size) }))
        == "it is right only on cases where H = W")
    // Where 0 is right, that says nothing.
    let zero = Observation(
      value: .zeros([2, 3]), right: .zeros([2, 3]), isWrong: false, scale: 1,
      properties: [Observation.Property("option", true, .option, of: "reg")])
    #expect(
      Self.sentence(
        observation(true, [Observation.Property("option", false, .option, of: "reg")]), zero)
        == nil)
  }
}
