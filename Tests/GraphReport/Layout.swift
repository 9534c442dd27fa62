/// Where the boxes of a graph stand, and the ways of its edges: layers from top to bottom, a box below
/// all that it reads, and long edges led past the boxes between.
///
/// The layers follow the longest path; within each, boxes are ordered by the middle of their neighbors
/// (K. Sugiyama's method), then moved towards them as far as the others leave room.
struct Layout {
  /// The layer of each box, and of each bend that an edge makes on its way through a layer.
  private(set) var layers: [[Item]] = []

  /// The middle of each item.
  private(set) var x: [Item: Double] = [:]

  /// For each edge what it passes, from its first box to its last.
  private(set) var ways: [[Item]] = []

  enum Item: Hashable {
    case node(Int)
    case bend(edge: Int, layer: Int)
  }

  /// - Parameters:
  ///   - widths: Of the boxes.
  ///   - edges: From a box to one behind it.
  init(widths: [Double], edges: [(from: Int, to: Int)]) {
    let depths = Self.depths(count: widths.count, edges)
    layers = Array(repeating: [], count: (depths.max() ?? -1) + 1)
    for (node, depth) in depths.enumerated() { layers[depth].append(.node(node)) }
    for (index, edge) in edges.enumerated() {
      let bends = (depths[edge.from] + 1..<max(depths[edge.from] + 1, depths[edge.to]))
        .map { Item.bend(edge: index, layer: $0) }
      for case .bend(let edge, let layer) in bends {
        layers[layer].append(.bend(edge: edge, layer: layer))
      }
      ways.append([.node(edge.from)] + bends + [.node(edge.to)])
    }
    var above: [Item: [Item]] = [:]
    var below: [Item: [Item]] = [:]
    for way in ways {
      for (one, next) in zip(way, way.dropFirst()) {
        below[one, default: []].append(next)
        above[next, default: []].append(one)
      }
    }
    order(above, below)
    place(above, below) { item in
      if case .node(let node) = item { widths[node] } else { Self.bendWidth }
    }
  }

  /// The room that an edge and its gradient take between boxes.
  private static let bendWidth = 22.0
  private static let gap = 18.0

  /// The layer of each box: one below the last that it reads. What reads nothing stands right above its
  /// first reader.
  private static func depths(count: Int, _ edges: [(from: Int, to: Int)]) -> [Int] {
    var depths = [Int](repeating: 0, count: count)
    for node in 0..<count {
      for edge in edges where edge.to == node {
        depths[node] = max(depths[node], depths[edge.from] + 1)
      }
    }
    for node in 0..<count where !edges.contains(where: { $0.to == node }) {
      let readers = edges.filter { $0.from == node }.map { depths[$0.to] }
      if let first = readers.min() { depths[node] = first - 1 }
    }
    return depths
  }

  // MARK: - Order

  private mutating func order(_ above: [Item: [Item]], _ below: [Item: [Item]]) {
    var best = layers
    var fewest = crossings(below)
    for round in 0..<12 {
      let isDown = round.isMultiple(of: 2)
      let neighbors = isDown ? above : below
      for layer in isDown ? Array(layers.indices) : layers.indices.reversed() {
        let places = self.places
        layers[layer] = layers[layer].enumerated().map { index, item in
          let own = neighbors[item]?.compactMap { places[$0] } ?? []
          let middle = own.isEmpty ? Double(index) : own.reduce(0, +) / Double(own.count)
          return (item, middle, index)
        }.sorted { ($0.1, $0.2) < ($1.1, $1.2) }.map(\.0)
      }
      let now = crossings(below)
      if now < fewest { (best, fewest) = (layers, now) }
    }
    layers = best
  }

  private var places: [Item: Double] {
    var places: [Item: Double] = [:]
    for layer in layers {
      for (index, item) in layer.enumerated() { places[item] = Double(index) }
    }
    return places
  }

  /// How often edges cross.
  private func crossings(_ below: [Item: [Item]]) -> Int {
    let places = self.places
    return layers.reduce(0) { total, layer in
      let lines = layer.flatMap { item in
        (below[item] ?? []).map { (places[item]!, places[$0]!) }
      }
      var count = 0
      for (index, one) in lines.enumerated() {
        for other in lines[(index + 1)...] where (one.0 - other.0) * (one.1 - other.1) < 0 {
          count += 1
        }
      }
      return total + count
    }
  }

  // MARK: - Places

  private mutating func place(
    _ above: [Item: [Item]], _ below: [Item: [Item]], width: (Item) -> Double
  ) {
    for layer in layers {
      var edge = 0.0
      for item in layer {
        x[item] = edge + width(item) / 2
        edge += width(item) + Self.gap
      }
    }
    for round in 0..<24 {
      let isDown = round.isMultiple(of: 2)
      for layer in isDown ? layers : layers.reversed() {
        let wanted = layer.map { item -> Double in
          let own =
            round < 16 ? (isDown ? above : below)[item] : (above[item] ?? []) + (below[item] ?? [])
          guard let own, !own.isEmpty else { return x[item]! }
          return own.reduce(0) { $0 + x[$1]! } / Double(own.count)
        }
        settle(layer, wanted, width)
      }
    }
    let left = layers.joined().map { x[$0]! - width($0) / 2 }.min() ?? 0
    for item in x.keys { x[item]! -= left }
  }

  /// Brings the items of a layer as near as can be to where they want to be, without overlap: those
  /// that are in each other's way move as one block.
  private mutating func settle(_ layer: [Item], _ wanted: [Double], _ width: (Item) -> Double) {
    var offsets: [Double] = []
    for (index, item) in layer.enumerated() {
      guard index > 0 else {
        offsets.append(0)
        continue
      }
      offsets.append(offsets[index - 1] + (width(layer[index - 1]) + width(item)) / 2 + Self.gap)
    }
    var blocks: [(sum: Double, count: Double)] = []
    for index in layer.indices {
      blocks.append((wanted[index] - offsets[index], 1))
      while blocks.count > 1, let last = blocks.last,
        blocks[blocks.count - 2].sum / blocks[blocks.count - 2].count > last.sum / last.count
      {
        blocks.removeLast()
        blocks[blocks.count - 1].sum += last.sum
        blocks[blocks.count - 1].count += last.count
      }
    }
    var index = 0
    for block in blocks {
      for _ in 0..<Int(block.count) {
        x[layer[index]] = block.sum / block.count + offsets[index]
        index += 1
      }
    }
  }
}
