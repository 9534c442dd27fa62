import KitSupport

/// What `mutants` was asked for.
struct MutantsOptions {
  /// What is done, by the option that asks for it.
  enum Task: String {
    case show
    case keep = "--keep"
    case check = "--check"
    case checkExamples = "--check-examples"
    case list = "--list"
    case examples = "--examples"
    case drawn = "--drawn"
  }

  private(set) var task = Task.show

  /// The folders, or numbers, of assignments.
  private(set) var words: [String] = []

  /// How mutants are drawn.
  private(set) var seed: UInt64 = 1
  private(set) var count = 200

  /// Whether all of what is drawn is printed.
  private(set) var showsAll = false

  init(_ arguments: [String]) throws {
    var rest = ArgumentReader(arguments)
    while let argument = rest.next() {
      switch argument {
      case "--seed" where task == .drawn: seed = try rest.seed(of: argument)
      case "--count" where task == .drawn: count = try rest.count(of: argument)
      case "--all" where task == .drawn: showsAll = true
      case _ where !argument.hasPrefix("-"): words.append(argument)
      default:
        guard let asked = Task(rawValue: argument), task == .show else {
          throw KitError(
            "mutants takes one of --keep, --check, --check-examples, --list, --examples or --drawn, "
              + "and a folder, and --drawn takes --seed, --count and --all, but no \(argument).")
        }
        task = asked
      }
    }
    if task != .drawn, words.count > 1 {
      throw KitError("mutants takes one folder at most, as in `swift run mutants 04-svm`.")
    }
  }
}
