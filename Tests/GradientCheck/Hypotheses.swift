import FlatBackprop

// Which causes come into question, and what the line would give with each of them.

extension Check {
  /// The causes worth trying, the most telling first.
  var candidates: [Cause] {
    [.zero, .sign(path: nil)] + stepCauses + pathCauses + sizeCauses + spreadCauses + orderCauses
      + (suspect.paths.isEmpty ? [] : exceptCauses.filter(\.isAboutLabels)) + maskCauses
      + suspect.experiments.filter(\.isRepaired).map(\.cause)
      + functionCauses + unreadCauses + insteadCauses
      + variableCauses + [.smaller] + numberCauses + placeCauses
      + [.overwritten] + exceptCauses + rowCauses
      + [.instead(.multiple)] + suspect.properties.map { .onlyIf($0.text) }
      + suspect.paths.map { .wrongLocal(of: $0.reader) }
  }

  private var unreadCauses: [Cause] {
    let names = suspect.unread
    return (names.count > 1 ? [.unread(names)] : []) + names.map { .unread([$0]) }
  }

  private var readers: [String] { suspect.paths.map(\.reader) }
  private var hasSeveralPaths: Bool { suspect.paths.count > 1 }

  private var pathCauses: [Cause] {
    var causes: [Cause] = []
    if hasSeveralPaths {
      causes += readers.map { .missingPaths([$0]) } + readers.map { .sign(path: $0) }
      if readers.count <= 6 {
        // Several paths at once, the shorter lists first.
        let subsets = (1..<(1 << readers.count)).filter {
          (2..<readers.count).contains($0.nonzeroBitCount)
        }
        causes += subsets.sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
          .map { bits in
            .missingPaths(readers.indices.filter { bits & (1 << $0) != 0 }.map { readers[$0] })
          }
      }
    }
    return causes + readers.map { .ignoredUpstream(of: $0) }
      + suspect.paths.filter { $0.upstream.shape == shape }.map { .missingLocal(of: $0.reader) }
  }

  /// What arrives can also be summed or copied on its way, with no local gradient.
  private var spreadCauses: [Cause] {
    suspect.paths.filter { $0.upstream.shape != shape }.map { .missingLocal(of: $0.reader) }
  }

  /// Factors made of sizes, of all of it and of each path.
  private var sizeCauses: [Cause] {
    let parts = [nil] + (hasSeveralPaths ? readers.map { $0 as String? } : [])
    return parts.flatMap { part in sizeFactors.map { .factor($0.factor, path: part) } }
  }

  private var maskCauses: [Cause] {
    readers.map { .invertedMask(of: $0) }
      + readers.flatMap { reader in
        suspect.others.filter { $0.value.shape == shape }
          .map { .maskedBy($0.name, reader: reader) }
      }
  }

  private var variableCauses: [Cause] {
    let parts = [nil] + (hasSeveralPaths ? readers.map { $0 as String? } : [])
    return parts.flatMap { part in
      suspect.others.flatMap { other in
        [
          .variable(other.name, isMissing: true, path: part),
          .variable(other.name, isMissing: false, path: part),
        ]
      }
    } + suspect.others.map { .multiplied($0.name) }
  }

  /// Numbers that are found by trying, so these need more entries to speak for them.
  private var numberCauses: [Cause] {
    var causes: [Cause] = [
      .factor(.number("2"), path: nil), .factor(.number("0.5"), path: nil),
    ]
    guard hasRightShape else { return [] }
    if hasSeveralPaths {
      for path in suspect.paths {
        let rest = zip(zip(value, right), path.contribution.elements).map { $0.0 - $0.1 + $1 }
        if let factor = factor(of: rest, over: path.contribution.elements) {
          causes.append(.factor(.number(factor), path: path.reader))
        }
      }
    }
    if let factor = factor(of: value, over: right) {
      causes.append(.factor(.number(factor), path: nil))
    }
    if let place = right.indices.first(where: { !suspect.blind.contains($0) }) {
      causes.append(.offset(Self.text(value[place] - right[place])))
    }
    return causes
  }

  private var functionCauses: [Cause] {
    hasRightShape
      ? [.logarithm, .exponential, .square, .squareRoot, .reciprocal].map { .function($0) } : []
  }

  private func factor(of a: [Double], over b: [Double]) -> String? {
    guard let place = b.indices.max(by: { Swift.abs(b[$0]) < Swift.abs(b[$1]) }),
      Swift.abs(b[place]) > 10 * tolerance
    else { return nil }
    let factor = a[place] / b[place]
    return factor.isFinite ? Self.text(factor) : nil
  }

  /// A number in six digits, the same in every case.
  static func text(_ number: Double) -> String {
    let rounded = (number * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() && Swift.abs(rounded) < 1e9
      ? "\(Int(rounded))" : "\(rounded)"
  }

  /// The factors that a size, or a product of sizes, makes.
  var sizeFactors: [(factor: Cause.Factor, number: Double)] {
    let sizes = suspect.sizes.map { (name: $0.name, number: Double($0.size)) }
    var products = sizes
    for (index, first) in sizes.enumerated() {
      for second in sizes[index...] {
        products.append(("\(first.name)·\(second.name)", first.number * second.number))
      }
    }
    for (i, first) in sizes.enumerated() {
      for (j, second) in sizes.enumerated() where j > i {
        for third in sizes[(j + 1)...] {
          products.append(
            (
              "\(first.name)·\(second.name)·\(third.name)",
              first.number * second.number * third.number
            ))
        }
      }
    }
    var factors: [(factor: Cause.Factor, number: Double)] = []
    for (name, number) in products {
      factors.append((.times(name), number))
      factors.append((.over(name), 1 / number))
    }
    for used in sizes {
      for wanted in sizes where wanted.name != used.name {
        factors.append(
          (.swapped(used: used.name, wanted: wanted.name), wanted.number / used.number))
      }
      factors.append((.lessOne(used.name), used.number / (used.number - 1)))
    }
    return factors
  }
}

extension Cause {
  /// Whether this is about the label's column: that is more telling than the values there.
  fileprivate var isAboutLabels: Bool {
    if case .exceptWhere(let text) = self { return text.contains("label") }
    return false
  }
}

// MARK: - Predictions

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
