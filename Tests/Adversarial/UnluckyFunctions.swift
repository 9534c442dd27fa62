import Dispatch
import FlatBackprop
import Foundation
import Runner

/// Functions of a student who means no harm, in place of `sumTimes`: what they do beside computing must
/// cost the line that does it at most, and no other.
extension Hostile {
  static let unlucky = [
    unlucky("sumTimes/a stage inside a stage") { inputs, stage in
      let (x, y, z) = (inputs.number("x"), inputs.number("y"), inputs.number("z"))
      let q: Double = stage.q { x + y }
      let f = stage.loss.f { q * z }
      let df: Double = stage.df { 1 + 0 * f }
      var dq = 0.0
      let _: Double = stage.dz {
        dq = stage.dq { df * z }
        return df * q
      }
      dq = df * z
      let _: Double = stage.dx { dq }
      let _: Double = stage.dy { dq }
    },
    unlucky("sumTimes/a helper's stage inside a stage") { inputs, stage in
      run(inputs, stage) { z, df in
        let product: Double = stage.product { df * z }
        return product
      }
    },
    unlucky("sumTimes/a stage on another thread") { inputs, stage in
      let (x, y, z) = (inputs.number("x"), inputs.number("y"), inputs.number("z"))
      let box = Box(stage)
      let done = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        box.number = box.stage.q { x + y }
        done.signal()
      }
      done.wait()
      let q = box.number
      let f = stage.loss.f { q * z }
      let df: Double = stage.df { 1 + 0 * f }
      let dq: Double = stage.dq { df * z }
      let _: Double = stage.dz { df * q }
      let _: Double = stage.dx { dq }
      let _: Double = stage.dy { dq }
    },
    unlucky("sumTimes/a line in pieces at once") { inputs, stage in
      run(inputs, stage) { z, df in
        let box = Box(stage)
        DispatchQueue.concurrentPerform(iterations: 64) { piece in
          usleep(200)
          if piece == 63 { box.number = df * z }
        }
        return box.number
      }
    },
    unlucky("sumTimes/a line on a queue") { inputs, stage in
      run(inputs, stage) { z, df in
        let box = Box(stage)
        let group = DispatchGroup()
        DispatchQueue.global().async(group: group) { box.number = df * z }
        group.wait()
        return box.number
      }
    },
    unlucky("sumTimes/rounds upwards from here on") { inputs, stage in
      run(inputs, stage) { z, df in
        fesetround(2 * 0x400)
        return df * z
      }
    },
    unlucky("sumTimes/traps from here on") { inputs, stage in
      run(inputs, stage) { z, df in
        trap()
        return df * z
      }
    },
    unlucky("sumTimes/prints in Chinese") { inputs, stage in
      run(inputs, stage) { z, df in
        print(String(repeating: "梯度─∂f/∂q\n", count: 3000))
        return df * z
      }
    },
  ]

  private static func unlucky(
    _ name: String, _ run: @escaping @Sendable (Inputs, Stage) throws -> Void
  ) -> Assignment.Function {
    Assignment.Function(
      name, inputs: [.tensor("x"), .tensor("y"), .tensor("z")], cases: [], run: run)
  }

  /// The function with another line "dq".
  private static func run(_ inputs: Inputs, _ stage: Stage, dq: (Double, Double) -> Double) {
    let (x, y, z) = (inputs.number("x"), inputs.number("y"), inputs.number("z"))
    let q: Double = stage.q { x + y }
    let f = stage.loss.f { q * z }
    let df: Double = stage.df { 1 + 0 * f }
    let dq: Double = stage.dq { dq(z, df) }
    let _: Double = stage.dz { df * q }
    let _: Double = stage.dx { dq }
    let _: Double = stage.dy { dq }
  }

  /// From here on an inexact result is an error: 1/3, say.
  private static func trap() {
    #if os(Linux)
      typealias Enable = @convention(c) (Int32) -> Int32
      let enable = dlsym(nil, "feenableexcept").map { unsafeBitCast($0, to: Enable.self) }
      _ = enable?(Int32(0x20 | 0x04 | 0x01))
    #endif
  }

  /// What two threads share: they take turns.
  private final class Box: @unchecked Sendable {
    let stage: Stage
    var number = 0.0
    init(_ stage: Stage) { self.stage = stage }
  }
}
