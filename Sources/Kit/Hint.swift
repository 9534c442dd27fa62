import Builder
import Foundation
import Grader
import KitSupport
import Tutor

extension Command {
  /// Unfolds the hints of a handout.
  static let hint = Command(
    name: "hint", usage: "hint NN LINE [STEP]",
    summary:
      "Shows the first step of the handout's hint for a line; STEP 2 shows one more, and so on."
  ) { arguments in
    guard (2...3).contains(arguments.count) else {
      throw KitError("hint takes an assignment and a line, as in: swift run kit hint 04 dscores")
    }
    let folder = try kit.folders(meantBy: [arguments[0]])[0]
    let handout = root.appending(path: "assignments/\(folder)")
    let hints = Hints(handoutIn: handout)
    // `softmaxLoss.dw` says whose line is meant, where several functions have one.
    let words = arguments[1].split(separator: ".").map(String.init)
    let (line, owner) = (words.last ?? "", words.dropLast().joined(separator: "."))
    let step = arguments.count == 3 ? Int(arguments[2]) : 1
    guard let step, step > 0 else {
      throw KitError("The step of a hint is 1, 2, 3 …, not \(arguments[2]).")
    }
    let expected = try Expected.read(folder, from: Products.expected(seed: nil, root: root))
    var shown: Set<[String]> = []
    for function in expected.functions where owner.isEmpty || function.name == owner {
      guard expected.lines(of: function.name).contains(line) else { continue }
      let steps = hints.steps(for: line, of: function)
      guard !steps.isEmpty, shown.insert(steps).inserted else { continue }
      print("\(line) of \(function.name)")
      for (index, text) in steps.prefix(step).enumerated() {
        print("\n\(index + 1)/\(steps.count)  \(text)")
      }
      if step < steps.count {
        print("\nOne step further: swift run kit hint \(arguments[0]) \(arguments[1]) \(step + 1)")
      }
      print()
    }
    guard shown.isEmpty else { return 0 }
    if expected.functions.contains(where: { expected.lines(of: $0.name).contains(line) }) {
      throw KitError("The handout of \(folder) has no hint for \"\(line)\".")
    }
    let lines = expected.functions.flatMap { function in
      expected.lines(of: function.name).map { "\(function.name).\($0)" }
    }
    throw KitError(
      "\(folder) has no line \"\(arguments[1])\", only \(lines.joined(separator: ", ")).")
  }
}
