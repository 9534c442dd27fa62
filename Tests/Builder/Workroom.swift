import Foundation
import Grader
import KitSupport

/// What the compiler and the linker may touch while they are at work on a student's files: the toolchain,
/// the kit's modules, and one folder to write into. Not the expected values, the solutions or what others
/// have handed in, and not the network.
///
/// Reading is held by Landlock, and the network by seccomp: on Linux, where the kernel offers them.
/// Elsewhere only time, and memory where the system counts it, are limited.
struct Workroom: Sendable {
  /// Files and folders that may be read, and programs that may be run.
  let reads: [String]

  /// Folders that may be written into.
  let writes: [String]

  /// A workroom with a folder more to write into, and others to read.
  func with(_ folder: URL? = nil, reading others: [String] = []) -> Workroom {
    Workroom(reads: reads + others, writes: writes + (folder.map { [$0.path] } ?? []))
  }

  /// More than any file of a student's takes, and less than it takes to bring a machine to its knees.
  private static let megabytes = 4096

  /// The words that run a program in here.
  func command(_ arguments: [String], within seconds: Double) -> [String] {
    // The limit that counts is told where the program is watched; this one holds if nobody watches.
    let most = Int(seconds.rounded(.up)) + 5
    return [Products.program("starter"), "--tool", "\(most)", "\(Self.megabytes)"] + reads
      + ["--write"] + writes + ["--run"] + arguments
  }

  /// Where the parts of the system lie that a compiler reads.
  static let system = [
    "/usr/include", "/usr/local/include", "/usr/lib", "/usr/lib64", "/usr/share", "/lib", "/lib64",
    "/etc/os-release", "/etc/debian_version", "/etc/alternatives",
  ]
}
