import FlatBackprop
import Foundation
import Testing

@testable import Grader

@Suite("What the student's code prints")
struct PrintsTests {
  private static func origin(_ line: String?, _ caseName: String) -> Prints.Origin {
    Prints.Origin(function: "f", line: line.map { LineName($0) }, caseName: caseName)
  }

  private static func report(_ name: String, _ verdict: Verdict, _ caseName: String?) -> LineReport
  {
    LineReport(
      function: "f", name: name, verdict: verdict, place: nil, caseName: caseName, subject: "",
      cause: nil)
  }

  @Test("is told once a line: on the case that its verdict names, or on the first")
  func cases() {
    let prints = Prints(limit: 1000)
    for name in ["by hand", "random"] {
      prints.beginRun()
      for line in ["a", "b"] {
        prints.note(Array("\(line) on \(name)\n".utf8), beyond: 0, at: Self.origin(line, name))
      }
    }
    let lines = [Self.report("a", .right, nil), Self.report("b", .wrong("is 1"), "random")]
    #expect(
      prints.text(for: lines) == """
        a of f, on the case "by hand":
          a on by hand
        b of f, on the case "random":
          b on random

        """)
  }

  @Test("is not told again where the run has to be repeated")
  func repeated() {
    let prints = Prints(limit: 1000)
    for _ in 0..<3 {
      prints.beginRun()
      // Twice in one run: a print in a loop, or before and behind a line.
      for _ in 0..<2 {
        prints.note(Array("x\n".utf8), beyond: 0, at: Self.origin(nil, "random"))
      }
    }
    #expect(prints.text(for: []) == "between the lines of f, on the case \"random\":\n  x\n  x\n")
  }

  @Test("leaves out what the runtime says of a crash")
  func runtime() {
    let prints = Prints(limit: 1000)
    let text = """
      mine
      SVM/SVM.swift:4: Fatal error: Division by zero
      Current stack trace:
      0    libswiftCore.so                    0x00007f5bfa55f130 swift_reportError + 33
      12   Submission                         0x00005560c00249ab <unavailable> + 35243
      3 times 0x10

      """
    prints.beginRun()
    prints.note(Array(text.utf8), beyond: 0, at: Self.origin("a", "random"))
    #expect(
      prints.text(for: []) == "a of f, on the case \"random\":\n  mine\n  3 times 0x10\n")
  }

  @Test("is cut where it is too much, which is said, and leaves room for other lines")
  func flood() {
    let prints = Prints(limit: 400)
    prints.beginRun()
    prints.note(
      Array(repeating: UInt8(ascii: "x"), count: 1000), beyond: 5, at: Self.origin("a", "c"))
    prints.note(Array("mine\n".utf8), beyond: 0, at: Self.origin("b", "c"))
    let text = prints.text(for: [])
    #expect(text.contains("… and 905 bytes more."))
    #expect(text.contains("  mine\n"))
    for number in 0..<100 {
      prints.note(Array(repeating: 120, count: 100), beyond: 0, at: Self.origin("l\(number)", "c"))
    }
    #expect(prints.text(for: []).utf8.count <= 400)
  }

  @Test("is text without codes and halves of characters")
  func codes() {
    let prints = Prints(limit: 40)
    prints.beginRun()
    prints.note(Array("\u{1B}[2J─────".utf8), beyond: 0, at: Self.origin("a", "c"))
    let text = prints.text(for: [])
    #expect(!text.contains("\u{1B}") && !text.hasSuffix("\u{FFFD}"))
  }
}
