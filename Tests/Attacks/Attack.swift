import FlatBackprop

/// A whole function in place of `sumTimes`, `f = (x + y) z`, written to gain what it should not, to harm
/// the judge, or to take others' points. It sees of the kit what a student's code sees.
public struct Attack: Sendable {
  /// What it does, in a few words. No two have the same.
  public let name: String

  /// How many of the seven lines it may be given at most.
  public let most: Int

  /// The lines that must be right all the same.
  public let spared: [String]

  /// Whether it takes a system that confines a submission to withstand it.
  public let needsConfinement: Bool
  public let run: @Sendable (_ x: Double, _ y: Double, _ z: Double, Stage) throws -> Void

  init(
    _ name: String, most: Int, spares spared: [String] = [], needsConfinement: Bool = false,
    _ run: @escaping @Sendable (Double, Double, Double, Stage) throws -> Void
  ) {
    (self.name, self.most, self.spared) = (name, most, spared)
    (self.needsConfinement, self.run) = (needsConfinement, run)
  }

  public static let lines = ["q", "f", "df", "dq", "dz", "dx", "dy"]

  /// All of them.
  public static let corpus = acts + gains + shapes

  /// Every act at every spot.
  private static let acts = Act.all.flatMap { act in
    Spot.allCases.map { spot in
      Attack(
        "\(act.name) \(spot.rawValue)", most: spot.isBody ? max(6, act.most) : act.most,
        spares: act.most == 7 ? lines : spot.spared, needsConfinement: act.needsConfinement
      ) { x, y, z, stage in
        solve(x, y, z, stage) { if $0 == spot { act.run() } }
      }
    }
  }

  /// A line whose name is only known when it runs.
  static func line(_ name: String, _ stage: Stage, _ body: () -> Double) -> Double {
    let line = stage[dynamicMember: name]
    return line { body() }
  }

  /// The right function, which can do something else at any spot.
  static func solve(
    _ x: Double, _ y: Double, _ z: Double, _ stage: Stage, doing act: (Spot) -> Void = { _ in }
  ) {
    act(.start)
    let q: Double = stage.q {
      act(.sum)
      return x + y
    }
    act(.afterSum)
    let f = stage.loss.f {
      act(.loss)
      return q * z
    }
    act(.afterLoss)
    let df: Double = stage.df { 1 + 0 * f }
    let dq: Double = stage.dq {
      act(.gradient)
      return df * z
    }
    act(.afterGradient)
    let _: Double = stage.dz { df * q }
    let _: Double = stage.dx { dq }
    let _: Double = stage.dy { dq }
    act(.end)
  }
}

/// Where in the function something is done.
enum Spot: String, CaseIterable {
  case start = "before the first line"
  case sum = "in the line q"
  case afterSum = "after the line q"
  case loss = "in the loss"
  case afterLoss = "after the loss"
  case gradient = "in the line dq"
  case afterGradient = "after the line dq"
  case end = "after the last line"

  /// Whether it is in the body of a line, so that the judge knows which line does it.
  var isBody: Bool { [.sum, .loss, .gradient].contains(self) }

  /// The lines that neither do it nor have to wait for the one that does.
  var spared: [String] {
    switch self {
    case .sum: ["f", "df", "dq", "dz"]
    case .loss: ["q"]
    case .gradient: ["q", "f", "df", "dz", "dx", "dy"]
    default: []
    }
  }
}
