import FlatBackprop

extension Exercise {
  static let warmUp = Exercise(
    "00-warm-up",
    [
      Function(
        "sumTimes",
        [
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
        ])
    ])
}
