import FlatBackprop
import Mutants
import Foundation

extension Hostile {
  /// Lines that use up what the machine has.
  static let exhaustions = [
    Hostile("fills the memory", message: "the memory ran out") { _ in Tensor([fill()]) },
    Hostile("raises its limits and fills the memory", message: "the memory ran out") { _ in
      var most = rlimit(rlim_cur: .max, rlim_max: .max)
      for limit: Int32 in 0..<16 { setrlimit(limit, &most) }
      return Tensor([fill()])
    },
    Hostile("gives a tensor of eight million numbers", message: "far more than any") { _ in
      .zeros([8, 1024, 1024])
    },
    Hostile("asks for a tensor of a billion numbers", message: "the memory ran out") { _ in
      .zeros([1 << 30])
    },
    Hostile("asks for a tensor of more numbers than there are", message: "crashed") { _ in
      .zeros([1 << 40, 1 << 40])
    },
    Hostile("prints without end", message: "seconds of computing") { _ in
      while true { print("I must not print in a line.") }
    },
    Hostile("prints ten million bytes", message: "1234") { _ in
      for _ in 0..<10_000 { print(String(repeating: "0123456789", count: 100)) }
      return wrong
    },
    Hostile("fills the disk", message: "") { _ in
      let bytes = [UInt8](repeating: 1, count: 1 << 20)
      for folder in ["", "/tmp/", "/var/tmp/", "/dev/shm/", kit + "/"] {
        let file = open(folder + litter, O_WRONLY | O_CREAT, 0o600)
        if file >= 0 { for _ in 0..<64 { write(file, bytes, bytes.count) } }
      }
      return wrong
    },
    Hostile("starts threads without end", message: "the memory ran out") { _ in
      while true { Thread.detachNewThread { while true { sleep(1000) } } }
    },
  ]

  /// A file that a hostile line tries to leave behind.
  public static let litter = "flat-backprop-litter"

  private static func fill() -> Double {
    var numbers: [[Double]] = []
    while true { numbers.append([Double](repeating: 1, count: 1 << 22)) }
  }
}
