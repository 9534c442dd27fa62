extension Exercise {
  /// The assignments in the order of the course.
  public static let course: [Exercise] = [
    .warmUp,
    .gates,
    .activations,
    .linear,
    .svm,
    .softmax,
    .twoLayerNet,
    .batchStatistics,
    .convolution,
    .maxPool,
    .modular,
    .convNet,
    .recurrent,
    .beforeBackprop,
  ]
}
