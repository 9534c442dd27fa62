import Sandbox

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// Starts a student's program for the judge: gives up what that program must not have, then becomes it.
// No code of the student's has run by then, or stands in for a function that this needs.
//
//     starter PROGRAM [FILE…]
//
// The files are all that the program needs to read beside itself.

func stop(_ sentence: String, _ code: Int32) -> Never {
  let line = sentence + "\n"
  _ = line.withCString { write(STDERR_FILENO, $0, line.utf8.count) }
  exit(code)
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard let program = arguments.first else { exit(126) }
if let flaw = Landlock.enter(reading: arguments) ?? Confinement.enter() {
  stop(flaw, 126)
}
var words: [UnsafeMutablePointer<CChar>?] = [strdup(program), nil]
execv(program, &words)
stop("\(program): \(String(cString: strerror(errno)))", 127)
