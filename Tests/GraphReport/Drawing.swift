/// A graph as SVG: forward edges run down, and beside each runs its gradient back up.
struct Drawing {
  let diagram: Diagram
  private let layout: Layout
  private let tops: [Double]

  static let row = 22.0
  private let gap: Double
  private static let margin = 8.0

  /// - Parameter gap: The room between layers: labels on edges need more of it.
  init(_ diagram: Diagram, gap: Double = 48) {
    self.diagram = diagram
    self.gap = gap
    layout = Layout(
      widths: diagram.nodes.map(Self.width), edges: diagram.edges.map { ($0.from, $0.to) })
    var tops: [Double] = []
    var top = Self.margin
    let nodes = diagram.nodes
    for layer in layout.layers {
      tops.append(top)
      let rows = layer.map { item in
        if case .node(let node) = item { nodes[node].gradient == nil ? 1.0 : 2.0 } else { 1.0 }
      }
      top += Self.row * (rows.max() ?? 1) + gap
    }
    self.tops = tops + [top]
  }

  /// Letters are 7.3 wide in names and 6.1 in shapes.
  private static func width(_ node: Diagram.Node) -> Double {
    let sign = node.mark == nil ? 0 : 2
    let own = 7.3 * Double(node.name.count + sign) + 6.1 * Double(node.shape.count) + 8
    let gradient = node.gradient.map { 7.3 * Double($0.name.count + 2) } ?? 0
    return max(own, gradient, 30) + 14
  }

  var width: Double {
    let right =
      layout.x.map { item, x in
        if case .node(let node) = item { x + Self.width(diagram.nodes[node]) / 2 } else { x + 11 }
      }.max() ?? 0
    // A label may stick out on the right.
    let labels = diagram.edges.contains { $0.backward?.label.isEmpty == false } ? 60.0 : 0
    return right + 2 * Self.margin + labels
  }

  var height: Double { (tops.last ?? 0) - gap + Self.margin }

  /// The boxes and edges, without the element around them.
  /// - Parameter link: Where a box leads to.
  func body(link: (Diagram.Node) -> String? = { _ in nil }) -> String {
    let edges = diagram.edges.indices.map(edge)
    return edges.map(\.lines).joined() + diagram.nodes.indices.map { box($0, link) }.joined()
      + edges.map(\.labels).joined()
  }

  // MARK: - Boxes

  private func frame(_ node: Int) -> (x: Double, y: Double, width: Double, height: Double) {
    let item = Layout.Item.node(node)
    let layer = layout.layers.firstIndex { $0.contains(item) } ?? 0
    let width = Self.width(diagram.nodes[node])
    let height = diagram.nodes[node].gradient == nil ? Self.row : 2 * Self.row
    let room = tops[layer + 1] - tops[layer] - gap
    return (
      Self.margin + layout.x[item]! - width / 2, tops[layer] + (room - height) / 2, width, height
    )
  }

  private func box(_ index: Int, _ link: (Diagram.Node) -> String?) -> String {
    let node = diagram.nodes[index]
    let (x, y, width, _) = frame(index)
    let kind = node.kind == .input ? " i" : node.kind == .loss ? " l" : ""
    var text = row(
      x, y, width, style: (node.mark?.style ?? "") + kind, sign: node.mark?.sign, node.name,
      underlined: node.isStatistic, shape: node.shape)
    if let gradient = node.gradient {
      text += row(
        x, y + Self.row, width, style: (gradient.mark?.style ?? "") + kind,
        sign: gradient.mark?.sign, gradient.name, underlined: node.isStatistic, shape: "")
    }
    guard let target = link(node) else { return text }
    return "<a href=\"\(Markup.escape(target))\">\(text)</a>"
  }

