import Foundation
import KitSupport

/// Waits for something to happen in folders, at no cost: a descriptor that can be read when
/// something has, by inotify on Linux and by kqueue elsewhere.
///
/// It says only that something happened. What, is found by comparing ``SavedFiles``: editors save
/// in too many ways to take their events at their word.
final class FolderWatcher {
  /// Can be polled.
  let descriptor: Int32

  /// The folder that holds the others.
  private let parent: URL
  private let folders: [String]

  #if !os(Linux)
    private var open: [Int32] = []
  #endif

  /// - Throws: ``KitError`` where the system has no watcher to give.
  init(_ folders: [String], in parent: URL) throws {
    (self.folders, self.parent) = (folders, parent)
    #if os(Linux)
      descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    #else
      descriptor = kqueue()
    #endif
    guard descriptor >= 0 else {
      throw KitError("Files cannot be watched: \(String(cString: strerror(errno))).")
    }
    look()
  }

  deinit {
    forget()
    close(descriptor)
  }

  /// Discards the events that have come, and starts watching folders and files that are new.
  func drain() {
    #if os(Linux)
      var bytes = [UInt8](repeating: 0, count: 1 << 14)
      while read(descriptor, &bytes, bytes.count) > 0 {}
    #else
      var event = kevent()
      var now = timespec()
      while kevent(descriptor, nil, 0, &event, 1, &now) > 0 {}
    #endif
    look()
  }

  #if os(Linux)
    private func forget() {}

    private func look() {
      // What counts is when a file that is being written is closed, not each write.
      let events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE
      for folder in [parent] + folders.map({ parent.appending(path: $0) }) {
        // Watching a folder again does no harm.
        inotify_add_watch(descriptor, folder.path, UInt32(events))
      }
    }
  #else
    private func forget() {
      for descriptor in open { close(descriptor) }
      open = []
    }

    private func look() {
      // A folder's descriptor reports only changes of names, a file's only what is written.
      forget()
      for folder in [parent] + folders.map({ parent.appending(path: $0) }) {
        watch(folder.path)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasSuffix(".swift") { watch("\(folder.path)/\(name)") }
      }
    }

    private func watch(_ path: String) {
      let file = Foundation.open(path, O_EVTONLY | O_CLOEXEC)
      guard file >= 0 else { return }
      open.append(file)
      var change = kevent(
        ident: UInt(file), filter: Int16(EVFILT_VNODE), flags: UInt16(EV_ADD | EV_CLEAR),
        fflags: UInt32(NOTE_WRITE | NOTE_EXTEND | NOTE_DELETE | NOTE_RENAME), data: 0, udata: nil)
      kevent(descriptor, &change, 1, nil, 0, nil)
    }
  #endif
}
