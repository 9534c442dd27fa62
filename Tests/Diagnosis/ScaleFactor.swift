import FlatBackprop

/// The whole value or some paths are off by a factor.
enum ScaleFactor: Hypothesis {
  /// Off by a size of the problem, or by a product of several. The whole value, if no path is
  /// named.
  case times([String], paths: [VariableName])
  case over([String], paths: [VariableName])

  /// Divided by one size instead of another.
  case otherSize(used: String, wanted: String, path: VariableName?)

  /// Divided by one less than a size.
  case lessOne(String, path: VariableName?)

  case number(Number, path: VariableName?)

  /// Off by a factor that is different in every case.
  case multiple

  static func candidates(for observation: Observation) -> [ScaleFactor] {
    guard observation.hasRightShape else { return [] }
    let names = observation.sizes.map(\.name)
    let products = combinations(of: names)
    let sizes = observation.parts.flatMap { path -> [ScaleFactor] in
      let paths = path.map { [$0] } ?? []
      return products.flatMap { [.times($0, paths: paths), .over($0, paths: paths)] }
        + names.flatMap { used in
          names.filter { $0 != used }.map { .otherSize(used: used, wanted: $0, path: path) }
            + [.lessOne(used, path: path)]
        }
    }
    let pairs = observation.pairsOfPaths.flatMap { paths in
      names.flatMap { [ScaleFactor.times([$0], paths: paths), .over([$0], paths: paths)] }
    }
    return sizes + pairs + [.number(Number(2), path: nil), .number(Number(0.5), path: nil)]
      + numbers(for: observation) + [.multiple]
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

  /// Numbers that are fitted to the observation.
  private static func numbers(for observation: Observation) -> [ScaleFactor] {
    let (given, wanted) = (observation.given, observation.wanted)
    func ratio(_ a: [Double], _ b: [Double]) -> Number? {
      guard let place = b.indices.max(by: { abs(b[$0]) < abs(b[$1]) }),
        abs(b[place]) > 10 * observation.tolerance, (a[place] / b[place]).isFinite
      else { return nil }
      return Number(a[place] / b[place])
    }
    var all: [ScaleFactor] = []
    for path in observation.hasSeveralPaths ? observation.paths : [] {
      let part = path.contribution.elements
      let rest = given.indices.map { given[$0] - wanted[$0] + part[$0] }
      if let number = ratio(rest, part) { all.append(.number(number, path: path.reader)) }
    }
    if let number = ratio(given, wanted) { all.append(.number(number, path: nil)) }
    return all
  }

  var rank: Rank {
    switch self {
    case .times(let sizes, _), .over(let sizes, _): sizes.count == 1 ? .size : .sizeProduct
    case .otherSize, .lessOne: .otherSize
    case .number(let number, path: nil) where number.isTwoOrHalf: .twice
    case .number: .numbers
    case .multiple: .multiple
    }
  }

  var place: AnyHashable {
    switch self {
    case .times, .over, .otherSize, .lessOne: self
    case .number, .multiple: rank
    }
  }

  var moreCareful: Rank? {
    switch self {
    case .times, .over, .otherSize, .lessOne: .twice
    case .number, .multiple: nil
    }
  }

  var neededEvidence: Int {
    switch self {
    case .number(let number, _) where number.isTwoOrHalf: 1
    case .number: 3
    case .multiple: 2
    case .times, .over, .otherSize, .lessOne: 1
    }
  }

  func evidence(in observation: Observation) -> Int? {
    func evidence(
      _ paths: [VariableName], _ names: [String], factor: ([Double]) -> Double
    ) -> Int? {
      let sizes = names.compactMap { name in
        observation.sizes.first { $0.name == name }.map { Double($0.size) }
      }
      // Not every case has every size. Dividing by 0 rightly predicts a value that is not finite.
      guard sizes.count == names.count else { return observation.isWrong ? nil : 0 }
      let factor = factor(sizes)
      return observation.evidence(of: observation.scaling(paths, by: factor))
    }
    func all(_ path: VariableName?) -> [VariableName] { path.map { [$0] } ?? [] }
    switch self {
    case .times(let names, let paths): return evidence(paths, names) { $0.reduce(1, *) }
    case .over(let names, let paths): return evidence(paths, names) { 1 / $0.reduce(1, *) }
    case .otherSize(let used, let wanted, let path):
      return evidence(all(path), [used, wanted]) { $0[1] / $0[0] }
    case .lessOne(let name, let path): return evidence(all(path), [name]) { $0[0] / ($0[0] - 1) }
    case .number(let number, let path): return evidence(all(path), []) { _ in number.value }
    case .multiple: return evidenceOfMultiple(in: observation)
    }
  }

  private func evidenceOfMultiple(in observation: Observation) -> Int? {
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

  /// Whether it is about a number that has a name, which is no axis and mostly a factor.
  private var isCount: Bool {
    switch self {
    case .times(let names, _), .over(let names, _): names.contains { $0.first?.isLowercase == true }
    default: false
    }
  }

  var sentence: String {
    func subject(_ path: VariableName?) -> String {
      path.map { "the path through \($0.quoted) is " } ?? "it is "
    }
    func subject(_ paths: [VariableName]) -> String {
      paths.count < 2
        ? subject(paths.first) : "the paths through \(VariableName.list(paths)) are "
    }
    switch self {
    case .times(let names, let paths):
      let size = names.joined(separator: "·")
      if Set(names).count < names.count {
        return subject(paths)
          + "\(size) times too large: is a division by \(size) missing, or is it "
          + "multiplied by \(names[0]) where it should be divided?"
      }
      return subject(paths) + "\(size) times too large: is a division by \(size) missing"
        + (paths.count > 1 ? " in both?" : isCount ? ", or a factor too many?" : "?")
    case .over(let names, let paths):
      let size = names.joined(separator: "·")
      if Set(names).count < names.count {
        return subject(paths)
          + "\(size) times too small: is it divided by \(size) once too often, or "
          + "by \(names[0]) where it should be multiplied?"
      }
      return subject(paths) + "\(size) times too small: "
        + (paths.count > 1 ? "are they" : "is it") + " divided by \(size) once too often"
        + (isCount ? ", or is a factor missing?" : "?")
    case .otherSize(let used, let wanted, let path):
      // A letter is the length of an axis, which lines divide by. A count has a name, and is mostly
      // a factor.
      return used.first?.isLowercase == true
        ? "\(used) and \(wanted) seem to be mixed up"
        : subject(path) + "divided by \(used) where it should be divided by \(wanted)"
    case .lessOne(let name, let path):
      return subject(path) + "divided by \(name) − 1 where it should be divided by \(name)"
    case .number(let number, let path): return subject(path) + number.sentence
    case .multiple: return "every entry is off by the same factor: is it scaled as it should be?"
    }
  }
}
