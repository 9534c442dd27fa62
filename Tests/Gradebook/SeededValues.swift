import Foundation
import KitSupport

/// The values that fresh cases are compared with.
///
/// Without them nobody could be graded, and every grade of an earlier run would become a failure of the
/// machine's: it is found out before that.
public struct SeededValues {
  private let folder: @Sendable (_ seed: UInt64) -> URL
  private let solutions: URL

  /// - Parameters:
  ///   - folder: Where the expected values of a seed are kept.
  ///   - solutions: The folder of the solutions that they are made from.
  public init(folder: @escaping @Sendable (_ seed: UInt64) -> URL, solutions: URL) {
    (self.folder, self.solutions) = (folder, solutions)
  }

  private var canBeMade: Bool { FileManager.default.fileExists(atPath: solutions.path) }

  /// - Throws: A sentence where there are no values of a seed for some assignment, and none can be made.
  public func check(_ assignments: [String], seed: UInt64) throws {
    if canBeMade { return }
    let missing = assignments.filter {
      !FileManager.default.fileExists(atPath: folder(seed).appending(path: "\($0).json").path)
    }
    if missing.isEmpty { return }
    throw KitError(
      "There are no values for the seed \(seed) of \(missing.joined(separator: ", ")) in "
        + "\(folder(seed).path), and no solutions in this kit to make them from: grade without --seed, or "
        + "in the kit with the solutions.")
  }

  /// - Throws: A sentence where cases of each student's own cannot be made.
  public func checkSecret() throws {
    if canBeMade { return }
    throw KitError(
      "--secret draws cases for each student, and there are no solutions in this kit to make their values "
        + "from: grade without it, or in the kit with the solutions.")
  }
}
