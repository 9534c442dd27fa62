import Foundation

/// The threads of this process.
enum Threads {
  /// How many there are, not counting the idle ones that a work queue keeps for its next work: it
  /// keeps them for seconds, and they do nothing by themselves.
  static var busy: Int {
    #if os(Linux)
      // The link count of the folder: one for each thread, and two of its own.
      var status = stat()
      let all = stat("/proc/self/task", &status) == 0 ? Int(status.st_nlink) - 2 : 1
      return all == 1 ? 1 : all - waitingForWork
    #else
      var info = proc_taskinfo()
      var size = Int32(MemoryLayout<proc_taskinfo>.size)
      guard proc_pidinfo(getpid(), PROC_PIDTASKINFO, 0, &info, size) == size else { return 1 }
      var queues = proc_workqueueinfo()
      size = Int32(MemoryLayout<proc_workqueueinfo>.size)
      guard proc_pidinfo(getpid(), PROC_PIDWORKQUEUEINFO, 0, &queues, size) == size else {
        return Int(info.pti_threadnum)
      }
      let idle = Int(queues.pwq_nthreads - queues.pwq_runthreads - queues.pwq_blockedthreads)
      return Int(info.pti_threadnum) - idle
    #endif
  }

  #if os(Linux)
    /// How many of the threads that Dispatch has started are idle.
    private static var waitingForWork: Int { names(in: "/proc/self/task").count(where: isWaiting) }

    /// An idle worker sleeps on a word inside Dispatch; one that is running work, or waiting in the
    /// middle of it, does not. Dispatch's manager thread waits for events and has no work to run.
    private static func isWaiting(_ thread: String) -> Bool {
      // The number of the system call, and its arguments.
      let call = text(of: "/proc/self/task/\(thread)/syscall").split(separator: " ")
      guard call.count > 1, call[1].hasPrefix("0x"),
        let first = UInt(call[1].dropFirst(2), radix: 16)
      else { return false }
      if call[0] == SystemCall.futex { return library(of: first)?.contains("libdispatch") == true }
      guard SystemCall.waitForEvents.contains(String(call[0])) else { return false }
      let name = text(of: "/proc/self/task/\(thread)/comm")
      return name.hasSuffix("-qos.overcommit\n")
    }

    private enum SystemCall {
      #if arch(x86_64)
        static let futex = "202"
        static let waitForEvents: Set = ["232", "281"]  // epoll_wait, epoll_pwait
      #else
        static let futex = "98"
        static let waitForEvents: Set = ["22"]  // epoll_pwait
      #endif
    }

    /// The library that an address lies in: C's `dladdr`, which Swift does not offer.
    private static func library(of address: UInt) -> String? {
      typealias Found = (
        file: UnsafePointer<CChar>?, base: UInt, name: UnsafePointer<CChar>?, address: UInt
      )
      typealias Find = @convention(c) (UInt, UnsafeMutableRawPointer) -> Int32
      guard let find = dlsym(nil, "dladdr").map({ unsafeBitCast($0, to: Find.self) }) else {
        return nil
      }
      var found = Found(nil, 0, nil, 0)
      return find(address, &found) == 0 ? nil : found.file.map { String(cString: $0) }
    }

    private static func names(in folder: String) -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    /// The first part of one of the kernel's files, which for these files is all of it.
    private static func text(of path: String) -> String {
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { return "" }
      defer { close(file) }
      var bytes = [UInt8](repeating: 0, count: 1024)
      let count = read(file, &bytes, bytes.count)
      return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
  #endif
}
