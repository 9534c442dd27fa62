import FlatBackprop

/// How many places a filter has along one axis of an image. (A square image and a square filter
/// give the same number for both axes.)
/// - Parameters:
///   - input: The image's size along the axis, without the padding.
///   - filter: The filter's size along the axis, at least 1.
///   - stride: How far the filter moves from one place to the next, at least 1.
///   - padding: How many zeros are put before the image, and as many after it; not negative.
/// - Returns: The number of places, at least 1.
/// - Throws: ``DoesNotFit`` where the filter does not fit into the padded image, where its last
///   place would not end exactly at the border, and where a parameter is not allowed.
public func outputSize(input: Int, filter: Int, stride: Int, padding: Int) throws -> Int {
  return try todo()
}

/// Why a filter has no places along an axis, and what to change.
public struct DoesNotFit: Error, CustomStringConvertible {
  let input: Int, filter: Int, stride: Int, padding: Int

  public var description: String {
    guard filter > 0, stride > 0, padding >= 0 else {
      return "A filter of \(filter), stride \(stride), padding \(padding) cannot be: filter and "
        + "stride are at least 1, and the padding is not negative."
    }
    let room = input - filter + 2 * padding
    let question =
      "A filter of \(filter) does not fit an input of \(input) at stride \(stride), "
      + "padding \(padding): (\(input) − \(filter) + 2·\(padding)) = \(room) is "
    guard room >= 0 else {
      return question
        + "negative. Take a filter of at most \(input + 2 * padding), or a padding of "
        + "at least \((filter - input + 1) / 2)."
    }
    let smaller = (1..<stride).last { room % $0 == 0 } ?? 1
    let larger = (1...stride).first { (room + 2 * $0) % stride == 0 }
    return question + "not divisible by \(stride). Change the stride, to \(smaller) say"
      + (larger.map { ", or the padding, to \(padding + $0) say." } ?? ".")
  }
}

/// How many numbers a convolution layer learns, staged. It has only forward lines.
/// - Parameters:
///   - channels: C, the channels of its input.
///   - filterHeight: FH, the height of each filter.
///   - filterWidth: FW, the width of each filter.
///   - filters: K, the number of filters.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: The number of parameters.
@discardableResult
public func parameterCount(
  channels: Int, filterHeight: Int, filterWidth: Int, filters: Int, stage: Stage = Stage()
) -> Double {
  // The parameters of a single filter, which spans every channel and has one bias: a number.
  let perFilter: Double = stage.perFilter { try todo() }
  // The parameters of the layer: a number.
  let parameters: Double = stage.parameters { try todo() }
  return parameters
}
