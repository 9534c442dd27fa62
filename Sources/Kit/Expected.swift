import Authoring
import Grader
import KitSupport

extension Command {
  /// Makes the expected values.
  static let expected = Command(
    name: "expected", usage: "expected [--seed N]",
    summary:
      "Makes the expected values from the solutions (GRADE=solutions); with a seed, those of fresh "
      + "random cases."
  ) { arguments in
    var (seed, rest): (UInt64?, ArgumentReader) = (nil, ArgumentReader(arguments))
    while let argument = rest.next() {
      guard argument == "--seed" else {
        throw KitError("expected takes --seed and a whole number, not \(argument).")
      }
      seed = try rest.seed(of: argument)
    }
    try build("Submission")
    let maker = ExpectedMaker(submission: Products.submission)
    let directory = Products.expected(seed: seed, root: root)
    for drawn in try maker.declared(nil, seeds: [seed ?? 0]) {
      try maker.make(drawn).write(to: directory)
    }
    print("wrote the expected values to \(directory.path)")
    return 0
  }
}
