import Foundation

/// Starts a process that may not touch the disk: it writes nothing, and reads nothing below one
/// folder, that of the expected values. Nor can it look into a process outside, or send it a signal.
///
/// This is Linux's Landlock, which needs no privileges. It holds for a thread and all that this
/// thread starts, so the process is started on a thread that lives for nothing else. Elsewhere, and
/// where the kernel does not offer it, the process is started without.
package enum Landlock {
  #if os(Linux)
    /// Which version of Landlock the kernel offers; 0 or less is none.
    static let version = Kernel.call(createRuleset, 0, 0, 1)

    package static var isAvailable: Bool { version > 0 }

    /// Runs `start` under these rules.
    /// - Parameters:
    ///   - folder: What is not to be read; `nil` is nothing.
    ///   - programs: What `start` starts, and that has to be read for it.
    /// - Returns: `nil` where the system offers the rules, but does not accept them.
    package static func confining<Result>(
      hiding folder: String?, _ programs: [String], _ start: () -> Result
    ) -> Result? {
      guard isAvailable else { return start() }
      let needed = Set(programs.flatMap(Libraries.files))
      let rules = makeRules(hiding: folder, needed)
      guard rules >= 0 else { return nil }
      defer { close(Int32(rules)) }
      var result: Result?
      onThreadOfItsOwn {
        if Kernel.renouncePrivileges(), Kernel.call(restrictSelf, rules, 0) == 0 {
          result = start()
        }
      }
      return result
    }

    /// Runs something on a new thread, and comes back when that thread has ended.
    private static func onThreadOfItsOwn(_ work: () -> Void) {
      withoutActuallyEscaping(work) { work in
        let box = Box(work: work)
        var thread = pthread_t()
        let status = pthread_create(
          &thread, nil,
          { box in
            Unmanaged<Box>.fromOpaque(box!).takeUnretainedValue().work()
            return nil
          }, Unmanaged.passUnretained(box).toOpaque())
        withExtendedLifetime(box) { if status == 0 { pthread_join(thread, nil) } }
      }
    }

    private final class Box {
      let work: () -> Void
      init(work: @escaping () -> Void) { self.work = work }
    }

    private static let (createRuleset, addRule, restrictSelf) = (444, 445, 446)

    private static let write: UInt64 = 1 << 1
    private static let readFile: UInt64 = 1 << 2
    private static let readFolder: UInt64 = 1 << 3

    /// All that the rules are about. What no rule allows is forbidden; running programs is allowed.
    private static var handled: (files: UInt64, network: UInt64, scope: UInt64) {
      // Writing, reading, and all ways to make or remove something; later versions know more.
      let kinds = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13
      return ((1 << UInt64(kinds)) - 2, version >= 4 ? 3 : 0, version >= 6 ? 3 : 0)
    }

    private static func makeRules(hiding folder: String?, _ needed: Set<String>) -> Int {
      var handled = handled
      let size = version >= 6 ? 24 : version >= 4 ? 16 : 8
      let rules = withUnsafeMutablePointer(to: &handled) {
        Kernel.call(createRuleset, Int(bitPattern: $0), size, 0)
      }
      guard rules >= 0 else { return rules }
      allow(write | readFile, "/dev/null", rules)
      // A rule holds for a whole folder, so that around a hidden one its neighbours are named: at the
      // root all of them, further down only those that the program needs.
      guard let folder, let path = realpath(folder, nil) else {
        allow(readFile | readFolder, "/", rules)
        return rules
      }
      defer { free(path) }
      var above = ""
      for name in String(cString: path).split(separator: "/").map(String.init) {
        let neighbours = above.isEmpty ? contents(of: "/") : names(of: needed, in: above)
        for neighbour in neighbours where neighbour != name {
          allow(readFile | readFolder, above + "/" + neighbour, rules)
        }
        above += "/" + name
      }
      return rules
    }

    private static func contents(of folder: String) -> Set<String> {
      Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    }

    /// What stands in a folder on the way to some files.
    private static func names(of files: Set<String>, in folder: String) -> Set<String> {
      Set(
        files.filter { $0.hasPrefix(folder + "/") }.compactMap { path in
          path.dropFirst(folder.count + 1).split(separator: "/").first.map(String.init)
        })
    }

    /// Allows something on a file, or on a folder and all below it.
    private static func allow(_ access: UInt64, _ path: String, _ rules: Int) {
      let pathOnly: Int32 = 0o10_000_000
      // A link needs no rule: what counts is where it leads to.
      let descriptor = open(path, pathOnly | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { return }
      defer { close(descriptor) }
      var status = stat()
      fstat(descriptor, &status)
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      var rule = (access: isFolder ? access : access & ~readFolder, descriptor: descriptor)
      withUnsafeMutablePointer(to: &rule) {
        _ = Kernel.call(addRule, rules, 1, Int(bitPattern: $0))
      }
    }
  #else
    package static let isAvailable = false

    package static func confining<Result>(
      hiding folder: String?, _ programs: [String], _ start: () -> Result
    ) -> Result? {
      start()
    }
  #endif
}

/// How far this system keeps a submission to itself.
package enum Protection {
  /// What whoever grades code of others should know; `nil` where the system offers all there is.
  package static let warning: String? =
    Landlock.isAvailable
    ? nil
    : "Note: this system does not keep graded code from the disk (no Landlock): grade only code that "
      + "you trust."
}
