import FlatBackprop
import Foundation
import Testing
import Training

@Suite("A crash in training")
struct CrashReportTests {
  @Test("is told by its line and what tells the reason, in one sentence")
  func place() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(1), observing: [\.standardErrorContent]
    ) {
      CrashReport.install(root: "/kit", assignments: ["04", "14"])
      let numbers = [1.0]
      let _: Double = Stage().run(file: "/kit/assignments/SVM.swift", line: 1203) {
        numbers[numbers.count]
      }
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      said.hasSuffix(
        "\nassignments/SVM.swift:1203: this line crashed. Why? This tells: swift run kit grade 04 14\n"
      ))
    #expect(!said.contains("Thread"))
  }
}

extension Stage {
  fileprivate func run(
    file: StaticString, line: UInt, _ body: () throws -> Double
  ) -> Double {
    self.x(file: file, line: line, body)
  }
}
