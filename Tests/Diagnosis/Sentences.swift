// What is said of a cause.

extension Cause {
  /// The cause as the end of a message.
  public var sentence: String {
    switch self {
    case .zero: "it is zero everywhere"
    case .sign(nil): "its sign is wrong"
    case .sign(let path?): "the path through \"\(path)\" has the wrong sign"
    case .factor(let factor, nil): "it is " + factor.sentence
    case .factor(let factor, let path?): "the path through \"\(path)\" is " + factor.sentence
    case .missingPaths(let paths):
      (paths.count == 1 ? "the path through " : "the paths through ")
        + "\(Cause.list(paths)) \(paths.count == 1 ? "is" : "are") missing"
    case .ignoredUpstream(let reader):
      "this is the local gradient of \"\(reader)\" alone: the upstream gradient \"d\(reader)\" is "
        + "ignored"
    case .missingLocal(let reader):
      "\"d\(reader)\" is handed on as it is: the local gradient of \"\(reader)\" is missing"
    case .wrongLocal(let reader):
      "\"d\(reader)\" comes in as it should, but the local gradient of \"\(reader)\" is wrong"
    case .added(let readers):
      "it is not 0 where \(Cause.list(readers.map { "d" + $0 })) \(readers.count == 1 ? "is" : "are") "
        + "0: what arrives should be multiplied in"
    case .unread(let names): "it does not use \(Cause.list(names))"
    case .invertedMask(let reader):
      "it lets through what \"\(reader)\" stops, and stops what \"\(reader)\" lets through"
    case .maskedBy(let name, let reader):
      "it passes where \"\(name)\" is positive: \"\(reader)\" passes elsewhere"
    case .smaller: "it is the smaller one where the larger is asked for"
    case .variable(let name, isMissing: true, nil): "a factor of \"\(name)\" is missing"
    case .variable(let name, isMissing: true, let path?):
      "in the path through \"\(path)\" a factor of \"\(name)\" is missing"
    case .variable(let name, isMissing: false, nil): "it has a factor of \"\(name)\" too many"
    case .variable(let name, isMissing: false, let path?):
      "the path through \"\(path)\" has a factor of \"\(name)\" too many"
    case .localVariable(let name, let isMissing, let reader):
      "in the local gradient of \"\(reader)\" there is a factor of \"\(name)\" "
        + (isMissing ? "missing" : "too many")
    case .multiplied(let name): "it is multiplied by \"\(name)\" where it should be divided"
    case .mixedUp(let used, let wanted):
      "\"\(used)\" seems to stand where \"\(wanted)\" belongs"
    case .swapped(let one, let other): "\"\(one)\" and \"\(other)\" are swapped"
    case .negated(let name): "\"\(name)\" goes in with the wrong sign"
    case .transposedFactor(let name): "\"\(name)\" seems to stand where its transpose belongs"
    case .flippedFactor(let name): "\"\(name)\" is used flipped"
    case .wrongWayRound(let one, let other):
      "the difference of \"\(one)\" and \"\(other)\" is taken the wrong way round"
    case .extra(let names):
      "\(Cause.list(names)) \(names.count == 1 ? "plays" : "play") a part in it, but should not"
    default: placeSentence
    }
  }

  /// The causes that have to do with places.
  private var placeSentence: String {
    switch self {
    case .missingSum(let axis?): "is the sum over axis \(axis) missing?"
    case .missingSum(nil): "is the sum over all entries missing?"
    case .missingExpand(let axis): "is the expand along axis \(axis) missing?"
    case .wrongAxis(let name, let axis, let isMaximum):
      "the \(isMaximum ? "maximum" : "sum") of \"\(name)\" runs over the wrong axis, \(axis)"
    case .transposed: "it is transposed"
    case .permuted: "the entries are right, but their axes are in another order"
    case .reshaped: "the numbers are right, but it is to be reshaped"
    case .reversed(let axes):
      "it is reversed along axis \(axes.map(String.init).joined(separator: " and axis "))"
    case .misplaced(nil): "the numbers are right, but some stand in each other's place"
    case .misplaced(let path?):
      "the path through \"\(path)\" has the right numbers, but in the wrong places"
    case .function(let function): function.sentence
    case .offset(let amount):
      amount.hasPrefix("-")
        ? "it is \(amount.dropFirst()) too small everywhere"
        : "it is \(amount) too large everywhere"
    case .overwritten:
      "where several terms meet in one entry, only one of them is kept: gradients add"
    case .leftOut(let reader):
      "an entry is a sum over several entries of \"d\(reader)\", and some are left out"
    case .stray(let reader):
      "entries of \"d\(reader)\" go into it that have nothing to do with it"
    case .exceptFrom(let condition, let reader):
      "it is right but for what comes from \"d\(reader)\" \(condition)"
    case .onlyFrom(let condition, let reader):
      "it is right only for what comes from \"d\(reader)\" \(condition)"
    case .exceptWhere(let condition): "it is right except \(condition)"
    case .onlyWhere(let condition): "it is right only \(condition)"
    case .instead(let instead): instead.sentence
    case .steps(let slip): slip.sentence
    case .onlyIf(let condition): "it is right only where \(condition)"
    default: ""
    }
  }

  private static func list(_ names: [String]) -> String {
    let quoted = names.map { "\"\($0)\"" }
    guard quoted.count > 2, let last = quoted.last else { return quoted.joined(separator: " and ") }
    return quoted.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Cause.Factor {
  var sentence: String {
    switch self {
    case .times(let size): "\(size) times too large: is a division by \(size) missing?"
    case .over(let size): "\(size) times too small: is it divided by \(size) once too often?"
    case .swapped(let used, let wanted):
      "divided by \(used) where it should be divided by \(wanted)"
    case .lessOne(let size): "divided by \(size) − 1 where it should be divided by \(size)"
    case .number("2"): "2 times too large"
    case .number("0.5"): "2 times too small"
    case .number("0.434294"), .number("1.442695"):
      "a constant times what it should be: is its logarithm the natural one?"
    case .number(let factor): "\(factor) times what it should be"
    }
  }
}

extension Cause.Function {
  var sentence: String {
    switch self {
    case .logarithm: "the logarithm is missing"
    case .exponential: "the exponential is missing"
    case .squareRoot: "it is the square root of what it should be"
    case .square: "it is the square of what it should be"
    case .reciprocal: "it is the reciprocal of what it should be"
    }
  }
}
