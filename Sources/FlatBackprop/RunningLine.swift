/// The line whose body a plain stage is running, for a program that has to say where it crashed.
///
/// It is read after a signal has stopped the program at an arbitrary point, so it is no more than
/// two plain values. Lines run on a single thread: that of their function.
package enum RunningLine {
  nonisolated(unsafe) package private(set) static var file: StaticString = ""

  /// 0 while no line runs.
  nonisolated(unsafe) package private(set) static var line: UInt = 0

  static func begin(_ stageLine: StageLine) { (file, line) = (stageLine.file, stageLine.line) }

  static func end() { line = 0 }
}
