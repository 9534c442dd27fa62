import Foundation
import Grader
import SwiftText
import TestSupport
import Testing

@testable import Builder
import KitSupport

@Suite("A student's folder")
struct FoldersTests {
  @Test(
    "The solutions are right when they are built by themselves",
    arguments: ["04-svm", "08-convolution"])
  func solutions(_ folder: String) async throws {
    let workshop = try Workshop(folder)
    defer { workshop.clear() }
    let report = try await workshop.grade(folder)
    #expect(report.isComplete, "\(report.complaints)")
  }

  @Test("A renamed function is told, and the others are graded")
  func renamed() async throws {
    let workshop = try Workshop("03-linear")
    defer { workshop.clear() }
    try workshop.edit("03-linear/Linear.swift", "func matrixProduct", "func matrixproduct")
    let report = try await workshop.grade("03-linear")
    #expect(report.problems.count == 1)
    #expect(report.problems[0].text.contains("matrixProduct cannot be called"))
    #expect(report.lines.allSatisfy { ($0.function == "matrixProduct") != $0.verdict.isRight })
  }

  @Test("A missing file costs its functions, and the others are graded")
  func missingFile() async throws {
    let workshop = try Workshop("02-activations")
    defer { workshop.clear() }
    try FileManager.default.removeItem(at: workshop.file("02-activations/Maxout.swift"))
    let report = try await workshop.grade("02-activations")
    #expect(report.problems.map(\.text).joined().contains("maxoutLayer cannot be called"))
    #expect(report.lines.allSatisfy { ($0.function == "maxoutLayer") != $0.verdict.isRight })
  }

  @Test("A copy of a file is left out, and that is said")
  func copy() async throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    try FileManager.default.copyItem(
      at: workshop.file("04-svm/SVM.swift"), to: workshop.file("04-svm/SVM copy.swift"))
    try workshop.edit("04-svm/SVM copy.swift", "scores.gather(y)", "try todo()")
    let report = try await workshop.grade("04-svm")
    #expect(report.points == 12)
    #expect(
      report.problems.map(\.text) == [
        "04-svm/SVM copy.swift declares what 04-svm/SVM.swift does: it is left out."
      ])
  }

  @Test("An empty folder has no points, and a folder that is not there is no assignment")
  func empty() async throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    try FileManager.default.removeItem(at: workshop.file("04-svm/SVM.swift"))
    let report = try await workshop.grade("04-svm")
    #expect(report.points == 0 && report.possible == 12)
    #expect(report.problems.map(\.text) == ["04-svm holds no Swift file."])
    await #expect(throws: KitError.self) { _ = try await workshop.grade("05-softmax") }
  }

  @Test(
    "What an editor does to a file changes nothing",
    arguments: [
      ["\r\n"], ["\u{FEFF}"], ["\r\n", "\u{FEFF}"],
    ])
  func editors(_ habits: [String]) async throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    try workshop.edit(
      "04-svm/SVM.swift", "{ dmargins + dcorrectScores", "{ dmargins - dcorrectScores")
    let plain = try await workshop.grade("04-svm")
    try workshop.edit("04-svm/SVM.swift") { text in
      (habits.contains("\u{FEFF}") ? "\u{FEFF}" : "")
        + (habits.contains("\r\n") ? text.replacing("\n", with: "\r\n") : text)
    }
    let report = try await workshop.grade("04-svm")
    #expect(report == plain)
    #expect(report.points == 11)
  }

  @Test("An assignment comes with those that it builds upon")
  func behind() throws {
    #expect(try Workshop.kit.folders(behind: ["11-convnet"]) == ["10-modular", "11-convnet"])
    #expect(try Workshop.kit.folders(behind: ["04-svm"]) == ["04-svm"])
  }

  @Test("All of Foundation can be used, whichever of its libraries holds it")
  func foundation() async throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    try workshop.edit(
      "04-svm/SVM.swift", "import FlatBackprop", "import FlatBackprop\nimport Foundation")
    try workshop.edit(
      "04-svm/SVM.swift", "{ x.matmul(w) }",
      "{ ProcessInfo.processInfo.processorCount > 0 && Date().formatted(.iso8601) != \"\" ? x.matmul(w) : x }"
    )
    let report = try await workshop.grade("04-svm")
    #expect(report.points == 12, "\(report.complaints.map(\.text))")
  }

  @Test("Latin-1 is read, and told")
  func latin1() async throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    let text = try String(contentsOf: workshop.file("04-svm/SVM.swift"), encoding: .utf8)
    let plain = text.unicodeScalars.map { $0.isASCII ? Character($0) : "ä" }
    let bytes = try #require(String(plain).data(using: .isoLatin1))
    try bytes.write(to: workshop.file("04-svm/SVM.swift"))
    let report = try await workshop.grade("04-svm")
    #expect(report.points == 12)
    #expect(report.problems.map(\.text).joined().contains("is not UTF-8"))
  }

  @Test("The markers of a merge cost the lines between them")
  func merge() async throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    try workshop.edit("04-svm/SVM.swift") { text in
      text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.contains("stage.dmargins")
          ? "<<<<<<< HEAD\n\(line)\n=======\n  let dmargins = stage.dmargins { dhinge }\n>>>>>>> mine"
          : String(line)
      }.joined(separator: "\n")
    }
    let report = try await workshop.grade("04-svm")
    #expect(report.points == 11)
    #expect(report["dmargins"]?.complaint?.contains("choose one side") == true)
  }
}
