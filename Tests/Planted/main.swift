import Bank
import BankTable
import Foundation
import Host

// The solutions behind a pipe, with single lines planted in them, and functions that are not as the
// assignment asks for: see Bank.
//
// `GRADE=solutions swift run Planted table` puts the whole bank to the judge, prints what became of
// it, and keeps the table in Tests/Bank/README.md. With a folder behind it (`table 04-svm`) it only
// prints, and only about that assignment.

if CommandLine.arguments.dropFirst().first == "table" {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  do {
    let folder = CommandLine.arguments.dropFirst(2).first
    let trial = try Trial.run(root: root, folder: folder, seeds: Trial.seeds)
    for finding in trial.mistakes where !finding.isLineNamed || !finding.isCauseNamed {
      let verdict =
        !finding.isCaught
        ? "NOT CAUGHT"
        : !finding.isLineNamed ? "ANOTHER LINE" : finding.isCauseFalse ? "OTHER CAUSE" : "NO CAUSE"
      print(
        "\(verdict): \(finding.planted.callName)\n    wanted: \(finding.planted.cause ?? "")"
          + "\n    said:   \(finding.complaint ?? "nothing")")
    }
    for finding in trial.variants where finding.isCaught {
      print("FALSE ALARM: \(finding.planted.callName): \(finding.complaint ?? "")")
    }
    for alarm in trial.falseAlarms { print("FALSE ALARM: \(alarm)") }
    let table = Table(trial)
    print(table.markdown)
    if folder == nil { try table.write(root: root) }
  } catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
  }
} else {
  Host.serve(
    replacements: Bank.replacements.merging(Bank.hostileReplacements) { one, _ in one },
    others: Bank.oddFunctions)
}
