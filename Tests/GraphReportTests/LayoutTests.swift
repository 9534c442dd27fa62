import FlatBackprop
import Testing

@testable import GraphReport

@Suite("The layout of a graph")
struct LayoutTests {
  /// A random graph of as many boxes as the longest function of the course has.
  private static func graph(_ seed: UInt64) -> (widths: [Double], edges: [(from: Int, to: Int)]) {
    var random = SeededGenerator(seed: seed)
    let widths = (0..<23).map { _ in Double.random(in: 40...160, using: &random) }
    var edges: [(from: Int, to: Int)] = []
    for to in 4..<23 {
      for from in Set((0..<2).map { _ in Int.random(in: 0..<to, using: &random) }).sorted() {
        edges.append((from, to))
      }
    }
    return (widths, edges)
  }

  @Test("Boxes of a layer do not touch, and edges pass between them", arguments: 1...20)
  func room(seed: UInt64) {
    let (widths, edges) = Self.graph(seed)
    let layout = Layout(widths: widths, edges: edges)
    for layer in layout.layers {
      for (one, next) in zip(layer, layer.dropFirst()) {
        func half(_ item: Layout.Item) -> Double {
          if case .node(let node) = item { widths[node] / 2 } else { 8 }
        }
        #expect(layout.x[one]! + half(one) < layout.x[next]! - half(next))
      }
    }
  }

  @Test("Every edge goes down, a layer at a time", arguments: 1...20)
  func down(seed: UInt64) {
    let (widths, edges) = Self.graph(seed)
    let layout = Layout(widths: widths, edges: edges)
    func depth(_ item: Layout.Item) -> Int { layout.layers.firstIndex { $0.contains(item) }! }
    for (way, edge) in zip(layout.ways, edges) {
      #expect(way.first == .node(edge.from) && way.last == .node(edge.to))
      for (one, next) in zip(way, way.dropFirst()) { #expect(depth(next) == depth(one) + 1) }
    }
  }

  @Test("Two pairs whose edges would cross are put in an order in which they do not")
  func order() {
    let layout = Layout(widths: [50, 50, 50, 50], edges: [(0, 3), (1, 2)])
    #expect(
      (layout.x[.node(0)]! < layout.x[.node(1)]!) == (layout.x[.node(3)]! < layout.x[.node(2)]!))
  }

  @Test("A wave ends where its edge ends")
  func wave() {
    var curve = Curve(x: 10, y: 0)
    curve.bend(to: 50, 48)
    let steps = curve.path(isUp: false, isWavy: true).split(separator: "l")[1].split(
      separator: "m")[0]
    let numbers = steps.replacing("-", with: " -").split(separator: " ").compactMap { Double($0) }
    let across = stride(from: 0, to: numbers.count, by: 2).reduce(0) { $0 + numbers[$1] }
    let down = stride(from: 1, to: numbers.count, by: 2).reduce(0) { $0 + numbers[$1] }
    #expect(abs(across - 40) < 0.01 && abs(down - 48) < 0.01)
  }
}
