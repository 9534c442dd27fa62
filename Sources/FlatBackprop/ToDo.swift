/// A line that is still to be written, and where it is.
public struct ToDo: Error, CustomStringConvertible {
  public let file: StaticString
  public let line: UInt

  public var description: String { "\(file):\(line): this line is still to do." }

  /// What a plain stage does with a message about a line that is still to do: it stops the program.
  /// A command that runs a student's code sets a quieter way of stopping, once, before the first
  /// line runs.
  nonisolated(unsafe) package static var stop: @Sendable (String) -> Never = { misuse($0) }
}

/// Marks a line that is still to be written: replace `try todo()` with your code.
///
/// It never returns a value: it throws ``ToDo``, and a grader counts the line as "to do".
public func todo<Value>(file: StaticString = #filePath, line: UInt = #line) throws -> Value {
  throw ToDo(file: file, line: line)
}
