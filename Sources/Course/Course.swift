/// Everything a student is asked to write, as a table: folder → functions.
public enum Course {
  /// Assignments in the order of the course.
  public static let assignments: [(folder: String, calls: [Call])] = [
    ("00-warm-up", warmUp),
    ("01-gates", gates),
    ("02-activations", activations),
    ("03-linear", linear),
    ("04-svm", svm),
    ("05-softmax", softmax),
    ("06-two-layer-net", twoLayerNet),
    ("07-batch-statistics", batchStatistics),
    ("08-convolution", convolution),
    ("09-max-pool", maxPool),
    ("10-modular", modular),
    ("11-convnet", convNet),
    ("12-recurrent", recurrent),
    ("13-before-backprop", beforeBackprop),
  ]
}
