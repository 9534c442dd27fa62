import Foundation

/// Reads the arguments of a command, one word after another.
public struct ArgumentReader {
  private var rest: ArraySlice<String>

  public init(_ arguments: [String]) { rest = arguments[...] }

  public mutating func next() -> String? { rest.popFirst() }

  /// The value of an option.
  /// - Parameter kind: What the value should be, for the message if it is missing: "a path".
  public mutating func value(of option: String, _ kind: String) throws -> String {
    guard let value = rest.popFirst() else { throw KitError("\(option) takes \(kind).") }
    return value
  }

  public mutating func file(of option: String, _ kind: String = "a path") throws -> URL {
    URL(filePath: try value(of: option, kind))
  }

  public mutating func seed(of option: String) throws -> UInt64 {
    let text = try value(of: option, "a whole number")
    guard let number = UInt64(text) else {
      throw KitError("\(option) takes a whole number, not \(text).")
    }
    return number
  }

  /// The value of an option that counts something.
  public mutating func count(of option: String) throws -> Int {
    let text = try value(of: option, "a whole number above 0")
    guard let number = Int(text), number > 0 else {
      throw KitError("\(option) takes a whole number above 0, not \(text).")
    }
    return number
  }

  /// The value of an option that is a comma-separated list.
  public mutating func list(of option: String, _ kind: String) throws -> [String] {
    try value(of: option, kind).split(separator: ",").map(String.init)
  }
}
