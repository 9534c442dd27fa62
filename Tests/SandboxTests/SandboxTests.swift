import Foundation
import Testing

@testable import Sandbox

#if os(Linux)
  /// Each test confines a process of its own, as there is no way back.
  @Suite("A confined process", .enabled(if: Landlock.isAvailable, "this kernel has no Landlock"))
  struct SandboxTests {
    @Test("reads what it was given, and nothing else on the disk")
    func reading() async throws {
      // The confined process could not remove it.
      let file = NSTemporaryDirectory() + UUID().uuidString
      try Data("read me".utf8).write(to: URL(filePath: file))
      defer { try? FileManager.default.removeItem(atPath: file) }
      await #expect(processExitsWith: .success) { [file = file as String] in
        precondition(Landlock.enter(reading: [file]) == nil)
        precondition(FileManager.default.contents(atPath: file)?.count == 7)
        precondition(open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES)
        precondition(open(file, O_WRONLY) < 0 && errno == EACCES)
        precondition(unlink(file) < 0 && errno == EACCES)
      }
    }

    @Test("writes only into the folders that it was given")
    func writing() async throws {
      let folder = NSTemporaryDirectory() + UUID().uuidString
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      await #expect(processExitsWith: .success) { [folder = folder as String] in
        precondition(Landlock.enter(reading: [], writing: [folder]) == nil)
        precondition(open(folder + "/inside", O_WRONLY | O_CREAT, 0o600) >= 0)
        precondition(open(folder + ".outside", O_WRONLY | O_CREAT, 0o600) < 0)
        precondition(unlink(folder + "/inside") == 0)
      }
    }

    @Test("computes and starts threads, but no process, no signal to others and no network")
    func systemCalls() async {
      await #expect(processExitsWith: .success) {
        precondition(Confinement.enter() == nil)
        let thread = Thread {}
        thread.start()
        precondition(malloc(1 << 24) != nil)
        precondition(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) < 0 && errno == EPERM)
        precondition(kill(getppid(), 0) < 0 && errno == EPERM)
        var child: pid_t = 0
        precondition(posix_spawn(&child, "/bin/true", nil, nil, [nil], nil) != 0)
      }
    }

    @Test("that is a compiler starts processes, but has no network")
    func compilers() async {
      await #expect(processExitsWith: .success) {
        precondition(Confinement.enterOffline() == nil)
        precondition(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) < 0 && errno == EPERM)
        var child: pid_t = 0
        precondition(posix_spawn(&child, "/bin/true", nil, nil, [nil], nil) == 0)
      }
    }
  }
#endif
