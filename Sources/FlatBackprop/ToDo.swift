/// A line that is still to be written, and where it stands.
public struct ToDo: Error, CustomStringConvertible {
  public let file: StaticString
  public let line: UInt

  public var description: String { "\(file):\(line): this line is still to do." }
}

/// Stands where a line is still to be written: replace `try todo()` with your code.
///
/// The value it promises is never made: it throws, and a grader counts the line as "to do".
public func todo<Value>(file: StaticString = #filePath, line: UInt = #line) throws -> Value {
  throw ToDo(file: file, line: line)
}
