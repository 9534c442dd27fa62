import FlatBackprop

/// All of it is zero, or has the wrong sign.
enum SignSlip {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    [
      Hypothesis(.whole, "it is zero everywhere") {
        $0.evidence(of: $0.changing(nil) { _, _ in 0 })
      },
      Hypothesis(.whole, "its sign is wrong") { $0.evidence(of: $0.changing(nil) { -$1 }) },
    ]
  }
}
