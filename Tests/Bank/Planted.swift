import FlatBackprop
import Host

/// A line that is not the solution's: a mistake that students make, or another right way to write it.
public struct Planted: Sendable {
  /// The assignment's folder.
  public let folder: String
  public let function: String
  public let line: String

  /// What is different about the line, in a few words. With the function and the line it is unique.
  public let name: String

  /// What the judge should say is wrong, for a mistake; `nil` for a right way.
  public let cause: String?

  /// What the line computes instead, from the inputs and the lines before it.
  public let body: @Sendable (Values) throws -> Tensor

  /// A mistake.
  /// - Parameter cause: A word or two that the judge's message must contain.
  public static func mistake(
    _ folder: String, _ function: String, _ line: String, _ name: String, cause: String,
    _ body: @escaping @Sendable (Values) throws -> Tensor
  ) -> Planted {
    Planted(
      folder: folder, function: function, line: line, name: name, cause: cause, body: body)
  }

  /// Another right way.
  public static func variant(
    _ folder: String, _ function: String, _ line: String, _ name: String,
    _ body: @escaping @Sendable (Values) throws -> Tensor
  ) -> Planted {
    Planted(folder: folder, function: function, line: line, name: name, cause: nil, body: body)
  }

  /// The name by which the judge calls the function with this line planted.
  public var callName: String { "\(function)/\(line): \(name)" }
}

/// All planted lines.
public enum Bank {
  public static let mistakes: [Planted] = [
    svmMistakes,
    batchStatisticsMistakes,
    convolutionMistakes,
    maxPoolMistakes,
    modularMistakes,
    convNetMistakes,
    recurrentMistakes,
  ].flatMap { $0 }

  public static let variants: [Planted] = [
    svmVariants,
    batchStatisticsVariants,
    convolutionVariants,
    maxPoolVariants,
    modularVariants,
    convNetVariants,
    recurrentVariants,
  ].flatMap { $0 }

  /// Everything planted, as the host takes it.
  public static var replacements: [String: Replacements] {
    Dictionary(
      uniqueKeysWithValues: (mistakes + variants).map { ($0.callName, [$0.line: $0.body]) })
  }
}
