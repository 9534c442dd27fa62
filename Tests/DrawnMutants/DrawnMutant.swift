import FlatBackprop

/// A line of a solution with one slip in it, or two.
struct DrawnMutant: Sendable {
  let line: SolutionLine
  let edits: [Edit]

  var body: String { edits.last?.body ?? line.body }

  /// Draws some of all mutants there are: a line, then a rule, then an edit, each as likely as its like.
  /// - Parameter count: How many. There may be fewer, where the lines have no more.
  static func draw(
    _ count: Int, of lines: [SolutionLine], using random: inout SeededGenerator
  ) -> [DrawnMutant] {
    var (drawn, bodies): ([DrawnMutant], Set<String>) = ([], [])
    var attempts = 0
    while drawn.count < count, attempts < count * 20, let line = lines.randomElement(using: &random)
    {
      attempts += 1
      var edits: [Edit] = []
      // One in eight holds two slips at once.
      for _ in 0..<(random.uniform() < 0.125 ? 2 : 1) {
        let body = edits.last?.body ?? line.body
        let rules = Edit.Rule.allCases.shuffled(using: &random)
        let options = rules.lazy.map { Edit.all(of: body, scope: line.scope, by: [$0]) }
        guard let edit = options.first(where: { !$0.isEmpty })?.randomElement(using: &random) else {
          continue
        }
        edits.append(edit)
      }
      let mutant = DrawnMutant(line: line, edits: edits)
      let key = "\(line.folder) \(line.owner) \(line.name) \(mutant.body)"
      if !edits.isEmpty, mutant.body != line.body, bodies.insert(key).inserted {
        drawn.append(mutant)
      }
    }
    return drawn
  }

  /// Whether a cause says what the edits did, as far as words can tell.
  func agrees(with cause: String) -> Bool {
    edits.contains { edit in
      edit.rule.words.contains { cause.contains($0) }
        && (edit.rule != .name || !cause.contains("\"")
          || edit.names.contains { cause.contains("\"\($0)\"") || cause.contains("\"d\($0)\"") })
    }
  }
}
