import FlatBackprop
import Foundation
import KitSupport
import Protocol

// The files that the expected values are kept in.

extension Expected {
  /// Reads an assignment's file.
  /// - Throws: A sentence that says which file is missing or damaged, and how to make it anew.
  public static func read(_ folder: String, from directory: URL) throws -> Expected {
    let file = directory.appending(path: "\(folder).json")
    let folderName = directory.lastPathComponent
    let option =
      folderName.hasPrefix("seed-") ? " --seed \(folderName.dropFirst("seed-".count))" : ""
    let remedy =
      "Make them anew from the solutions: GRADE=solutions swift run kit expected\(option)"
    let data: Data
    do {
      data = try Data(contentsOf: file)
    } catch {
      throw KitError("The expected values of \(folder) are missing (\(file.path)). \(remedy)")
    }
    do {
      let expected = try JSONDecoder().decode(Expected.self, from: data)
      guard expected.folder == folder else {
        throw KitError("it is about \(expected.folder)")
      }
      for run in expected.runs {
        if let flaw = run.flaw { throw KitError("\(run.function), \"\(run.name)\": \(flaw)") }
      }
      return expected
    } catch {
      let reason = (error as? DecodingError)?.where ?? "\(error)"
      throw KitError(
        "The expected values of \(folder) are damaged (\(file.path): \(reason)). \(remedy)")
    }
  }

  /// The assignments that a folder has expected values of, in the order of the course.
  public static func folders(in directory: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
  }
}

extension DecodingError {
  fileprivate var `where`: String {
    switch self {
    case .dataCorrupted(let context), .keyNotFound(_, let context),
      .typeMismatch(_, let context), .valueNotFound(_, let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    @unknown default: return "\(self)"
    }
  }
}

extension Expected.Run {
  /// What is missing, or does not fit together; `nil` where all is well.
  fileprivate var flaw: String? {
    if Set(lines.map(\.name)).count != lines.count { return "two lines have one name" }
    for line in lines {
      let isGradient = line.role == .backward
      if isGradient != (line.value == nil) {
        return "\"\(line.name)\" has \(isGradient ? "a" : "no") value"
      }
      if isGradient, value(of: line.name.variable) == nil {
        return "\"\(line.name)\" is the gradient of nothing"
      }
      if line.role == .loss, line.value?.shape != [] { return "\"\(line.name)\" is no number" }
    }
    if (output == nil) != (upstream == nil) { return "output and upstream go together" }
    if let output, line(LineName(output))?.value?.shape != upstream?.shape {
      return "the upstream gradient does not have the shape of \"\(output)\""
    }
    return nil
  }
}
