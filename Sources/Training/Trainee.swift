import FlatBackprop

/// A model with its examples: what the command knows of it.
package protocol Trainee {
  /// How many examples there are to train on.
  var count: Int { get }

  /// One step of gradient descent.
  /// - Parameters:
  ///   - batch: The places of the examples to take.
  ///   - rate: The learning rate.
  /// - Returns: The loss before the step.
  mutating func step(on batch: [Int], rate: Double) throws -> Double

  /// The part of the examples that it gets right; of held-out examples, where there are any.
  func accuracy() throws -> Double

  /// Keeps the model as it is, if it is the best so far; called whenever the accuracy is known.
  mutating func keep(accuracy: Double) throws

  /// What else there is to say in the end, a sentence a line.
  func remarks() throws -> [String]

  /// What there is to look at in the end.
  func galleries() throws -> [Gallery]
}

extension Trainee {
  package func keep(accuracy: Double) {}

  package func remarks() -> [String] { [] }

  package func galleries() -> [Gallery] { [] }
}

/// A model of points in the plane, whose decisions can be drawn.
package protocol PlaneTrainee: Trainee {
  var data: LabeledPoints { get }

  /// A class for each point.
  /// - Parameter points: `[N, 2]`.
  func classify(_ points: Tensor) -> [Int]
}

extension PlaneTrainee {
  package var count: Int { data.labels.count }

  package func accuracy() -> Double { data.accuracy(of: classify(data.tensor)) }
}
