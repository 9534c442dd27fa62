#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a submission may ask of the system: memory, threads of its own, the time, and the files
/// that it may read. From then on everything else fails as "not permitted": starting processes,
/// leaving the process group that the judge kills, signals to others, POSIX and interval timers,
/// the network, memory that outlives it, changing the machine's names, and any system call that is
/// newer than this list.
///
/// This works only on Linux, and only if the kernel offers it (seccomp); elsewhere nothing happens.
package enum Confinement {
  /// - Returns: A sentence if the kernel offers filters but does not accept this one.
  package static func enter() -> String? {
    #if os(Linux)
      return install(program)
    #else
      return nil
    #endif
  }

  /// The same for the compiler, which does no harm by itself and asks for more: it is kept from the
  /// network, and from looking into other processes.
  package static func enterOffline() -> String? {
    #if os(Linux)
      let (allow, refuse) = (answer(0x7fff_0000), answer(0x0005_0000 | UInt32(EPERM)))
      let refused = SystemCall.ofTheNetwork.flatMap { on($0, [refuse]) }
      return install(ofThisMachine + refused + [allow])
    #else
      return nil
    #endif
  }
}

#if os(Linux)
  extension Confinement {
    private static func install(_ program: [Instruction]) -> String? {
      guard Kernel.renouncePrivileges() else { return nil }
      var program = program
      return program.withUnsafeMutableBufferPointer { program in
        var handle = Handle(count: UInt16(program.count), start: program.baseAddress!)
        let (setFilter, ofAllThreads) = (1, 1)
        return withUnsafeMutablePointer(to: &handle) {
          let status = Kernel.call(
            SystemCall.seccomp, setFilter, ofAllThreads, Int(bitPattern: $0))
          return status == 0 || errno == ENOSYS || errno == EINVAL
            ? nil : "the kernel does not accept the list of system calls (seccomp)"
        }
      }
    }

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

    /// Kills the process at a call that is numbered as on another machine; otherwise loads the
    /// call's number.
    private static var ofThisMachine: [Instruction] {
      let kill = answer(0x8000_0000)
      return [
        load(4), ifEqual(SystemCall.machine, skipIfFalse: 0, skipIfTrue: 1), kill, load(0),
      ]
    }

    private static var program: [Instruction] {
      let allow = answer(0x7fff_0000)
      let refuse = answer(0x0005_0000 | UInt32(EPERM))
      var program = ofThisMachine
      for number in SystemCall.allowed { program += on(number, [allow]) }
      // New threads are allowed, new processes are not. `clone3` hides which of the two it makes,
      // so it is reported as not existing, and the older `clone` is used instead.
      let isThread = Instruction(code: 0x45, skipIfFalse: 1, value: 0x1_0000)
      program += on(SystemCall.clone, [load(16), isThread, allow, refuse])
      program += on(SystemCall.clone3, [answer(0x0005_0000 | UInt32(ENOSYS))])
      // It may send signals to itself: that is how a crash works.
      let me = UInt32(getpid())
      for number in SystemCall.signals {
        program += on(number, [load(16), ifEqual(me, skipIfFalse: 1), allow, refuse])
      }
      // It may query its limits, but not set new ones.
      program += on(
        SystemCall.limits,
        [load(32), ifEqual(0, skipIfFalse: 3), load(36), ifEqual(0, skipIfFalse: 1), allow, refuse])
      // Of the calls that can do a hundred things, a few of those things.
      program += on(SystemCall.control, [load(16)] + oneOf(SystemCall.controls) + [refuse])
      program += on(SystemCall.device, [load(24)] + oneOf(SystemCall.devices) + [refuse])
      return program + [refuse]
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

    private static func oneOf(_ values: [UInt32]) -> [Instruction] {
      values.flatMap { [ifEqual($0, skipIfFalse: 1), answer(0x7fff_0000)] }
    }
  }
#endif
