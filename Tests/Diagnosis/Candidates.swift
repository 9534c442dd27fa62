import FlatBackprop

// Which causes come into question.

extension Check {
  /// The causes worth trying, the most telling first.
  var candidates: [Cause] {
    [.zero, .sign(path: nil)] + stepCauses + pathCauses + sizeCauses + spreadCauses + orderCauses
      + (suspect.paths.isEmpty ? [] : exceptCauses.filter(\.isAboutLabels)) + maskCauses
      + suspect.experiments.filter(\.isRepaired).map(\.cause)
      + Self.twos + functionCauses + unreadCauses + insteadCauses
      + variableCauses + [.smaller] + numberCauses + placeCauses
      + [.overwritten] + exceptCauses + rowCauses
      + [.instead(.multiple)] + suspect.properties.map { .onlyIf($0.text) }
      + [.added(to: readers)] + suspect.paths.map { .wrongLocal(of: $0.reader) }
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
        suspect.others.filter { $0.value.shape == shape && $0.name != reader }
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

  /// Twice the right value, or half of it: common enough to need no more than one entry.
  static let twos: [Cause] = [.factor(.number("2"), path: nil), .factor(.number("0.5"), path: nil)]

  /// Numbers that are found by trying, so these need more entries to speak for them.
  private var numberCauses: [Cause] {
    guard hasRightShape else { return [] }
    var causes: [Cause] = []
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
