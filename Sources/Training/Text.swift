import Foundation

/// A number with four digits that tell: a loss of 1.0986, of 0.01234, of 1.235e+09.
package func short(_ value: Double) -> String {
  if value == 0 { return "0" }
  let size = abs(value)
  if size >= 1e6 || size < 1e-3 { return String(format: "%.3e", value) }
  if size >= 1000 { return String(format: "%.0f", value) }
  let digits = size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 ? 4 : 5
  return String(format: "%.\(digits)f", value)
}

/// A part of one as a percentage.
package func percent(_ part: Double) -> String { String(format: "%.1f %%", 100 * part) }

/// What the command says of a line that is still to do.
/// - Parameters:
///   - sentence: The stage's sentence, which begins with the file's whole path.
///   - root: The package's folder, which is left out.
package func toDoSentence(_ sentence: String, root: String) -> String {
  let place = sentence.hasPrefix(root + "/") ? String(sentence.dropFirst(root.count + 1)) : sentence
  return place + " Write it, then train again."
}
