import Foundation
import Grader
import KitSupport

// The kit's own command: `swift run kit …`. A command a file; this is the table of them.

let commands: [Command] = [
  .new,
  .check,
  .lists,
  .stubs,
  .expected,
  .release,
  .grade,
  .gradebook,
  .watch,
  .hint,
  .show,
  .report,
  .explain,
  .drawings,
  .slips,
  .mutants,
]

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "help" || arguments.contains(where: { ["--help", "-h"].contains($0) }) {
  let named = commands.filter { arguments.prefix(2).contains($0.name) }
  print("The kit's commands:\n" + (named.isEmpty ? commands : named).map(\.help).joined())
  exit(0)
}
guard let command = commands.first(where: { $0.name == arguments.first }) else {
  let unknown = arguments.first.map { "There is no command \"\($0)\".\n\n" } ?? ""
  let usage = commands.map(\.help).joined()
  FileHandle.standardError.write(Data((unknown + "The kit's commands:\n" + usage).utf8))
  exit(2)
}
do {
  exit(try command(Array(arguments.dropFirst())))
} catch {
  for line in error.sentence.split(separator: "\n") { complain(String(line)) }
  exit(2)
}
