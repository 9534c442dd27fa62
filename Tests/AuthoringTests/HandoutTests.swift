import Foundation
import TestSupport
import Testing

@testable import Authoring

@Suite("Handouts, as commands read them")
struct HandoutTests {
  static func mistake(_ text: String) -> Handout.Mistake { Handout.Mistake(text, at: 1) }

  @Test("The judge's words are replaced, the author's stay")
  func words() {
    let row = Self.mistake("| no 1/N | *old `x`*; and so on <!-- f/dw: a; f/db: b --> |")
    #expect(row.mutants == ["f/dw: a", "f/db: b"])
    #expect(
      row.row(saying: ["it uses \"y\"", "a * b"])
        == "| no 1/N | *it uses `y`*, or *a \\* b*; and so on <!-- f/dw: a; f/db: b --> |")
  }

  @Test("An author's remark may begin as the judge's words go on")
  func remark() {
    let row = "| m | *it is so*, or otherwise <!-- f/dw: a --> |"
    #expect(Self.mistake(row).row(saying: ["it is so"]) == row)
  }

  @Test("What has been written is read as it is")
  func stable() {
    for sentences in [["it uses \"y\""], ["a * b", "c | d"], ["is 1, should be 2"]] {
      let row = Self.mistake("| m | … by itself <!-- f/dw: a; f/db: b --> |").row(saying: sentences)
      #expect(Self.mistake(row).row(saying: sentences) == row)
      #expect(Self.mistake(row).row(saying: ["new"]).hasPrefix("| m | *new* by itself <!-- "))
    }
  }

  @Test("A row without a mutant says so, or why")
  func unplanted() {
    #expect(Self.mistake("| m | wrong |").mutants.isEmpty)
    #expect(Self.mistake("| m | wrong |").reason == nil)
    #expect(Self.mistake("| m | - <!-- not planted: no --> |").reason == "no")
  }

  @Test("Most of each handout's numbers are read, and those in words are left alone")
  func numbers() throws {
    let table = try CourseTable(root: Submissions.root)
    let handout = try Handout(root: Submissions.root, table.row("04"))
    let quoted = handout.workedExamples.flatMap { $0 }
    #expect(quoted.count == 12)
    let dw = try #require(quoted.first { $0.name == "dw" })
    #expect(dw.numbers.map(\.value) == [-0.4, -1.1, 1.7, 1.7, -1.9, 0.4])
    let dhinge = try #require(quoted.first { $0.name == "dhinge" })
    #expect(dhinge.numbers.map(\.value) == [0.5])
  }

  @Test(
    "A decimal stands for what rounds to it, a whole number for itself",
    arguments: [
      ("0.33", 1.0 / 3, true), ("0.33", 0.34, false), ("3", 3, true), ("3", 3.2, false),
      ("−0.5", -0.52, true), ("-0.5", 0.5, false),
    ])
  func rounding(_ text: String, _ value: Double, _ fits: Bool) throws {
    let table = "| line | value |\n|---|---|\n| `a` | \(text) |"
    let quoted = try #require(Handout(table).workedExamples.first?.first)
    #expect(quoted.numbers[0].rounds(value) == fits)
  }
}

extension Handout {
  fileprivate init(_ text: String) {
    self.init(row: CourseTable.Row(folder: "90-x", module: "X", uses: []), text: text)
  }
}
