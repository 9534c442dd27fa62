import Foundation
import TestSupport
import Testing

@testable import Tutor

@Suite("What was saved")
struct SavedFilesTests {
  @Test("A file saved in place, or by a new one that takes its name, is noticed in its folder")
  func saving() throws {
    let workshop = try Workshop("03-linear", "04-svm")
    defer { workshop.clear() }
    func look() -> SavedFiles { SavedFiles(["03-linear", "04-svm"], in: workshop.sources) }
    let before = look()
    #expect(before.changes(since: before) == [])
    try workshop.edit("04-svm/SVM.swift") { $0 + "\n" }
    let saved = look()
    #expect(saved.changes(since: before) == ["04-svm"])

    let file = workshop.file("03-linear/Linear.swift")
    let text = try Data(contentsOf: file)
    try FileManager.default.moveItem(at: file, to: workshop.file("03-linear/Linear.swift~"))
    let between = look()
    #expect(between.lacks(someOf: saved) && !saved.lacks(someOf: between))
    try text.write(to: workshop.file("03-linear/.new"))
    try FileManager.default.moveItem(at: workshop.file("03-linear/.new"), to: file)
    #expect(look().changes(since: saved) == ["03-linear"])
    #expect(!look().lacks(someOf: saved))
  }

  @Test("The assignment worked on last is known, unless all were copied just now")
  func latest() throws {
    let workshop = try Workshop("03-linear", "04-svm")
    defer { workshop.clear() }
    func latest() -> String? { SavedFiles(["03-linear", "04-svm"], in: workshop.sources).latest }
    let files = FileManager.default
    for path in ["03-linear/Linear.swift", "04-svm/SVM.swift"] {
      try files.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -3600)],
        ofItemAtPath: workshop.file(path).path)
    }
    #expect(latest() == nil)
    try workshop.edit("04-svm/SVM.swift") { $0 + "\n" }
    #expect(latest() == "04-svm")
  }

  @Test("Its descriptor can be read once something is saved, also in a new folder")
  func waking() throws {
    let workshop = try Workshop("04-svm")
    defer { workshop.clear() }
    let watcher = try FolderWatcher(["03-linear", "04-svm"], in: workshop.sources)
    // A file counts as saved once it is closed, also by a program that is just being started and that
    // holds all that is open for a moment.
    func isAwake(within milliseconds: Int32 = 10_000) -> Bool {
      var waits = pollfd(fd: watcher.descriptor, events: Int16(POLLIN), revents: 0)
      return poll(&waits, 1, milliseconds) > 0
    }
    #expect(!isAwake(within: 0))
    try workshop.edit("04-svm/SVM.swift") { $0 + "\n" }
    #expect(isAwake())
    watcher.drain()
    #expect(!isAwake(within: 0))
    try FileManager.default.createDirectory(
      at: workshop.file("03-linear"), withIntermediateDirectories: true)
    #expect(isAwake())
    watcher.drain()
    try Data("new".utf8).write(to: workshop.file("03-linear/Linear.swift"))
    #expect(isAwake())
  }
}
