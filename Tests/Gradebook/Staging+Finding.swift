import Foundation

// Where a student's files lie, and what lies beside them.

extension Staging {
  /// The longest file that is taken, in bytes: nobody writes a longer source file.
  private static let longest = 1 << 20

  /// Where the assignments' folders may lie, the likeliest first.
  func rooms(of student: URL) throws(Disk.Refusal) -> [URL] {
    var folders: [URL] = []
    // What Macs and version control add is nobody's work.
    for name in try disk.names(in: student) where !name.hasPrefix(".") && name != "__MACOSX" {
      let url = student.appending(path: name)
      if try disk.isFolder(url) { folders.append(url) }
    }
    var rooms: [URL] = []
    for root in [student] + (folders.count == 1 ? folders : []) {
      for room in [root.appending(path: "assignments"), root] where try disk.isFolder(room) {
        rooms.append(room)
      }
    }
    return rooms
  }

  /// The folder that holds an assignment's files: one of its name if any of them lies there, or else
  /// one that holds some of them. No two assignments have a file of the same name.
  func place(
    of folder: String, _ names: [String], in rooms: [URL]
  ) throws(Disk.Refusal) -> URL? {
    var named: [URL] = []
    for room in rooms {
      let url = room.appending(path: folder)
      if try disk.isFolder(url) { named.append(url) }
    }
    // A link or a pipe of a file's name is still more than an empty folder.
    var second: URL?
    for place in named + rooms {
      for name in names {
        let kind = try disk.kind(of: place.appending(path: name))
        if kind == .typeRegular { return place }
        if kind != nil, second == nil { second = place }
      }
    }
    return second ?? named.first
  }

  func regularFile(
    _ url: URL, _ result: inout Result, below student: URL
  ) throws(Disk.Refusal) -> Data? {
    let path = Self.path(of: url, below: student)
    func leaveOut(_ reason: String) { result.strays.append(Stray(path: path, reason: reason)) }
    switch try disk.kind(of: url) {
    case nil: return nil
    case .typeRegular:
      // The size is checked first, so that no file is so large that reading it would hurt.
      let size = try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int
      guard let size, size > Self.longest else { return try disk.contents(of: url) }
      leaveOut("\(size) bytes are more than any source file has")
    case .typeSymbolicLink: result.strays.append(.link(at: path))
    default: leaveOut("it is no regular file")
    }
    return nil
  }

  /// What was handed in besides the files of the assignments. A folder that holds none of those is
  /// listed by its name alone, because a whole kit may have been handed in. Links are not followed.
  func strangers(in student: URL, besides known: Set<String>) -> [Stray] {
    var strangers: [Stray] = []
    let walk = FileManager.default.enumerator(atPath: student.path)
    while let path = walk?.nextObject() as? String, strangers.count < 1000 {
      let file = student.appending(path: path).path
      // A link with the name of an assignment's file has been reported already.
      if known.contains(file) {
        walk?.skipDescendants()
        continue
      }
      let kind = try? disk.kind(of: URL(filePath: file))
      if kind == .typeDirectory, known.contains(where: { $0.hasPrefix(file + "/") }) { continue }
      walk?.skipDescendants()
      let isAssignment =
        kind == .typeDirectory && files[URL(filePath: path).lastPathComponent] != nil
      let reason = isAssignment ? "it holds no file of the assignment" : "no assignment has it"
      strangers.append(
        kind == .typeSymbolicLink ? .link(at: path) : Stray(path: path, reason: reason))
    }
    return strangers
  }

  static func path(of url: URL, below folder: URL) -> String {
    String(url.path.dropFirst(folder.path.count + 1))
  }
}
