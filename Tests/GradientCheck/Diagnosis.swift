import FlatBackprop

/// Finds why a value is wrong, by trying which single mistake would give just this value.
///
/// Nothing here knows a formula: a gradient is the sum of what its paths contribute, and a mistake
/// is a change to one of them, to their sum, or to the order of the entries.
public enum Diagnosis {
  /// Every cause that explains the value, the most telling first; `nil` where a value tells nothing,
  /// because everything should be zero.
  public static func causes(of suspect: Suspect) -> [Cause]? {
    let scale = suspect.right.elements.map { Swift.abs($0) }.max() ?? 0
    guard scale > 0, suspect.value.shape == suspect.right.shape else { return nil }
    let check = Check(suspect: suspect, tolerance: 1e-6 * scale)
    return check.wholeCauses + check.pathCauses + check.orderCauses + check.variableCauses
      + check.placeCauses + check.readingCauses
  }
}

/// The hypotheses about one suspect.
private struct Check {
  let suspect: Suspect
  let tolerance: Double

  private var value: [Double] { suspect.value.elements }
  private var right: [Double] { suspect.right.elements }

  private func matches(_ hypothesis: [Double]) -> Bool {
    zip(value, hypothesis).allSatisfy { Swift.abs($0 - $1) <= tolerance }
  }

  // MARK: - All of it

  var wholeCauses: [Cause] {
    if matches(right.map { _ in 0 }) { return [.zero] }
    if matches(right.map { -$0 }) { return [.sign(path: nil)] }
    var causes = factors(of: value, against: right).map { Cause.factor($0, path: nil) }
    let offset = value[0] - right[0]
    if value.count > 2, matches(right.map { $0 + offset }) { causes.append(.offset) }
    return causes
  }

