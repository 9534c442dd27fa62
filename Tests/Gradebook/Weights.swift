import Foundation
import KitSupport

/// What an assignment, or a line of it, is worth: `weights.csv` with the columns `assignment`,
/// `line` (empty for the whole assignment) and `weight`.
public struct Weights: Equatable, Sendable {
  private var weights: [[String]: Double] = [:]

  /// Every line is worth a point.
  public init() {}

  /// - Throws: A sentence about a row that is not valid.
  public init(csv text: String) throws {
    let rows = try CSV.rows(of: text)
    guard rows.first?.map({ $0.lowercased() }) == ["assignment", "line", "weight"] else {
      throw KitError("weights.csv begins with the row assignment,line,weight.")
    }
    for (index, row) in rows.enumerated().dropFirst() {
      guard row.count == 3, let weight = Double(row[2]), weight.isFinite, weight >= 0 else {
        throw KitError(
          "Row \(index + 1) of weights.csv is \(row.joined(separator: ",")): it takes an assignment, a "
            + "line or nothing, and a number that is not negative.")
      }
      let key = [row[0], row[1]]
      guard weights.updateValue(weight, forKey: key) == nil else {
        throw KitError("Row \(index + 1) of weights.csv repeats \(row[0]), \(row[1]).")
      }
    }
  }

  /// The weights with the whole names of assignments of which only the number was given, as in `04`.
  /// - Parameter folders: The folders of the course.
  /// - Throws: A sentence where an assignment then has two weights.
  public func naming(_ folders: [String]) throws -> Weights {
    var named = Weights()
    for (key, weight) in weights {
      let folder = folders.first { $0 == key[0] || $0.hasPrefix(key[0] + "-") } ?? key[0]
      guard named.weights.updateValue(weight, forKey: [folder, key[1]]) == nil else {
        throw KitError(
          "weights.csv gives \(folder)\(key[1].isEmpty ? "" : ", \(key[1])") two weights, once by its "
            + "number and once by its name: leave one out.")
      }
    }
    return named
  }

  /// Checks that everything that has a weight exists: a typo would silently count for nothing.
  /// - Parameter lines: The lines of an assignment, as in `svmLoss.dw`; `nil` where there is no
  ///   such assignment.
  /// - Throws: A sentence about what does not exist.
  public func check(lines: (_ assignment: String) throws -> [String]?) throws {
    for key in weights.keys.sorted(by: { $0.joined() < $1.joined() }) {
      guard let lines = try lines(key[0]) else {
        throw KitError("weights.csv names the assignment \"\(key[0])\": there is no such folder.")
      }
      if key[1].isEmpty { continue }
      if !lines.contains(where: { $0 == key[1] || $0.hasSuffix("." + key[1]) }) {
        throw KitError(
          "weights.csv names the line \"\(key[1])\": \(key[0]) has no such line, only "
            + lines.joined(separator: ", ") + ".")
      }
    }
  }

  /// What a line is worth: its own weight, or its assignment's, or 1.
  public func weight(of line: GradedLine, in assignment: String) -> Double {
    weights[[assignment, "\(line.function).\(line.line)"]] ?? weights[[assignment, line.line]]
      ?? weights[[assignment, ""]] ?? 1
  }

  /// The weighted points of an assignment; `nil` where it could not be graded.
  public func points(of assignment: GradedAssignment) -> Double? {
    guard assignment.status.hasPoints else { return nil }
    return assignment.lines.reduce(0) {
      $0 + Double($1.points) * weight(of: $1, in: assignment.folder)
    }
  }

  public func possible(in assignment: GradedAssignment) -> Double {
    assignment.lines.reduce(0) { $0 + weight(of: $1, in: assignment.folder) }
  }
}

extension Double {
  /// A number of points as people write it: 3, or 2.5.
  public var asPoints: String {
    self == rounded() && Swift.abs(self) < 1e15 ? "\(Int(self))" : "\((self * 1e4).rounded() / 1e4)"
  }
}
