import Foundation
import KitSupport

/// Work as it is handed in in the middle of a term: most lines right, some wrong, some to do. No two
/// students' are the same, so that nothing is built once for many.
public enum Homework {
  /// Hands in some assignments.
  /// - Parameters:
  ///   - student: A number, from which all is drawn.
  ///   - folders: The assignments.
  ///   - target: The student's folder.
  public static func handIn(_ student: Int, _ folders: [String], to target: URL) throws {
    var random = Random(seed: UInt64(student))
    for folder in folders {
      let solutions = PackageFolder.url.appending(path: "solutions/\(folder)")
      let names = try FileManager.default.contentsOfDirectory(atPath: solutions.path).sorted()
      for name in names where name.hasSuffix(".swift") {
        let solution = try String(contentsOf: solutions.appending(path: name), encoding: .utf8)
        try MadeStudent.write(
          edited(solution, by: student, &random), to: target.appending(path: "\(folder)/\(name)"))
      }
    }
  }

  /// A solution in which about one line in ten is wrong, and one in ten to do.
  private static func edited(_ solution: String, by student: Int, _ random: inout Random) -> String
  {
    let rows = solution.split(separator: "\n", omittingEmptySubsequences: false).map { row in
      guard let match = row.firstMatch(of: #/stage\.[\w.]+(\(step: \w+\))? (\{.*\})$/#) else {
        return String(row)
      }
      let head = row[..<match.2.startIndex]
      return switch random.next(below: 10) {
      case 0: head + "{ try todo() }"
      case 1: head + "{ (\(match.2.dropFirst().dropLast())) * 2 }"
      default: String(row)
      }
    }
    return (rows + ["// \(student)"]).joined(separator: "\n")
  }

  /// Numbers that are the same in every run (SplitMix64).
  private struct Random {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below bound: UInt64) -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var bits = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
      bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
      return (bits ^ bits >> 31) % bound
    }
  }
}
