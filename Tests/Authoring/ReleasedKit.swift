import Foundation
import KitSupport

/// A kit that was made for students, in which the commands for instructors have nothing to work on.
public enum ReleasedKit {
  /// Refuses a command that takes the solutions.
  /// - Parameters:
  ///   - command: The command as it was called, as in `stubs`.
  ///   - root: The folder of the package.
  /// - Throws: A sentence where there are no solutions.
  public static func refuse(_ command: String, root: URL) throws {
    if FileManager.default.fileExists(atPath: root.appending(path: "solutions").path) { return }
    throw KitError(
      "kit \(command) is for instructors, and this is a student's kit: it has no solutions.")
  }
}
