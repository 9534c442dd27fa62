import Foundation
import Protocol
import TestSupport
import Testing

@testable import Grader
@testable import Tutor

@Suite("A watch")
struct WatchTests {
  private static let handouts = Submissions.root.appending(path: "assignments")

  private static func line(_ name: String, _ verdict: Verdict, at number: Int) -> LineReport {
    LineReport(
      function: "svmLoss", name: name, verdict: verdict,
      place: Place(file: "/course/04-svm/SVM.swift", line: number), caseName: nil,
      subject: "\"\(name)\" of svmLoss", cause: nil)
  }

  private static var report: Report {
    var report = Report(folder: "04-svm")
    report.lines = [
      line("scores", .right, at: 21), line("margins", .toDo, at: 25),
      line("dhinge", .wrong("it is N times too large"), at: 37),
      line("dscores", .crashed("an index is out of range"), at: 43),
    ]
    return report
  }

  private static func watch(_ report: Report = report) throws -> Watch {
    var watch = Watch("04-svm", of: ["03-linear", "04-svm", "05-softmax"], handouts: handouts)
    watch.begin("04-svm")
    let expected = try Expected.read("04-svm", from: Submissions.expected)
    watch.take(report, expected.functions, seconds: 0.21)
    return watch
  }

  private static func screen(_ watch: Watch, _ width: Int = 80, _ height: Int = 24) -> [String] {
    WatchScreen(watch: watch, width: width, height: height, here: "/course").lines.map(\.text)
  }

  @Test("What is wrong comes first, at its place, and n goes on to the next and around")
  func next() throws {
    var watch = try Self.watch()
    #expect(Self.screen(watch).contains("04-svm/SVM.swift:37"))
    #expect(Self.screen(watch).contains("dhinge: it is N times too large"))
    #expect(Self.screen(watch)[0] == "04-svm  1/4  2 to mend, 1 to do  0.21 s")
    #expect(watch.press("n") == nil)
    #expect(Self.screen(watch).contains("dscores: an index is out of range"))
    _ = watch.press("n")
    #expect(Self.screen(watch).contains("\"margins\" of svmLoss is still to do."))
    _ = watch.press("n")
    #expect(Self.screen(watch).contains("dhinge: it is N times too large"))
  }

  @Test("h unfolds the hint of the line in hand one step at a time, and not beyond its end")
  func hints() throws {
    var watch = try Self.watch()
    func steps() -> Int { Self.screen(watch, 100, 60).count { $0.contains(", hint ") } }
    let all = watch.hint.count
    #expect(all > 1)
    #expect(steps() == 0)
    for pressed in 1...all + 2 {
      _ = watch.press("h")
      #expect(steps() == min(pressed, all))
    }
    _ = watch.press("n")
    #expect(steps() == 0)
  }

  @Test("A line in hand stays in hand from one save to the next, until it is right")
  func staying() throws {
    var watch = try Self.watch()
    _ = watch.press("n")
    var report = Self.report
    watch.take(report, [], seconds: 0.2)
    #expect(watch.line?.name == "dscores")
    report.lines[3].verdict = .right
    watch.take(report, [], seconds: 0.2)
    #expect(watch.line?.name == "dhinge")
  }

  @Test("What has just become wrong is taken in hand, in place of a line that is to do")
  func justWrong() throws {
    var watch = try Self.watch()
    _ = watch.press("n")
    _ = watch.press("n")
    #expect(watch.line?.name == "margins")
    var report = Self.report
    watch.take(report, [], seconds: 0.2)
    #expect(watch.line?.name == "margins")
    report.lines[0].verdict = .wrong("its sign is wrong")
    watch.take(report, [], seconds: 0.2)
    #expect(watch.line?.name == "scores")
    // It stays in hand, though it is no news any more.
    _ = watch.press("n")
    watch.take(report, [], seconds: 0.2)
    #expect(watch.line?.name == "dhinge")
  }

  @Test("Of many other lines a few are named, and how many more there are")
  func many() throws {
    var report = Report(folder: "04-svm")
    report.lines = (1...20).map { Self.line("line\($0)", .toDo, at: $0) }
    let screen = try Self.screen(Self.watch(report), 200)
    #expect(
      screen.contains(
        "then: " + (2...9).map { "line\($0) :\($0)" }.joined(separator: ", ") + ", and 11 more (l)")
    )
  }

  @Test("Values are asked for when they are wanted first, and anew after a save")
  func values() throws {
    var watch = try Self.watch()
    #expect(watch.press("v") == .portray)
    watch.begin("04-svm")
    watch.take([])
    #expect(watch.press("i") == nil)
    watch.take(Self.report, [], seconds: 0.2)
    #expect(watch.press("i") == .portray)
    #expect(watch.press("o") == .openReport)
    #expect(watch.press("q") == .quit)
    #expect(watch.press("x") == nil)
  }

  @Test("Once all lines are right, n goes on to the next assignment")
  func complete() throws {
    var report = Self.report
    for index in report.lines.indices { report.lines[index].verdict = .right }
    var watch = try Self.watch(report)
    #expect(Self.screen(watch).contains("All lines are right. n goes on to 05-softmax."))
    #expect(watch.press("n") == .grade("05-softmax"))
    watch.begin("05-softmax")
    #expect(watch.report == nil && Self.screen(watch)[0].hasPrefix("05-softmax"))
  }

  @Test(
    "Nothing is wider or higher than the screen, however small",
    arguments: [(80, 24), (40, 16), (20, 8), (7, 3), (200, 60)], ["", "h", "hh", "l", "v", "i"])
  func fitting(size: (width: Int, height: Int), keys: String) throws {
    var watch = try Self.watch()
    for key in keys { _ = watch.press(key) }
    let lines = Self.screen(watch, size.width, size.height)
    #expect(lines.count <= size.height)
    #expect(lines.allSatisfy { $0.count <= size.width }, "\(lines)")
  }

  @Test("What a student's code prints cannot move the cursor, and is cut with a word about it")
  func printed() throws {
    var report = Self.report
    report.printed = "\u{1B}[2Jgone\n" + String(repeating: "again\n", count: 20)
    let lines = try Self.screen(Self.watch(report), 80, 40)
    #expect(lines.contains("  | [2Jgone") && lines.contains("  | … and 13 lines more"))
  }

  @Test("Without color there are no escape codes in a line; with it the place is a link")
  func color() {
    let line = StyledLine("SVM.swift:37", .bold, link: "file:///SVM.swift#37")
    #expect(line.written(inColor: false) == "SVM.swift:37")
    #expect(line.written(inColor: true).contains("file:///SVM.swift#37"))
  }

  @Test("The list tells every line's verdict")
  func list() throws {
    var watch = try Self.watch()
    _ = watch.press("l")
    let lines = Self.screen(watch)
    #expect(lines.contains("  ✓ scores :21") && lines.contains("  ✗ dscores :43  crashes"))
    #expect(lines.contains("  · margins :25  to do"))
  }
}
