import Foundation

extension Handout {
  /// A number, or numbers, that a handout quotes for a line.
  public struct Quoted: Equatable, Sendable {
    /// The number of the line in the handout.
    public let line: Int

    /// The name of the function's line, as in `dw`.
    public let name: String

    /// The numbers, in their order: one for all elements, or one for each.
    public let numbers: [Number]
  }

  /// A decimal number.
  public struct Number: Equatable, Sendable {
    public let value: Double

    /// The number of digits after the decimal point.
    let digits: Int

    /// Whether another number rounds to this one, at as many digits. A whole number is meant
    /// exactly.
    public func rounds(_ other: Double) -> Bool {
      let tolerance = digits == 0 ? 1e-9 : 0.5 * pow(10, -Double(digits)) + 1e-9
      return abs(value - other) <= tolerance
    }
  }

  /// The tables of the worked examples, each with what it quotes. These tables have columns titled
  /// forward, backward or line, with the values in the column to the right. Values in words are
  /// left out.
  public var workedExamples: [[Quoted]] {
    var tables: [[Quoted]] = []
    var columns: [Int]?
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      guard line.hasPrefix("|") else {
        columns = nil
        continue
      }
      let cells = line.dropFirst().dropLast().components(separatedBy: "|")
        .map { $0.trimmingCharacters(in: .whitespaces) }
      if let columns {
        for column in columns where column + 1 < cells.count {
          tables[tables.count - 1] += Self.quoted(
            cells[column], cells[column + 1], at: index + 1)
        }
      } else {
        let titles = ["forward", "backward", "line"]
        columns = cells.indices.dropLast().filter {
          titles.contains(cells[$0]) && cells[$0 + 1] == "value"
        }
        tables.append([])
      }
    }
    return tables.filter { !$0.isEmpty }
  }

  /// What two cells quote: `dw2`, `ds2` and 0.19661; or `dw`, `dz` and 0, 2.
  private static func quoted(_ names: String, _ values: String, at line: Int) -> [Quoted] {
    let names = names.matches(of: #/`(\w+)`/#).map { String($0.1) }
    // A calculation is followed by its result.
    guard let result = values.components(separatedBy: " = ").last, !names.isEmpty else { return [] }
    let parts = names.count > 1 && !result.contains("[") ? result.components(separatedBy: ", ") : []
    if parts.count == names.count {
      return zip(names, parts).compactMap { name, part in
        numbers(part).map { Quoted(line: line, name: name, numbers: $0) }
      }
    }
    guard let numbers = numbers(result) else { return [] }
    return names.map { Quoted(line: line, name: $0, numbers: numbers) }
  }

  /// The numbers of a value such as −2, 0.5 everywhere or [[1, 0], [0, 1]]; `nil` for anything
  /// else.
  private static func numbers(_ text: String) -> [Number]? {
    var text = text.replacing("−", with: "-").replacing("`", with: "")
    if text.hasSuffix(" everywhere") { text.removeLast(" everywhere".count) }
    guard text.wholeMatch(of: #/[-\d.,\[\] ]+/#) != nil else { return nil }
    let isList = text.hasPrefix("[") && text.hasSuffix("]")
    let words = text.split { "[], ".contains($0) }
    guard isList || (words.count == 1 && !text.contains(",")) else { return nil }
    let numbers = words.compactMap { word in
      Double(word).map { value in
        Number(value: value, digits: word.split(separator: ".").dropFirst().first?.count ?? 0)
      }
    }
    return numbers.count == words.count ? numbers : nil
  }
}
