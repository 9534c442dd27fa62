import FlatBackprop

// How an observation is compared with what a hypothesis predicts.

extension Observation {
  /// The coarsest precision at which two values may agree.
  static let coarsest = 1e-6

  /// The largest share of the error that a prediction may leave unexplained. If it leaves more, it
  /// has not explained the error.
  static let share = 0.01

  /// Whether the error is too small for a slip in the formula. It comes from rounding, or from a
  /// small number that was added.
  var isAllButRight: Bool { largestDeviation <= 1e-5 * scale }

  /// How far apart two values may be and still agree.
  public var tolerance: Double { precision * scale }
  var shape: [Int] { right.shape }
  var hasRightShape: Bool { value.shape == shape && !hasCrashed }

  /// What the line gave and should have given, entry by entry.
  var given: [Double] { value.elements }
  var wanted: [Double] { right.elements }

  /// The entries that show something.
  var seen: [Int] { wanted.indices.filter { !blind.contains($0) } }

  /// The entries that are off.
  var deviating: [Int] { seen.filter { !isNear(given[$0], wanted[$0]) } }

  /// The largest error of any entry; infinite if the shape is wrong or an error is not a number.
  var largestDeviation: Double {
    guard value.shape == right.shape else { return .infinity }
    let deviations = seen.map { abs(given[$0] - wanted[$0]) }
    return deviations.contains { $0.isNaN } ? .infinity : deviations.max() ?? 0
  }

  func isNear(_ a: Double, _ b: Double) -> Bool {
    // A value that is far too large has rounding errors of its own size.
    let size = min(abs(a), abs(b))
    return abs(a - b) <= precision * max(scale, size < .infinity ? size : 0) || a == b
      || (a.isNaN && b.isNaN)
  }

  func areNear(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { isNear($0, $1) }
  }

  /// - Parameter b: A tensor. If it has the right shape, blind entries are ignored.
  func isSame(_ a: Tensor, _ b: Tensor) -> Bool {
    a.shape == b.shape
      && a.elements.indices.allSatisfy {
        (b.shape == shape && blind.contains($0)) || isNear(a.elements[$0], b.elements[$0])
      }
  }

  /// Whether the line gave what is predicted.
  func matches(_ prediction: [Double]) -> Bool {
    hasRightShape && seen.allSatisfy { isNear(given[$0], prediction[$0]) }
  }

  /// Whether the line should have given what is predicted.
  func wants(_ prediction: [Double]) -> Bool {
    seen.allSatisfy { isNear(prediction[$0], wanted[$0]) }
  }

  /// What an observation says of a hypothesis that cannot apply to it: where the line is wrong,
  /// something else is to blame.
  var refutedIfWrong: Int? { isWrong ? nil : 0 }

  /// How strongly the line's value supports any of several predictions.
  /// - Parameter predictions: The values that the cause could lead to; empty if it cannot apply
  ///   here.
  func evidence(of predictions: [[Double]]) -> Int? {
    if predictions.isEmpty || !hasRightShape { return refutedIfWrong }
    for prediction in predictions where matches(prediction) {
      return seen.count { !isNear(prediction[$0], wanted[$0]) }
    }
    return nil
  }

  /// How many different right values the wrong entries have, apart from simple ones, which agree by
  /// accident.
  /// - Parameter simple: The magnitudes of simple values.
  func differentValues(
    except simple: [Double], where isKnown: (Int) -> Bool = { _ in true }
  ) -> Int {
    let values = deviating.filter(isKnown).map { wanted[$0] }
      .filter { !simple.contains(abs($0)) && !$0.isNaN }.sorted()
    // A measured gradient is not exact, so that one number may stand there in several forms.
    return values.isEmpty ? 0 : 1 + zip(values, values.dropFirst()).count { $1 - $0 > tolerance }
  }

  // MARK: - Variables

