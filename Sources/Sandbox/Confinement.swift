#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a submission may ask the system for: memory, threads of its own, the time, and the files that
/// it may read. All else fails from then on, as "not permitted": starting processes, leaving the process
/// group that the judge kills, signals to others, timers, the network, memory that outlives it, names
/// of the machine, and whatever system call comes into the world after this list.
///
/// Only on Linux, and only where the kernel offers it (seccomp); elsewhere nothing happens.
package enum Confinement {
  /// - Returns: A sentence where the kernel does not do what it offers.
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

    /// Stops a call that is numbered as on another machine; from here on the number is at hand.
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
      // A new thread is welcome, a new process is not. The newest call for both hides which it is:
      // it is said not to exist, and the older one is used.
      let isThread = Instruction(code: 0x45, skipIfFalse: 1, value: 0x1_0000)
      program += on(SystemCall.clone, [load(16), isThread, allow, refuse])
      program += on(SystemCall.clone3, [answer(0x0005_0000 | UInt32(ENOSYS))])
      // It may send signals to itself: that is how a crash works.
      let me = UInt32(getpid())
      for number in SystemCall.signals {
        program += on(number, [load(16), ifEqual(me, skipIfFalse: 1), allow, refuse])
      }
      // It may ask for its limits, but not give new ones.
      program += on(
        SystemCall.limits,
        [load(32), ifEqual(0, skipIfFalse: 3), load(36), ifEqual(0, skipIfFalse: 1), allow, refuse])
      // Of the calls that do a hundred things, a few.
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
