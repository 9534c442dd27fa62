import Foundation

/// A row of the page of lines as students write them.
///
/// Its first three cells are written by hand, the last is what the judge says:
///
///     | `neuron/dw1` | `Double(Float(ds1 * x1))` | single precision | *…* |
///     | `convolveByLoops/out` | `sum +=` → `sum =` | the sum overwritten | *…* |
public struct Example: Equatable, Sendable {
  /// The assignment's folder.
  public let folder: String

  /// The number of the row's line on the page.
  public let place: Int

  /// What is written differently, by the name of its ``SolutionPart``.
  public let name: String

  /// What is written there: Swift, in one line.
  public let written: String

  /// What it stands in the place of; `nil` for the whole.
  public let replaced: String?

  /// Whether it is right, though written differently.
  public let isRight: Bool

  /// The cells that are written by hand, as they stand on the page.
  private let start: String

  /// The row as it stands on the page.
  let text: String

  /// The row when the judge says this.
  func row(saying words: String) -> String { "\(start) \(words) |" }

  /// Reads a row; `nil` where it has other cells.
  init?(_ text: String, in folder: String, at place: Int) {
    // A | that belongs to a cell has a \ in front of it.
    let cells = text.matches(of: #/((?:[^|\\]|\\.)*)\|/#).map {
      $0.1.trimmingCharacters(in: .whitespaces)
    }
    guard cells.count == 5, let name = cells[1].wholeMatch(of: #/`([^`]+)`/#)?.1,
      let code = cells[2].wholeMatch(of: #/(?:`([^`]+)` → )?`([^`]+)`/#)
    else { return nil }
    (self.folder, self.place, self.text) = (folder, place, text)
    self.name = String(name)
    start = "| " + cells[1...3].joined(separator: " | ") + " |"
    replaced = code.1.map { String($0.replacing("\\|", with: "|")) }
    written = String(code.2.replacing("\\|", with: "|"))
    isRight = cells[3].hasPrefix("right")
  }

  /// What then stands in the place of a part of a solution; `nil` where that does not hold what is
  /// replaced.
  func body(inPlaceOf solution: some StringProtocol) -> String? {
    guard let replaced else { return " \(written) " }
    return solution.contains(replaced)
      ? solution.replacingOccurrences(of: replaced, with: written) : nil
  }
}
