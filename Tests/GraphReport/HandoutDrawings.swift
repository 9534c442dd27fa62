import FlatBackprop
import Foundation
import Grader
import KitSupport

/// The drawn graphs of the handouts, made from the solutions. A handout that links to
/// `drawings/svmLoss.svg` gets that drawing, and the graph in words as the link's text.
public struct HandoutDrawings {
  private let root: URL

  /// - Parameter root: The package's folder.
  public init(root: URL) { self.root = root }

  /// A file as it should be.
  public struct File: Equatable, Sendable {
    /// Its path in the package.
    public let path: String
    public let text: String
  }

  /// The handouts with their links, and the drawings that they link to.
  /// - Throws: A sentence where a handout wants the drawing of a function that there is not.
  public func files() throws -> [File] {
    let expected = Products.expected(seed: nil, root: root)
    return try Expected.folders(in: expected).flatMap { folder -> [File] in
      let handout = "assignments/\(folder)/README.md"
      guard let text = try? String(contentsOf: root.appending(path: handout), encoding: .utf8)
      else { return [] }
      let values = try Expected.read(folder, from: expected)
      var drawings: [File] = []
      let lines = try text.components(separatedBy: "\n").map { line in
        guard let name = line.wholeMatch(of: #/!\[.*\]\(drawings/(\w+)\.svg\)/#)?.1 else {
          return line
        }
        guard let function = values.function(String(name)) else {
          throw KitError(
            "\(handout) links to drawings/\(name).svg, but \(folder) has no function \(name).")
        }
        let diagram = Diagram(function, values.runs.filter { $0.function == name }).connected
        drawings.append(
          File(
            path: "assignments/\(folder)/drawings/\(name).svg",
            text: Self.svg(diagram, of: String(name))))
        return "![The graph of \(name). \(diagram.spoken)](drawings/\(name).svg)"
      }
      return [File(path: handout, text: lines.joined(separator: "\n"))] + drawings
    }
  }

  /// Writes the files that are not as they should be.
  /// - Returns: The paths of what was written.
  public func writeAll() throws -> [String] {
    try stale().map { file in
      let url = root.appending(path: file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.text.utf8).write(to: url)
      return file.path
    }
  }

  /// The files that are not as they should be.
  public func stale() throws -> [File] {
    try files().filter { file in
      (try? String(contentsOf: root.appending(path: file.path), encoding: .utf8)) != file.text
    }
  }

  /// A drawing that stands alone, for light and dark.
  private static func svg(_ diagram: Diagram, of name: String) -> String {
    // A wave needs room to be seen.
    let isPlain = diagram.edges.allSatisfy { $0.notation == .plain }
    let drawing = Drawing(diagram, gap: isPlain ? 34 : 48)
    let (width, height) = (Int(drawing.width.rounded(.up)), Int(drawing.height.rounded(.up)))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img"><title>The graph of \(name)</title>\
      <desc>\(Markup.escape(diagram.spoken))</desc><style>\(Style.drawing)</style>
      \(drawing.body().replacing("/><", with: "/>\n<"))
      </svg>

      """
  }
}