  private func row(
    _ x: Double, _ y: Double, _ width: Double, style: String, sign: String?, _ name: String,
    underlined: Bool, shape: String
  ) -> String {
    let (left, right) = (x.rounded(), (x + width).rounded())
    let name = Markup.escape(name)
    let label =
      (sign.map { $0 + " " } ?? "") + (underlined ? "<tspan class=\"s\">\(name)</tspan>" : name)
      + (shape.isEmpty ? "" : " <tspan class=\"z\">\(Markup.escape(shape))</tspan>")
    return
      "<rect\(Markup.style(style)) \(Markup.place(left, y)) width=\"\(Markup.px(right - left))\"/>"
      + "<text \(Markup.place(left + 7, y + 15))>\(label)</text>"
  }

  // MARK: - Edges

  /// Where an edge leaves a box or comes to it: those at one side of a box stand side by side.
  private func port(_ edge: Int, atStart: Bool) -> Double {
    let own = atStart ? diagram.edges[edge].from : diagram.edges[edge].to
    let (x, _, width, _) = frame(own)
    func toward(_ edge: Int) -> Double {
      let way = layout.ways[edge]
      return layout.x[atStart ? way[1] : way[way.count - 2]]!
    }
    let side = diagram.edges.indices.filter {
      (atStart ? diagram.edges[$0].from : diagram.edges[$0].to) == own
    }.sorted { (toward($0), $0) < (toward($1), $1) }
    let place = Double(side.firstIndex(of: edge) ?? 0) - Double(side.count - 1) / 2
    let distance = min(34, (width - 16) / Double(side.count))
    return x + width / 2 + place * distance
  }

  private func edge(_ index: Int) -> (lines: String, labels: String) {
    let edge = diagram.edges[index]
    let isPair = edge.forward != nil && edge.backward != nil
    var lines = ""
    var labels = ""
    if let flow = edge.forward {
      let curve = curve(index, aside: isPair ? -4 : 0)
      lines += path(curve, flow, edge.notation, style: "e", isUp: false)
      labels += label(curve, flow)
    }
    if let flow = edge.backward {
      let curve = curve(index, aside: isPair ? 4 : 0)
      let notation: Diagram.Notation =
        edge.notation == .aggregate ? .apply : edge.notation == .apply ? .aggregate : .plain
      lines += path(curve, flow, notation, style: "g", isUp: true)
      labels += label(curve, flow)
    }
    return (lines, labels)
  }

  private func curve(_ index: Int, aside: Double) -> Curve {
    let way = layout.ways[index]
    let (from, to) = (frame(diagram.edges[index].from), frame(diagram.edges[index].to))
    var curve = Curve(x: port(index, atStart: true) + aside, y: from.y + from.height)
    for case .bend(let edge, let layer) in way {
      let x = Self.margin + layout.x[.bend(edge: edge, layer: layer)]! + aside
      curve.bend(to: x, tops[layer])
      curve.go(down: tops[layer + 1] - gap)
    }
    curve.bend(to: port(index, atStart: false) + aside, to.y)
    return curve
  }

  private func path(
    _ curve: Curve, _ flow: Diagram.Flow, _ notation: Diagram.Notation, style: String, isUp: Bool
  ) -> String {
    let look =
      switch flow.look {
      case .plain: ""
      case .wrong: " w"
      case .broken: " w x"
      case .open: " o"
      }
    var data = curve.path(isUp: isUp, isWavy: notation == .aggregate)
    if notation == .apply {
      let middle = curve.middle
      data += "M" + Markup.px(middle.x - 6, middle.y) + "h12m0 1h-12"
    }
    return "<path\(Markup.style(style + look)) d=\"\(data)\"/>"
  }

  private func label(_ curve: Curve, _ flow: Diagram.Flow) -> String {
    guard !flow.label.isEmpty else { return "" }
    let width = 6.6 * Double(flow.label.count + 2) + 10
    let (x, y) = curve.middle
    return "<rect class=\"k\" \(Markup.place(x + 7, y - 9)) width=\"\(Markup.px(width))\"/>"
      + "<text class=\"k\" \(Markup.place(x + 12, y + 4))>✗ \(Markup.escape(flow.label))</text>"
  }
}
