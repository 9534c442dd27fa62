import FlatBackprop

// What a line would give with a cause at work.

extension Check {
  /// What the line would give if the cause were at work, one way or another.
  func predictions(of cause: Cause) -> [[Double]] {
    switch cause {
    case .zero: return [right.map { _ in 0 }]
    case .sign(let path): return changing(path) { -$0 }
    case .factor(let factor, let path):
      guard let number = number(of: factor), number.isFinite else { return [] }
      return changing(path) { number * $0 }
    case .missingPaths(let readers):
      var rest = right
      for reader in readers {
        guard let path = path(reader) else { return [] }
        rest = zip(rest, path.contribution.elements).map { $0 - $1 }
      }
      return [rest]
    case .ignoredUpstream(let reader):
      return path(reader).map { [replacing($0, by: $0.local.elements)] } ?? []
    case .missingLocal(let reader):
      guard let path = path(reader) else { return [] }
      return Self.spreads(of: path.upstream, to: shape).map { replacing(path, by: $0) }
    case .maskedBy(let name, let reader):
      guard let other = other(name), other.shape == shape, let path = path(reader),
        path.upstream.shape == shape, isMask(path)
      else { return [] }
      let masked = zip(path.upstream.elements, other.elements).map { $1 > 0 ? $0 : 0 }
      return [replacing(path, by: masked)]
    case .smaller: return smallerOnes
    case .variable(let name, _, let path):
      return broadcasts(of: name).flatMap { changing(path, $0) { $0 * $1 } }
    case .multiplied(let name):
      return broadcasts(of: name).flatMap { changing(nil, $0) { $0 * $1 * $1 } }
    case .function(let function):
      return [right.map { function($0) }]
    case .offset(let text): return [right.map { $0 + (Double(text) ?? .nan) }]
    case .reversed(let axes):
      return [
        right.indices.map { place in
          var index = suspect.right.index(at: place)
          for axis in axes where axis < index.count {
            index[axis] = shape[axis] - 1 - index[axis]
          }
          return suspect.right[index]
        }
      ]
    default: return []
    }
  }

  /// Whether a path passes what arrives, or stops it, entry by entry.
  private func isMask(_ path: Suspect.Path) -> Bool {
    zip(path.contribution.elements, path.upstream.elements).enumerated().allSatisfy {
      suspect.blind.contains($0) || isNear($1.0, 0) || isNear($1.0, $1.1)
    }
  }

  func path(_ reader: String) -> Suspect.Path? {
    suspect.paths.first { $0.reader == reader }
  }

  private func other(_ name: String) -> Tensor? {
    suspect.others.first { $0.name == name }?.value
  }

  private func number(of factor: Cause.Factor) -> Double? {
    if case .number(let text) = factor { return exactly(text) }
    return sizeFactors.first { $0.factor == factor }?.number
  }

  /// The number behind its text, with the digits that this case gives it.
  private func exactly(_ text: String) -> Double? {
    guard let rounded = Double(text) else { return nil }
    if text == "0.434294" { return 0.43429448190325182765 }
    if text == "1.442695" { return 1.4426950408889634074 }
    return rounded
  }

  /// The right value with all of it, or what one path adds to it, changed.
  private func changing(_ reader: String?, _ change: (Double) -> Double) -> [[Double]] {
    guard let reader else { return [right.map(change)] }
    guard let path = path(reader) else { return [] }
    return [replacing(path, by: path.contribution.elements.map(change))]
  }

  private func changing(
    _ reader: String?, _ factors: [Double], _ change: (Double, Double) -> Double
  ) -> [[Double]] {
    guard let reader else { return [zip(right, factors).map(change)] }
    guard let path = path(reader) else { return [] }
    return [replacing(path, by: zip(path.contribution.elements, factors).map(change))]
  }

  private func replacing(_ path: Suspect.Path, by other: [Double]) -> [Double] {
    right.indices.map { right[$0] - path.contribution.elements[$0] + other[$0] }
  }

  /// A variable's value for each entry: copied along the axes that it has not.
  private func broadcasts(of name: String) -> [[Double]] {
    guard let other = other(name) else { return [] }
    return Self.broadcasts(of: other, to: shape)
  }

  static func broadcasts(of other: Tensor, to shape: [Int]) -> [[Double]] {
    if other.shape == shape { return [other.elements] }
    let places = Tensor.zeros(shape)
    if other.count == 1 { return [places.elements.map { _ in other.elements[0] }] }
    guard other.rank == 1 else { return [] }
    return shape.indices.filter { shape[$0] == other.count }.map { axis in
      (0..<places.count).map { other.elements[places.index(at: $0)[axis]] }
    }
  }

  /// If the right value is the larger of two others, or of one and 0: the smaller.
  private var smallerOnes: [[Double]] {
    let others = suspect.others.map(\.value).filter { $0.shape == shape }.map(\.elements)
    let zeros = right.map { _ in 0.0 }
    var all: [[Double]] = []
    for (index, first) in others.enumerated() {
      for second in [zeros] + others[(index + 1)...] {
        let larger = zip(first, second).map { Swift.max($0, $1) }
        if zip(larger, right).allSatisfy({ isNear($0, $1) }) {
          all.append(zip(first, second).map { Swift.min($0, $1) })
        }
      }
    }
    return all
  }
}
