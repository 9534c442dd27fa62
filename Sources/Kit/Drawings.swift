import GraphReport

extension Command {
  /// Draws the handouts' graphs.
  static let drawings = Command(
    name: "drawings", usage: "drawings",
    summary: "Draws the graphs that the handouts link to, from the expected values."
  ) { _ in
    let written = try HandoutDrawings(root: root).writeAll()
    for path in written { print("wrote \(path)") }
    if written.isEmpty { print("the drawings are up to date") }
    return 0
  }
}
