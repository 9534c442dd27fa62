import KitSupport
import Course
import Foundation
import Runner

// Runs the student's code behind a pipe, for the judge. With the name of an assignment it runs
// right here, for a look at its lines or for a debugger (`swift run Submission 04`); with
// `--declare` it prints what the course declares, for the tools that make the expected values.

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch arguments.first {
  case nil, "--declare": try Runner.main(Course.assignments)
  default:
    try Rehearsal.run(
      arguments, of: Course.assignments,
      inputs: PackageFolder.url.appending(path: "Tests/Grading/Expected"))
  }
} catch {
  print(error)
  exit(2)
}
