import Foundation

/// Takes from what a student handed in just the files that exist as stubs, and nothing else.
public struct Staging: Sendable {
  /// The folder of the stubs.
  private let stubs: URL

  /// The files of each assignment, by its folder.
  public let files: [String: [String]]

  /// The longest file that is taken, in bytes: nobody writes a longer source file.
  private static let longest = 1 << 20

  private let wanted: Set<String>

  /// - Parameters:
  ///   - stubs: The kit's `assignments/`.
  ///   - wanted: The folders of the assignments to be copied; `nil` for all.
  public init(stubs: URL, of wanted: [String]? = nil) throws {
    self.stubs = stubs
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

    /// What was not taken, and why: paths below the student's folder.
    public var leftOut: [String] = []

    /// Where each assignment's files lie, as a path below the student's folder.
    public var places: [String: String] = [:]

    /// The assignments of which nothing was handed in.
    public var absent: [String] = []
  }

  /// Copies a student's files, with stubs for those that are missing.
  /// - Parameters:
  ///   - student: What the student handed in: the assignments' folders, a folder `assignments` that
  ///     holds them, or their files alone. All of it may be inside one more folder, as in an
  ///     archive.
  ///   - target: Where the copies go; it is emptied first.
  public func stage(_ student: URL, to target: URL) throws -> Result {
    var result = Result()
    let rooms = Self.rooms(of: student)
    var known: Set<String> = []
    try? FileManager.default.removeItem(at: target)
    for (folder, names) in files.sorted(by: { $0.key < $1.key }) {
      let from = Self.place(of: folder, names, in: rooms)
      // The handout and its drawings come back with the files, and are of no interest.
      for name in names + ["README.md", "drawings"] {
        if let from { known.insert(from.appending(path: name).path) }
      }
      guard wanted.contains(folder) else { continue }
      let to = target.appending(path: folder)
      try FileManager.default.createDirectory(at: to, withIntermediateDirectories: true)
      if let from {
        result.places[folder] = Self.path(of: from, below: student)
      } else {
        result.absent.append(folder)
      }
      for name in names {
        let (source, copy) = (from?.appending(path: name), to.appending(path: name))
        if let source, let data = Self.regularFile(source, &result, below: student) {
          try data.write(to: copy)
        } else {
          try FileManager.default.copyItem(
            at: stubs.appending(path: folder).appending(path: name), to: copy)
          if from != nil { result.missing[folder, default: []].append(name) }
        }
      }
    }
    result.leftOut += Self.strangers(in: student, besides: known)
    result.leftOut.sort()
    return result
  }

  /// Where the assignments' folders may lie, the likeliest first.
  private static func rooms(of student: URL) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: student.path)) ?? []
    let folders = names.filter { name in
      // What Macs and version control add is nobody's work.
      !name.hasPrefix(".") && name != "__MACOSX"
        && kind(of: student.appending(path: name)) == .typeDirectory
    }
    let roots = [student] + (folders.count == 1 ? [student.appending(path: folders[0])] : [])
    return roots.flatMap { [$0.appending(path: "assignments"), $0] }
      .filter { kind(of: $0) == .typeDirectory }
  }

  /// The folder that holds an assignment's files: one of its name, or else one that holds some of
  /// them. No two assignments have a file of the same name.
  private static func place(of folder: String, _ names: [String], in rooms: [URL]) -> URL? {
    rooms.map { $0.appending(path: folder) }.first { kind(of: $0) == .typeDirectory }
      ?? rooms.first { room in
        names.contains { kind(of: room.appending(path: $0)) != nil }
      }
  }

  private static func regularFile(
    _ url: URL, _ result: inout Result, below student: URL
  ) -> Data? {
    let path = path(of: url, below: student)
    switch kind(of: url) {
    case nil: return nil
    case .typeRegular:
      // The size is checked first, so that no file is so large that reading it would hurt.
      let size = try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int
      if let size, size > longest {
        result.leftOut.append("\(path): \(size) bytes are more than any source file has")
        return nil
      }
      if let data = try? Data(contentsOf: url) { return data }
      result.leftOut.append("\(path): it cannot be read")
    default: result.leftOut.append("\(path): it is no regular file")
    }
    return nil
  }

  /// What was handed in besides the files of the assignments. A folder that holds none of those is
  /// listed by its name alone, because a whole kit may have been handed in. Links are not followed.
  private static func strangers(in student: URL, besides known: Set<String>) -> [String] {
    var strangers: [String] = []
    let walk = FileManager.default.enumerator(atPath: student.path)
    while let path = walk?.nextObject() as? String, strangers.count < 1000 {
      let file = student.appending(path: path).path
      // A link with the name of an assignment's file has been reported already.
      if known.contains(file) {
        walk?.skipDescendants()
        continue
      }
      let kind = Self.kind(of: URL(filePath: file))
      if kind == .typeDirectory, known.contains(where: { $0.hasPrefix(file + "/") }) { continue }
      walk?.skipDescendants()
      strangers.append(
        "\(path): " + (kind == .typeSymbolicLink ? "it is a link" : "no assignment has it"))
    }
    return strangers
  }

  /// The kind of file at a place; links are not followed.
  private static func kind(of url: URL) -> FileAttributeType? {
    try? FileManager.default.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
  }

  private static func path(of url: URL, below folder: URL) -> String {
    String(url.path.dropFirst(folder.path.count + 1))
  }
}
