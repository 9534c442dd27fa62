#if os(Linux)
  import Glibc

  /// Two functions of the system that Swift cannot import, because C declares them as variadic.
  package enum Kernel {
    private typealias Six = @convention(c) (Int, Int, Int, Int, Int, Int, Int) -> Int
    private typealias Five = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32

    private static let syscall = function("syscall", as: Six.self)
    private static let prctl = function("prctl", as: Five.self)

    /// A system call by its number.
    package static func call(_ number: Int, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, _ d: Int = 0)
      -> Int
    {
      syscall?(number, a, b, c, d, 0, 0) ?? -1
    }

    /// Promises that this thread, and everything it starts, never gains a privilege, which the
    /// kernel requires before a process may confine itself. The privileges of root are given up.
    package static func renouncePrivileges() -> Bool {
      let setNoNewPrivileges: Int32 = 38
      return prctl?(setNoNewPrivileges, 1, 0, 0, 0) == 0 && dropCapabilities()
    }

    /// Gives up the privileges of the superuser, such as looking into any process. Only access to
    /// the files of others stays: without it, no program could be started where the kit belongs to
    /// somebody else.
    private static func dropCapabilities() -> Bool {
      var header = (version: UInt32(0x2008_0522), process: Int32(0))
      // The effective, the permitted and the inheritable capabilities, in two words of 32 each.
      typealias Set = (effective: UInt32, permitted: UInt32, inheritable: UInt32)
      var sets: (Set, Set) = ((0, 0, 0), (0, 0, 0))
      let ofFiles: UInt32 = 1 << 1 | 1 << 2  // CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
      return withUnsafeMutablePointer(to: &header) { header in
        withUnsafeMutablePointer(to: &sets) { sets in
          let (header, pointer) = (Int(bitPattern: header), Int(bitPattern: sets))
          guard call(SystemCall.getCapabilities, header, pointer) == 0 else { return false }
          let kept = sets.pointee.0.permitted & ofFiles
          sets.pointee = ((kept, kept, 0), (0, 0, 0))
          return call(SystemCall.setCapabilities, header, pointer) == 0
        }
      }
    }

    private static func function<Function>(_ name: String, as _: Function.Type) -> Function? {
      dlsym(nil, name).map { unsafeBitCast($0, to: Function.self) }
    }
  }
#endif
