import Protocol
import Runner

// Made by `swift run kit lists` from the table in Package.swift: change that, not this.

/// Everything a student is asked to write.
public enum Course {
  typealias Function = Assignment.Function

  /// The assignments in the order of the course.
  public static let assignments: [Assignment] = [
    warmUp,
    gates,
    activations,
    linear,
    svm,
    softmax,
    twoLayerNet,
    batchStatistics,
    convolution,
    maxPool,
    modular,
    convNet,
    recurrent,
    beforeBackprop,
    features,
  ]
}

typealias Input = Declaration.Input
