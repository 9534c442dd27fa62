import Foundation
import Grader
import KitSupport
import SwiftText

/// An assignment's files as they are compiled: what the student wrote, without what does not
/// compile. Every line keeps its number, and every file its name.
struct Draft {
  struct File {
    /// The path of the student's file.
    let path: String
    var text: [UInt8]

    /// Whether all of it is left out.
    var isLeftOut = false

    var name: String { Draft.name(path) }
  }

  /// What replaces a body: a line that is to do …
  static let toDo = "try todo()"

  /// … or, where nothing can be thrown, a stop.
  static let stop = "fatalError(\"this function does not compile\")"

  var files: [File]

  /// What was found out so far.
  private(set) var unbuilt = Unbuilt()

  /// Reads the files of a folder: those called `….swift` that are regular files.
  /// - Throws: A sentence where the folder is not there.
  init(folder: URL) throws {
    let manager = FileManager.default
    let attributes = try? manager.attributesOfItem(atPath: folder.path)
    files = []
    guard let kind = attributes?[.type] as? FileAttributeType, kind != .typeSymbolicLink else {
      if attributes == nil { throw KitError("There is no folder \(folder.path) to grade.") }
      unbuilt.problems.append(
        Problem(
          text:
            "\(folder.lastPathComponent) is a link: only what lies in the folder itself is graded.",
          place: nil))
      return
    }
    guard kind == .typeDirectory,
      let names = try? manager.contentsOfDirectory(atPath: folder.path)
    else {
      throw KitError("There is no folder \(folder.path) to grade.")
    }
    for name in names.sorted() where name.hasSuffix(".swift") && !name.hasPrefix(".") {
      read("\(folder.path)/\(name)")
    }
    leaveOutCopies()
    if files.isEmpty {
      unbuilt.problems.append(
        Problem(text: "\(folder.lastPathComponent) holds no Swift file.", place: nil))
    }
  }

  /// Reads a file, or says why it is left out.
  private mutating func read(_ path: String) {
    do throws(SourceText.Refusal) {
      let source = try SourceText(reading: path)
      if let remark = source.remark { note(remark, path) }
      files.append(File(path: path, text: Array(source.text.utf8)))
      hideTestable(in: files.count - 1)
      settleMerge(of: files.count - 1)
    } catch {
      leaveOut(path, "\(error): it is left out")
    }
  }

  /// A file's name with its folder's, on one line.
  private static func name(_ path: String) -> String {
    path.split(separator: "/").suffix(2).joined(separator: "/").clipped()
  }

  /// Says something about a file.
  mutating func note(_ text: String, _ path: String, line: Int = 1) {
    unbuilt.problems.append(
      Problem(text: "\(Self.name(path)) \(text).", place: Place(file: path, line: line)))
  }

  mutating func leaveOut(_ path: String, _ text: String) { note(text, path) }

  // MARK: - What the compiler finds

  func outline(_ index: Int) -> Outline { Outline(files[index].text) }

  /// Takes out the code that errors are in. In each file that is the bodies with unbalanced
  /// brackets; if there are none, the bodies that hold an error; and if there are none of those
  /// either, the whole file.
  /// - Returns: Whether anything could be taken out.
  mutating func cut(
    _ errors: [(error: CompilerMessage, notes: [CompilerMessage])]
  ) -> Bool {
    var hasCut = false
    for index in files.indices where !files[index].isLeftOut {
      let own = errors.filter { $0.error.file == files[index].path }
      guard let first = own.first else { continue }
      hasCut = true
      let outline = outline(index)
      let misfits = outline.misfits
      if !misfits.isEmpty {
        for part in misfits.reversed() { cutMisfit(part, of: index, outline, own) }
        continue
      }
      // In reverse, so that the places before stay valid.
      var parts: [(part: Outline.Part, error: CompilerMessage)] = []
      var strays: [CompilerMessage] = []
      for (error, _) in own {
        guard let part = outline.part(ofErrorAt: error.line, error.column) else {
          strays.append(error)
          continue
        }
        if !parts.contains(where: { $0.part == part }) { parts.append((part, error)) }
      }
      if parts.isEmpty {
        leaveOut(index, first.error)
      } else {
        let outermost = parts.filter { one in
          !parts.contains {
            $0.part != one.part && $0.part.range.lowerBound <= one.part.range.lowerBound
              && $0.part.range.upperBound >= one.part.range.upperBound
          }
        }
        for (part, error) in outermost.sorted(by: {
          $0.part.range.lowerBound > $1.part.range.lowerBound
        }) {
          let message = NumPyHabit.explained(error, in: files[index].text)
          cut(part, of: index, line: error.line, column: error.column, message)
        }
      }
    }
    return hasCut
  }

  private mutating func leaveOut(_ index: Int, _ error: CompilerMessage) {
    note(
      "does not compile, and is left out: \(error.text)", files[index].path, line: error.line)
    files[index].isLeftOut = true
    files[index].text = []
  }

  private mutating func cutMisfit(
    _ part: Outline.Part, of index: Int, _ outline: Outline,
    _ errors: [(error: CompilerMessage, notes: [CompilerMessage])]
  ) {
    let lines = outline.lines(of: part)
    let found = errors.first { error, notes in
      lines.contains(error.line) || notes.contains { lines.contains($0.line) }
    }
    let inside = found.flatMap { lines.contains($0.error.line) ? $0.error : nil }
    let says = inside.map { " (the compiler: \($0.text))" } ?? ""
    cut(
      part, of: index, line: inside?.line ?? lines.lowerBound, column: inside?.column ?? 1,
      "a bracket or a quotation mark has no partner here\(says)")
  }

  /// Replaces a body with a stand-in.
  mutating func cut(
    _ part: Outline.Part, of index: Int, line: Int, column: Int, _ message: String
  ) {
    let lines = outline(index).lines(of: part)
    let path = files[index].path
    let newlines = files[index].text[part.range].count { $0 == ascii("\n") }
    var body = Self.toDo
    switch part.kind {
    case .line:
      unbuilt.bodies.append(
        Unbuilt.Body(file: path, lines: lines, line: line, column: column, message: message))
    case .function(let name, let canThrow, let returns):
      if canThrow {
        if !returns { body += " as Void" }
        unbuilt.bodies.append(
          Unbuilt.Body(file: path, lines: lines, line: line, column: column, message: message))
      } else {
        body = Self.stop
        unbuilt.functions[name] = Problem(
          text: "\(name.clipped()) does not compile: \(message)",
          place: Place(file: path, line: line))
      }
    }
    let standIn = "{ \(body)" + String(repeating: "\n", count: newlines) + " }"
    files[index].text.replaceSubrange(part.range, with: standIn.utf8)
  }

  /// Notes that nothing of it can be built.
  mutating func noteFailure(_ text: String) {
    unbuilt.problems.append(Problem(text: text, place: nil))
  }

  /// Takes over what does not compile in an assignment that this one builds upon.
  mutating func add(_ other: Unbuilt) {
    unbuilt.bodies += other.bodies
    unbuilt.problems += other.problems + other.functions.values.sorted { $0.text < $1.text }
  }
}
