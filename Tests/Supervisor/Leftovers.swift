import Foundation

/// Processes that have left the group they were started in, as a daemon does.
enum Leftovers {
  /// Kills every process that has the mark in its environment.
  static func kill(_ mark: String) {
    // Something that starts others while it is killed takes more than one round.
    for _ in 0..<10 {
      let found = processes(mark)
      if found.isEmpty { return }
      for id in found { Foundation.kill(id, SIGKILL) }
    }
  }

  /// The processes that have the mark in their environment. Only Linux shows it.
  static func processes(_ mark: String) -> [pid_t] {
    #if os(Linux)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return names.compactMap { pid_t($0) }.filter { id in
        id != getpid() && environment(of: id).firstRange(of: Array(mark.utf8)) != nil
      }
    #else
      return []
    #endif
  }

  #if os(Linux)
    private static func environment(of id: pid_t) -> [UInt8] {
      let descriptor = open("/proc/\(id)/environ", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return [] }
      defer { close(descriptor) }
      var bytes = [UInt8](repeating: 0, count: 1 << 14)
      let count = read(descriptor, &bytes, bytes.count)
      return Array(bytes.prefix(max(0, count)))
    }
  #endif
}
