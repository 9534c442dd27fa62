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

  @Test("Only regular files of the folder are read")
  func links() async throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    try FileManager.default.moveItem(
      at: workshop.file("04-svm/SVM.swift"), to: workshop.file("elsewhere.swift"))
    try FileManager.default.createSymbolicLink(
      at: workshop.file("04-svm/SVM.swift"), withDestinationURL: workshop.file("elsewhere.swift"))
    let report = try await workshop.grade("04-svm")
    #expect(report.points == 0)
    #expect(report.problems.map(\.text).joined().contains("no regular file"))
  }

  @Test("A link is refused where swift build has followed it, and so is what looks into the kit")
  func ownWork() throws {
    let workshop = try Workshop("04-svm", "11-convnet")
    defer { workshop.clear() }
    let files = FileManager.default
    let folder = workshop.file("04-svm").path
    try OwnWork.check(folder)
    func expectRefusal(of folder: String = folder, _ words: String) {
      #expect { try OwnWork.check(folder) } throws: { "\($0)".contains(words) }
    }
    try workshop.edit("04-svm/SVM.swift", "import Flat", "@testable import Flat")
    expectRefusal("SVM.swift says @testable")
    try workshop.edit("04-svm/SVM.swift", "@testable", "@`testable`")
    expectRefusal("SVM.swift says @testable")
    try files.removeItem(atPath: folder + "/SVM.swift")
    try files.createDirectory(atPath: folder + "/Below", withIntermediateDirectories: false)
    try files.createSymbolicLink(
      atPath: folder + "/Below/SVM.swift", withDestinationPath: "../../11-convnet/ConvNet.swift")
    expectRefusal("Below/SVM.swift is no regular file")
    try files.createSymbolicLink(atPath: folder + "-link", withDestinationPath: "11-convnet")
    expectRefusal(of: folder + "-link", "is a link")
  }

  @Test(
    "A grade is that of the bytes that are there, whatever inode, size and time say",
    arguments: [
      // The time of change before and after, and whether the file is another one then.
      (1_000_000.0, 1_000_000.0, false), (1_000_000, 1_000_000, true), (4e9, 1_000_000, false),
    ])
  func times(_ before: Double, _ after: Double, _ isReplaced: Bool) async throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    let file = workshop.file("04-svm/SVM.swift")
    func date(_ seconds: Double) throws {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: file.path)
    }
    func inode() throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: file.path)[.systemFileNumber] as? Int
    }
    try date(before)
    let first = try inode()
    #expect(try await workshop.grade("04-svm").points == 12)
    let text = try String(contentsOf: file, encoding: .utf8)
    let wrong = text.replacing("{ dmargins + dcorrectScores", with: "{ dmargins - dcorrectScores")
    #expect(wrong.utf8.count == text.utf8.count && wrong != text)
    try Data(wrong.utf8).write(to: file, options: isReplaced ? .atomic : [])
    try date(after)
    #expect(try (inode() == first) == !isReplaced)
    #expect(try await workshop.grade("04-svm").points == 11)
  }

  @Test("Two can build the same at the same time")
  func atOnce() async throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    try workshop.edit("04-svm/SVM.swift") { $0 + "// \(UUID())\n" }
    async let one = workshop.grade("04-svm")
    async let other = workshop.grade("04-svm")
    let points = try await [one.points, other.points]
    #expect(points == [12, 12])
  }
}
