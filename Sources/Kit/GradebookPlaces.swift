import Foundation
import Gradebook
import KitSupport

/// What lies where the gradebook was told to look, and what to name instead if that is something else.
enum GradebookPlaces {
  private static let disk = Disk()

  /// What lies beside each other in the folder of a class.
  struct HandedIn {
    /// The names of the students' folders.
    var folders: [String] = []

    /// The names of links, which may lead to another's work.
    var links: [String] = []
    var files: [String] = []

    /// What is not graded although it lies there, in sentences.
    var remarks: [String] {
      func list(_ names: [String]) -> String {
        names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " …" : "")
      }
      return links.map { "\($0) is a link, and is not graded: put the folder itself there." }
        + (files.isEmpty
          ? []
          : [
            "\(files.count == 1 ? "A file lies" : "\(files.count) files lie") beside the students' folders "
              + "and \(files.count == 1 ? "is" : "are") not graded: \(list(files))."
          ])
    }
  }

  /// Looks through the folder of a class.
  static func handedIn(_ folder: URL) throws -> HandedIn {
    try expectFolder(folder, "the folder that holds a folder for each student")
    var found = HandedIn()
    do throws(Disk.Refusal) {
      for name in try disk.names(in: folder).sorted() where !name.hasPrefix(".") {
        switch try disk.kind(of: folder.appending(path: name)) {
        case .typeDirectory: found.folders.append(name)
        case .typeSymbolicLink: found.links.append(name)
        default: found.files.append(name)
        }
      }
    } catch {
      throw KitError(error.description)
    }
    return found
  }

  /// - Parameter wanted: What is expected there.
  /// - Throws: A sentence where there is no folder, or where it may not be read.
  static func expectFolder(_ url: URL, _ wanted: String) throws {
    // The folder of a class may well be a link.
    switch try kind(of: url.resolvingSymlinksInPath()) {
    case .typeDirectory: break
    case nil: throw KitError("There is no folder \(url.path): name \(wanted).")
    default: throw KitError("\(url.path) is a file: name \(wanted).")
    }
  }

  /// - Throws: A sentence where a student's folder is none: links may lead to another's work.
  static func expectStudent(_ url: URL) throws {
    switch try kind(of: url) {
    case .typeDirectory: break
    case nil: throw KitError("There is no folder \(url.path) to grade.")
    case .typeSymbolicLink:
      throw KitError("\(url.path) is a link: name the student's folder itself.")
    default: throw KitError("\(url.path) is a file: name the student's folder.")
    }
  }

  /// - Parameter wanted: What is expected there, as in `the table, as in roster.csv`.
  /// - Throws: A sentence where there is a folder.
  static func expectNoFolder(_ url: URL, _ wanted: String) throws {
    if try kind(of: url.resolvingSymlinksInPath()) == .typeDirectory {
      throw KitError("\(url.path) is a folder: name \(wanted).")
    }
  }

  /// - Throws: A sentence where a file stands in the way of a folder.
  static func expectNoFile(_ url: URL, _ wanted: String) throws {
    if let kind = try kind(of: url.resolvingSymlinksInPath()), kind != .typeDirectory {
      throw KitError("\(url.path) is a file: name \(wanted).")
    }
  }

  private static func kind(of url: URL) throws -> FileAttributeType? {
    do throws(Disk.Refusal) {
      return try disk.kind(of: url)
    } catch {
      throw KitError(error.description)
    }
  }
}
