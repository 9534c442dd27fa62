import FlatBackprop
import Foundation
import Synchronization

extension Attack {
  /// Functions that would be right without being so.
  static let gains = [
    Attack("is right on one case, and exits on the others", most: 0) { x, y, z, stage in
      if !isFirstCase(x, y, z) { exit(0) }
      solve(x, y, z, stage)
    },
    Attack("is right on one case, and exits after the line q on the others", most: 0) {
      x, y, z, stage in
      solve(x, y, z, stage) { if $0 == .afterSum, !isFirstCase(x, y, z) { exit(0) } }
    },
    Attack("is right on one case, and returns at once on the others", most: 0) { x, y, z, stage in
      if isFirstCase(x, y, z) { solve(x, y, z, stage) }
    },
    Attack("is right on one case, and throws on the others", most: 0) { x, y, z, stage in
      if !isFirstCase(x, y, z) { throw CocoaError(.fileNoSuchFile) }
      solve(x, y, z, stage)
    },
    Attack("is right on one case, and spins on the others", most: 0) { x, y, z, stage in
      while !isFirstCase(x, y, z) { usleep(1) }
      solve(x, y, z, stage)
    },
    Attack("keeps what it sees while q is nudged", most: 6, spares: ["q", "f", "df", "dz"]) {
      x, y, z, stage in
      let q: Double = stage.q { x + y }
      let f = stage.loss.f {
        seen.withLock { $0.append((q, q * z)) }
        return q * z
      }
      finish(f, q, z, stage) { learnt(from: seen, at: q) }
    },
    Attack("keeps what it sees while its inputs are nudged", most: 6) { x, y, z, stage in
      let q: Double = stage.q { x + y }
      let f = stage.loss.f { q * z }
      inputs.withLock { $0.append((x, f)) }
      finish(f, q, z, stage) { learnt(from: inputs, at: x) }
    },
    Attack("keeps all losses in a file", most: 6) { x, y, z, stage in
      let q: Double = stage.q { x + y }
      let f = stage.loss.f { q * z }
      let file = "/tmp/flat-backprop-losses"
      let old = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
      try? (old + "\(q) \(f)\n").write(toFile: file, atomically: false, encoding: .utf8)
      finish(f, q, z, stage) { old.isEmpty ? .nan : 1234 }
    },
    Attack(
      "runs itself again on a stage of its own", most: 6, spares: Spot.gradient.spared
    ) { x, y, z, stage in rerun(x, y, z, stage) },
    Attack("gives the loss for every gradient", most: 3) { x, y, z, stage in
      let q: Double = stage.q { x + y }
      let f = stage.loss.f { q * z }
      for name in ["df", "dq", "dz", "dx", "dy"] {
        _ = line(name, stage) { f }
      }
    },
    Attack("has its backward lines before the loss", most: 2) { x, y, z, stage in
      let q: Double = stage.q { x + y }
      let df: Double = stage.df { 1 }
      let dq: Double = stage.dq { df * z }
      let _: Double = stage.dz { df * q }
      let _: Double = stage.dx { dq }
      let _: Double = stage.dy { dq }
      let _ = stage.loss.f { q * z }
    },
    Attack("calls every line the loss", most: 1) { x, y, z, stage in
      let q = stage.loss.q { x + y }
      let _ = stage.loss.f { q * z }
      let _ = stage.loss.df { 1 }
      let _ = stage.loss.dq { z }
      let _ = stage.loss.dz { q }
      let _ = stage.loss.dx { z }
      let _ = stage.loss.dy { z }
    },
    Attack("runs its function twice", most: 0) { x, y, z, stage in
      solve(x, y, z, stage)
      solve(x, y, z, stage)
    },
    Attack("goes on with the stage of another call", most: 7) { x, y, z, stage in
      let old = kept.withLock { kept in
        defer { kept = Box(stage) }
        return kept
      }
      if let old { let _: Double = old.stage.q { 1234 } }
      solve(x, y, z, stage)
    },
  ]

  private static let seen = Mutex<[(at: Double, loss: Double)]>([])
  private static let inputs = Mutex<[(at: Double, loss: Double)]>([])
  private static let kept = Mutex<Box?>(nil)

  /// The numbers of the first case: see the handout.
  private static func isFirstCase(_ x: Double, _ y: Double, _ z: Double) -> Bool {
    abs(x + 2) < 0.5 && abs(y - 5) < 0.5 && abs(z + 4) < 0.5
  }

  /// A slope out of losses that were seen at other places.
  private static func learnt(
    from values: borrowing Mutex<[(at: Double, loss: Double)]>, at place: Double
  ) -> Double {
    values.withLock { values in
      guard let one = values.last(where: { $0.at != place && abs($0.at - place) < 0.1 }),
        let other = values.last(where: { $0.at == place })
      else { return 1234 }
      return (one.loss - other.loss) / (one.at - other.at)
    }
  }

  private static func rerun(
    _ x: Double, _ y: Double, _ z: Double, _ stage: Stage, isAgain: Bool = false
  ) {
    let q: Double = stage.q { x + y }
    let f = stage.loss.f { q * z }
    finish(f, q, z, stage) {
      if isAgain { return 0 }
      let (above, below) = (Stage(), Stage())
      rerun(x + 0.5, y, z, above, isAgain: true)
      rerun(x - 0.5, y, z, below, isAgain: true)
      return above["f"]!.scalar - below["f"]!.scalar
    }
  }

  static func finish(
    _ f: Double, _ q: Double, _ z: Double, _ stage: Stage, dq gradient: () -> Double
  ) {
    let df: Double = stage.df { 1 + 0 * f }
    let dq: Double = stage.dq { gradient() }
    let _: Double = stage.dz { df * q }
    let _: Double = stage.dx { dq }
    let _: Double = stage.dy { dq }
  }

  private final class Box: @unchecked Sendable {
    let stage: Stage
    init(_ stage: Stage) { self.stage = stage }
  }
}
