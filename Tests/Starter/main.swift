import Sandbox

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// Starts a program for the judge: gives up what that program must not have, then becomes it. No code of
// a student's has run by then, or stands in for a function that this needs.
//
//     starter PROGRAM [FILE…]
//         A student's program. The files are all that it needs to read beside itself.
//     starter --tool SECONDS MEGABYTES [READABLE…] --write [FOLDER…] --run PROGRAM [ARGUMENT…]
//         The compiler or the linker, with what it may use up in CPU and memory, read, and write.
//     starter
//         Does nothing: so the judge sees whether a program can be started at all.

let nothingToDo: Int32 = 64

func stop(_ sentence: String, _ code: Int32) -> Never {
  let line = sentence + "\n"
  _ = line.withCString { write(STDERR_FILENO, $0, line.utf8.count) }
  exit(code)
}

func become(_ arguments: ArraySlice<String>) -> Never {
  guard let program = arguments.first else { exit(nothingToDo) }
  var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
  execv(program, &words)
  stop("\(program): \(String(cString: strerror(errno)))", 127)
}

/// Sets a limit that what comes after this cannot raise.
func limit(_ resource: Int32, to most: UInt64) {
  var limit = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(most))
  _ = setrlimit(resource, &limit)
}

#if canImport(Darwin)
  let (time, memory, core) = (RLIMIT_CPU, RLIMIT_AS, RLIMIT_CORE)
#else
  let time = Int32(RLIMIT_CPU.rawValue)
  let memory = Int32(RLIMIT_AS.rawValue)
  let core = Int32(RLIMIT_CORE.rawValue)
#endif

/// Confines the compiler.
func becomeTool(_ arguments: ArraySlice<String>) -> Never {
  let parts = arguments.split(separator: "--run", maxSplits: 1)
  let places = parts[0].split(
    separator: "--write", maxSplits: 1, omittingEmptySubsequences: false)
  guard parts.count == 2, places.count == 2, let seconds = UInt64(places[0].first ?? ""),
    let megabytes = UInt64(places[0].dropFirst().first ?? "")
  else { stop("starter --tool: what is to be run?", 126) }
  limit(core, to: 0)
  limit(time, to: seconds)
  limit(memory, to: megabytes << 20)
  if let flaw = Landlock.enter(reading: places[0].dropFirst(2) + [], writing: places[1] + [])
    ?? Confinement.enterOffline()
  {
    stop(flaw, 126)
  }
  become(parts[1])
}

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "--tool" { becomeTool(arguments.dropFirst()) }
if !arguments.isEmpty, let flaw = Landlock.enter(reading: arguments + []) ?? Confinement.enter() {
  stop(flaw, 126)
}
become(arguments.prefix(1))
