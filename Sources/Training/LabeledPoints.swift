import FlatBackprop
import Foundation

/// Points of the plane, each with its class: data that can be looked at.
package struct LabeledPoints: Equatable, Sendable {
  package var points: [[Double]]
  package var labels: [Int]
  package let classes: Int

  package init(points: [[Double]], labels: [Int], classes: Int) {
    (self.points, self.labels, self.classes) = (points, labels, classes)
  }

  /// Of shape `[N, 2]`.
  package var tensor: Tensor { Tensor(points) }

  /// Some of the points.
  package subscript(places: [Int]) -> LabeledPoints {
    LabeledPoints(
      points: places.map { points[$0] }, labels: places.map { labels[$0] }, classes: classes)
  }

  /// The part of the points whose class was guessed rightly.
  package func accuracy(of guesses: [Int]) -> Double {
    accuracyOf(guesses, labels: labels)
  }

  /// A square that holds all points, with some room around them: the same reach along both axes.
  package var frame: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    let xs = points.map { $0[0] }
    let ys = points.map { $0[1] }
    let (left, right) = (xs.min() ?? -1, xs.max() ?? 1)
    let (bottom, top) = (ys.min() ?? -1, ys.max() ?? 1)
    let reach = 0.55 * max(right - left, top - bottom, 1e-9)
    let (x, y) = ((left + right) / 2, (bottom + top) / 2)
    return ((x - reach)...(x + reach), (y - reach)...(y + reach))
  }

  /// Round clouds whose centers lie on a circle. Straight lines tell nearly all points apart, but no
  /// lines through the origin: it lies off the middle, so that a classifier needs its biases.
  /// - Parameters:
  ///   - count: The number of points of each class.
  ///   - spread: The standard deviation around a center; the circle has radius 1.
  package static func blobs(
    _ count: Int = 100, classes: Int = 3, spread: Double = 0.4,
    using random: inout SeededGenerator
  ) -> LabeledPoints {
    var data = LabeledPoints(points: [], labels: [], classes: classes)
    for label in 0..<classes {
      let angle = 2 * .pi * (Double(label) + 0.25) / Double(classes)
      for _ in 0..<count {
        let (dx, dy) = (random.normal(), random.normal())
        data.points.append([1 + cos(angle) + spread * dx, 0.5 + sin(angle) + spread * dy])
        data.labels.append(label)
      }
    }
    return data
  }

  /// Arms that wind around each other, from the center outwards: no lines tell them apart.
  /// - Parameters:
  ///   - count: The number of points of each class.
  ///   - noise: The standard deviation of a point's angle.
  package static func spiral(
    _ count: Int = 100, classes: Int = 3, noise: Double = 0.2,
    using random: inout SeededGenerator
  ) -> LabeledPoints {
    var data = LabeledPoints(points: [], labels: [], classes: classes)
    for label in 0..<classes {
      for i in 0..<count {
        let radius = Double(i) / Double(max(count - 1, 1))
        let turn = 4 * (radius + Double(label)) + noise * random.normal()
        data.points.append([radius * sin(turn), radius * cos(turn)])
        data.labels.append(label)
      }
    }
    return data
  }
}

/// The part of the guesses that are right.
package func accuracyOf(_ guesses: [Int], labels: [Int]) -> Double {
  Double(zip(guesses, labels).count { $0 == $1 }) / Double(max(labels.count, 1))
}
