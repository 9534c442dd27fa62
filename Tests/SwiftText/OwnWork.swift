import Foundation
import KitSupport

/// Checks that the code in a folder is a student's own. `swift build` follows links, and lets a
/// file look into the kit, so whoever grades what it has built asks here first. (The kit's own
/// builder follows no links, and removes `@testable`.)
package enum OwnWork {
  /// - Parameter folder: The path of an assignment's folder.
  /// - Throws: A sentence if the folder or a source file in it is a link, if a source file is not a
  ///   regular file, or if one asks for more of the kit than is public.
  package static func check(_ folder: String) throws(KitError) {
    let manager = FileManager.default
    if (try? manager.destinationOfSymbolicLink(atPath: folder)) != nil {
      throw KitError("\(folder) is a link: only what lies in the folder itself is graded.")
    }
    // Includes the folders below, as swift build does.
    let names = (try? manager.subpathsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where name.hasSuffix(".swift") {
      let file = "\(folder)/\(name)"
      let source: SourceText
      do throws(SourceText.Refusal) {
        source = try SourceText(reading: file)
      } catch {
        throw KitError("\(file.clipped(to: 1000)) \(error).")
      }
      if source.text.replacing("`", with: "").contains("@testable") {
        throw KitError("\(file) says @testable: an assignment needs only what is public.")
      }
    }
  }
}
