import Foundation
import KitSupport

/// Where a picture goes.
package struct PictureFile: Sendable {
  package let url: URL
  private let name: String

  /// - Parameters:
  ///   - out: The file asked for; `nil` for `.build/train/<model>.svg` in the package, which git
  ///     ignores.
  /// - Throws: ``KitError``, where no file can be written there: better now than after a
  ///   training.
  package init(_ out: String?, model: Model, root: URL) throws {
    let files = FileManager.default
    if let out {
      url = URL(fileURLWithPath: out)
      name = out
      var isFolder: ObjCBool = false
      if files.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue {
        throw KitError("\(out) is a folder: --out takes a file.")
      }
      let folder = url.deletingLastPathComponent().path
      guard files.fileExists(atPath: folder) else {
        throw KitError("\(out) cannot be written: there is no folder \(folder).")
      }
      guard files.isWritableFile(atPath: files.fileExists(atPath: url.path) ? url.path : folder)
      else { throw KitError("\(out) cannot be written: permission is denied.") }
    } else {
      let folder = root.appendingPathComponent(".build/train")
      url = folder.appendingPathComponent("\(model.rawValue).svg")
      let isRoot = files.currentDirectoryPath == root.path
      name = isRoot ? ".build/train/\(model.rawValue).svg" : url.path
      do {
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
      } catch {
        throw KitError(
          "\(folder.path) cannot be made: \(error.localizedDescription) Use --out FILE.")
      }
    }
  }

  /// The page that follows a training stands beside the picture.
  package var page: (url: URL, name: String) {
    func renamed(_ path: String) -> String {
      (path.hasSuffix(".svg") ? String(path.dropLast(4)) : path) + ".html"
    }
    return (URL(fileURLWithPath: renamed(url.path)), renamed(name))
  }

  /// - Returns: The file's name, as a user would type it.
  package func write(_ picture: Picture) throws -> String {
    do {
      try Data(picture.text.utf8).write(to: url)
    } catch {
      throw KitError("\(name) cannot be written: \(error.localizedDescription)")
    }
    return name
  }
}
