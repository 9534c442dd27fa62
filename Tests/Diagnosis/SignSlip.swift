import FlatBackprop

/// All of it is zero, or has the wrong sign.
enum SignSlip: Hypothesis {
  case zero
  case sign

  static func candidates(for observation: Observation) -> [SignSlip] { [.zero, .sign] }

  var rank: Rank { .whole }

  func evidence(in observation: Observation) -> Int? {
    switch self {
    case .zero: observation.evidence(of: observation.changing(nil) { _, _ in 0 })
    case .sign: observation.evidence(of: observation.changing(nil) { -$1 })
    }
  }

  var sentence: String {
    switch self {
    case .zero: "it is zero everywhere"
    case .sign: "its sign is wrong"
    }
  }
}
