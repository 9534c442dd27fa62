import Foundation

/// Takes from what a student handed in just the files that the stubs have, and nothing else.
public struct Staging: Sendable {
  /// The folder of the stubs.
  private let stubs: URL

  /// The files of each assignment, by its folder.
  public let files: [String: [String]]

  /// A file longer than this is no source file that anybody wrote.
  private static let longest = 1 << 20

  /// - Parameter stubs: The kit's `assignments/`.
  public init(stubs: URL) throws {
    self.stubs = stubs
    var files: [String: [String]] = [:]
    for folder in try FileManager.default.contentsOfDirectory(atPath: stubs.path) {
      let names = try? FileManager.default.contentsOfDirectory(
        atPath: stubs.appending(path: folder).path)
      files[folder] = names?.filter { $0.hasSuffix(".swift") }.sorted()
    }
    self.files = files
  }

  /// What became of a student's files.
  public struct Result: Equatable, Sendable {
    /// For each assignment the files that are not there, and stand there as stubs.
    public var missing: [String: [String]] = [:]

    /// What was not taken, and why: paths below the student's folder.
    public var leftOut: [String] = []

    /// The assignments of which nothing was handed in.
    public var absent: [String] = []
  }

  /// Copies a student's files, with stubs for those that are missing.
  /// - Parameters:
  ///   - student: What the student handed in: the assignments' folders, or one called `assignments`
  ///     that holds them.
  ///   - target: Where the copies go; it is emptied first.
  public func stage(_ student: URL, to target: URL) throws -> Result {
    var result = Result()
    let inner = student.appending(path: "assignments")
    let base = Self.kind(of: inner) == .typeDirectory ? inner : student
    try? FileManager.default.removeItem(at: target)
    for (folder, names) in files.sorted(by: { $0.key < $1.key }) {
      let (from, to) = (base.appending(path: folder), target.appending(path: folder))
      try FileManager.default.createDirectory(at: to, withIntermediateDirectories: true)
      let isThere = Self.kind(of: from) == .typeDirectory
      if !isThere { result.absent.append(folder) }
      for name in names {
        let (source, copy) = (from.appending(path: name), to.appending(path: name))
        if isThere, let data = Self.regularFile(source, &result, below: student) {
          try data.write(to: copy)
        } else {
          try FileManager.default.copyItem(
            at: stubs.appending(path: folder).appending(path: name), to: copy)
          if isThere { result.missing[folder, default: []].append(name) }
        }
      }
    }
    result.leftOut += strangers(in: student, base)
    result.leftOut.sort()
    return result
  }

  private static func regularFile(
    _ url: URL, _ result: inout Result, below student: URL
  ) -> Data? {
    let path = Self.path(of: url, below: student)
    switch kind(of: url) {
    case nil: return nil
    case .typeRegular:
      guard let data = try? Data(contentsOf: url) else {
        result.leftOut.append("\(path): it cannot be read")
        return nil
      }
      if data.count <= longest { return data }
      result.leftOut.append("\(path): \(data.count) bytes are more than any source file has")
    default: result.leftOut.append("\(path): it is no regular file")
    }
    return nil
  }

  /// What was handed in beside the files of the assignments. Links are not followed.
  private func strangers(in student: URL, _ base: URL) -> [String] {
    var strangers: [String] = []
    let wanted = Set(
      files.flatMap { folder, names in
        (names + ["README.md"]).map { base.appending(path: folder).appending(path: $0).path }
      })
    let walk = FileManager.default.enumerator(atPath: student.path)
    while let path = walk?.nextObject() as? String, strangers.count < 1000 {
      let url = student.appending(path: path)
      let kind = Self.kind(of: url)
      if kind == .typeDirectory || (kind == .typeRegular && wanted.contains(url.path)) { continue }
      // Links of an assignment's own name were told already.
      if wanted.contains(url.path) { continue }
      strangers.append(
        "\(path): " + (kind == .typeSymbolicLink ? "it is a link" : "no assignment has it"))
    }
    return strangers
  }

  /// What stands at a place, links themselves included.
  private static func kind(of url: URL) -> FileAttributeType? {
    try? FileManager.default.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
  }

  private static func path(of url: URL, below folder: URL) -> String {
    String(url.path.dropFirst(folder.path.count + 1))
  }
}
