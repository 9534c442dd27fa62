import Foundation
import Grader
import Protocol

/// The hints of a handout: each a title that names lines, and steps that unfold one at a time, the
/// last nearly the answer.
public struct Hints: Sendable {
  struct Hint: Equatable {
    /// What its title, or else the heading above it, names besides lines: functions, types, files.
    var scopes: [String]

    /// The lines it is for, or the function where it is for all of it.
    var names: [String]
    var steps: [String] = []
  }

  let hints: [Hint]
  private let folder: URL?

  /// - Parameter text: A handout's Markdown: a hint is a `<details>` whose summary names its lines,
  ///   and each `<details>` within it is a step further.
  public init(_ text: String) { (hints, folder) = (HintReader.hints(in: text), nil) }

  /// Reads the handout of an assignment; one that is not there has no hints.
  public init(handoutIn folder: URL) {
    let file = folder.appending(path: "README.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    (hints, self.folder) = (HintReader.hints(in: text), folder)
  }

  /// The lines of an assignment that have no hint, as `svmLoss.dw`.
  public func linesWithout(in expected: Expected) -> [String] {
    expected.functions.flatMap { function in
      expected.lines(of: function.name).filter { steps(for: $0, of: function).isEmpty }
        .map { "\(function.name).\($0)" }
    }
  }

  /// The steps of the hint for a line: the hint that names the line, or what the line checks. One
  /// that belongs to the line's function comes before one that belongs to none.
  public func steps(for line: String, of function: Declaration.Function) -> [String] {
    let host = Self.name(declaredBy: function.writtenIn[line] ?? "")
    let function = function.name.split(separator: ":").first.map(String.init) ?? function.name
    let last = function.split(separator: ".").last.map(String.init) ?? function
    let owners =
      [function, last, host, host.map { "\(function).\($0)" }].compactMap { $0 }
      + (file(of: last).map { [$0] } ?? [])
    func rank(_ hint: Hint) -> Int? {
      let isOwn = hint.scopes.contains { scope in
        owners.contains(scope) || owners.contains { $0.hasPrefix(scope + ".") }
          || last.lowercased().hasSuffix(scope.lowercased())
      }
      guard isOwn || hint.scopes.isEmpty || hint.scopes == [last] else { return nil }
      // The more precisely a hint says whose it is, the better.
      if hint.names.contains(line) { return hint.scopes == [function] ? 6 : isOwn ? 5 : 4 }
      if hint.names.contains(where: owners.contains) { return 3 }
      // A list that goes on, as in `dw1, db1, …`.
      if isOwn, hint.names.contains("…"), line.first == hint.names[0].first { return 2 }
      return nil
    }
    let ranked = hints.compactMap { hint in rank(hint).map { (hint: hint, rank: $0) } }
    return ranked.max { $0.rank < $1.rank }?.hint.steps ?? []
  }

  /// The name that a declaration declares: `build` of `func build`.
  private static func name(declaredBy text: String) -> String? {
    let name = text.replacing("func ", with: "").prefix { $0.isLetter || $0.isNumber }
    return name.isEmpty || name == "Saved" ? nil : String(name)
  }

  /// The name of the file that a function stands in.
  private func file(of function: String) -> String? {
    guard let folder else { return nil }
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.sorted().first { file in
      guard file.hasSuffix(".swift") else { return false }
      let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
      return text?.contains("func \(function)(") == true
    }
  }

  /// The lines that have hints.
  public var lines: [String] {
    hints.flatMap(\.names).reduce(into: []) { lines, name in
      if !lines.contains(name) { lines.append(name) }
    }
  }
}
