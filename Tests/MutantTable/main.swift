import Authoring
import FlatBackprop
import Foundation
import Grader
import MutationTesting
import KitSupport

// `GRADE=solutions swift run mutants` puts every mutant to the judge and prints what it misses. It
// keeps the table in Tests/Mutants/README.md, and what the handouts say that the judge says. With a
// folder behind it (`mutants 04-svm`) it is only about that assignment, and only prints:
// `mutants --keep 04-svm` keeps, too. `mutants --list [FOLDER]` prints each mistake with what the judge
// says of it, for a handout's table. `mutants --examples [FOLDER]` writes what it says of lines as
// students write them, in Tests/Mutants/Examples.md. `mutants --check [FOLDER]` says what is stale in
// all of these, and writes nothing.

let root = PackageFolder.url
do {
  let options = try MutantsOptions(Array(CommandLine.arguments.dropFirst()))
  let folder =
    options.task == .drawn
    ? nil : try options.words.first.map { try CourseTable(root: root).row($0).folder }
  switch options.task {
  case .drawn: try draw(options)
  case .examples: try keepExamples(in: folder)
  case .check, .checkExamples:
    let (page, findings) = try examples(in: folder)
    let defects =
      page.defects(findings) + (options.task == .check ? try defectsOfTheBank(in: folder) : [])
    for defect in defects { print(defect) }
    exit(defects.isEmpty ? 0 : 1)
  case .list:
    for finding in try Trial.run(root: root, folder: folder, seeds: 1..<2).mistakes {
      print("\(finding.mutant.callName)\n    \(finding.cause ?? finding.complaint ?? "nothing")")
    }
  case .show, .keep:
    let trial = try Trial.run(root: root, folder: folder, seeds: Trial.seeds)
    report(on: trial)
    if folder == nil || options.task == .keep {
      try Table(trial).write(root: root, isWhole: folder == nil)
      try Quotations(root: root, folder: folder, trial).made.writeStale(root: root)
    }
  }
} catch {
  FileHandle.standardError.write(Data("\(error.sentence)\n".utf8))
  exit(2)
}

/// Prints what the judge misses, and the table.
func report(on trial: Trial) {
  for finding in trial.mistakes where !finding.isLineNamed || !finding.isCauseNamed {
    let verdict =
      !finding.isCaught
      ? "NOT CAUGHT"
      : !finding.isLineNamed ? "ANOTHER LINE" : finding.isCauseFalse ? "FALSE CAUSE" : "SILENT"
    print(
      "\(verdict): \(finding.mutant.callName)\n    wanted: \(finding.mutant.cause ?? "")"
        + "\n    said:   \(finding.complaint ?? "nothing")")
  }
  for finding in trial.variants where finding.isCaught {
    print("FALSE ALARM: \(finding.mutant.callName): \(finding.complaint ?? "")")
  }
  for alarm in trial.falseAlarms { print("FALSE ALARM: \(alarm)") }
  print(Table(trial).markdown)
}

/// What is stale in the table and in the handouts.
func defectsOfTheBank(in folder: String?) throws -> [Defect] {
  let trial = try Trial.run(root: root, folder: folder, seeds: Trial.fewSeeds)
  return try Table(trial).defects(root: root, isWhole: folder == nil)
    + Quotations(root: root, folder: folder, trial).defects
}
