import Builder
import Foundation
import Grader
import KitSupport
import Portraits
import Protocol

/// Watches a student's files and grades what is saved, until a key or a signal ends it.
///
/// One thread waits for everything that can happen, so that it costs nothing while nothing does.
/// The work is done on another thread, so that keys are answered even while a line runs forever.
public final class Watcher {
  private let run: GradingRun
  private let sources: URL
  private let expected: URL
  private let folders: [String]

  /// Whether it stays with one assignment, whatever is saved.
  private let isPinned: Bool
  private let here: String
  private let writeReport: @Sendable (Report, [Portrait]) throws -> URL

  private var watch: Watch
  private var files: SavedFiles
  private let work = Work()

  /// Whether the report is open, and so is written anew after each grading.
  private var hasReport = false

  /// What is to be graded as soon as the work in hand is done.
  private var waiting: String?

  /// Whether complete assignments are skipped, because nothing has shown yet which one is meant.
  private var isLooking: Bool

  /// - Parameters:
  ///   - folder: The assignment to stay with; `nil` to follow what is saved.
  ///   - folders: The course's folders, in order.
  ///   - sources: The folder that holds the assignments' folders.
  ///   - expected: The folder that holds the files of expected values.
  ///   - here: The folder that paths are shown relative to.
  ///   - writeReport: Writes the page that draws an assignment.
  public init(
    _ folder: String?, of folders: [String], _ run: GradingRun, sources: URL, handouts: URL,
    expected: URL, here: String,
    writeReport: @escaping @Sendable (Report, [Portrait]) throws -> URL
  ) {
    (self.run, self.folders, self.sources, self.here) = (run, folders, sources, here)
    (self.expected, self.writeReport) = (expected, writeReport)
    isPinned = folder != nil
    files = SavedFiles(folders, in: sources)
    let first = folder ?? files.latest
    isLooking = first == nil
    watch = Watch(first ?? folders[0], of: folders, handouts: handouts)
  }

  /// Whether there is a terminal to watch in.
  public static var hasTerminal: Bool { Terminal.isThere }

  /// Watches until it is ended.
  /// - Returns: The exit code.
  /// - Throws: ``KitError`` where files cannot be watched.
  public func watchFiles() throws -> Int32 {
    let watcher = try FolderWatcher(folders, in: sources)
    let terminal = Terminal()
    defer { terminal.close() }
    grade(watch.folder)
    while true {
      let (width, height) = terminal.size
      terminal.draw(WatchScreen(watch: watch, width: width, height: height, here: here).lines)
      var waits = [STDIN_FILENO, terminal.signals, watcher.descriptor, work.descriptor].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      guard poll(&waits, nfds_t(waits.count), -1) > 0 else { continue }
      for signal in terminal.caughtSignals() {
        switch signal {
        case SIGWINCH, SIGCONT: break
        case SIGTSTP: terminal.suspend()
        default: return 128 + signal
        }
      }
      if waits[3].revents != 0 { work.take().forEach(take) }
      if waits[2].revents != 0 { look(watcher) }
      if waits[0].revents != 0 {
        guard let keys = terminal.keys() else { return 0 }
        for key in keys {
          guard let request = watch.press(key) else { continue }
          if request == .quit { return 0 }
          answer(request)
        }
      }
    }
  }

  // MARK: - What happens

  /// Finds out what was saved, and grades it.
  private func look(_ watcher: FolderWatcher) {
    watcher.drain()
    var now = SavedFiles(folders, in: sources)
    if now.lacks(someOf: files) {
      // Some editors move the old file away before they write the new one.
      usleep(50_000)
      watcher.drain()
      now = SavedFiles(folders, in: sources)
    }
    let changed = now.changes(since: files)
    files = now
    // A pinned assignment is graded after any change, because it may build upon the others.
    guard let last = isPinned ? (changed.isEmpty ? nil : watch.folder) : changed.last else {
      return
    }
    isLooking = false
    grade(last)
  }

  private func answer(_ request: Watch.Request) {
    switch request {
    case .quit: break
    case .grade(let folder): grade(folder)
    case .portray:
      guard !watch.isBusy else { return }
      let folder = watch.folder
      watch.begin(folder)
      work.start { [run] in .portrayed(folder, try run.portray(folder).portraits) }
    case .openReport:
      guard !watch.isBusy else { return }
      report(opens: true)
    }
  }

  /// Writes the report on the assignment.
  private func report(opens: Bool) {
    let folder = watch.folder
    watch.begin(folder)
    work.start { [run, writeReport] in
      let (report, portraits) = try run.portray(folder)
      let file = try writeReport(report, portraits)
      return .wrote(folder, portraits, opens ? Browser.open(file) : nil)
    }
  }

  private func grade(_ folder: String) {
    guard !watch.isBusy else {
      waiting = folder
      return
    }
    watch.begin(folder)
    work.start { [run, expected] in
      let start = DispatchTime.now().uptimeNanoseconds
      let report = try run.grade(folder)
      let functions = try Expected.read(folder, from: expected).functions
      let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
      return .graded(report, functions, seconds: seconds)
    }
  }

  private func take(_ outcome: Work.Outcome) {
    switch outcome {
    case .graded(let report, let functions, let seconds):
      watch.take(report, functions, seconds: seconds)
      if isLooking, waiting == nil, report.isComplete { waiting = watch.nextFolder }
      if !report.isComplete { isLooking = false }
      if hasReport, waiting == nil { self.report(opens: false) }
    case .portrayed(_, let portraits): watch.take(portraits)
    case .wrote(_, let portraits, let sentence):
      watch.take(portraits)
      hasReport = true
      if let sentence { watch.take(note: sentence) }
    case .failed(let sentence): watch.take(note: sentence)
    }
    if let folder = waiting {
      waiting = nil
      grade(folder)
    }
  }
}
