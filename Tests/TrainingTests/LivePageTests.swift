import FlatBackprop
import Foundation
import Testing

@testable import Training

@Suite("A training seen live")
struct LivePageTests {
  /// Its loss halves at each step.
  private struct Halving: LayeredTrainee {
    var loss = 8.0
    var count: Int { 4 }

    mutating func step(on batch: [Int], rate: Double) -> Double {
      loss /= 2
      return loss
    }

    func accuracy() -> Double { 1 - loss / 8 }

    func layers() -> [Layer] {
      let hidden = Tensor([[0, 1, 0], [0, 2, 3]])
      return [
        Layer("hidden<1>", hidden, gradient: 1e-6 * Tensor.ones([2, 3])),
        Layer("scores", Tensor([[1, -1], [2, -2]]), gradient: .ones([2, 2])),
      ]
    }

    func filters() -> Tensor? { .ones([2, 1, 3, 3]) }
  }

  private static func page(isFinished: Bool) throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("live-\(UUID().uuidString).html")
    defer { try? FileManager.default.removeItem(at: file) }
    var watched = Watched(Halving(), task: "Halving & more", file: file)
    let losses = try (0..<3).map { _ in try watched.step(on: [0], rate: 1) }
    #expect(losses == [4, 2, 1] && watched.base.loss == 1)
    if isFinished { try watched.finish() }
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test("The page is read again while the training runs, and not afterwards")
  func refresh() throws {
    #expect(try Self.page(isFinished: false).contains("http-equiv=\"refresh\""))
    let last = try Self.page(isFinished: true)
    #expect(!last.contains("refresh") && last.contains("Step 3: loss 1.0000, accuracy 87.5 %."))
    #expect(!last.contains("<script") && !last.contains("hidden<1>") && last.contains("&amp; more"))
  }

  @Test("It shows dead units, gradients that vanish, and filters")
  func layers() throws {
    let text = try Self.page(isFinished: true)
    #expect(text.contains("50.0 % are 0; 1 of 3 units are 0 on every example"))
    // A millionth of the largest gradient is an empty bar.
    #expect(text.contains("<path d=\"M0 0h1v8") && text.contains("<path d=\"M0 0h120v8"))
    #expect(text.contains("aria-label=\"filter 1\"") && !text.contains("aria-label=\"filter 2\""))
  }

  @Test("A histogram counts all numbers, those at its ends included")
  func histogram() {
    let histogram = Histogram([0, 1, 2, 3, 4, .nan], bins: 4)
    #expect(histogram.counts == [1, 1, 1, 2] && histogram.low == 0 && histogram.high == 4)
    #expect(Histogram([], bins: 3).counts == [0, 0, 0])
    #expect(Histogram([5, 5], bins: 3).counts == [0, 2, 0])
    #expect(!Histogram([5], bins: 1).svg.isEmpty)
  }

  @Test("Watching is asked for by a flag that nothing follows")
  func flag() throws {
    let options = try Options(parsing: ["svm", "--watch", "--seed", "3"])
    #expect(options.isWatched && options.seed == 3)
    #expect(try !Options(parsing: ["svm"]).isWatched)
  }
}
