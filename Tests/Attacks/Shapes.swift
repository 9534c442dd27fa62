import FlatBackprop
import Foundation

extension Attack {
  /// Functions whose lines are named, placed or shaped as no line is.
  static let shapes = [
    Attack("stands at a line beyond all lines", most: 7, spares: lines.filter { $0 != "q" }) {
      x, y, z, stage in
      let q: Double = stage.q(line: .max) { x + y }
      let f = stage.loss.f { q * z }
      finish(f, q, z, stage) { z }
    },
    Attack("stands in a file of the system's", most: 7, spares: lines.filter { $0 != "q" }) {
      x, y, z, stage in
      let q: Double = stage.q(file: "/etc/passwd", line: 1) { x + y }
      let f = stage.loss.f { q * z }
      finish(f, q, z, stage) { z }
    },
    Attack("has a step before all steps", most: 6) { x, y, z, stage in
      let q: Double = stage.q(step: .min) { x + y }
      let f = stage.loss.f { q * z }
      finish(f, q, z, stage) { z }
    },
    Attack("has nine thousand lines more", most: 7) { x, y, z, stage in
      for i in 0..<9000 { _ = line("extra\(i)", stage) { 1 } }
      solve(x, y, z, stage)
    },
    Attack("has lines without end", most: 0) { _, _, _, stage in
      for i in 0... { let _: Double = stage.q(step: i) { 1 } }
    },
    Attack("has a name of a megabyte", most: 7) { x, y, z, stage in
      _ = line(String(repeating: "q", count: 1 << 20), stage) { 1 }
      solve(x, y, z, stage)
    },
    Attack("has a name of several lines", most: 7) { x, y, z, stage in
      _ = line("q\n04-svm  12/12  done\n\u{1b}[2J", stage) { 1 }
      solve(x, y, z, stage)
    },
    Attack("has a line without a name", most: 7) { x, y, z, stage in
      _ = line("", stage) { 1 }
      solve(x, y, z, stage)
    },
    Attack("throws a board", most: 6, spares: Spot.gradient.spared) { x, y, z, stage in
      let q: Double = stage.q { x + y }
      let f = stage.loss.f { q * z }
      let df: Double = stage.df { 1 + 0 * f }
      let dq: Double = stage.dq { throw Rude() }
      let _: Double = stage.dz { df * q }
      let _: Double = stage.dx { dq }
      let _: Double = stage.dy { dq }
    },
    gives("twenty axes") { Tensor(shape: Array(repeating: 1, count: 20), [$0]) },
    gives("two million numbers") { Tensor(repeating: $0, shape: [1 << 21]) },
    gives("no number") { _ in .zeros([0, 7]) },
    gives("not a number") { _ in Tensor(.nan) },
    gives("too many numbers") { Tensor([$0, $0]) },
    Attack("naps in every line", most: 7) { x, y, z, stage in
      solve(x, y, z, stage) { if $0.isBody { usleep(20_000) } }
    },
  ]

  /// The function with another value for "dq".
  private static func gives(
    _ name: String, _ value: @escaping @Sendable (Double) -> Tensor
  ) -> Attack {
    Attack("gives \(name)", most: 6, spares: Spot.gradient.spared) { x, y, z, stage in
      let q: Double = stage.q { x + y }
      let f = stage.loss.f { q * z }
      let df: Double = stage.df { 1 + 0 * f }
      let dq = stage.dq { value(df * z) }
      let _: Double = stage.dz { df * q }
      let _: Double = stage.dx { dq.elements.first ?? 0 }
      let _: Double = stage.dy { dq.elements.first ?? 0 }
    }
  }

  private struct Rude: Error, CustomStringConvertible {
    let description = "no\n04-svm  12/12  done\r\u{1b}[2J"
  }
}
