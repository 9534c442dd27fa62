import Foundation

/// What a submission gives up for good before a line of the student's is run: starting processes and
/// programs, leaving the process group that the judge kills, signals to others, timers, the network,
/// and setting its own limits. No line of a flat function needs any of it: each of these calls fails
/// from then on, as "not permitted".
///
/// Only on Linux, and only where the kernel offers it (seccomp); elsewhere nothing happens.
package enum Confinement {
  package static func enter() {
    #if os(Linux)
      guard Kernel.renouncePrivileges() else { return }
      var program = program
      program.withUnsafeMutableBufferPointer { program in
        var handle = Handle(count: UInt16(program.count), start: program.baseAddress!)
        let (setFilter, ofAllThreads) = (1, 1)
        withUnsafeMutablePointer(to: &handle) {
          _ = Kernel.call(Number.seccomp, setFilter, ofAllThreads, Int(bitPattern: $0))
        }
      }
    #endif
  }
}

#if os(Linux)
  extension Confinement {
    /// An instruction of the kernel's filter machine, which looks at every system call.
    private struct Instruction {
      var code: UInt16
      var skipIfTrue: UInt8 = 0
      var skipIfFalse: UInt8 = 0
      var value: UInt32
    }

    private struct Handle {
      var count: UInt16
      var start: UnsafeMutablePointer<Instruction>
    }

    private static var program: [Instruction] {
      let allow = answer(0x7fff_0000)
      let refuse = answer(0x0005_0000 | UInt32(EPERM))
      let kill = answer(0x8000_0000)
      var program = [load(4), ifEqual(Number.architecture, skipIfFalse: 0, skipIfTrue: 1), kill]
      program.append(load(0))
      // On some machines every call exists a second time, under a number above this one.
      program += [Instruction(code: 0x35, skipIfFalse: 1, value: 0x4000_0000), refuse]
      for number in Number.refused { program += on(number, [refuse]) }
      // A new thread is welcome, a new process is not. The newest call for both hides which it is:
      // it is said not to exist, and the older one is used.
      let isThread = Instruction(code: 0x45, skipIfFalse: 1, value: 0x1_0000)
      program += on(Number.clone, [load(16), isThread, allow, refuse])
      program += on(Number.clone3, [answer(0x0005_0000 | UInt32(ENOSYS))])
      // It may send signals to itself: that is how a crash works.
      let me = UInt32(getpid())
      for number in Number.signals {
        program += on(number, [load(16), ifEqual(me, skipIfFalse: 1), allow, refuse])
      }
      // It may ask for its limits, but not give new ones.
      program += on(
        Number.limits,
        [load(32), ifEqual(0, skipIfFalse: 3), load(36), ifEqual(0, skipIfFalse: 1), allow, refuse])
      return program + [allow]
    }

    /// Loads a part of the call: its number at 0, the machine at 4, its arguments from 16 on.
    private static func load(_ offset: UInt32) -> Instruction {
      Instruction(code: 0x20, value: offset)
    }

    private static func ifEqual(
      _ value: UInt32, skipIfFalse: UInt8, skipIfTrue: UInt8 = 0
    ) -> Instruction {
      Instruction(code: 0x15, skipIfTrue: skipIfTrue, skipIfFalse: skipIfFalse, value: value)
    }

    private static func answer(_ value: UInt32) -> Instruction {
      Instruction(code: 0x06, value: value)
    }

    private static func on(_ number: UInt32, _ body: [Instruction]) -> [Instruction] {
      [ifEqual(number, skipIfFalse: UInt8(body.count))] + body
    }

    /// The numbers of the system calls, which differ from machine to machine.
    private enum Number {
      #if arch(x86_64)
        static let architecture: UInt32 = 0xc000_003e
        static let seccomp = 317
        static let clone: UInt32 = 56
        static let limits: UInt32 = 302  // prlimit64
        static let signals: [UInt32] = [62, 234]  // kill, tgkill
        static let refused: [UInt32] =
          [
            57, 58, 59, 322,  // fork, vfork, execve, execveat
            109, 112,  // setpgid, setsid
            200, 129, 297,  // tkill, rt_sigqueueinfo, rt_tgsigqueueinfo
            222,  // timer_create
            101, 310, 311,  // ptrace, process_vm_readv, process_vm_writev
            160, 41,  // setrlimit, socket
          ] + everywhere
      #else
        static let architecture: UInt32 = 0xc000_00b7
        static let seccomp = 277
        static let clone: UInt32 = 220
        static let limits: UInt32 = 261
        static let signals: [UInt32] = [129, 131]
        static let refused: [UInt32] =
          [
            221, 281,  // execve, execveat
            154, 157,  // setpgid, setsid
            130, 138, 240,  // tkill, rt_sigqueueinfo, rt_tgsigqueueinfo
            107,  // timer_create
            117, 270, 271,  // ptrace, process_vm_readv, process_vm_writev
            164, 198,  // setrlimit, socket
          ] + everywhere
      #endif
      static let clone3: UInt32 = 435
      private static let everywhere: [UInt32] = [424, 425, 438]  // pidfd_…, io_uring_setup
    }
  }
#endif
