import Adversarial
import Course
import Mutants
import Runner

// The solutions behind a pipe, with single lines planted in them, and functions that are not as the
// assignment asks for: what the kit's own tests put to the judge. It declares what the course does.

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "--declare" {
  try Declarations.print(Course.assignments, arguments.dropFirst())
} else {
  Runner.serve(Mutants.odd(Hostile.planted(in: Mutants.planted(in: Course.assignments))))
}
