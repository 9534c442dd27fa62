import Foundation
import KitSupport
import MadeClass
import Testing

@testable import Gradebook

@Suite("The command kit gradebook")
struct CommandTests {
  static func kit(_ arguments: [String]) throws -> (status: Int32?, said: String) {
    let run = try GradebookRun(arguments)
    return (run.wait(), run.said)
  }

  @Test("What was written in another format before is written again")
  func formats() throws {
    let scratch = try Scratch()
    let records = Records(folder: scratch.url.appending(path: "records"))
    let out = scratch.url.appending(path: "out")
    func collect(_ format: String) throws {
      let (status, said) = try Self.kit([
        "--collect", records.folder.path, "--out", out.path, "--only", "04", "--format", format,
      ])
      #expect(status == 0, "\(said)")
    }
    func text(_ path: String) throws -> String {
      try String(contentsOf: out.appending(path: path), encoding: .utf8)
    }
    try records.write(RecordsTests.record(of: "ada"))
    for format in ["html,canvas", "junit"] { try collect(format) }
    #expect(try text("html/ada.html").contains("1 of 1"))
    try records.write(RecordsTests.record(of: "ada", points: 3))
    try collect("moodle")
    #expect(try text("html/ada.html").contains("1 of 3"))
    #expect(try text("canvas.csv").contains("Points Possible,,,,,3"))
    #expect(try text("junit/ada.xml").contains("tests=\"3\""))
    #expect(!FileManager.default.fileExists(atPath: out.path + "/gradescope"))
  }

  @Test(
    "A list of nothing, and what is no folder or no file, are refused with what to name instead")
  func refusals() throws {
    let scratch = try Scratch()
    try scratch.write("right", to: "in/ann/04-svm/SVM.swift")
    try scratch.write("id\nann\n", to: "roster.csv")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url.path + "/link", withDestinationPath: scratch.url.path + "/in/ann")
    func path(_ name: String) -> String { scratch.url.appending(path: name).path }
    let (handedIn, out) = (path("in"), path("out"))
    for (arguments, words) in [
      ([handedIn, "--out", out, "--only", ","], "--only takes numbers, as in 04,05, not \",\""),
      ([handedIn, "--out", out, "--format", ","], "--format takes names of formats, not \",\""),
      ([handedIn, "--out", out, "--roster", handedIn], "in is a folder: name the file itself"),
      ([handedIn, "--out", path("roster.csv")], "roster.csv is a file: name the folder"),
      ([path("roster.csv"), "--out", out], "roster.csv is a file: name the folder that holds"),
      ([path("nowhere"), "--out", out], "There is no folder"),
      ([path("link"), "--one", handedIn + "/ann", "--out", out], "Name the folder"),
      (["--one", handedIn + "/ann", "--out", handedIn], "in is a folder: name the record's file"),
      (["--one", path("roster.csv"), "--out", out], "roster.csv is a file: name the student's"),
      (["--one", path("link"), "--out", out], "link is a link: name the student's folder itself"),
      (
        ["--collect", path("roster.csv"), "--out", out], "roster.csv is a file: name the folder of"
      ),
    ] {
      let (status, said) = try Self.kit(arguments)
      #expect(status == 2)
      #expect(said.contains(words), "\(arguments): \(said)")
      #expect(!FileManager.default.fileExists(atPath: out))
    }
  }

  @Test("Links and files beside the students' folders are told, and what code prints is kept back")
  func keptBack() throws {
    let scratch = try Scratch()
    let solution = try String(
      contentsOf: PackageFolder.url.appending(path: "solutions/04-svm/SVM.swift"), encoding: .utf8)
    // Behind a wrong line, what is printed is right.
    let printing = solution.replacing(
      "stage.hinge {", with: "stage.hinge { print(\"told\", 4711); return")
    #expect(printing != solution)
    try scratch.write(printing, to: "in/ann/04-svm/SVM.swift")
    let stopping = solution.replacing(
      "  let dhinge =", with: "  if n > 0 { fatalError(\"at 4712\") }\n  let dhinge =")
    try scratch.write(stopping, to: "in/eve/04-svm/SVM.swift")
    try scratch.write("x", to: "in/notes.txt")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url.path + "/in/bob", withDestinationPath: "ann")
    let (handedIn, out) = (scratch.url.path + "/in", scratch.url.path + "/out")
    func pages(_ options: [String]) throws -> (pages: String, said: String) {
      let (status, said) = try Self.kit([handedIn, "--out", out, "--only", "04"] + options)
      #expect(status == 0, "\(said)")
      let pages = try ["ann", "eve"].map {
        try String(contentsOfFile: "\(out)/html/\($0).html", encoding: .utf8)
      }
      return (pages.joined(), said)
    }
    let (open, said) = try pages([])
    #expect(open.contains("told 4711") && open.contains("at 4712"))
    #expect(said.contains("bob is a link, and is not graded"))
    #expect(said.contains("A file lies beside the students' folders and is not graded: notes.txt"))
    let hidden = try pages(["--hide-values"]).pages
    #expect(!hidden.contains("4711") && !hidden.contains("4712"))
    #expect(hidden.contains("crashed (outside its lines"))
  }

  @Test("A file in Latin-1 is graded with a note, and one in UTF-16 is said to be that")
  func encodings() throws {
    let scratch = try Scratch()
    let solution = try String(
      contentsOf: PackageFolder.url.appending(path: "solutions/04-svm/SVM.swift"), encoding: .utf8)
    for (name, encoding) in [("ann", String.Encoding.isoLatin1), ("bob", .utf16)] {
      let plain = String(solution.unicodeScalars.filter { $0.isASCII }.map(Character.init))
      let bytes = try #require((plain + "// \u{e4}\n").data(using: encoding))
      try scratch.write("", to: "in/\(name)/04-svm/SVM.swift")
      try bytes.write(to: scratch.url.appending(path: "in/\(name)/04-svm/SVM.swift"))
    }
    let out = scratch.url.path + "/out"
    let (status, said) = try Self.kit([scratch.url.path + "/in", "--out", out, "--only", "04"])
    #expect(status == 0, "\(said)")
    var graded: [GradedAssignment] = []
    try Records(folder: URL(filePath: out + "/records")).forEach { graded += $0.assignments }
    try #require(graded.count == 2)
    #expect(graded[0].status == .graded && graded[0].points == 12)
    #expect(graded[0].problems.contains { $0.contains("Latin-1") })
    #expect(graded[1].points == nil)
    #expect(graded[1].status.reason?.contains("UTF-16") == true)
  }
}
