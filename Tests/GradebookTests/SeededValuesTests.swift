import Foundation
import Testing

@testable import Gradebook

@Suite("The values of fresh cases")
struct SeededValuesTests {
  @Test("Without solutions to make them from, they have to be there before anything is graded")
  func check() throws {
    let scratch = try Scratch()
    let root = scratch.url
    let values = SeededValues(
      folder: { root.appending(path: "seed-\($0)") }, solutions: root.appending(path: "solutions"))
    try scratch.write("{}", to: "seed-7/04-svm.json")
    try values.check(["04-svm"], seed: 7)
    #expect { try values.check(["04-svm", "05-softmax"], seed: 7) } throws: {
      "\($0)".contains("the seed 7 of 05-softmax")
    }
    #expect { try values.check(["04-svm"], seed: 8) } throws: { "\($0)".contains("the seed 8") }
    #expect { try values.checkSecret() } throws: { "\($0)".contains("--secret") }
    try scratch.write("", to: "solutions/04-svm/SVM.swift")
    try values.check(["04-svm", "05-softmax"], seed: 8)
    try values.checkSecret()
  }
}
