import Foundation
import KitSupport
import TestSupport
import Testing

@testable import Builder

@Suite("A machine that fails")
struct MachineTests {
  @Test(
    "What is not the student's doing costs no points",
    arguments: [
      ("<unknown>:0: error: unable to open output file '/x.o': 'Permission denied'", true),
      ("ld.lld: error: failed to write output: No space left on device", true),
      ("clang: error: linker command failed due to signal (use -v to see invocation)", true),
      ("/04-svm/SVM.swift:3:1: error: no space left", false),
      ("Please submit a bug report", false),
    ])
  func blame(_ text: String, _ isTheMachines: Bool) {
    let outcome = Tool.Outcome(text: text, status: .exited(1))
    #expect((outcome.machineFailure != nil) == isTheMachines)
  }

  @Test("A compiler that is killed for want of memory is not the student's doing")
  func killed() {
    #expect(Tool.Outcome(text: "", status: .died(signal: SIGKILL)).machineFailure != nil)
    #expect(Tool.Outcome(text: "", status: .died(signal: SIGSEGV)).machineFailure == nil)
  }

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
}
