import Foundation
import Grader
import KitSupport
import TestSupport
import Testing

@testable import Authoring

@Suite("What a platform is given")
struct UploadTests {
  /// A folder for one test, which is gone afterwards.
  struct Scratch: ~Copyable {
    let url = FileManager.default.temporaryDirectory.appending(path: "upload-\(UUID())")

    deinit { try? FileManager.default.removeItem(at: url) }

    func submission(_ body: String?, at path: String) throws {
      let file = url.appending(path: path)
      try? FileManager.default.removeItem(at: file.deletingLastPathComponent())
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      let solution = Submissions.root.appending(path: "solutions/04-svm/SVM.swift")
      var text = try String(contentsOf: solution, encoding: .utf8)
      if let body {
        text.replace(#/let dscores = stage.dscores \{.*\}/#) { _ in
          "let dscores = stage.dscores \(body)"
        }
      }
      try Data(text.utf8).write(to: file)
    }
  }

  /// Runs a program, and gives its exit code.
  static func run(
    _ words: [String], in folder: URL? = nil, with environment: [String: String] = [:]
  ) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  static func has(_ program: String) -> Bool { (try? run(["which", program])) == 0 }

  static func json(_ file: URL) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  }

  @Test("A checksum is the one that everybody computes")
  func checksum() { #expect(ZipArchive.checksum(Data("123456789".utf8)) == 0xcbf4_3926) }

  @Test("Gradescope's archive holds its scripts at the root and the kit, and can be unpacked")
  func archive() throws {
    let scratch = Scratch()
    let seed = Submissions.root.appending(path: "Tests/Grading/Expected/seed-424242")
    try FileManager.default.createDirectory(at: seed, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: seed) }
    let upload = try Upload(
      root: Submissions.root, platform: .gradescope, folders: ["04-svm"], hidesValues: true)
    _ = try upload.write(to: scratch.url)
    let folder = scratch.url.appending(path: "autograder")
    let paths = (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String]) ?? []
    #expect(paths.contains("kit/Tests/Grading/Expected/04-svm.json"))
    #expect(paths.contains("kit/assignments/10-modular/Graph.swift"))
    #expect(!paths.contains { $0.contains("solutions") || $0.contains("seed-424242") })
    for script in ["setup.sh", "run_autograder"] {
      #expect(FileManager.default.isExecutableFile(atPath: folder.appending(path: script).path))
      #expect(try Self.run(["bash", "-n", folder.appending(path: script).path]) == 0)
    }
    let options = try String(contentsOf: folder.appending(path: "options"), encoding: .utf8)
    #expect(options == "--only\n04-svm\n--hide-values\n")
    let archive = scratch.url.appending(path: "autograder.zip")
    if Self.has("unzip") {
      let unpacked = scratch.url.appending(path: "unpacked")
      #expect(try Self.run(["unzip", "-q", archive.path, "-d", unpacked.path]) == 0)
      #expect(try Self.run(["diff", "-r", folder.path, unpacked.path]) == 0)
      let script = unpacked.appending(path: "run_autograder").path
      #expect(FileManager.default.isExecutableFile(atPath: script))
    }
  }

  @Test("A seed that nobody has seen goes to no student")
  func seeds() throws {
    let scratch = Scratch()
    let seed = Submissions.root.appending(path: "Tests/Grading/Expected/seed-424243")
    try FileManager.default.createDirectory(at: seed, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: seed) }
    _ = try Release(root: Submissions.root).write(to: scratch.url)
    let copy = scratch.url.appending(path: "Tests/Grading/Expected")
    let names = try FileManager.default.contentsOfDirectory(atPath: copy.path)
    #expect(names.contains("04-svm.json") && !names.contains { $0.hasPrefix("seed-") })
  }

  @Test(
    "Gradescope's script grades what lies where Gradescope puts it",
    arguments: [
      (nil, "submission/SVM.swift", 12), ("{ dmargins * 2 }", "submission/04-svm/SVM.swift", 11),
      ("{ nonsense( }", "submission/kit/assignments/04-svm/SVM.swift", 11),
    ])
  func gradescope(_ body: String?, _ path: String, _ points: Double) throws {
    let scratch = Scratch()
    let source = scratch.url.appending(path: "source")
    try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
    try Data("--only\n04-svm\n".utf8).write(to: source.appending(path: "options"))
    try scratch.submission(body, at: path)
    let script = Submissions.root.appending(path: ".github/gradebook/gradescope/run_autograder")
    let environment = ["AUTOGRADER": scratch.url.path, "KIT": Products.program("kit")]
    #expect(try Self.run([script.path], with: environment) == 0)
    let results = try Self.json(scratch.url.appending(path: "results/results.json"))
    let tests = try #require(results["tests"] as? [[String: Any]])
    #expect(tests.count == 12)
    #expect(tests.compactMap { $0["score"] as? Double }.reduce(0, +) == points)
    let failed = tests.filter { $0["status"] as? String == "failed" }.map { $0["name"] as? String }
    #expect(failed == (body == nil ? [] : ["04-svm svmLoss: dscores"]))
  }

  @Test("Where the machine fails, Gradescope's script leaves no results: nobody gets a zero")
  func broken() throws {
    let scratch = Scratch()
    let source = scratch.url.appending(path: "source")
    try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
    try Data("--only\n04-svm\n".utf8).write(to: source.appending(path: "options"))
    try scratch.submission(nil, at: "submission/SVM.swift")
    let script = Submissions.root.appending(path: ".github/gradebook/gradescope/run_autograder")
    let environment = ["AUTOGRADER": scratch.url.path, "KIT": "/usr/bin/false"]
    #expect(try Self.run([script.path], with: environment) != 0)
    let results = scratch.url.appending(path: "results/results.json").path
    #expect(!FileManager.default.fileExists(atPath: results))
  }

  @Test(
    "Classroom 50's autograder leaves in the checkout what the runner reads",
    .enabled(if: has("python3")))
  func classroom50() throws {
    let scratch = Scratch()
    let upload = try Upload(root: Submissions.root, platform: .classroom50, folders: ["04-svm"])
    _ = try upload.write(to: scratch.url.appending(path: "out"))
    try scratch.submission("{ dmargins * 2 }", at: "checkout/assignments/04-svm/SVM.swift")
    let checkout = scratch.url.appending(path: "checkout")
    // Whoever leaves a link of the result's name has it written to no other place.
    let elsewhere = scratch.url.appending(path: "elsewhere")
    try FileManager.default.createSymbolicLink(
      at: checkout.appending(path: "result.json"), withDestinationURL: elsewhere)
    let script = scratch.url.appending(path: "out/autograders/04-svm/autograder.py").path
    let identity = [
      "CLASSROOM": "dl", "ASSIGNMENT": "04-svm", "SUBMISSION_TAG": "submit/1",
      "COMMIT_URL": "https://c", "RELEASE_URL": "https://r", "KIT": Products.program("kit"),
    ]
    #expect(try Self.run(["python3", "-B", script], in: checkout, with: identity) == 0)
    let result = try Self.json(checkout.appending(path: "result.json"))
    #expect(result["score"] as? Int == 11 && result["max-score"] as? Int == 12)
    #expect(!FileManager.default.fileExists(atPath: elsewhere.path))
    let body = try String(
      contentsOf: checkout.appending(path: "release-body.md"), encoding: .utf8)
    #expect(body.contains("assignments/04-svm/SVM.swift:"))
    #expect(body.contains("svmLoss: dscores: "))
    // A platform that counts whole points takes no weights.
    #expect {
      try Upload(
        root: Submissions.root, platform: .classroom50, folders: [],
        weights: URL(filePath: "/w.csv"))
    } throws: { "\($0)".contains("--weights") }
  }
}
