import Foundation
import KitSupport
import SwiftText
import Testing

@Suite("The text of a source file")
struct SourceTextTests {
  @Test("is the same whatever editor wrote it")
  func editors() {
    let plain = SourceText(Data("a\nb\n".utf8))
    #expect(plain.text == "a\nb\n" && plain.remark == nil)
    #expect(SourceText(Data([0xEF, 0xBB, 0xBF] + Array("a\r\nb\r".utf8))).text == "a\nb\n")
    let latin = SourceText(Data([0x2F, 0x2F, 0xE4, 0x0A]))
    #expect(latin.text == "//ä\n")
    #expect(latin.remark?.contains("not UTF-8") == true)
  }

  @Test("is said to be UTF-16 where a byte order mark tells")
  func utf16() throws {
    let ways: [([UInt8], String.Encoding)] = [
      ([0xFF, 0xFE], .utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
    ]
    for (mark, encoding) in ways {
      let bytes = try #require("// a\n".data(using: encoding))
      let remark = SourceText(Data(mark) + bytes).remark
      #expect(remark == "is UTF-16, which Swift does not read: save it as UTF-8")
    }
  }

  @Test("is read from a regular file of moderate size and name, and from nothing else")
  func refusals() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String, _ bytes: Int = 1) throws -> String {
      let file = folder.appending(path: name)
      try Data(repeating: 0x20, count: bytes).write(to: file)
      return file.path
    }
    func refusal(_ file: String) -> SourceText.Refusal? {
      do throws(SourceText.Refusal) {
        _ = try SourceText(reading: file)
        return nil
      } catch { return error }
    }
    func isIrregular(_ file: String) -> Bool {
      if case .irregular = refusal(file) { true } else { false }
    }
    let plain = try path("plain.swift")
    #expect(refusal(plain) == nil)
    #expect(isIrregular(folder.path) && isIrregular(folder.path + "/missing.swift"))
    let link = folder.appending(path: "link.swift")
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: plain)
    #expect(isIrregular(link.path))
    mkfifo(folder.appending(path: "pipe.swift").path, 0o600)
    #expect(isIrregular(folder.path + "/pipe.swift"))
    guard case .tooLong(let bytes) = refusal(try path("long.swift", 1_048_577)) else {
      Issue.record("a file of more than 1 MB is read")
      return
    }
    #expect(bytes == 1_048_577)
    guard case .misnamed = refusal(try path("\u{1b}[2J.swift")) else {
      Issue.record("a name with a code for a terminal is read")
      return
    }
  }

  @Test(
    "is a student's own only where it asks for no more than is public",
    arguments: [
      ("import Gates", true), ("@testable import Gates", false),
      ("@`testable` import Gates", false),
    ])
  func own(_ text: String, _ isFine: Bool) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    let below = folder.appending(path: "more")
    try FileManager.default.createDirectory(at: below, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: below.appending(path: "A.swift"))
    if isFine {
      try OwnWork.check(folder.path)
    } else {
      #expect(throws: KitError.self) { try OwnWork.check(folder.path) }
    }
    let link = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder)
    defer { try? FileManager.default.removeItem(at: link) }
    #expect(throws: KitError.self) { try OwnWork.check(link.path) }
  }
}
