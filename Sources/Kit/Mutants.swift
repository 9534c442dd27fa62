extension Command {
  /// Draws wrong lines, and shows what the judge makes of them.
  static let mutants = Command(
    name: "mutants", usage: "mutants [NN …] [--seed N] [--count N] [--all]",
    summary:
      "Draws wrong lines from the solutions by rule, and shows what the judge says that is not "
      + "known to be true of them."
  ) { arguments in
    try build("mutants", grade: "solutions")
    return try runProgram("mutants", ["--drawn"] + arguments)
  }
}
