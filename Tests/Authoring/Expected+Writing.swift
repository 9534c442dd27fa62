import Foundation
import Grader

extension Expected {
  /// Writes the assignment's file with one run per line, so that a diff shows where a change is.
  public func write(to directory: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    func list(_ values: [some Encodable]) throws -> String {
      let lines = try values.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
      return "[\n" + lines.joined(separator: ",\n") + "\n]"
    }
    let text =
      "{\"folder\":\"\(folder)\",\"functions\":\(try list(functions)),\"runs\":\(try list(runs))}\n"
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: directory.appending(path: "\(folder).json"))
  }
}
