extension HandIn {
  /// Files that say something to the linker, or to the system's loader. What the right function costs
  /// itself in this way differs from system to system; it takes nothing from others.
  static let linkers = [
    line(
      "stands in for what confines it", needsConfinement: true, trick: findsSolution,
      beside: """
        @_cdecl("prctl") public func p(_: Int32, _: Int, _: Int, _: Int, _: Int) -> Int32 { 0 }
        @_cdecl("seccomp") public func s(_: UInt32, _: UInt32, _: Int) -> Int32 { 0 }
        @_cdecl("setrlimit") public func l(_: Int32, _: Int) -> Int32 { 0 }
        """),
    line(
      "stands in for what reads the environment", needsConfinement: true, trick: findsSolution,
      beside: """
        @_cdecl("getenv") public func g(_: UnsafePointer<CChar>?) -> UnsafeMutablePointer<CChar>? { nil }
        @_cdecl("secure_getenv") public func h(_: UnsafePointer<CChar>?) -> UnsafeMutablePointer<CChar>? { nil }
        """),
    line(
      "stands in for what compares, and changes a value in place",
      trick: """
        wrong.elements.withUnsafeBufferPointer {
          UnsafeMutablePointer(mutating: $0.baseAddress!)[0] += 100
        }
        """,
      beside: "@_cdecl(\"memcmp\") public func c(_: Int, _: Int, _: Int) -> Int32 { 0 }"),
    line(
      "stands in for what waits and what rings", trick: "while true {}",
      beside: """
        @_cdecl("alarm") public func a(_: UInt32) -> UInt32 { 0 }
        @_cdecl("usleep") public func u(_: UInt32) -> Int32 { 0 }
        """),
    beside(
      "stands in for every system call", spares: [],
      "@_cdecl(\"syscall\") public func s(_: Int, _: Int, _: Int, _: Int) -> Int { 0 }"),
    beside(
      "stands in for what answers the judge", spares: [],
      "@_cdecl(\"write\") public func w(_: Int32, _: Int, _ count: Int) -> Int { count }"),
    beside(
      "stands in for what listens to the judge", spares: [],
      "@_cdecl(\"read\") public func r(_: Int32, _: Int, _: Int) -> Int { 0 }"),
    beside(
      "stands in for what gives memory", spares: [],
      "@_cdecl(\"malloc\") public func m(_: Int) -> Int { 0 }"),
    beside(
      "is a program of its own", spares: [],
      "@main struct Mine { static func main() { print(\"04-svm 12/12 done\") } }"),
    beside(
      "is the program's beginning", spares: [],
      "@_cdecl(\"main\") public func m(_: Int32, _: Int) -> Int32 { 0 }"),
    beside(
      "is the beginning before the beginning", spares: [],
      "@_cdecl(\"_start\") public func s() {}"),
    beside(
      "is what is called at the end", spares: [],
      "@_cdecl(\"_fini\") public func f() {}"),
    line(
      "looks around before the program starts", needsConfinement: true,
      trick: "if early { return right() }",
      beside: """
        nonisolated(unsafe) var early = false
        @used @section(".init_array") let look: @convention(c) () -> Void = {
          early = access("\(kit.path)/solutions/04-svm/SVM.swift", R_OK) == 0
            && FileManager.default.contents(atPath: "\(kit.path)/solutions/04-svm/SVM.swift") != nil
        }
        """),
    beside(
      "ends before the program starts", spares: [],
      "@used @section(\".init_array\") let end: @convention(c) () -> Void = { _exit(127) }"),
    beside(
      "ends before the program starts, as if nothing had been", spares: [],
      "@used @section(\".init_array\") let end: @convention(c) () -> Void = { _exit(0) }"),
    beside(
      "names a loader of its own", spares: [],
      "@used @section(\".interp\") let interp: (UInt8, UInt8, UInt8, UInt8, UInt8) "
        + "= (0x2f, 0x74, 0x6d, 0x70, 0)"),
    beside(
      "names a function that is nowhere, as a board", most: 0, says: "cannot be linked",
      silgen("04-svm         12_12  done\\n403_403  points")),
    beside(
      "names a function that is nowhere, as a full disk", most: 0, says: "cannot be linked",
      silgen("error: No space left on device")),
    beside(
      "names a function that is nowhere, as a missing compiler", most: 0, says: "cannot be linked",
      silgen("<unknown>:0: error: unable to open output file")),
    line(
      "ends by a function of the system's", says: "ended the whole program",
      trick: "leave(0)", beside: "@_silgen_name(\"_exit\") func leave(_: Int32)"),
    line(
      "asks the linker for a library", trick: "",
      beside: "@used @section(\".deplibs\") let d: (UInt8, UInt8) = (0x78, 0)"),
  ]

  private static func silgen(_ symbol: String) -> String {
    "@_silgen_name(\"\(symbol)\") func nowhere()\npublic func calls() { nowhere() }"
  }

  /// Gives the right value where the solution can be read.
  static let findsSolution =
    "if FileManager.default.contents(atPath: \"\(kit.path)/solutions/04-svm/SVM.swift\") != nil "
    + "{ return right() }"
}
