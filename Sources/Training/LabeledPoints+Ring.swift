import FlatBackprop
import Foundation

extension LabeledPoints {
  /// A round cloud around the origin, and a ring around the cloud: no line tells them apart, but
  /// their distance from the origin does.
  /// - Parameter count: The number of points of each class.
  package static func ring(
    _ count: Int = 150, using random: inout SeededGenerator
  ) -> LabeledPoints {
    var data = LabeledPoints(points: [], labels: [], classes: 2)
    for label in 0..<2 {
      for _ in 0..<count {
        // The root spreads the cloud's points evenly over its disc.
        let radius =
          label == 0 ? 0.6 * random.uniform().squareRoot() : random.uniform(0.8...1.1)
        let angle = random.uniform(-Double.pi...Double.pi)
        data.points.append([radius * cos(angle), radius * sin(angle)])
        data.labels.append(label)
      }
    }
    return data
  }
}
