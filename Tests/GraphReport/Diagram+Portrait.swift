import FlatBackprop
import Grader
import Portraits
import Protocol

extension Diagram {
  /// The graph of the student's own code.
  init(_ portrait: Portrait) {
    let letters = Letters(
      portrait.function, portrait.cases.map(\.run), drawn: portrait.drawn)
    self.init(
      portrait.drawn, portrait.function, letters, forward: portrait.forward,
      backward: portrait.backward
    ) { portrait.report(of: $0).map { Mark($0.verdict) } }
  }

  /// The graph of the solution, which nobody judges.
  init(_ function: Declaration.Function, _ runs: [Expected.Run]) {
    let first = runs[0]
    let hasSteps = first.lines.contains { $0.name.step != nil }
    let drawn =
      hasSteps ? first : runs.reduce(first) { $1.lines.count > $0.lines.count ? $1 : $0 }
    let forward = drawn.forward.flatMap { line in
      line.reads.map { Portrait.Edge(from: $0, to: line.name, state: .read) }
    }
    let backward = drawn.backward.flatMap { line in
      drawn.readers(of: line.name.variable).map {
        Portrait.Edge(from: $0.name.gradient, to: line.name, state: .read)
      }
    }
    self.init(
      drawn, function, Letters(function, runs, drawn: drawn), forward: forward, backward: backward
    ) { _ in nil }
  }

  private init(
    _ run: Expected.Run, _ function: Declaration.Function, _ letters: Letters,
    forward: [Portrait.Edge], backward: [Portrait.Edge], mark: (LineName) -> Mark?
  ) {
    let gradients = Set(run.backward.map(\.name))
    let upstream = run.outputLine?.gradient
    func gradient(of name: LineName) -> (name: String, mark: Mark?)? {
      guard gradients.contains(name.gradient) || name.gradient == upstream else { return nil }
      return ("\(name.gradient)", mark(name.gradient))
    }
    let used = Set(forward.map(\.from)).union(gradients.map(\.variable))
    let inputs = function.inputs.map { LineName($0.name) }
      .filter { run.inputs[$0.base] != nil && used.contains($0) }
    let lines = run.forward.map { (name: $0.name, kind: $0.role == .loss ? Kind.loss : .line) }
    let isBatch = Self.isBatch(function)
    var places: [LineName: Int] = [:]
    for (name, kind) in inputs.map({ (name: $0, kind: Kind.input) }) + lines {
      places[name] = nodes.count
      nodes.append(
        Node(
          name: "\(name)", shape: letters.text(of: name.base), kind: kind,
          mark: kind == .input ? nil : mark(name), gradient: gradient(of: name),
          isStatistic: isBatch && letters.axes(of: name.base).count == 1
            && letters.axes(of: name.base) != ["N"]))
    }
    addEdges(forward, backward, places) { from, to in
      guard isBatch else { return .plain }
      let (a, b) = (letters.axes(of: from.base), letters.axes(of: to.base))
      // A product of matrices is neither.
      if a == ["N"] + b, !b.isEmpty { return .aggregate }
      return b == ["N"] + a && !a.isEmpty ? .apply : .plain
    }
  }

  private mutating func addEdges(
    _ forward: [Portrait.Edge], _ backward: [Portrait.Edge], _ places: [LineName: Int],
    notation: (LineName, LineName) -> Notation
  ) {
    var flows: [[Int]: Edge] = [:]
    var order: [[Int]] = []
    func edge(_ from: LineName, _ to: LineName, _ add: (inout Edge) -> Void) {
      guard let a = places[from], let b = places[to], a < b else { return }
      if flows[[a, b]] == nil {
        flows[[a, b]] = Edge(from: a, to: b, notation: notation(from, to))
        order.append([a, b])
      }
      add(&flows[[a, b]]!)
    }
    for one in forward { edge(one.from, one.to) { $0.forward = Flow(one.state) } }
    for one in backward {
      let (from, to) = (one.to.variable, one.from.variable)
      // A gradient may look at any other; what is drawn is what flows back along the graph.
      if one.state == .read, let a = places[from], let b = places[to], flows[[a, b]] == nil {
        continue
      }
      edge(from, to) { $0.backward = Flow(one.state) }
    }
    edges = order.map { flows[$0]! }
  }

  /// Whether a function deals with the columns of a batch, as batch statistics do: then they are
  /// drawn in the lectures' own notation.
  private static func isBatch(_ function: Declaration.Function) -> Bool {
    let axes = function.inputs.map(\.axes).filter { !$0.isEmpty }
    guard let batch = axes.first(where: { $0.count == 2 && $0[0] == "N" }) else { return false }
    return axes.allSatisfy { $0 == batch || $0 == [batch[1]] }
  }
}

extension Diagram.Flow {
  init(_ state: Portrait.State) {
    switch state {
    case .read: self.init(look: .plain)
    case .open: self.init(look: .open)
    case .unread: self.init(look: .broken, label: "not read")
    case .extra: self.init(look: .wrong, label: "unexpected")
    case .missing: self.init(look: .broken, label: "missing")
    case .negated: self.init(look: .wrong, label: "wrong sign")
    case .scaled(let factor): self.init(look: .wrong, label: "× \(factor)")
    }
  }
}
