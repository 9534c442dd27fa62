import Foundation

/// Takes from what a student handed in just the files that exist as stubs, and nothing else.
public struct Staging: Sendable {
  /// The folder of the stubs.
  private let stubs: URL

  /// The files of each assignment, by its folder.
  public let files: [String: [String]]

  private let wanted: Set<String>
  let disk: Disk

  /// - Parameters:
  ///   - stubs: The kit's `assignments/`.
  ///   - wanted: The folders of the assignments to be copied; `nil` for all.
  ///   - disk: What looks at the student's files.
  public init(stubs: URL, of wanted: [String]? = nil, disk: Disk = Disk()) throws {
    self.stubs = stubs
    self.disk = disk
    var files: [String: [String]] = [:]
    for folder in try FileManager.default.contentsOfDirectory(atPath: stubs.path) {
      let names = try? FileManager.default.contentsOfDirectory(
        atPath: stubs.appending(path: folder).path)
      files[folder] = names?.filter { $0.hasSuffix(".swift") }.sorted()
    }
    self.files = files
    self.wanted = Set(wanted ?? Array(files.keys))
  }

  /// What became of a student's files.
  public struct Result: Equatable, Sendable {
    /// For each assignment, the missing files, which are there as stubs.
    public var missing: [String: [String]] = [:]

    /// What was not taken, and why.
    public var strays: [Stray] = []

    /// What was not taken, and why, in words: paths below the student's folder.
    public var leftOut: [String] { strays.map(\.text) }

    /// Where each assignment's files lie, as a path below the student's folder.
    public var places: [String: String] = [:]

    /// The assignments of which nothing was handed in.
    public var absent: [String] = []

    /// The assignments that have a folder, but none of whose files could be taken.
    public var empty: [String] = []

    /// The assignments of which something may not be read, and why.
    public var unreadable: [String: Disk.Refusal] = [:]
  }

  /// Why what was handed in as a student's folder is not looked at; `nil` where it is a folder.
  public func refusal(of student: URL) throws(Disk.Refusal) -> String? {
    switch try disk.kind(of: student) {
    case .typeDirectory: nil
    case nil: "nothing was handed in"
    case .typeSymbolicLink: "what was handed in is a link, which may lead to another's work"
    default: "what was handed in is a file: a folder is expected"
    }
  }

  /// Copies a student's files, with stubs for those that are missing.
  /// - Parameters:
  ///   - student: What the student handed in: the assignments' folders, a folder `assignments` that
  ///     holds them, or their files alone. All of it may be inside one more folder, as in an
  ///     archive.
  ///   - target: Where the copies go; it is emptied first.
  /// - Throws: ``Disk/Refusal`` where the student's folder may not be read, or another error where the
  ///   copies cannot be written.
  public func stage(_ student: URL, to target: URL) throws -> Result {
    var result = Result()
    let rooms = try rooms(of: student)
    var known: Set<String> = []
    try? FileManager.default.removeItem(at: target)
    for (folder, names) in files.sorted(by: { $0.key < $1.key }) {
      var from: URL?
      do throws(Disk.Refusal) {
        from = try place(of: folder, names, in: rooms)
      } catch {
        result.unreadable[folder] = error
      }
      // The handout and its drawings come back with the files, and are of no interest.
      for name in names + ["README.md", "drawings"] {
        if let from { known.insert(from.appending(path: name).path) }
      }
      if let from { result.places[folder] = Self.path(of: from, below: student) }
      guard wanted.contains(folder) else { continue }
      var taken: [String: Data] = [:]
      do throws(Disk.Refusal) {
        for name in names {
          guard let from else { break }
          taken[name] = try regularFile(from.appending(path: name), &result, below: student)
        }
      } catch {
        result.unreadable[folder] = error
      }
      try write(taken, of: folder, names, to: target.appending(path: folder))
      if from == nil {
        result.absent.append(folder)
      } else if taken.isEmpty, !names.isEmpty {
        result.empty.append(folder)
      } else if taken.count < names.count {
        result.missing[folder] = names.filter { taken[$0] == nil }
      }
    }
    result.strays += strangers(in: student, besides: known)
    result.strays.sort { $0.path < $1.path }
    return result
  }

  /// Writes an assignment's copy, with stubs for what was not taken.
  private func write(
    _ taken: [String: Data], of folder: String, _ names: [String], to target: URL
  ) throws {
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    for name in names {
      let copy = target.appending(path: name)
      if let data = taken[name] {
        try data.write(to: copy)
      } else {
        try FileManager.default.copyItem(
          at: stubs.appending(path: folder).appending(path: name), to: copy)
      }
    }
  }
}