  /// The names of the constant by which `a` is a multiple of `b`; none if it is no multiple.
  private func factors(of a: [Double], against b: [Double]) -> [Cause.Factor] {
    let dot = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    let square = b.reduce(0) { $0 + $1 * $1 }
    guard square > 0 else { return [] }
    let factor = dot / square
    let residual = zip(a, b).map { Swift.abs($0 - factor * $1) }.max() ?? 0
    guard residual <= tolerance, Swift.abs(factor - 1) > 1e-6 else { return [] }
    var names: [Cause.Factor] = []
    func isNear(_ candidate: Double) -> Bool {
      Swift.abs(factor - candidate) <= 1e-6 * Swift.abs(candidate)
    }
    for (name, size) in suspect.sizes where size > 1 {
      if isNear(Double(size)) { names.append(.times(name)) }
      if isNear(1 / Double(size)) { names.append(.over(name)) }
    }
    for (index, first) in suspect.sizes.enumerated() where first.size > 1 {
      for second in suspect.sizes[(index + 1)...] where second.size > 1 {
        if isNear(Double(first.size * second.size)) {
          names.append(.times("\(first.name)·\(second.name)"))
        }
        if isNear(1 / Double(first.size * second.size)) {
          names.append(.over("\(first.name)·\(second.name)"))
        }
      }
    }
    // Any two numbers are multiples of each other, so a single one must be a simple multiple.
    let isSimple = [2, 0.5, -2, -0.5, 4, 0.25].contains { isNear($0) }
    let support = b.count { $0 != 0 }
    if isSimple || support > 2 {
      let rounded = (factor * 1e6).rounded() / 1e6
      names.append(.number(rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"))
    }
    return names
  }

  // MARK: - Paths

  /// One path is missing, has a wrong sign or factor, or lacks one of its two factors, while the
  /// others are right.
  var pathCauses: [Cause] {
    var causes: [Cause] = []
    for (index, path) in suspect.paths.enumerated() {
      var rest = value
      for (other, one) in suspect.paths.enumerated() where other != index {
        rest = zip(rest, one.contribution.elements).map { $0 - $1 }
      }
      let contribution = path.contribution.elements
      let size = contribution.map { Swift.abs($0) }.max() ?? 0
      guard size > 10 * tolerance else { continue }
      func isRest(_ hypothesis: [Double]) -> Bool {
        zip(rest, hypothesis).allSatisfy { Swift.abs($0 - $1) <= tolerance }
      }
      let isOnly = suspect.paths.count == 1
      if isRest(path.local.elements) { causes.append(.ignoredUpstream(of: path.reader)) }
      if path.upstream.shape == path.contribution.shape, isRest(path.upstream.elements) {
        causes.append(.missingLocal(of: path.reader))
      }
      guard !isOnly else { continue }
      if isRest(contribution.map { _ in 0 }) { causes.append(.missingPath(path.reader)) }
      if isRest(contribution.map { -$0 }) { causes.append(.sign(path: path.reader)) }
      for factor in factors(of: rest, against: contribution)
      where factor != .number("0") && factor != .number("-1") {
        causes.append(.factor(factor, path: path.reader))
      }
    }
    return causes + subsetCauses
  }

  /// Several paths are missing at once.
  private var subsetCauses: [Cause] {
    let paths = suspect.paths
    guard (3...6).contains(paths.count) else { return [] }
    for subset in 1..<(1 << paths.count) where subset.nonzeroBitCount < paths.count - 1 {
      var sum = right.map { _ in 0.0 }
      for index in paths.indices where subset & (1 << index) != 0 {
        sum = zip(sum, paths[index].contribution.elements).map { $0 + $1 }
      }
      if matches(sum) {
        return paths.indices.filter { subset & (1 << $0) == 0 }.map {
          .missingPath(paths[$0].reader)
        }
      }
    }
    return []
  }

  /// What the student's line does not look at, though it should.
  var readingCauses: [Cause] {
    suspect.paths.filter { $0.isRead == false }.map {
      suspect.paths.count > 1 ? .missingPath($0.reader) : .unreadUpstream(of: $0.reader)
    }
  }

  // MARK: - The order of entries

  var orderCauses: [Cause] {
    let tensor = suspect.right
    var causes: [Cause] = []
    for axes in permutations(of: tensor.rank) {
      let permuted = tensor.permuted(axes)
      if permuted.shape == tensor.shape, matches(permuted.elements) {
        causes.append(tensor.rank == 2 ? .transposed : .permuted)
      } else if permuted.elements != tensor.elements, matches(permuted.elements) {
        // The entries of the permuted value, read in the wrong shape.
        causes.append(.permuted)
      }
    }
    for axis in tensor.shape.indices where tensor.shape[axis] > 1 {
      if matches(reversed(tensor, [axis])) { causes.append(.reversed(axis: axis)) }
    }
    if tensor.rank == 4, matches(reversed(tensor, [2, 3])) { causes.append(.reversed(axis: 3)) }
    return causes
  }

  private func permutations(of rank: Int) -> [[Int]] {
    guard (2...4).contains(rank) else { return [] }
    var all: [[Int]] = [[]]
    for _ in 0..<rank {
      all = all.flatMap { start in
        (0..<rank).filter { !start.contains($0) }.map { start + [$0] }
      }
    }
    return all.filter { $0 != Array(0..<rank) }
  }

  private func reversed(_ tensor: Tensor, _ axes: [Int]) -> [Double] {
    tensor.elements.indices.map { place in
      var index = tensor.index(at: place)
      for axis in axes { index[axis] = tensor.shape[axis] - 1 - index[axis] }
      return tensor[index]
    }
  }

  // MARK: - Other variables

  var variableCauses: [Cause] {
    var causes: [Cause] = []
    for (name, other) in suspect.others where other.shape == suspect.right.shape {
      let factor = other.elements
      guard factor.contains(where: { Swift.abs($0 - 1) > 1e-6 }) else { continue }
      if matches(zip(right, factor).map { $0 * $1 }) {
        causes.append(.variable(name, isMissing: false))
      }
      if zip(zip(value, factor), right).allSatisfy({
        Swift.abs($0.0 * $0.1 - $1) <= tolerance
      }) {
        causes.append(.variable(name, isMissing: true))
      }
      for (wantedName, wanted) in suspect.others
      where wanted.shape == suspect.right.shape && wantedName != name {
        let isMixedUp = value.indices.allSatisfy { place in
          let (a, b) = (value[place] * wanted.elements[place], right[place] * factor[place])
          return Swift.abs(a - b) <= tolerance * Swift.max(Swift.abs(wanted.elements[place]), 1e-6)
        }
        if isMixedUp, wanted.elements.allSatisfy({ $0 != 0 }) {
          causes.append(.mixedUp(used: name, wanted: wantedName))
        }
      }
    }
    return causes
  }

  // MARK: - Where the wrong entries are

  var placeCauses: [Cause] {
    var causes: [Cause] = []
    if let terms = suspect.terms {
      let present = terms.values.filter { Swift.abs($0) > tolerance }
      let wrong = value[terms.entry]
      if present.count > 1, present.contains(where: { Swift.abs($0 - wrong) <= tolerance }) {
        causes.append(.overwritten)
      }
    }
    let isWrong = zip(value, right).map { Swift.abs($0 - $1) > tolerance }
    let wrongCount = isWrong.count { $0 }
    guard wrongCount > 0, wrongCount < value.count else { return causes }
    let fitting = suspect.conditions.filter { condition in
      let size = condition.holds.count { $0 }
      return size < value.count && 2 * wrongCount >= size
        && zip(isWrong, condition.holds).allSatisfy { !$0 || $1 }
    }
    return causes
      + fitting.sorted { $0.holds.count { $0 } < $1.holds.count { $0 } }
      .map { .exceptWhere($0.text) }
  }
}
