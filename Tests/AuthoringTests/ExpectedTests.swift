import TestSupport
import Authoring
import FlatBackprop
import Foundation
import Testing

@testable import Grader
import KitSupport

@Suite("Files of expected values")
struct ExpectedTests {
  /// Reads an assignment's file after something has been done to its text.
  static func sentence(_ folder: String = "04-svm", _ damage: (String) -> String?) throws -> String
  {
    let directory = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let name = "\(folder).json"
    let text = try String(contentsOf: Submissions.expected.appending(path: name), encoding: .utf8)
    if let damaged = damage(text) {
      try Data(damaged.utf8).write(to: directory.appending(path: name))
    }
    do {
      _ = try Expected.read(folder, from: directory)
      return ""
    } catch { return "\(error)" }
  }

  @Test("A file that is whole says nothing")
  func whole() throws {
    #expect(try Self.sentence { $0 } == "")
  }

  @Test("The lines that look at labels are known on every case, and no others")
  func labels() throws {
    let expected = try Expected.read("05-softmax", from: Submissions.expected)
    for run in expected.runs where run.function == "softmaxLoss" {
      #expect(run.lines.filter { $0.labels == "y" }.map(\.name) == ["logLikelihoods"])
    }
  }

  @Test("A missing file is named, with how to make it")
  func missing() throws {
    let sentence = try Self.sentence { _ in nil }
    #expect(sentence.contains("04-svm.json"))
    #expect(sentence.contains("missing"))
    #expect(sentence.contains("GRADE=solutions swift run kit expected"))
  }

  @Test(
    "A damaged file is named, with what is wrong and how to make it anew",
    arguments: [
      ("", ""), ("\"runs\"", "\"ruins\""), ("\"shape\":[1,1]", "\"shape\":[1,2]"),
      ("\"shape\":[1,1]", "\"shape\":[-1,-1]"),
      ("\"shape\":[1,1]", "\"shape\":[4611686018427387904,4]"), (",\"value\":", ",\"v\":"),
      ("\"name\":\"dw\"", "\"name\":\"dv\""), ("\"name\":\"dw\"", "\"name\":\"dscores\""),
      ("-2.85", "NaN"), ("}", ""),
      ("\"folder\":\"04-svm\"", "\"folder\":\"05-softmax\""),
    ])
  func damaged(_ whole: String, _ broken: String) throws {
    let sentence = try Self.sentence { text in
      whole.isEmpty ? "" : text.replacingOccurrences(of: whole, with: broken)
    }
    #expect(sentence.contains("04-svm.json"))
    #expect(sentence.contains("damaged"))
    #expect(sentence.contains("GRADE=solutions swift run kit expected"))
  }

  @Test("A file with some bytes changed is read, or is damaged, and brings nobody down")
  func garbage() throws {
    let file = Submissions.expected.appending(path: "00-warm-up.json")
    let whole = Array(try Data(contentsOf: file))
    let directory = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        bytes[place] = Array("0123456789e-+.,:[]{}\"n".utf8).randomElement(using: &random)!
      }
      try Data(bytes).write(to: directory.appending(path: "00-warm-up.json"))
      do { _ = try Expected.read("00-warm-up", from: directory) } catch {
        #expect(error is KitError)
      }
    }
  }

  @Test("Every assignment's file is there and what the solutions give", arguments: Folders.all)
  func current(_ folder: String) async throws {
    let kept = try Expected.read(folder, from: Submissions.expected)
    let made = try await Submissions.onThread {
      let maker = ExpectedMaker(submission: Products.submission)
      return try maker.make(maker.declared(folder, seeds: [0])[0])
    }
    #expect(kept.differences(from: made) == [])
  }

  @Test("Stale values are told from current ones, and what is stale about them is said")
  func stale() throws {
    let kept = try Expected.read("04-svm", from: Submissions.expected)
    #expect(kept.differences(from: kept) == [])
    var other = kept
    let scores = kept.runs[1].lines[0].value
    other.runs[1].lines[0].value = scores.map { $0 + 1e-12 }
    #expect(kept.differences(from: other) == [], "rounding")
    other.runs[1].lines[0].value = scores.map { $0 + 1e-3 }
    #expect(kept.differences(from: other).first?.contains("\"scores\"") == true)
    other = kept
    other.runs[0].lines.removeLast()
    #expect(kept.differences(from: other).first?.contains("other lines") == true)
    other.runs.removeLast()
    #expect(kept.differences(from: other) == ["the course has other cases"])
  }

  enum Folders {
    static let all = (try? Expected.folders(in: Submissions.expected)) ?? []
  }
}
