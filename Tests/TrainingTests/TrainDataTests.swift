import FlatBackprop
import Testing
import Training

@Suite struct TrainDataTests {
  private func draw(
    seed: UInt64, _ make: (inout SeededGenerator) -> LabeledPoints
  ) -> LabeledPoints {
    var random = SeededGenerator(seed: seed)
    return make(&random)
  }

  @Test func `The same seed draws the same blobs and spiral, another seed others`() {
    let makers: [(inout SeededGenerator) -> LabeledPoints] = [
      { .blobs(using: &$0) }, { .spiral(using: &$0) }, { .ring(using: &$0) },
    ]
    for make in makers {
      #expect(draw(seed: 3, make) == draw(seed: 3, make))
      #expect(draw(seed: 3, make) != draw(seed: 4, make))
    }
  }

  @Test func `Each class has as many points as asked for`() {
    for data in [
      draw(seed: 1) { .blobs(20, classes: 4, using: &$0) },
      draw(seed: 1) { .spiral(20, classes: 4, using: &$0) },
    ] {
      #expect(data.tensor.shape == [80, 2])
      for label in 0..<4 { #expect(data.labels.count { $0 == label } == 20) }
    }
  }

  @Test func `Blobs without spread are their centers, a radius of 1 around (1, 0.5)`() {
    let data = draw(seed: 1) { .blobs(5, spread: 0, using: &$0) }
    for point in data.points {
      let (x, y) = (point[0] - 1, point[1] - 0.5)
      #expect(abs(x * x + y * y - 1) < 1e-12)
    }
    #expect(data.points[0] == data.points[4])
    #expect(data.points[0] != data.points[5])
  }

  @Test func `A spiral's arms run from the center to a radius of 1`() {
    let data = draw(seed: 1) { .spiral(50, using: &$0) }
    let radii = data.points.map { ($0[0] * $0[0] + $0[1] * $0[1]).squareRoot() }
    for arm in 0..<3 {
      #expect(radii[50 * arm] == 0)
      #expect(abs(radii[50 * arm + 49] - 1) < 1e-12)
    }
  }

  @Test func `A ring leaves a gap around the cloud in it`() {
    let data = draw(seed: 1) { .ring(200, using: &$0) }
    let radii = data.points.map { ($0[0] * $0[0] + $0[1] * $0[1]).squareRoot() }
    #expect(data.labels.count { $0 == 0 } == 200 && data.labels.count == 400)
    for (radius, label) in zip(radii, data.labels) {
      #expect(label == 0 ? radius <= 0.6 : (0.79999...1.10001).contains(radius))
    }
  }

  @Test func `The frame is a square around all points`() {
    let data = LabeledPoints(points: [[0, 5], [10, 6]], labels: [0, 1], classes: 2)
    #expect(data.frame.x == -0.5...10.5)
    #expect(data.frame.y == 0...11)
    let single = LabeledPoints(points: [[2, 2]], labels: [0], classes: 1)
    #expect(single.frame.x.lowerBound < 2 && single.frame.x.upperBound > 2)
  }

  @Test func `Accuracy is the part of right guesses`() {
    let data = LabeledPoints(
      points: [[0, 0], [0, 1], [1, 0], [1, 1]], labels: [0, 1, 1, 0], classes: 2)
    #expect(data.accuracy(of: [0, 1, 0, 0]) == 0.75)
  }

  @Test func `A pass takes each example once, the last batch what is left`() {
    var batches = Batches(of: 4, from: 10, seed: 1)
    let first = (0..<3).map { _ in batches.draw() }
    #expect(first.map(\.count) == [4, 4, 2])
    #expect(first.joined().sorted() == Array(0..<10))
    let second = (0..<3).map { _ in batches.draw() }
    #expect(second.joined().sorted() == Array(0..<10))
    #expect(first != second)
  }

  @Test func `Without a size, or with a large one, a batch is all examples`() {
    var all = Batches(of: nil, from: 5, seed: 1)
    var large = Batches(of: 99, from: 5, seed: 1)
    #expect(all.draw() == Array(0..<5))
    #expect(large.draw() == Array(0..<5))
    #expect(large.draw() == Array(0..<5))
  }
}
