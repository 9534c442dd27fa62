import Foundation
import Grader
import KitSupport

/// What the compiler and the linker may touch while they work on a student's files: the toolchain,
/// the kit's modules, the module cache, and one folder to write into. They reach neither the
/// expected values, nor the solutions, nor what others have handed in, nor the network.
///
/// Landlock restricts reading, and seccomp the network, on Linux if the kernel offers them.
/// Elsewhere only time is limited, and memory if the system counts it.
struct Workroom: Sendable {
  /// Files and folders that may be read, and programs that may be run.
  let reads: [String]

  /// Folders that may be written into.
  let writes: [String]

  /// This workroom with one more folder to write into, and others to read.
  func with(_ folder: URL? = nil, reading others: [String] = []) -> Workroom {
    Workroom(reads: reads + others, writes: writes + (folder.map { [$0.path] } ?? []))
  }

  /// The memory limit: more than any student's file takes, and less than it takes to bring a
  /// machine to its knees.
  private static let megabytes = 4096

  /// The command that runs a program in here.
  func command(_ arguments: [String], within seconds: Double) -> [String] {
    // The limit that counts is enforced by whoever watches the program; this one is for when nobody
    // does.
    let most = Int(seconds.rounded(.up)) + 5
    return [Products.program("starter"), "--tool", "\(most)", "\(Self.megabytes)"] + reads
      + ["--write"] + writes + ["--run"] + arguments
  }

  /// The parts of the system that a compiler reads.
  static let system = [
    "/usr/include", "/usr/local/include", "/usr/lib", "/usr/lib64", "/usr/share", "/lib", "/lib64",
    "/etc/os-release", "/etc/debian_version", "/etc/alternatives",
  ]
}
