import FlatBackprop
import Runner
import WarmUp

extension Course {
  static let warmUp = Assignment(
    "00-warm-up",
    [
      Function(
        "sumTimes",
        inputs: [.tensor("x"), .tensor("y"), .tensor("z")],
        cases: [
          Case("the lecture's numbers") { _ in
            ["x": Tensor(-2), "y": Tensor(5), "z": Tensor(-4)]
          },
          Case("random") { random in
            [
              "x": Tensor(random.normal()), "y": Tensor(random.normal()),
              "z": Tensor(random.normal()),
            ]
          },
          Case("a factor of zero") { _ in
            ["x": Tensor(1.5), "y": Tensor(-0.5), "z": Tensor(0)]
          },
        ]
      ) {
        sumTimes(x: $0.number("x"), y: $0.number("y"), z: $0.number("z"), stage: $1)
      }
    ])
}
