import Course
import FlatBackprop
import Foundation

/// Functions that are not as the assignment asks for: a line is renamed, missing, doubled, of the
/// wrong type. By the name that the judge calls them.
extension Bank {
  public static let oddFunctions: [String: Call] = Dictionary(
    uniqueKeysWithValues: (oddSums + oddProducts).map { ($0.name, $0) })

  /// In place of `sumTimes`: `f = (x + y) z`.
  private static let oddSums = [
    odd("sumTimes/to do") { x, y, z, stage in
      let q: Double = stage("q") { x + y }
      let f: Double = stage.loss("f") { q * z }
      let df: Double = stage("df") { 1 }
      let dq: Double = stage("dq") { try todo() }
      let _: Double = stage("dz") { df * q + 0 * f }
      let _: Double = stage("dx") { dq }
      let _: Double = stage("dy") { dq }
    },
    odd("sumTimes/everything to do") { _, _, _, stage in
      for name in ["q"] { let _: Double = stage(name) { try todo() } }
      let _: Double = stage.loss("f") { try todo() }
      for name in ["df", "dq", "dz", "dx", "dy"] { let _: Double = stage(name) { try todo() } }
    },
    odd("sumTimes/rounds otherwise") { x, y, z, stage in
      let q: Double = stage("q") { (x + y) * (Bool.random() ? 1 : 1 + .ulpOfOne) }
      let f: Double = stage.loss("f") { q * z }
      finish(f, q, z, stage)
    },
    odd("sumTimes/renamed") { x, y, z, stage in
      let sum: Double = stage("sum") { x + y }
      let f: Double = stage.loss("f") { sum * z }
      finish(f, sum, z, stage)
    },
    odd("sumTimes/twice") { x, y, z, stage in
      let _: Double = stage("q") { x + y }
      let q: Double = stage("q") { y + x }
      let f: Double = stage.loss("f") { q * z }
      finish(f, q, z, stage)
    },
    odd("sumTimes/gradient of nothing") { x, y, z, stage in
      let q: Double = stage("q") { x + y }
      let f: Double = stage.loss("f") { q * z }
      let _: Double = stage("dsum") { z }
      finish(f, q, z, stage)
    },
    odd("sumTimes/a vector for a number") { x, y, z, stage in
      let q: Tensor = stage("q") { Tensor([x + y]) }
      let f: Double = stage.loss("f") { q.elements[0] * z }
      finish(f, q.elements[0], z, stage)
    },
    odd("sumTimes/a missing line") { x, y, z, stage in
      let q: Double = stage("q") { x + y }
      let _: Double = stage.loss("f") { q * z }
      let df: Double = stage("df") { 1 }
      let dq: Double = stage("dq") { df * z }
      let _: Double = stage("dx") { dq }
      let _: Double = stage("dy") { dq }
    },
    odd("sumTimes/no loss") { x, y, z, stage in
      let q: Double = stage("q") { x + y }
      let f: Double = stage("f") { q * z }
      finish(f, q, z, stage)
    },
    odd("sumTimes/a crash between lines") { x, y, z, stage in
      let q: Double = stage("q") { x + y }
      let f: Double = stage.loss("f") { q * z }
      let none: [Double] = []
      finish(none[Int(x) * 0 + 3], q + f, z, stage)
    },
    odd("sumTimes/a crash before the first line") { _, _, _, _ in exit(3) },
    odd("sumTimes/a loop between lines") { x, y, _, stage in
      let _: Double = stage("q") { x + y }
      while true {}
    },
    odd("sumTimes/lines without end") { x, y, _, stage in
      while true { let _: Double = stage("q") { x + y } }
    },
    odd("sumTimes/spins everywhere") { _, _, _, stage in
      let _: Double = stage("q") { while true {} }
      let _: Double = stage.loss("f") { while true {} }
      for name in ["df", "dq", "dz", "dx", "dy"] { let _: Double = stage(name) { while true {} } }
    },
    odd("sumTimes/throws") { x, y, _, stage in
      let _: Double = stage("q") { x + y }
      throw CocoaError(.fileNoSuchFile)
    },
  ]

  private static func finish(_ f: Double, _ q: Double, _ z: Double, _ stage: Stage) {
    let df: Double = stage("df") { 1 }
    let dq: Double = stage("dq") { df * z }
    let _: Double = stage("dz") { df * q }
    let _: Double = stage("dx") { dq }
    let _: Double = stage("dy") { dq }
  }

  private static func odd(
    _ name: String,
    _ body: @escaping @Sendable (Double, Double, Double, Stage) throws -> Void
  ) -> Call {
    Call(name) { try body($0.number("x"), $0.number("y"), $0.number("z"), $1) }
  }

  /// In place of `matrixProduct`: `y = x w`.
  private static let oddProducts = [
    Call("matrixProduct/a number for a matrix") { inputs, stage in
      let (x, w) = (inputs["x"], inputs["w"])
      let _: Tensor = stage("y") { x.matmul(w) }
      let dy = stage.upstream(of: "y")
      let _: Double = stage("dx") { 1 }
      let _: Tensor = stage("dw") { x.transposed().matmul(dy) }
    },
    Call("matrixProduct/upstream of another line") { inputs, stage in
      let (x, w) = (inputs["x"], inputs["w"])
      let _: Tensor = stage("y") { x.matmul(w) }
      let dy = stage.upstream(of: "out")
      let _: Tensor = stage("dx") { dy.matmul(w.transposed()) }
      let _: Tensor = stage("dw") { x.transposed().matmul(dy) }
    },
    Call("matrixProduct/no upstream") { inputs, stage in
      let (x, w) = (inputs["x"], inputs["w"])
      let y: Tensor = stage("y") { x.matmul(w) }
      let dy = Tensor.ones(y.shape)
      let _: Tensor = stage("dx") { dy.matmul(w.transposed()) }
      let _: Tensor = stage("dw") { x.transposed().matmul(dy) }
    },
  ]
}