  /// Finds a variable by its name. Before the first step of a loop it is an input: see
  /// ``VariableName/lineName(at:)``.
  func variable(_ name: VariableName) -> Variable? {
    if let own = others.first(where: { $0.name == name }) { return own }
    let line = name.lineName(at: step)
    return line.step == nil ? others.first { $0.name == VariableName(line.base) } : nil
  }

  func other(_ name: VariableName) -> Tensor? { variable(name)?.value }

  /// The variables that can be changed.
  var changeable: [Variable] { others.filter(\.isChangeable) }

  /// Whether a variable is so special that it proves nothing: a factor of 1 can stand anywhere, and
  /// a 0 hides the other factors.
  func isSpecial(_ name: VariableName) -> Bool {
    guard let value = other(name), let first = value.elements.first else { return true }
    // A measured gradient is not exact.
    return [0, 0.5, 1, -1].contains { abs($0 - first) < 1e-7 }
      && value.elements.allSatisfy { isNear($0, first) }
  }

  /// Whether the right line's dependencies are so alike or so special that a wrong line can be
  /// right, too.
  var hidesMistakes: Bool {
    let values = dependencies.compactMap(other)
    let areEqual = values.indices.contains { index in
      values[(index + 1)...].contains { isSame(values[index], $0) }
    }
    return areEqual || dependencies.contains(where: isSpecial)
      || values.contains { value in
        guard value.count > 1, let first = value.elements.first else { return false }
        return value.elements.allSatisfy { isNear($0, first) }
      }
  }

  /// The right line's dependencies that are mostly 0. They hide mistakes: the maximum of a positive
  /// number and zeros is also their sum.
  var sparseDependencies: Set<VariableName> {
    dependencies.filter { name in
      guard let value = other(name), value.count > 1 else { return false }
      return 2 * value.elements.count { abs($0) <= tolerance } >= value.count
    }
  }

  /// Whether the line is finite in all places but those where a variable is 0, as if it were divided by
  /// that.
  func isInfinite(whereZero other: Tensor) -> Bool {
    guard !given.allSatisfy(\.isFinite) else { return false }
    return Self.broadcasts(of: other, to: shape).contains { factors in
      zip(given, factors).allSatisfy { $0.isFinite == ($1 != 0) }
    }
  }

  /// Whether the right line may depend on a variable, as far as that is known.
  func mayDepend(on name: VariableName) -> Bool {
    possibleDependencies.isEmpty || possibleDependencies.contains(name)
  }

  /// Whether the right line may read a number itself, and not only what is computed from it.
  func mayLookAt(_ number: VariableName) -> Bool {
    localInputs.isEmpty ? mayDepend(on: number) : localInputs.contains(number)
  }

  // MARK: - Experiments

  /// Whether the line gives the right value once its inputs are changed.
  func isRepaired(by changes: [VariableName: Tensor]) -> Bool { gives(right, changing: changes) }

  func gives(_ wanted: Tensor, changing changes: [VariableName: Tensor]) -> Bool {
    guard let subject else { return false }
    return
      (try? subject.gives(wanted, except: blind, within: tolerance, changing: changes)) ?? false
  }

  /// The evidence of an experiment: the line must give the right value once its inputs are changed,
  /// even on a case where it is right already.
  func experiment(_ changes: [VariableName: Tensor]?) -> Int? {
    guard let changes else { return refutedIfWrong }
    return isRepaired(by: changes) ? (isWrong ? 1 : 0) : nil
  }

  /// Whether an experiment that has repaired the line repairs it with other numbers, too: columns that
  /// add up to 0, say, make many lines right. Where it is not known what is right, nothing refutes it.
  /// - Parameter names: The variables that the experiment is about.
  func staysRepaired(
    moving names: Set<VariableName>, by changes: (Observation) -> [VariableName: Tensor]?
  ) -> Bool {
    guard var moved = moving?(names) else { return true }
    moved.precision = Self.coarsest
    return changes(moved).map(moved.isRepaired) ?? true
  }
}
