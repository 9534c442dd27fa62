import Foundation
import Grader
import SwiftText
import TestSupport
import Testing
@testable import Builder
import KitSupport

// Which files of a folder are read, and when they have changed.

extension FoldersTests {
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
