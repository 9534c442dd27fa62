import TestSupport
import Foundation
import Testing

@testable import Grader

@Suite("The student's source files")
struct SourceTests {
  static let folder = Submissions.root.appending(path: "assignments/10-modular").path
  static let source = Source(folder: folder)

  /// The place of a text in one of the files.
  static func place(_ text: String, in file: String) throws -> Place {
    let path = "\(folder)/\(file)"
    let lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
    let index = try #require(lines.firstIndex { $0.contains(text) })
    return Place(file: path, line: index + 1)
  }

  @Test("A function to write is named with its type, a line of a function is not")
  func bodies() throws {
    for (declaration, name) in [
      ("func order()", "Graph.order"), ("func forward(", "Graph.forward"),
      ("func backward(", "Graph.backward"),
    ] {
      var place = try Self.place(declaration, in: "Graph.swift")
      place = Place(file: place.file, line: place.line + 1)
      #expect(Self.source.body(at: place) == name)
    }
    #expect(Self.source.body(at: try Self.place("stage.dx", in: "SimpleGates.swift")) == nil)
    let saved = try Self.place("Saved(by: \"Multiply\")", in: "SimpleGates.swift")
    #expect(Self.source.body(at: Place(file: saved.file, line: saved.line + 1)) == nil)
  }

  @Test("A function of no type is named by itself")
  func functionOfNoType() throws {
    let folder = Submissions.root.appending(path: "assignments/08-convolution").path
    let file = "\(folder)/Sizes.swift"
    let lines = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n")
    let index = try #require(lines.firstIndex { $0.contains("func outputSize(") })
    #expect(Source(folder: folder).body(at: Place(file: file, line: index + 2)) == "outputSize")
  }

  @Test("A place outside the files is in no function")
  func outside() {
    #expect(Self.source.body(at: Place(file: "/nowhere/Graph.swift", line: 3)) == nil)
  }
}
