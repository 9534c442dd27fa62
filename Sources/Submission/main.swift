import Foundation
import Host

// The student's code behind a pipe, for the judge; or, with the name of an assignment, run here and
// now, for a look at its lines or a debugger: `swift run Submission 04`.

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.isEmpty {
  Host.serve()
}
do {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  try Rehearsal.run(arguments, inputs: root.appending(path: "Tests/Grading/Expected"))
} catch {
  print(error)
  exit(2)
}
