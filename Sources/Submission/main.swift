import KitSupport
import Course
import Foundation
import Runner

// The student's code behind a pipe, for the judge. With the name of an assignment it runs here and
// now, for a look at its lines or a debugger (`swift run Submission 04`); with `--declare` it says
// what the course declares, for those who make the expected values.

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
