#if os(Linux)
  import Glibc

  /// Two functions of the system that Swift cannot name, because C declares them with any number of
  /// arguments.
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

    /// Promises that this thread, and all it starts, never gains a privilege: the kernel wants to
    /// hear that before it lets anybody confine themselves.
    package static func renouncePrivileges() -> Bool {
      let setNoNewPrivileges: Int32 = 38
      return prctl?(setNoNewPrivileges, 1, 0, 0, 0) == 0
    }

    private static func function<Function>(_ name: String, as _: Function.Type) -> Function? {
      dlsym(nil, name).map { unsafeBitCast($0, to: Function.self) }
    }
  }
#endif
