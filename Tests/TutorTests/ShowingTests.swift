import FlatBackprop
import Foundation
import Grader
import KitSupport
import TestSupport
import Testing

@testable import Tutor

@Suite("Showing values")
struct ShowingTests {
  @Test("Inputs are shown by letter, every line by its value, also where one crashes or is to do")
  func everyLine() async throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    let file = "04-svm/SVM.swift"
    try workshop.edit(file) { text in
      text.replacing(#/stage\.hinge \{[^}]*\}/#, with: "stage.hinge { try todo() }")
        .replacing(#/stage\.regLoss \{[^}]*\}/#, with: "stage.regLoss { Double([0][n]) }")
        .replacing("x.matmul(w)", with: "2 * x.matmul(w)")
    }
    let (report, portraits) = try await workshop.portray("04-svm")
    let portrait = try #require(portraits.first)
    let text = try Showing(portrait, report.lines, case: nil).text
    func line(_ beginning: String) -> String? { text.first { $0.hasPrefix(beginning) } }
    #expect(text[2].contains("N = ") && text[2].contains("C = "), "\(text)")
    #expect(line("x [N, D]") != nil && line("reg = ") != nil)
    #expect(line("scores (wrong) [") != nil)
    #expect(line("hinge: still to do") != nil)
    #expect(line("regLoss: ")?.contains("crashed") == true || line("regLoss: ") != nil)
    #expect(line("dw") != nil)
    #expect(text.filter { $0.hasPrefix(" ") }.allSatisfy { $0.count < 100 })
    #expect(text.last?.hasPrefix("Other cases: ") == true)

    let scores = try #require(report.lines.first { $0.name == "scores" })
    let shown = try Showing(portrait, report.lines, case: scores.caseName)
    #expect(shown.comparison(of: scores).first?.hasPrefix("your scores [") == true)
    #expect(shown.comparison(of: scores).last == "its shape is right")
    #expect(throws: KitError.self) { try Showing(portrait, report.lines, case: "nothing") }
  }

  @Test("A large value is a corner of itself, with its sizes")
  func corner() {
    let value = Tensor(shape: [3, 2, 10, 20], (0..<1200).map(Double.init))
    let lines = TensorText.lines(value)
    #expect(lines.count == 2 * 8 + 1 && lines.allSatisfy { $0.count < 100 })
    #expect(lines[0] == "[0, 0, …]" && lines[1].hasSuffix("… 20 in all"))
    #expect(
      lines[7].hasSuffix("… 10 rows in all") && lines.last == "… and 4 tables more like these")
  }

  @Test(
    "A number is rounded for the eye",
    arguments: [
      (0.1 + 0.2, "0.3"), (-0.0, "0"), (-1234.56, "−1235"), (.nan, "NaN"), (-.infinity, "−∞"),
      (1e-9, "1e−09"),
    ])
  func numbers(value: Double, text: String) {
    #expect(TensorText.short(value) == text)
  }
}
