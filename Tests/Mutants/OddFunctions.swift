import FlatBackprop
import Runner
import Foundation

/// Functions that are not as the assignment asks for: a line is renamed, missing, doubled, of the
/// wrong type. By the name that the judge calls them.
extension Mutants {
  /// The course with these functions in it.
  public static func odd(_ course: [Assignment]) -> [Assignment] {
    course.map { assignment in
      switch assignment.folder {
      case "00-warm-up": Assignment(assignment.folder, assignment.functions + oddSums)
      case "03-linear": Assignment(assignment.folder, assignment.functions + oddProducts)
      default: assignment
      }
    }
  }

  /// In place of `sumTimes`: `f = (x + y) z`.
  private static let oddSums = [
    Assignment.Function(
      "sumTimes/returns another dx", inputs: [], cases: []
    ) { inputs, stage in
      let (x, y, z) = (inputs.number("x"), inputs.number("y"), inputs.number("z"))
      let q: Double = stage.q { x + y }
      let f = stage.loss.f { q * z }
      let df: Double = stage.df { 1 }
      let dq: Double = stage.dq { df * z }
      let dz: Double = stage.dz { df * q }
      let dx: Double = stage.dx { dq }
      let dy: Double = stage.dy { dq }
      return (f: f, dx: 2 * dx, dy: dy, dz: dz)
    },
    odd("sumTimes/to do") { x, y, z, stage in
      let q: Double = stage.q { x + y }
      let f = stage.loss.f { q * z }
      let df: Double = stage.df { 1 }
      let dq: Double = stage.dq { try todo() }
      let _: Double = stage.dz { df * q + 0 * f }
      let _: Double = stage.dx { dq }
      let _: Double = stage.dy { dq }
    },
    odd("sumTimes/everything to do") { _, _, _, stage in
      for name in ["q"] { let _: Double = stage.line(name) { try todo() } }
      let _ = stage.loss.f { try todo() }
      for name in ["df", "dq", "dz", "dx", "dy"] {
        let _: Double = stage.line(name) { try todo() }
      }
    },
    odd("sumTimes/rounds otherwise") { x, y, z, stage in
      let q: Double = stage.q { (x + y) * (Bool.random() ? 1 : 1 + .ulpOfOne) }
      let f = stage.loss.f { q * z }
      finish(f, q, z, stage)
    },
    odd("sumTimes/renamed") { x, y, z, stage in
      let sum: Double = stage.sum { x + y }
      let f = stage.loss.f { sum * z }
      finish(f, sum, z, stage)
    },
    odd("sumTimes/twice") { x, y, z, stage in
      let _: Double = stage.q { x + y }
      let q: Double = stage.q { y + x }
      let f = stage.loss.f { q * z }
      finish(f, q, z, stage)
    },
    odd("sumTimes/gradient of nothing") { x, y, z, stage in
      let q: Double = stage.q { x + y }
      let f = stage.loss.f { q * z }
      let _: Double = stage.dsum { z }
      finish(f, q, z, stage)
    },
    odd("sumTimes/a vector for a number") { x, y, z, stage in
      let q = stage.q { Tensor([x + y]) }
      let f = stage.loss.f { q.elements[0] * z }
      finish(f, q.elements[0], z, stage)
    },
    odd("sumTimes/a missing line") { x, y, z, stage in
      let q: Double = stage.q { x + y }
      let _ = stage.loss.f { q * z }
      let df: Double = stage.df { 1 }
      let dq: Double = stage.dq { df * z }
      let _: Double = stage.dx { dq }
      let _: Double = stage.dy { dq }
    },
    odd("sumTimes/no loss") { x, y, z, stage in
      let q: Double = stage.q { x + y }
      let f: Double = stage.f { q * z }
      finish(f, q, z, stage)
    },
    odd("sumTimes/a crash between lines") { x, y, z, stage in
      let q: Double = stage.q { x + y }
      let f = stage.loss.f { q * z }
      let none: [Double] = []
      finish(none[Int(x) * 0 + 3], q + f, z, stage)
    },
    odd("sumTimes/a crash before the first line") { _, _, _, _ in exit(3) },
    odd("sumTimes/a loop between lines") { x, y, _, stage in
      let _: Double = stage.q { x + y }
      while true {}
    },
    odd("sumTimes/lines without end") { x, y, _, stage in
      while true { let _: Double = stage.q { x + y } }
    },
    odd("sumTimes/spins everywhere") { _, _, _, stage in
      let _: Double = stage.q { while true {} }
      let _ = stage.loss.f { while true {} }
      for name in ["df", "dq", "dz", "dx", "dy"] {
        let _: Double = stage.line(name) { while true {} }
      }
    },
    odd("sumTimes/throws") { x, y, _, stage in
      let _: Double = stage.q { x + y }
      throw CocoaError(.fileNoSuchFile)
    },
  ]

  private static func finish(_ f: Double, _ q: Double, _ z: Double, _ stage: Stage) {
    let df: Double = stage.df { 1 }
    let dq: Double = stage.dq { df * z }
    let _: Double = stage.dz { df * q }
    let _: Double = stage.dx { dq }
    let _: Double = stage.dy { dq }
  }

  private static func odd(
    _ name: String,
    _ body: @escaping @Sendable (Double, Double, Double, Stage) throws -> Void
  ) -> Assignment.Function {
    Assignment.Function(name, inputs: [.tensor("x"), .tensor("y"), .tensor("z")], cases: []) {
      try body($0.number("x"), $0.number("y"), $0.number("z"), $1)
    }
  }

  /// In place of `matrixProduct`: `y = x w`.
  private static let oddProducts = [
    Assignment.Function(
      "matrixProduct/a number for a matrix", inputs: [.tensor("x"), .tensor("w")], cases: []
    ) { inputs, stage in
      let (x, w) = (inputs["x"], inputs["w"])
      let _ = stage.y { x.matmul(w) }
      let dy = stage.upstream(of: "y")
      let _: Double = stage.dx { 1 }
      let _ = stage.dw { x.transposed().matmul(dy) }
    },
    Assignment.Function(
      "matrixProduct/upstream of another line", inputs: [.tensor("x"), .tensor("w")], cases: []
    ) { inputs, stage in
      let (x, w) = (inputs["x"], inputs["w"])
      let _ = stage.y { x.matmul(w) }
      let dy = stage.upstream(of: "out")
      let _ = stage.dx { dy.matmul(w.transposed()) }
      let _ = stage.dw { x.transposed().matmul(dy) }
    },
    Assignment.Function(
      "matrixProduct/no upstream", inputs: [.tensor("x"), .tensor("w")], cases: []
    ) { inputs, stage in
      let (x, w) = (inputs["x"], inputs["w"])
      let y = stage.y { x.matmul(w) }
      let dy = Tensor.ones(y.shape)
      let _ = stage.dx { dy.matmul(w.transposed()) }
      let _ = stage.dw { x.transposed().matmul(dy) }
    },
  ]
}
