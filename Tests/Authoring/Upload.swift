import Foundation
import Grader
import KitSupport

/// What a platform needs to grade by itself: the kit without its solutions, and the scripts that
/// the platform uses to set it up and run it.
public struct Upload {
  /// The platforms, by the names used to ask for them.
  public enum Platform: String, CaseIterable, Sendable {
    /// An autograder's archive. (gradescope-autograders.readthedocs.io, "Autograder
    /// Specifications".)
    case gradescope

    /// A folder for each assignment of a classroom's `autograders`.
    /// (github.com/foundation50/classroom50, wiki page "Advanced Autograding".)
    case classroom50
  }

  /// Cases that nobody has seen, and what the right lines give on them.
  public struct FreshCases {
    let seed: UInt64
    let files: [URL]

    /// - Parameters:
    ///   - seed: The seed that the cases are drawn from.
    ///   - files: The expected values, one file per assignment.
    public init(seed: UInt64, files: [URL]) { (self.seed, self.files) = (seed, files) }
  }

  private let root: URL
  private let platform: Platform
  private let folders: [String]
  private let fresh: FreshCases?
  private let hidesValues: Bool
  private let weights: URL?

  /// - Parameters:
  ///   - root: The folder of the package.
  ///   - folders: The assignments to be graded.
  ///   - fresh: The cases to grade on; `nil` for those that everybody has.
  ///   - hidesValues: Whether messages leave out the numbers.
  ///   - weights: The table of weights; `nil` if each line is worth a point.
  /// - Throws: A sentence where the platform does not take what is asked for.
  public init(
    root: URL, platform: Platform, folders: [String], fresh: FreshCases? = nil,
    hidesValues: Bool = false,
    weights: URL? = nil
  ) throws {
    if platform == .classroom50, weights != nil {
      throw KitError("Classroom 50 counts whole points: it takes no --weights.")
    }
    self.root = root
    self.platform = platform
    self.folders = folders
    self.fresh = fresh
    self.hidesValues = hidesValues
    self.weights = weights
  }

  /// Writes the upload into a folder that is empty or does not exist yet.
  /// - Returns: What to do with it, in sentences.
  /// - Throws: A sentence where the folder holds something, or cannot be written.
  public func write(to target: URL) throws -> [String] {
    try KitCopy.makeEmpty(target)
    switch platform {
    case .gradescope:
      let folder = target.appending(path: "autograder")
      try write(folders, to: folder)
      let archive = target.appending(path: "autograder.zip")
      try ZipArchive(of: folder).write(to: archive)
      return [
        "Upload \(archive.path) at \"Configure Autograder\", with Ubuntu 22.04 or 24.04 as the base image.",
        "In the assignment's settings give a submission 3 GB of memory or more, and ten minutes.",
      ]
    case .classroom50:
      for folder in folders {
        try write([folder], to: target.appending(path: "autograders/\(folder)"))
      }
      return [
        "Copy \(target.appending(path: "autograders").path) into your classroom's folder of the classroom50 "
          + "repository, and push. The assignments' slugs are \(folders.joined(separator: ", ")).",
        "Classroom 50 publishes these folders: there are no solutions in them"
          + (fresh == nil ? "." : ", but the expected values of your seed are."),
      ]
    }
  }

  /// Writes everything needed to grade some of the assignments.
  private func write(_ folders: [String], to target: URL) throws {
    let files = FileManager.default
    let copy = target.appending(path: "kit")
    try KitCopy(root: root).write(to: copy)
    if let fresh {
      let expected = Products.expected(seed: fresh.seed, root: copy)
      try files.createDirectory(at: expected, withIntermediateDirectories: true)
      for file in fresh.files where folders.contains(file.deletingPathExtension().lastPathComponent)
      {
        try files.copyItem(at: file, to: expected.appending(path: file.lastPathComponent))
      }
    }
    let scripts = root.appending(path: ".github/gradebook/\(platform.rawValue)")
    for name in try files.contentsOfDirectory(atPath: scripts.path) {
      try files.copyItem(
        at: scripts.appending(path: name), to: target.appending(path: name))
    }
    // The scripts read these, one word per line.
    var options = ["--only", folders.joined(separator: ",")]
    if let fresh { options += ["--seed", "\(fresh.seed)"] }
    if hidesValues { options.append("--hide-values") }
    try Data(options.map { $0 + "\n" }.joined().utf8).write(to: target.appending(path: "options"))
    if let weights {
      try files.copyItem(at: weights, to: target.appending(path: "weights.csv"))
    }
  }
}
