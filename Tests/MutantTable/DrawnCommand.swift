import Builder
import DrawnMutants
import Foundation
import Grader
import KitSupport
import Synchronization

/// Draws wrong lines, and prints what the judge says of them that is not known to be true.
func draw(_ arguments: some Collection<String>) throws {
  var (words, seed, count, showsAll) = ([String](), UInt64(1), 200, false)
  var rest = Array(arguments)[...]
  let products = URL(filePath: Products.program("kit")).deletingLastPathComponent()
  let kit = Kit(root: root, products: products)
  while let argument = rest.popFirst() {
    switch argument {
    case "--seed":
      guard let number = rest.popFirst().flatMap(UInt64.init) else {
        throw KitError("--seed takes a whole number that is not negative, as in --seed 7.")
      }
      seed = number
    case "--count":
      guard let number = rest.popFirst().flatMap(Int.init), number > 0 else {
        throw KitError("--count takes a whole number above 0, as in --count 200.")
      }
      count = number
    case "--all": showsAll = true
    case let word where word.hasPrefix("--"):
      throw KitError("mutants --drawn takes --seed, --count and --all, but no \(word).")
    default: words.append(argument)
    }
  }
  let shows = showsAll
  let scratch = FileManager.default.temporaryDirectory.appending(
    path: "flat-backprop-mutants-\(getpid())")
  try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: scratch) }
  let counts = Mutex<[DrawnTrial.Outcome: Int]>([:])
  try DrawnTrial(
    kit, scratch: scratch
  ).run(
    count, from: kit.folders(meantBy: words), seed: seed
  ) { finding in
    counts.withLock { $0[finding.outcome, default: 0] += 1 }
    guard shows || ![.agrees, .silent].contains(finding.outcome) else { return }
    print("\(finding.outcome.rawValue): \(finding.text)\n    \(finding.body.oneLine)")
    if !finding.said.isEmpty { print("    → \(finding.said)") }
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
