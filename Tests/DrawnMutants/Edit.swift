import Foundation

/// A change of a line by a rule: one of the slips that happen to anybody who writes formulas.
struct Edit: Sendable {
  let rule: Rule

  /// What it does, as in `axis: 1 → axis: 0`.
  let text: String

  /// The names that it takes out or puts in.
  var names: [String] = []

  /// The body as it is then.
  let body: String

  enum Rule: String, CaseIterable, Sendable {
    case sign, quotient, order, name, factor, dropped, axis, number, range, comparison, function
    case precision, index

    /// Words of which a true cause of such a slip has one. What else the judge says of it is for a
    /// reader to decide: it may well be true.
    var words: [String] {
      let size = [
        "too large", "too small", "divided", "factor", "multiplied", "times what", "reciprocal",
        "zero everywhere",
      ]
      return switch self {
      case .sign:
        [
          "sign", "wrong way round", "too large everywhere", "too small everywhere",
          "zero everywhere", "local gradient", "except where", "except at the label",
        ]
      case .quotient:
        size + [
          "only where", "except where", "local gradient", "does not use", "belongs", "this is the",
          "swapped",
        ]
      case .order: size + ["swapped", "wrong way round", "sign", "transpose", "does not use"]
      case .name:
        [
          "belongs", "does not use", "this is the", "plays a part", "ignored", "mixed up",
          "zero everywhere", "local gradient", "swapped", "a factor of",
        ]
      case .factor:
        size + ["belongs", "does not use", "this is the value", "local gradient", "handed on"]
      case .dropped:
        size + [
          "missing", "does not use", "ignored", "handed on", "too large everywhere",
          "too small everywhere", "this is the", "belongs", "except", "only", "sign", "axis",
          "axes",
          "reshaped", "transposed", "places", "zero everywhere",
        ]
      case .axis: ["axis", "transpose"]
      case .number:
        size + ["too large everywhere", "too small everywhere", "sign", "except where", "missing"]
      case .range: ["left out", "except at", "only", "zero everywhere", "missing"]
      case .comparison:
        [
          "stops", "passes", "except where", "only where", "sign", "where the local gradient of",
          "handed on",
        ]
      case .function:
        [
          "missing", "square", "exponential", "logarithm", "smaller one", "maximum", "minimum",
          "gradients add", "this is the", "local gradient", "left out", "zero everywhere",
          "only where",
          "value of",
        ]
      case .precision: ["rounding", "Float", "too large everywhere", "times what it should be"]
      case .index: ["transposed", "axis", "order", "places", "swapped"]
      }
    }
  }
}

extension Edit {
  /// All edits of a body.
  static func all(of body: String, scope: [String], by rules: [Rule] = Rule.allCases) -> [Edit] {
    rules.flatMap { all(of: body, scope: scope, by: $0) }
  }

  private static func all(of body: String, scope: [String], by rule: Rule) -> [Edit] {
    switch rule {
    case .sign:
      exchanges(rule, body, [(" + ", " - "), (" - ", " + ")]) + [whole(rule, "-(", body, ")")]
    case .quotient: exchanges(rule, body, [(" * ", " / "), (" / ", " * ")])
    case .order: swaps(body)
    case .name: names(body, scope)
    case .factor: factors(body, scope)
    case .dropped: omissions(body)
    case .axis:
      body.matches(of: #/axis: (\d)/#).flatMap { match in
        (0..<3).filter { "\($0)" != match.1 }.map {
          replacing(rule, body, match.range, by: "axis: \($0)")
        }
      }
    case .number:
      body.matches(of: #/(\d+(?:\.\d+)?)(?![\w.])/#).filter {
        !body.isAfter("_.:([", $0.range) && !body[..<$0.range.lowerBound].hasSuffix("axis: ")
      }.flatMap { match in
        ["0", "1", "2", "3", "0.5"].filter { $0 != match.1 }.map {
          replacing(rule, body, match.range, by: $0)
        }
      }
    case .range:
      exchanges(rule, body, [("..<", "..."), ("0..<", "1..<"), ("1..<", "0..<")])
    case .comparison:
      exchanges(
        rule, body,
        [(".> ", ".< "), (".> ", ".>= "), (".>= ", ".> "), (".< ", ".> "), (" > ", " < ")])
    case .function:
      exchanges(
        rule, body,
        [
          ("exp(", "log("), ("log(", "exp("), ("max(", "min("), ("min(", "max("), ("tanh(", "exp("),
          ("sqrt(", "abs("), ("exp(", "("), ("log(", "("), ("tanh(", "("), ("sqrt(", "("),
          (".sum(", ".max("), (".max(", ".sum("), (".argmax(", ".max("),
        ])
    case .precision:
      [
        whole(rule, "(", body, ") + 1e-8"), whole(rule, "(", body, ") * 1.000001"),
        whole(rule, "Double(Float(", body, "))"),
        whole(rule, "(", body, ").map { Double(Float($0)) }"),
      ]
    case .index:
      body.matches(of: #/\[(\w+), (\w+)\]/#).filter { $0.1 != $0.2 }.map {
        replacing(rule, body, $0.range, by: "[\($0.2), \($0.1)]")
      }
    }
  }

  static func replacing(
    _ rule: Rule, _ body: String, _ range: Range<String.Index>, by text: String,
    names: [String] = []
  ) -> Edit {
    let before = body[..<range.lowerBound].suffix(12).drop { !$0.isWhitespace }
    return Edit(
      rule: rule, text: "…\(before)\(body[range]) → \(text)", names: names,
      body: body.replacingCharacters(in: range, with: text))
  }

  private static func exchanges(
    _ rule: Rule, _ body: String, _ pairs: [(String, String)]
  ) -> [Edit] {
    pairs.flatMap { old, new in
      body.ranges(of: old).map { replacing(rule, body, $0, by: new) }
    }
  }

  private static func whole(_ rule: Rule, _ before: String, _ body: String, _ after: String) -> Edit
  {
    let statements = body.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !statements.contains("\n") else {
      // What a body of several statements gives is computed in a closure of its own.
      return Edit(
        rule: rule, text: "\(before)…\(after)", body: " \(before){ \(body) }()\(after) ")
    }
    return Edit(rule: rule, text: "\(before)…\(after)", body: " \(before)\(statements)\(after) ")
  }

  /// Names of the body exchanged for others in scope.
  private static func names(_ body: String, _ scope: [String]) -> [Edit] {
    body.matches(of: #/([a-zA-Z]\w*)(?![\w(:])/#).flatMap { match -> [Edit] in
      let old = String(match.1)
      guard scope.contains(old), !body.isAfter("_.", match.range) else { return [] }
      return scope.filter { $0 != old }.map {
        replacing(.name, body, match.range, by: $0, names: [old, $0])
      }
    }
  }

  /// The whole body times something, or divided by it.
  private static func factors(_ body: String, _ scope: [String]) -> [Edit] {
    scope.flatMap { name in
      [(" * ", name), (" / ", name), (" * ", "Double(\(name))"), (" / ", "Double(\(name))")].map {
        var edit = whole(.factor, "(", body, ")\($0)\($1)")
        edit.names = [name]
        return edit
      }
    } + ["* 2", "/ 2", "* 0.5"].map { whole(.factor, "(", body, ") \($0)") }
  }
}
