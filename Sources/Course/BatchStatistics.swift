import BatchStatistics

extension Course {
  static let batchStatistics: [Call] = []
}
