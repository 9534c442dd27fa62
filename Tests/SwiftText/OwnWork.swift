import Foundation
import KitSupport

/// What a folder must be for the code in it to be a student's own. `swift build` follows links, and lets
/// a file look into the kit: whoever grades what it has built asks here. (The kit's own builder reads no
/// links, and takes `@testable` off.)
package enum OwnWork {
  /// - Parameter folder: The path of an assignment's folder.
  /// - Throws: A sentence where the folder or a source file in it is a link, or is no regular file, or
  ///   where a file asks for more of the kit than is public.
  package static func check(_ folder: String) throws(KitError) {
    let manager = FileManager.default
    if (try? manager.destinationOfSymbolicLink(atPath: folder)) != nil {
      throw KitError("\(folder) is a link: only what lies in the folder itself is graded.")
    }
    // As swift build does, in the folders below as well.
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
