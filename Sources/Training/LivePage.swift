import FlatBackprop
import Foundation

/// A page that shows a training while it runs: a plain file that the browser reads again each second,
/// without a script or a server.
package struct LivePage {
  package var task: String
  package var losses: [Double] = []

  /// The accuracy, and after how many steps.
  package var accuracies: [(step: Int, accuracy: Double)] = []
  package var map: DecisionMap?
  package var layers: [Layer] = []
  package var filters: Tensor?
  package var isRunning = true

  package init(task: String) { self.task = task }

  /// The file's text.
  package var text: String {
    let accuracy = accuracies.last.map { ", accuracy \(percent($0.accuracy))" } ?? ""
    let status =
      "Step \(losses.count): loss \(short(losses.last ?? 0))\(accuracy)\(isRunning ? " …" : ".")"
    return "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\">"
      + (isRunning ? "<meta http-equiv=\"refresh\" content=\"1\">" : "")
      + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
      + "<title>\(SVG.escaped(task))</title><style>\(Self.style)</style>"
      + "<h1>\(SVG.escaped(task))</h1><p>\(status)</p>" + curves + layerTable + filterImages
      + "</html>\n"
  }

  private static let style =
    ":root{--b:#fff;--t:#1f2328;--m:#59636e;--l:#d1d9e0;--p:#0072b2;color-scheme:light dark}"
    + "@media(prefers-color-scheme:dark){:root{--b:#0d1117;--t:#e6edf3;--m:#9198a1;--l:#3d444d;"
    + "--p:#56b4e9}}body{background:var(--b);color:var(--t);font:15px/1.45 system-ui,sans-serif;"
    + "max-width:1000px;margin:0 auto;padding:0 16px 40px}h1{font-size:20px}h2{font-size:16px}"
    + "td,th{padding:4px 16px 4px 0;text-align:left;vertical-align:bottom;"
    + "border-bottom:1px solid var(--l)}small{color:var(--m);display:block}"
    + "path{fill:var(--p)}polyline{fill:none;stroke:var(--p);stroke-width:1.5}"
    + "svg{max-width:100%;height:auto}div.f{display:flex;flex-wrap:wrap;gap:6px}"

  // MARK: - Curves

  private var curves: String {
    guard !losses.isEmpty else { return "" }
    let picture = Picture(title: "loss \(short(losses.last ?? 0))", losses: losses, map: map)
    guard accuracies.count > 1, let last = accuracies.last else { return picture.text }
    let points = accuracies.map { step, accuracy in
      let x = 400 * Double(step) / Double(max(last.step, 1))
      return "\(Int(x.rounded())),\(Int((80 - 80 * accuracy).rounded()))"
    }
    return picture.text
      + "<h2>Accuracy</h2><svg viewBox=\"0 -2 400 84\" width=\"400\" role=\"img\" aria-label=\"the "
      + "accuracy, \(percent(last.accuracy)) in the end\"><polyline points=\"\(points.joined(separator: " "))\"/>"
      + "</svg><small>0 to 100 %, now \(percent(last.accuracy))</small>"
  }

  // MARK: - Layers

  private var layerTable: String {
    guard !layers.isEmpty else { return "" }
    let largest = layers.compactMap(\.gradientSize).max() ?? 0
    let rows = layers.map { layer -> String in
      let dead = layer.dead
      let remark =
        (layer.zeros > 0.005 ? "\(percent(layer.zeros)) are 0" : "")
        + (dead.count > 0 ? "; \(dead.count) of \(dead.of) units are 0 on every example" : "")
      let gradient = layer.gradient.map { Histogram($0.elements).svg } ?? ""
      let size = layer.gradientSize.map { "\(short($0))" + Self.bar($0, beside: largest) } ?? ""
      return "<tr><td>\(SVG.escaped(layer.name))<small>\(layer.values.shape)</small>"
        + "<td>\(Histogram(layer.values.elements).svg)<small>\(remark)</small>"
        + "<td>\(gradient)<td>\(size)"
    }
    return "<h2>Layers</h2><table><tr><th>layer<th>values<th>gradients<th>size of a gradient"
      + rows.joined()
      + "</table><small>The bars of sizes are on a scale of powers of ten: a gradient "
      + "that vanishes shows as bars that shrink from the last layer to the first.</small>"
  }

  /// Full for the largest, and empty for what is six powers of ten smaller.
  private static func bar(_ size: Double, beside largest: Double) -> String {
    guard size > 0, largest > 0 else { return "" }
    let length = max(1, Int((120 + 20 * log10(size / largest)).rounded()))
    return "<svg viewBox=\"0 0 120 8\" width=\"120\" aria-hidden=\"true\">"
      + "<path d=\"M0 0h\(length)v8h-\(length)z\"/></svg>"
  }

  // MARK: - Filters

  private var filterImages: String {
    guard let filters, filters.rank == 4 else { return "" }
    let (channels, height, width) = (filters.shape[1], filters.shape[2], filters.shape[3])
    let largest = filters.elements.reduce(1e-12) { max($0, abs($1)) }
    let images = (0..<min(filters.shape[0], 32)).map { filter -> String in
      let cells = (0..<(height * width)).map { place -> String in
        let color = (0..<3).map { color -> Int in
          let channel = channels == 3 ? color : 0
          let value = filters.elements[(filter * channels + channel) * height * width + place]
          return Int((127.5 + 127.5 * value / largest).rounded())
        }
        return "<rect x=\"\(place % width)\" y=\"\(place / width)\" width=\"1\" height=\"1\" "
          + "fill=\"rgb(\(color[0]) \(color[1]) \(color[2]))\"/>"
      }
      return "<svg viewBox=\"0 0 \(width) \(height)\" width=\"48\" role=\"img\" "
        + "aria-label=\"filter \(filter)\" shape-rendering=\"crispEdges\">\(cells.joined())</svg>"
    }
    return "<h2>Filters of the first layer</h2><div class=\"f\">\(images.joined())</div>"
      + "<small>Grey is 0, white positive and black negative"
      + (channels == 1 || channels == 3 ? "" : "; the first of \(channels) channels") + ".</small>"
  }
}
