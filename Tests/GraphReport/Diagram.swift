/// A graph to be drawn: what stands in its boxes and along its edges, and nothing of where.
struct Diagram: Equatable {
  /// The boxes, each after those that it reads.
  var nodes: [Node] = []
  var edges: [Edge] = []

  /// The graph without the boxes that nothing leads to or from.
  var connected: Diagram {
    let kept = nodes.indices.filter { node in edges.contains { $0.from == node || $0.to == node } }
    var diagram = Diagram(nodes: kept.map { nodes[$0] })
    diagram.edges = edges.map { edge in
      var edge = edge
      edge.from = kept.firstIndex(of: edge.from) ?? 0
      edge.to = kept.firstIndex(of: edge.to) ?? 0
      return edge
    }
    return diagram
  }

  /// A variable: an input or a forward line, and its gradient.
  struct Node: Equatable {
    var name: String

    /// The axes, as in `[N, C]`; empty for a single number.
    var shape: String
    var kind: Kind

    /// What the judge thinks of the forward line; `nil` for an input, or where nobody was judged.
    var mark: Mark?

    /// The gradient's name, and what the judge thinks of its line, if it has one.
    var gradient: (name: String, mark: Mark?)?

    /// Whether it is one number a column of the batch: in the lectures' notation, underlined.
    var isStatistic = false

    static func == (a: Node, b: Node) -> Bool {
      (a.name, a.shape, a.kind, a.mark, a.isStatistic)
        == (b.name, b.shape, b.kind, b.mark, b.isStatistic)
        && a.gradient?.name == b.gradient?.name && a.gradient?.mark == b.gradient?.mark
    }
  }

  enum Kind: Equatable {
    case input, line, loss
  }

  /// A variable goes into a line, and what flows back there.
  struct Edge: Equatable {
    /// The places of both ends in ``Diagram/nodes``: `from` stands before `to`.
    var from: Int
    var to: Int
    var forward: Flow?
    var backward: Flow?
    var notation = Notation.plain
  }

  /// Something that flows along an edge.
  struct Flow: Equatable {
    var look: Look

    /// A word on what is wrong.
    var label = ""

    enum Look: Equatable {
      /// As it should be; wrong, though something flows; wrong because nothing does; still to do.
      case plain, wrong, broken, open
    }
  }

  /// The lectures' notation of statistics: a squiggle aggregates the batch, a dash applies what has no
  /// batch axis to each of its rows.
  enum Notation: Equatable {
    case plain, aggregate, apply
  }
}
