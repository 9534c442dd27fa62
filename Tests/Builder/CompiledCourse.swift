import Foundation
import SwiftText

/// The course's part of an assignment, compiled: the calls of the student's functions. A call that
/// does not compile is left out.
struct CompiledCourse {
  let folder: URL

  /// The object file, if it could be made.
  var object: String? {
    let file = folder.appending(path: "Course.o").path
    return FileManager.default.fileExists(atPath: file) ? file : nil
  }

  /// The functions that cannot be called, and what the compiler says.
  func uncallable() throws -> [String: String] {
    try JSONDecoder().decode(
      [String: String].self, from: Data(contentsOf: folder.appending(path: "uncallable.json")))
  }

  /// Why there is no object file.
  func failure() throws -> String {
    try String(contentsOf: folder.appending(path: "failure"), encoding: .utf8)
  }

  /// What replaces a call that does not compile; it is never run.
  private static let standIn = "{ _, _ in throw CancellationError() }"

  private static let mostRounds = 8

  /// The path that the compiler sees a file at.
  private static func path(of name: String) -> String { "/Course/\(name)" }

  /// Compiles the calls.
  /// - Parameters:
  ///   - stage: Writes texts for the compiler, and returns the file that says where they are.
  ///   - compiler: The compiler's arguments before the files.
  ///   - workroom: What the compiler may touch.
  ///   - throwIfNothingCompiles: Throws if nothing can be built at all.
  static func compile(
    _ entry: CourseEntry, in folder: URL,
    stage: ([(path: String, text: [UInt8])], URL) throws -> String, compiler: [String],
    within limit: Double, workroom: Workroom?, throwIfNothingCompiles: () throws -> Void
  ) throws {
    var files = entry.files.map { (path: path(of: $0.name), text: Array($0.text.utf8)) }
    files.append(
      (
        path(of: "main.swift"), Array("import Runner\n\ntry Runner.main(Course.assignments)\n".utf8)
      ))
    var uncallable: [String: String] = [:]
    func write() throws {
      try JSONEncoder().encode(uncallable).write(to: folder.appending(path: "uncallable.json"))
    }
    var failure = "too much of it is missing."
    rounds: for _ in 0..<mostRounds {
      let overlay = try stage(files, folder)
      let outcome = try Tool.run(
        compiler + ["-vfsoverlay", overlay, "-o", folder.appending(path: "Course.o").path]
          + files.map(\.path), within: limit, in: workroom)
      if outcome.status == .exited(0) { return try write() }
      let errors = CompilerMessage.errors(in: outcome.text, about: files.map(\.path)).map(\.error)
      if outcome.mayBeTheMachines(errors) { try throwIfNothingCompiles() }
      failure = errors.first?.text ?? outcome.text
      var hasCut = false
      for index in files.indices {
        let own = errors.filter { $0.file == files[index].path }
        var cut: Set<Int> = []
        for error in own.reversed() {
          guard let place = Outline(files[index].text).place(line: error.line, column: error.column)
          else { continue }
          let scanner = SourceScanner(files[index].text)
          guard let call = scanner.call(around: place) else { continue }
          if entry.files.contains(where: { $0.isOwn && files[index].path == path(of: $0.name) }) {
            uncallable[call.function] = error.text
          }
          if cut.insert(call.range.lowerBound).inserted {
            let newlines = files[index].text[call.range].count { $0 == ascii("\n") }
            files[index].text.replaceSubrange(
              call.range, with: (standIn + String(repeating: "\n", count: newlines)).utf8)
          }
          hasCut = true
        }
      }
      if !hasCut { break rounds }
    }
    try write()
    let text = "What the handout asks for is not there: \(failure)"
    try Data(text.utf8).write(to: folder.appending(path: "failure"))
  }
}

extension SourceScanner {
  /// The declaration `Function("svmLoss", …) { … }` around a place: the function's name, and the
  /// range of its call.
  fileprivate func call(around wanted: Int) -> (function: String, range: Range<Int>)? {
    var place = 0
    while place < wanted {
      let end = end(ofTokenAt: place)
      if string(place..<end) == "Function", at(end) == ascii("("),
        let parenthesis = close(ofBracketAt: end, before: text.count)
      {
        let open = skippingBlanks(from: parenthesis + 1)
        let name = skippingBlanks(from: end + 1)
        if at(open) == ascii("{"), at(name) == ascii("\""),
          let close = close(ofBracketAt: open, before: text.count), (place...close).contains(wanted)
        {
          let quoted = string(name..<self.end(ofTokenAt: name))
          return (String(quoted.dropFirst().dropLast()), open..<close + 1)
        }
      }
      place = end
    }
    return nil
  }
}
