import FlatBackprop

extension Exercise {
  static let batchStatistics = Exercise("07-batch-statistics", [])
}
