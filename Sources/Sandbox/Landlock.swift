#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Restricts a process's access to the disk: it reads and runs only what it needs, and writes only
/// into folders of its own, if at all. Nor can it look into a process outside, or send it a signal.
///
/// This is Linux's Landlock, which needs no privileges and covers everything that the process
/// becomes or starts. Elsewhere, and if the kernel does not offer it, nothing happens.
package enum Landlock {
  #if os(Linux)
    /// Which version of Landlock the kernel offers; 0 or less is none.
    private static let version = Kernel.call(createRuleset, 0, 0, 1)

    package static var isAvailable: Bool { version > 0 }

    /// What any Swift program may need: facts about the machine, the time zone, and itself.
    private static let places = [
      "/proc", "/sys/devices/system/cpu", "/dev/zero", "/dev/random", "/dev/urandom",
      "/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo",
    ]

    /// Confines this thread, and everything it starts from now on.
    /// - Parameters:
    ///   - files: The program and its libraries, or folders of them.
    ///   - folders: The folders in which it may read and write as it likes.
    /// - Returns: A sentence if the kernel offers the rules, but does not accept them.
    package static func enter(reading files: [String], writing folders: [String] = []) -> String? {
      guard isAvailable else { return nil }
      var handled = handled
      let size = version >= 6 ? 24 : version >= 4 ? 16 : 8
      let rules = withUnsafeMutablePointer(to: &handled) {
        Kernel.call(createRuleset, Int(bitPattern: $0), size, 0)
      }
      guard rules >= 0 else { return "the kernel offers Landlock, but makes no rules" }
      defer { close(Int32(rules)) }
      allow(write | readFile, "/dev/null", rules)
      for place in places { allow(readFile | readFolder, place, rules) }
      for file in files { allow(readFile | readFolder | execute, file, rules) }
      for folder in folders { allow(handled.files & ~(execute | device), folder, rules) }
      guard Kernel.renouncePrivileges(), Kernel.call(restrictSelf, rules, 0) == 0 else {
        return "the kernel offers Landlock, but does not confine the submission"
      }
      return nil
    }

    private static let (createRuleset, addRule, restrictSelf) = (444, 445, 446)

    private static let execute: UInt64 = 1 << 0
    private static let write: UInt64 = 1 << 1
    private static let readFile: UInt64 = 1 << 2
    private static let readFolder: UInt64 = 1 << 3

    /// Making a device and, from version 5 on, sending commands to one.
    private static let device: UInt64 = 1 << 6 | 1 << 11 | 1 << 15

    /// Every kind of access that the rules govern. What no rule allows is forbidden.
    private static var handled: (files: UInt64, network: UInt64, scope: UInt64) {
      // Running, writing, reading, and all ways to make or remove something; later versions know
      // more.
      let kinds = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13
      return ((1 << UInt64(kinds)) - 1, version >= 4 ? 3 : 0, version >= 6 ? 3 : 0)
    }

    /// Allows something on a file, or on a folder and all below it.
    private static func allow(_ access: UInt64, _ path: String, _ rules: Int) {
      let pathOnly: Int32 = 0o10_000_000
      let descriptor = open(path, pathOnly | O_CLOEXEC)
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

    package static func enter(reading files: [String], writing folders: [String] = []) -> String? {
      nil
    }
  #endif
}

/// How well this system isolates a submission.
package enum Protection {
  /// A warning for whoever grades other people's code; `nil` if the system offers full protection.
  package static let warning: String? =
    Landlock.isAvailable
    ? nil
    : "Note: this system does not keep graded code from the disk (no Landlock): grade only code that "
      + "you trust."
}
