import Foundation
import KitSupport
import MadeClass

// GRADE=solutions swift build && GRADE=solutions swift run classtrial [N]
//
// Grades a made class of N students (120 unless said otherwise) with `kit gradebook`, whose run is killed
// twice on the way, and compares each row with what it has to be. In a class of 400 each hostile
// submission of the corpus is somebody's. "classtrial costs" measures what a submission costs in classes of 10,
// 100 and 1,000, and writes the table into the instructors' page.

func trial(_ count: Int) throws -> Never {
  let outcome = try Trial(MadeClass(of: count)) { print($0) }.run(killedAfter: [1 / 3, 2 / 3])
  for mistake in outcome.mistakes { print(mistake) }
  let rate = String(
    format: "%.0f s, %.0f a minute", outcome.seconds, 60 * Double(count) / outcome.seconds)
  let result =
    outcome.mistakes.isEmpty ? "every row is right" : "\(outcome.mistakes.count) mistakes"
  print("\(count) students in \(rate), on \(Machine.description): \(result)")
  exit(outcome.mistakes.isEmpty ? 0 : 1)
}

let word = CommandLine.arguments.dropFirst().first ?? "120"
do {
  if word == "costs" {
    try CostTable().write()
  } else if let count = Int(word), count > 0 {
    try trial(count)
  } else {
    throw KitError("classtrial takes a number of students, or costs, not \(word).")
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(2)
}
