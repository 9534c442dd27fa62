import FlatBackprop

/// The whole value or some paths are off by a factor.
enum ScaleFactor {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    guard observation.hasRightShape else { return [] }
    let names = observation.sizes.map(\.name)
    let products = combinations(of: names)
    let sizes = observation.parts.flatMap { path -> [Hypothesis] in
      let paths = path.map { [$0] } ?? []
      return products.flatMap { [times($0, paths), over($0, paths)] }
        + names.flatMap { used in
          names.filter { $0 != used }.map { otherSize(used: used, wanted: $0, paths) }
            + [lessOne(used, paths)]
        }
    }
    let pairs = observation.pairsOfPaths.flatMap { paths in
      names.flatMap { [times([$0], paths), over([$0], paths)] }
    }
    return sizes + pairs + [number(Number(2), []), number(Number(0.5), [])]
      + numbers(for: observation) + [multiple]
  }

  /// Products of one, two or three sizes; a pair may hold the same size twice.
  private static func combinations(of names: [String]) -> [[String]] {
    var all = names.map { [$0] }
    for i in names.indices {
      for j in i..<names.count {
        all.append([names[i], names[j]])
        for k in names.indices where k > j && j > i { all.append([names[i], names[j], names[k]]) }
      }
    }
    return all
  }

  // MARK: - Sizes

  /// Too large by a size of the problem, or by a product of several. The whole value, if no path is
  /// named.
  private static func times(_ names: [String], _ paths: [VariableName]) -> Hypothesis {
    func sentence() -> String {
      let size = names.joined(separator: "·")
      let start = "\(subject(paths))\(size) times too large: is a division by \(size) missing"
      if Set(names).count < names.count {
        return start + ", or is it multiplied by \(names[0]) where it should be divided?"
      }
      return start
        + (paths.count > 1 ? " in both?" : areCounts(names) ? ", or a factor too many?" : "?")
    }
    return off(names.count == 1 ? .size : .sizeProduct, names, paths, sentence()) {
      $0.reduce(1, *)
    }
  }

  private static func over(_ names: [String], _ paths: [VariableName]) -> Hypothesis {
    func sentence() -> String {
      let size = names.joined(separator: "·")
      let start =
        "\(subject(paths))\(size) times too small: \(paths.count > 1 ? "are they" : "is it") "
        + "divided by \(size) once too often"
      if Set(names).count < names.count {
        return start + ", or by \(names[0]) where it should be multiplied?"
      }
      return start + (areCounts(names) ? ", or is a factor missing?" : "?")
    }
    return off(names.count == 1 ? .size : .sizeProduct, names, paths, sentence()) {
      1 / $0.reduce(1, *)
    }
  }

  /// Divided by one size instead of another.
  private static func otherSize(
    used: String, wanted: String, _ paths: [VariableName]
  ) -> Hypothesis {
    off(
      .otherSize, [used, wanted], paths,
      // Lines divide by the length of an axis. A count is mostly a factor.
      areCounts([used])
        ? "\(used) and \(wanted) seem to be mixed up"
        : subject(paths) + "divided by \(used) where it should be divided by \(wanted)"
    ) { $0[1] / $0[0] }
  }

  /// Divided by one less than a size.
  private static func lessOne(_ name: String, _ paths: [VariableName]) -> Hypothesis {
    off(
      .otherSize, [name], paths,
      subject(paths) + "divided by \(name) − 1 where it should be divided by \(name)"
    ) { $0[0] / ($0[0] - 1) }
  }

  /// Off by a factor that some sizes make.
  private static func off(
    _ rank: Rank, _ names: [String], _ paths: [VariableName],
    _ sentence: @autoclosure @escaping () -> String, by factor: @escaping ([Double]) -> Double
  ) -> Hypothesis {
    Hypothesis(rank, sentence(), place: .itsOwn, moreCareful: .twice) { observation in
      let sizes = names.compactMap { name in
        observation.sizes.first { $0.name == name }.map { Double($0.size) }
      }
      // Not every case has every size. Dividing by 0 rightly predicts a value that is not finite.
      guard sizes.count == names.count else { return observation.refutedIfWrong }
      return observation.evidence(of: observation.scaling(paths, by: factor(sizes)))
    }
  }

  /// Whether some are numbers that have a name. A letter is the length of an axis.
  private static func areCounts(_ names: [String]) -> Bool {
    names.contains { $0.first?.isLowercase == true }
  }

  private static func subject(_ paths: [VariableName]) -> String {
    switch paths.count {
    case 0: "it is "
    case 1: "the path through \(paths[0].quoted) is "
    default: "the paths through \(VariableName.list(paths)) are "
    }
  }

  // MARK: - Numbers

  private static func number(_ number: Number, _ paths: [VariableName]) -> Hypothesis {
    Hypothesis(
      number.isTwoOrHalf && paths.isEmpty ? .twice : .numbers, subject(paths) + number.sentence,
      needs: number.isTwoOrHalf ? 1 : 3
    ) { $0.evidence(of: $0.scaling(paths, by: number.value)) }
  }

  /// Numbers that are fitted to the observation.
  private static func numbers(for observation: Observation) -> [Hypothesis] {
    let (given, wanted) = (observation.given, observation.wanted)
    func ratio(_ a: [Double], _ b: [Double]) -> Number? {
      guard let place = b.indices.max(by: { abs(b[$0]) < abs(b[$1]) }),
        abs(b[place]) > 10 * observation.tolerance, (a[place] / b[place]).isFinite
      else { return nil }
      return Number(a[place] / b[place])
    }
    let parts = (observation.hasSeveralPaths ? observation.paths : []).compactMap { path in
      let part = path.contribution.elements
      return ratio(given.indices.map { given[$0] - wanted[$0] + part[$0] }, part).map {
        number($0, [path.reader])
      }
    }
    return parts + (ratio(given, wanted).map { [number($0, [])] } ?? [])
  }

  /// Off by a factor that is different in every case.
  private static var multiple: Hypothesis {
    Hypothesis(
      .multiple, "every entry is off by the same factor: is it scaled as it should be?", needs: 2
    ) { observation in
      guard observation.isWrong else { return 0 }
      let (given, wanted) = (observation.given, observation.wanted)
      guard observation.hasRightShape,
        let place = wanted.indices.max(by: { abs(wanted[$0]) < abs(wanted[$1]) }),
        abs(wanted[place]) > 10 * observation.tolerance
      else { return nil }
      let factor = given[place] / wanted[place]
      guard abs(factor) > 1e-3, observation.matches(wanted.map { factor * $0 }) else { return nil }
      let spoken = wanted.count { abs($0) > 10 * observation.tolerance }
      return spoken > 2 ? spoken : 0
    }
  }
}
