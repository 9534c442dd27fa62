import Convolution
import FlatBackprop
import Foundation
import TwoLayerNet

/// What the loops behind ``Tensor`` take, beside NumPy, torch and JAX on the same machine in the same run,
/// each piece of work by one after the other.
enum Kernels {
  /// Each piece of work: its name and its sizes, as `peers.py` reads them.
  static let all =
    [8, 16, 32, 64, 128, 256, 512, 1024, 2048].map { "matmul \($0)" }
    + [1000, 1_000_000].flatMap { size in
      ["exp", "log", "tanh", "add", "update", "sum", "sumRows"].map { "\($0) \(size)" }
    } + ["net 32 64 32 10", "net 64 1000 100 10"]
    + ["convolution 16 8 16 20 5 1 2", "convolution 100 3 31 25 3 2 0"]

  /// Makes what some work takes.
  /// - Returns: What does it once.
  private static func prepared(_ name: Substring, _ sizes: [Int]) -> () -> Void {
    var random = SeededGenerator(seed: 1)
    func normal(_ shape: Int...) -> Tensor { .normal(shape, using: &random) }
    switch name {
    case "matmul":
      let (a, b) = (normal(sizes[0], sizes[0]), normal(sizes[0], sizes[0]))
      return { keep(a.matmul(b)) }
    case "net":
      let (x, target) = (normal(sizes[0], sizes[1]), normal(sizes[0], sizes[3]))
      var (w1, w2) = (normal(sizes[1], sizes[2]), normal(sizes[2], sizes[3]))
      return {
        let (_, dw1, dw2) = sigmoidNet(x: x, target: target, w1: w1, w2: w2)
        w1 -= 1e-9 * dw1
        w2 -= 1e-9 * dw2
      }
    case "convolution":
      let (k, c, f) = (sizes[3], sizes[1], sizes[4])
      let (x, w, b) = (normal(sizes[0], c, sizes[2], sizes[2]), normal(k, c, f, f), normal(k))
      return { keep(convolve(x: x, w: w, b: b, stride: sizes[5], padding: sizes[6]).dx) }
    default:
      return elementwise(name, abs(normal(sizes[0])) + 0.1)
    }
  }

  private static func elementwise(_ name: Substring, _ x: Tensor) -> () -> Void {
    let y = x
    let matrix = x.reshaped([x.count / 100, 100])
    var w = x
    switch name {
    case "exp": return { keep(exp(x)) }
    case "log": return { keep(log(x)) }
    case "tanh": return { keep(tanh(x)) }
    case "add": return { keep(x + y) }
    case "update": return { w -= 1e-9 * y }
    case "sum": return { keep(Tensor(x.sum())) }
    case "sumRows": return { keep(matrix.sum(axis: 0)) }
    default: misuse("There is no work called \(name).")
    }
  }

  /// The seconds that some work takes, the fastest of several tries.
  private static func seconds(for work: String) -> Double {
    let words = work.split(separator: " ")
    let body = prepared(words[0], words.dropFirst().compactMap { Int($0) })
    let clock = ContinuousClock()
    body()
    let once = max(clock.measure(body) / .seconds(1), 1e-7)
    // Many short tries: on a machine that has other work to do, a few of them are not disturbed.
    let repeated = max(1, Int(1e-3 / once))
    let tries = (0..<max(7, Int(0.3 / max(once, 1e-3)))).map { _ in
      clock.measure { for _ in 0..<repeated { body() } } / .seconds(1) / Double(repeated)
    }
    return tries.min() ?? once
  }

  /// How often each piece of work goes round.
  private static let rounds = 4

  /// - Parameters:
  ///   - cores: How many of them everyone may use.
  ///   - wanted: What the work's name contains.
  static func table(cores: Int, wanted: String) {
    Cores.use(cores)
    FreedMemory.keep()
    let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"
    let peers = Peers(python: python, cores: cores)
    let libraries = ["NumPy", "torch", "JAX"]
    print(
      "Cores: \(cores). Each time is the shortest of many; a ratio below 1 is the kit's lead.")
    for library in libraries {
      print(
        "\(library): \(peers?.versions[library] ?? "\(python) has none (PYTHON names another)")")
    }
    func cell(_ text: String) -> String {
      String(repeating: " ", count: max(0, 14 - text.count)) + text
    }
    print()
    let head = "work".padding(toLength: 30, withPad: " ", startingAt: 0)
    print(head + (["kit", "GF/s"] + libraries.map { "kit : \($0)" }).map(cell).joined())
    for work in all where wanted.isEmpty || work.contains(wanted) {
      // In turn, so that a moment in which the machine is slow is nobody's disadvantage.
      var (own, others) = (Double.infinity, [String: Double]())
      for _ in 0..<rounds {
        own = min(own, seconds(for: work))
        others.merge(peers?.seconds(for: work) ?? [:], uniquingKeysWith: min)
      }
      let size = work.hasPrefix("matmul") ? Double(work.dropFirst(7)) : nil
      let speed = size.map { String(format: "%.1f", 2 * $0 * $0 * $0 / own / 1e9) } ?? ""
      let ratios = libraries.map { library in
        others[library].map { String(format: "%.2f", own / $0) } ?? "–"
      }
      print(
        work.padding(toLength: 30, withPad: " ", startingAt: 0)
          + ([Self.text(own), speed] + ratios).map(cell).joined())
    }
  }

  private static func text(_ seconds: Double) -> String {
    seconds < 1e-6
      ? String(format: "%.0f ns", seconds * 1e9)
      : seconds < 1e-3
        ? String(format: "%.2f µs", seconds * 1e6) : String(format: "%.2f ms", seconds * 1e3)
  }
}

/// Keeps the compiler from leaving out work whose result nobody reads.
@inline(never)
private func keep(_ tensor: Tensor) {
  if tensor.count == .max { print(tensor) }
}
