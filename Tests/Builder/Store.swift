import Foundation
import KitSupport

/// A cache of what has been built, by what it was built from.
///
/// An entry's name is a hash of everything that went into it, and the entry also holds all of that
/// in full: it is used only if that matches, never because of its name or its time. Entries are
/// made under another name and moved into place whole, so that two builds of the same thing do not
/// collide.
struct Store: Sendable {
  let folder: URL

  init(folder: URL) throws {
    self.folder = folder
    try FileManager.default.createDirectory(
      at: folder.appending(path: Self.headers), withIntermediateDirectories: true)
  }

  /// A store in the folder of what has been built, or, where the kit belongs to somebody else and
  /// nothing can be written there, in one of the user's own.
  /// - Throws: A sentence where neither can be written.
  init(beside products: URL) throws {
    let files = FileManager.default
    let beside = products.appending(path: "Submissions")
    try? files.createDirectory(at: beside, withIntermediateDirectories: true)
    let own = files.temporaryDirectory.appending(
      path: "flat-backprop-\(getuid())-\(Self.hash(Data(products.path.utf8)))")
    if access(beside.path, W_OK) == 0 {
      try self.init(folder: beside)
    } else if Self.makePrivate(own) {
      try self.init(folder: own)
    } else {
      throw KitError("Nothing can be built: neither \(beside.path) nor \(own.path) can be written.")
    }
  }

  /// Makes a folder for this user alone, and returns whether that worked. In a place that everybody
  /// can write to, a folder of this name may exist already and belong to somebody else.
  private static func makePrivate(_ folder: URL) -> Bool {
    try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var status = stat()
    return lstat(folder.path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      && status.st_uid == getuid() && status.st_mode & 0o077 == 0
  }

  /// The file of an entry that holds what it was made from.
  private static let origin = "made-from"

  /// The entry made from some parts.
  /// - Parameter make: Makes it, in an empty folder.
  func entry(
    _ kind: String, from parts: [Data], _ make: (URL) throws -> Void
  ) throws -> URL {
    let origin = Self.joined(parts)
    let entry = folder.appending(path: "\(kind)-\(Self.hash(origin))")
    if isCurrent(entry, origin) {
      // So that what is in use does not count as old.
      utimes(entry.path, nil)
      return entry
    }
    let files = FileManager.default
    let draft = folder.appending(path: "\(kind)-\(getpid())-\(UInt64.random(in: 0 ... .max))")
    try files.createDirectory(at: draft, withIntermediateDirectories: true)
    defer { try? files.removeItem(at: draft) }
    try make(draft)
    try origin.write(to: draft.appending(path: Self.origin))
    if rename(draft.path, entry.path) != 0, !isCurrent(entry, origin) {
      // Something else of this name is in the way.
      try? files.removeItem(at: entry)
      guard rename(draft.path, entry.path) == 0 else {
        throw KitError("\(entry.path) cannot be written: \(String(cString: strerror(errno))).")
      }
    }
    return entry
  }

  private func isCurrent(_ entry: URL, _ origin: Data) -> Bool {
    (try? Data(contentsOf: entry.appending(path: Self.origin))) == origin
  }

  /// A folder that is not an entry: the compiler's module cache, which is never pruned.
  static let headers = "ModuleCache"

  /// How many entries are kept, and for how many seconds an entry is safe.
  private static let (most, safe) = (400, 3600.0)

  /// Removes the oldest entries, where there are too many.
  func prune() {
    let files = FileManager.default
    guard let names = try? files.contentsOfDirectory(atPath: folder.path), names.count > Self.most
    else { return }
    let dated = names.filter { $0 != Self.headers }.compactMap {
      name -> (name: String, date: Date)? in
      let path = folder.appending(path: name).path
      return (try? files.attributesOfItem(atPath: path)[.modificationDate] as? Date).flatMap {
        (name, $0)
      }
    }
    for (name, date) in dated.sorted(by: { $0.date < $1.date }).prefix(names.count - Self.most)
    where date.timeIntervalSinceNow < -Self.safe {
      try? files.removeItem(at: folder.appending(path: name))
    }
  }

  /// The parts one after another, each with its length, so that no two lists give the same bytes.
  private static func joined(_ parts: [Data]) -> Data {
    parts.reduce(into: Data()) { all, part in
      withUnsafeBytes(of: UInt64(part.count).littleEndian) { all.append(contentsOf: $0) }
      all.append(part)
    }
  }

  /// A hash that is the same in every run (FNV-1a, in two halves).
  static func hash(_ bytes: Data) -> String {
    var (one, other): (UInt64, UInt64) = (0xcbf2_9ce4_8422_2325, 0x9ae1_6a3b_2f90_404f)
    bytes.withUnsafeBytes { bytes in
      for byte in bytes {
        one = (one ^ UInt64(byte)) &* 0x100_0000_01b3
        other = (other &+ UInt64(byte)) &* 0x9e37_79b9_7f4a_7c15
        other ^= other >> 29
      }
    }
    return Self.hexadecimal(one) + Self.hexadecimal(other)
  }

  private static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Data {
  /// Some words as a part that an entry is made from.
  init(_ words: [String]) { self.init(words.joined(separator: "\0").utf8) }
}
