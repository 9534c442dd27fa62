import Foundation
import KitSupport
import Sandbox
import TestSupport
import Testing

@testable import Builder

@Suite("A machine that fails")
struct MachineTests {
  @Test("What is known to be right fails on a machine that fails, and only there")
  func control() throws {
    let store = try Store(
      folder: FileManager.default.temporaryDirectory.appending(path: "store-\(UUID())"))
    defer { try? FileManager.default.removeItem(at: store.folder) }
    let toolchain = try Toolchain(store)
    let nowhere = Control(toolchain, store, library: "/nowhere/libKit.so", modules: "/nowhere")
    #expect(try nowhere.failure(in: nil)?.contains("no such module") == true)
    let modules = Workshop.kit.moduleFolder.path
    let unlinked = Control(toolchain, store, library: "/nowhere/libKit.so", modules: modules)
    #expect(try unlinked.failure(in: nil)?.contains("/nowhere/libKit.so") == true)
  }

  @Test(
    "What names a place in a student's file is that file's doing, unless it is about the kit",
    arguments: [
      ("cannot find 'x' in scope", false), ("malformed module", true),
      ("no such module 'FlatBackprop'", true), ("no such module 'Nowhere'", false),
    ])
  func suspicion(_ text: String, _ isWorthATry: Bool) {
    let error = CompilerMessage(kind: .error, file: "/SVM.swift", line: 1, column: 1, text: text)
    let outcome = Tool.Outcome(text: "", status: .exited(1))
    #expect(outcome.mayBeTheMachines([error]) == isWorthATry)
    #expect(outcome.mayBeTheMachines([]))
    #expect(Tool.Outcome(text: "", status: .died(signal: SIGKILL)).mayBeTheMachines([error]))
  }

  #if os(Linux)
    @Test("The compiler reads nothing but what it needs, and writes only into its own folder")
    func confinedCompiler() throws {
      guard Landlock.isAvailable else { return }
      let folder = FileManager.default.temporaryDirectory.appending(path: "room-\(UUID())")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let store = try Store(folder: folder.appending(path: "store"))
      let room = try Toolchain(store).workroom.with(folder, reading: ["/bin", "/usr/bin"])
      func status(_ script: String) throws -> Tool.Status {
        try Tool.run(["/bin/sh", "-c", script], within: 10, in: room).status
      }
      let kit = Submissions.root.path
      #expect(
        try status("echo x > '\(folder.path)/x' && mv '\(folder.path)/x' '\(folder.path)/y'")
          == .exited(0))
      for secret in [
        "solutions/04-svm/SVM.swift", "Tests/Grading/Expected/04-svm.json", "Package.swift",
      ] {
        #expect(try status("read line < '\(kit)/\(secret)'") != .exited(0))
      }
      for path in ["\(kit)/flat-backprop-litter", "\(folder.path)-beside"] {
        #expect(try status("echo x > '\(path)'") != .exited(0))
        #expect(!FileManager.default.fileExists(atPath: path))
        try? FileManager.default.removeItem(atPath: path)
      }
      #expect(try status("ls /tmp") != .exited(0))
      #expect(try status("python3 -c 'import socket; socket.socket()'") != .exited(0))
    }
  #endif

  @Test("Where nothing can be written beside the kit, builds go into a folder of the user's own")
  func ownStore() throws {
    // A file stands where the folder would be.
    let products = FileManager.default.temporaryDirectory.appending(path: "products-\(UUID())")
    try Data().write(to: products)
    defer { try? FileManager.default.removeItem(at: products) }
    let store = try Store(beside: products)
    defer { try? FileManager.default.removeItem(at: store.folder) }
    #expect(store.folder.lastPathComponent.hasPrefix("flat-backprop-"))
    let rights = try FileManager.default.attributesOfItem(atPath: store.folder.path)
    #expect(rights[.posixPermissions] as? Int == 0o700)
    // What others can write to is not trusted.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o777], ofItemAtPath: store.folder.path)
    #expect(throws: KitError.self) { _ = try Store(beside: products) }
  }

  @Test("What is in use is kept, however old it is")
  func inUse() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try Store(folder: folder)
    let names = try (0..<500).map { number in
      let entry = try store.entry("part", from: [Data("\(number)".utf8)]) { _ in }
      let old = Date(timeIntervalSinceNow: -7200 - Double(number))
      try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: entry.path)
      return entry
    }
    // The oldest of all is asked for once more.
    let used = try store.entry("part", from: [Data("499".utf8)]) { _ in Issue.record("made anew") }
    store.prune()
    #expect(FileManager.default.fileExists(atPath: used.path))
    #expect(!FileManager.default.fileExists(atPath: names[498].path))
  }
}
