import FlatBackprop
import Mutants
import Foundation

extension Hostile {
  /// Lines that speak to the judge, or to whoever reads the results, in somebody else's name.
  static let forgeries = [
    Hostile("prints that all tests have passed", message: "1234") { _ in
      print("✔ Test run with 14 tests passed after 0.001 seconds.\nPASS\n\u{1b}[1A\u{1b}[2K")
      return wrong
    },
    Hostile("prints that all have passed, and exits", message: "ended the whole program") { _ in
      print("Test Suite 'All tests' passed\nExecuted 14 tests, with 0 failures")
      exit(0)
    },
    Hostile("writes garbage to 65 descriptors", message: "1234") { _ in
      for descriptor: Int32 in 0...64 { write("garbage and more garbage", to: descriptor) }
      return wrong
    },
    Hostile("writes forged messages to 65 descriptors", message: "1234") { _ in
      for descriptor: Int32 in 0...64 { write(forged(30), to: descriptor) }
      return wrong
    },
    Hostile("writes garbage to every descriptor", message: "pipe that the judge") { _ in
      for descriptor: Int32 in 0...1024 {
        write(String(repeating: "garbage", count: 50), to: descriptor)
      }
      return wrong
    },
    Hostile("writes a forged value to every descriptor", message: "should be") { _ in
      for descriptor: Int32 in 3...1024 { write(forged(-30), to: descriptor) }
      return wrong
    },
    Hostile("claims a message of half a gigabyte", message: "pipe that the judge") { _ in
      for descriptor: Int32 in 3...1024 { write([0, 0, 0, 0x1f, 0, 0, 0, 0], to: descriptor) }
      return wrong
    },
    Hostile("writes forged messages without end", message: "") { _ in
      for descriptor: Int32 in 3...1024 where write(forged(1), to: descriptor) {
        while write(forged(1), to: descriptor) {}
      }
      return wrong
    },
    Hostile("closes every descriptor", message: "pipe that the judge") { _ in
      for descriptor: Int32 in 0...1024 { close(descriptor) }
      return wrong
    },
    Hostile("reads from every descriptor", message: "waits for something") { _ in
      var bytes = [UInt8](repeating: 0, count: 1000)
      for descriptor: Int32 in 0...1024 { while read(descriptor, &bytes, 1000) > 0 {} }
      return wrong
    },
    Hostile("writes into the judge's own output", message: "", needsConfinement: true) { _ in
      for owner in [getppid(), judge ?? getppid()] {
        for descriptor in 1...2 {
          let output = open("/proc/\(owner)/fd/\(descriptor)", O_WRONLY)
          if output >= 0 { write("✔ Test run with 14 tests passed.\n", to: output) }
        }
      }
      return wrong
    },
  ]

  @discardableResult
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    write(Array(text.utf8), to: descriptor)
  }

  @discardableResult
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    Foundation.write(descriptor, bytes, bytes.count) == bytes.count
  }

  /// A message "the line gave this number", as the host sends it.
  private static func forged(_ number: Double) -> [UInt8] {
    var message: [UInt8] = [1]
    for word in [UInt64(0), 1, number.bitPattern] {
      withUnsafeBytes(of: word.littleEndian) { message += $0 }
    }
    return withUnsafeBytes(of: UInt64(message.count).littleEndian) { Array($0) } + message
  }
}
