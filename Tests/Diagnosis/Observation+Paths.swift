import FlatBackprop

// What flows back to the variable of a gradient, and what a change to it would make of the whole.

extension Observation {
  var readers: [VariableName] { paths.map(\.reader) }
  var hasSeveralPaths: Bool { paths.count > 1 }

  /// Whether a variable is an upstream gradient that is 1 in every entry, as far as it can be measured.
  func areOnes(arrivingAt name: VariableName) -> Bool {
    paths.contains {
      $0.reader.gradient == name && $0.upstream.elements.allSatisfy { abs($0 - 1) < 1e-7 }
    }
  }

  /// The readers through which something flows back.
  var contributing: [VariableName] {
    paths.filter { path in
      seen.contains { !isNear(path.contribution.elements[$0], 0) }
    }.map(\.reader)
  }

  func path(_ reader: VariableName) -> Path? { paths.first { $0.reader == reader } }

  /// The whole gradient (`nil`), and each of its paths if there are several.
  var parts: [VariableName?] {
    [nil] + (hasSeveralPaths ? readers.map { $0 as VariableName? } : [])
  }

  /// The right value with the contribution of one path replaced.
  func replacing(_ path: Path, by other: [Double]) -> [Double] {
    wanted.indices.map { wanted[$0] - path.contribution.elements[$0] + other[$0] }
  }

  /// The right value with a change applied to all of it (no path named) or to the contribution of
  /// one path.
  func changing(_ reader: VariableName?, _ change: (Int, Double) -> Double) -> [[Double]] {
    guard let reader else { return [wanted.enumerated().map { change($0, $1) }] }
    guard let path = path(reader) else { return [] }
    return [replacing(path, by: path.contribution.elements.enumerated().map { change($0, $1) })]
  }

  /// All pairs of paths that add something, if there are at least three such paths.
  var pairsOfPaths: [[VariableName]] {
    let readers = contributing
    guard readers.count > 2 else { return [] }
    return readers.enumerated().flatMap { index, one in
      readers[(index + 1)...].map { [one, $0] }
    }
  }

  /// The right value with all of it (no path named) or the contributions of some paths times a
  /// factor.
  func scaling(_ readers: [VariableName], by factor: Double) -> [[Double]] {
    if readers.isEmpty { return [wanted.map { factor * $0 }] }
    let paths = readers.compactMap(path)
    guard paths.count == readers.count else { return [] }
    return [
      wanted.indices.map { place in
        paths.reduce(wanted[place]) { $0 + (factor - 1) * $1.contribution.elements[place] }
      }
    ]
  }
}
