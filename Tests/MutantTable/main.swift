import Foundation
import MutationTesting

// `GRADE=solutions swift run mutants` puts every mutant to the judge, prints what became of it, and
// keeps the table in Tests/Mutants/README.md. With a folder behind it (`mutants 04-svm`) it only
// prints, and only about that assignment.

let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
do {
  let folder = CommandLine.arguments.dropFirst().first
  let trial = try Trial.run(root: root, folder: folder, seeds: Trial.seeds)
  for finding in trial.mistakes where !finding.isLineNamed || !finding.isCauseNamed {
    let verdict =
      !finding.isCaught
      ? "NOT CAUGHT"
      : !finding.isLineNamed ? "ANOTHER LINE" : finding.isCauseFalse ? "OTHER CAUSE" : "NO CAUSE"
    print(
      "\(verdict): \(finding.mutant.callName)\n    wanted: \(finding.mutant.cause ?? "")"
        + "\n    said:   \(finding.complaint ?? "nothing")")
  }
  for finding in trial.variants where finding.isCaught {
    print("FALSE ALARM: \(finding.mutant.callName): \(finding.complaint ?? "")")
  }
  for alarm in trial.falseAlarms { print("FALSE ALARM: \(alarm)") }
  let table = Table(trial)
  print(table.markdown)
  if folder == nil { try table.write(root: root) }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
