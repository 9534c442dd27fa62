import Foundation
import KitSupport

/// Something that was handed in and not taken.
public struct Stray: Equatable, Sendable {
  /// Where it lies, below the student's folder.
  let path: String

  /// Why it was not taken, in words that follow its path.
  let reason: String

  var isLink = false

  var text: String { "\(path): \(reason)" }

  static func link(at path: String) -> Stray {
    Stray(path: path, reason: "it is a link", isLink: true)
  }

  private var name: Substring { path.split(separator: "/").last ?? "" }

  /// The file that this one seems to be, under another name: `svm.swift`, `SVM copy.swift` and
  /// `SVM.swift.txt` seem to be `SVM.swift`.
  func seemsToBe(oneOf names: [String]) -> String? {
    guard name.lowercased().contains(".swift") else { return nil }
    let letters = Self.letters(of: name)
    return names.filter { letters.hasPrefix(Self.letters(of: $0[...])) }
      .max { $0.count < $1.count }
  }

  private static func letters(of name: Substring) -> String {
    name.lowercased().components(separatedBy: ".swift")[0].filter(\.isLetter)
  }

  /// Whether it may hold somebody's work. A kit that was handed in as a whole holds much that does not,
  /// and so do the folders that systems add.
  fileprivate var mayBeWork: Bool {
    let parts = [
      "Package.resolved", "Package.swift", "README.md", "Sources", "Tests", "__MACOSX",
      "assignments", "solutions",
    ]
    return !parts.contains(String(name))
      && !path.split(separator: "/").contains { $0.hasPrefix(".") }
  }
}

extension Staging.Result {
  /// What was not taken and may have been meant for an assignment, so that somebody can mend it: three
  /// of them at most.
  /// - Parameters:
  ///   - names: The assignment's files.
  ///   - isComplete: Whether to name as well what only lies there, such as an archive.
  /// - Returns: Words to follow a remark, as in `, but there is svm.swift (is it SVM.swift?)`; empty if
  ///   there is nothing to name.
  func hints(for assignment: String, _ names: [String], isComplete: Bool) -> String {
    let room = places[assignment].map { $0.isEmpty ? "" : $0 + "/" } ?? ""
    // What lies in other assignments' folders is theirs.
    let others = places.filter { $0.key != assignment && !$0.value.isEmpty }.values.map { $0 + "/" }
    let near = strays.filter { stray in
      stray.mayBeWork && !others.contains { stray.path.hasPrefix($0) }
    }
    let refused = near.filter { stray in names.contains { room + $0 == stray.path } }
    let alike = near.filter { !refused.contains($0) && $0.seemsToBe(oneOf: names) != nil }
    let rest = isComplete ? near.filter { !refused.contains($0) && !alike.contains($0) } : []
    let words =
      refused.map { "\($0.path.clipped()) (\($0.reason))" }
      + alike.map { "\($0.path.clipped()) (is it \($0.seemsToBe(oneOf: names) ?? "")?)" }
      + rest.map { $0.path.clipped() + ($0.isLink ? " (\($0.reason))" : "") }
    return words.isEmpty ? "" : ", but there is " + words.prefix(3).joined(separator: ", ")
  }
}
