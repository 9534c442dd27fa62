import TestSupport
import Convolution
import FlatBackprop
import Foundation
import Testing

@Suite("08 convolution: the solution")
struct ConvolutionTests {
  // Sizes.

  @Test(
    "gives the lecture's sizes",
    arguments: [
      (32, 5, 1, 2, 32), (7, 3, 1, 0, 5), (7, 3, 2, 0, 3), (7, 3, 1, 1, 7), (9, 3, 2, 2, 6),
      (3, 3, 2, 0, 1),
    ])
  func lectureSizes(input: Int, filter: Int, stride: Int, padding: Int, places: Int) throws {
    #expect(
      try outputSize(input: input, filter: filter, stride: stride, padding: padding) == places)
  }

  @Test("counts the places that fit, and throws where something is left over")
  func sizesAgainstCounting() {
    for input in 1...8 {
      for filter in 1...6 {
        for stride in 1...4 {
          for padding in 0...3 {
            let last = input + 2 * padding - filter
            let starts = Array(Swift.stride(from: 0, through: last, by: stride))
            let places = starts.last == last ? starts.count : nil
            #expect(
              (try? outputSize(input: input, filter: filter, stride: stride, padding: padding))
                == places)
          }
        }
      }
    }
  }

  @Test(
    "says why a filter does not fit, and what to change",
    arguments: [
      (
        7, 3, 3, 0,
        "A filter of 3 does not fit an input of 7 at stride 3, padding 0: (7 − 3 + 2·0) = 4 is not "
          + "divisible by 3. Change the stride, to 2 say, or the padding, to 1 say."
      ),
      (
        6, 3, 2, 1,
        "A filter of 3 does not fit an input of 6 at stride 2, padding 1: (6 − 3 + 2·1) = 5 is not "
          + "divisible by 2. Change the stride, to 1 say."
      ),
      (
        2, 5, 1, 0,
        "A filter of 5 does not fit an input of 2 at stride 1, padding 0: (2 − 5 + 2·0) = -3 is "
          + "negative. Take a filter of at most 2, or a padding of at least 2."
      ),
      (
        7, 3, 0, 0,
        "A filter of 3, stride 0, padding 0 cannot be: filter and stride are at least 1, and the "
          + "padding is not negative."
      ),
    ])
  func sentences(input: Int, filter: Int, stride: Int, padding: Int, sentence: String) {
    let error = #expect(throws: DoesNotFit.self) {
      try outputSize(input: input, filter: filter, stride: stride, padding: padding)
    }
    #expect(error.map { "\($0)" } == sentence)
  }

  @Test("recommends only what fits")
  func recommendations() throws {
    for input in 1...9 {
      for filter in 1...input {
        for stride in 2...5 where (input - filter) % stride != 0 {
          let error = #expect(throws: DoesNotFit.self) {
            try outputSize(input: input, filter: filter, stride: stride, padding: 0)
          }
          let numbers = "\(try #require(error))".split(separator: ".")[1]
            .split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
          #expect(
            (try? outputSize(input: input, filter: filter, stride: numbers[0], padding: 0)) != nil)
          if numbers.count > 1 {
            #expect(
              (try? outputSize(input: input, filter: filter, stride: stride, padding: numbers[1]))
                != nil)
          }
        }
      }
    }
  }

  @Test("counts the lecture's parameters: 76 a filter, 760 in all")
  func parameters() {
    let stage = Stage()
    parameterCount(channels: 3, filterHeight: 5, filterWidth: 5, filters: 10, stage: stage)
    #expect(stage["perFilter"] == Tensor(76))
    #expect(stage["parameters"] == Tensor(760))
  }

  // The layer.

  @Test("keeps the lecture's 32 × 32 images in size, with ten maps")
  func lectureLayer() {
    let (x, w) = (Tensor.ones([1, 3, 32, 32]), Tensor.ones([10, 3, 5, 5]))
    let out = convolve(x: x, w: w, b: .zeros([10]), stride: 1, padding: 2).out
    #expect(out.shape == [1, 10, 32, 32])
    #expect(w.count + 10 == 760)
    // Inside, a filter of ones on an image of ones counts its weights; at a corner 3 × 3 remain.
    #expect(out[0, 9, 16, 16] == 75)
    #expect(out[0, 0, 0, 0] == 27)
  }

  @Test("the lecture's 9 × 9 image has 36 places and still 9 weights")
  func sharedWeights() {
    let stage = Stage()
    convolve(
      x: .ones([1, 1, 9, 9]), w: .ones([1, 1, 3, 3]), b: .zeros([1]), stride: 2, padding: 2,
      stage: stage)
    #expect(stage["out"]?.shape == [1, 1, 6, 6])
    #expect(stage["dw"]?.count == 9)
    #expect(stage["db"] == Tensor([36]))
    // The others lie on the zeros around: a corner weight meets pixels at 5 × 5 of the places, the
    // middle one at 4 × 4.
    #expect(stage["dw"]?[0, 0, 0, 0] == 25)
    #expect(stage["dw"]?[0, 0, 1, 1] == 16)
  }
}
