import DrawnMutants
import Foundation
import Synchronization

/// Draws wrong lines, and prints what the judge says of them that is not known to be true.
func draw(_ options: MutantsOptions) throws {
  let counts = Mutex<[DrawnTrial.Outcome: Int]>([:])
  try inScratch { kit, scratch in
    try DrawnTrial(
      kit, scratch: scratch
    ).run(
      options.count, from: kit.folders(meantBy: options.words), seed: options.seed
    ) { finding in
      counts.withLock { $0[finding.outcome, default: 0] += 1 }
      let isExpected = [.agrees, .crashes, .silent].contains(finding.outcome)
      guard options.showsAll || !isExpected else { return }
      print("\(finding.outcome.rawValue): \(finding.text)\n    \(finding.body.oneLine)")
      if !finding.said.isEmpty { print("    → \(finding.said)") }
    }
  }
  let found = counts.withLock { $0 }
  print(
    DrawnTrial.Outcome.allCases.map { "\($0.rawValue) \(found[$0] ?? 0)" }
      .joined(separator: " · "))
}

extension String {
  /// The text with each run of blanks and ends of lines as a single blank.
  fileprivate var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
