import FlatBackprop
import Testing

@Suite("Sums by halves")
struct SummationTests {
  @Test("are exact where the plain ones are, whatever their number")
  func exact() {
    var random = SeededGenerator(seed: 1)
    for count in Array(0...70) + [127, 128, 255, 256, 257, 264, 511, 513, 5000] {
      let numbers = random.integers([count + 1]).elements
      #expect(
        Summation.sum(numbers, count: count) == Summation.naive(numbers, count: count))
    }
  }

  @Test("of a million numbers lose at most three digits in the binary system")
  func error() {
    let count = 1 << 20
    let numbers = [Double](repeating: 0.1, count: count)
    let expected = 0.1 * Double(count)
    #expect(abs(Summation.sum(numbers, count: count) - expected) <= 8 * expected.ulp)
    #expect(abs(Summation.naive(numbers, count: count) - expected) > 1000 * expected.ulp)
    let column = Tensor(shape: [count / 4, 4], numbers).sum(axis: 0)
    #expect(column.elements.allSatisfy { abs($0 - expected / 4) <= 64 * (expected / 4).ulp })
    let row = Tensor(shape: [4, count / 4], numbers).sum(axis: 1)
    #expect(row.elements.allSatisfy { abs($0 - expected / 4) <= 8 * (expected / 4).ulp })
  }

  @Test("of rows are the sums of the columns", arguments: [1, 5, 128, 129, 257, 1000])
  func rows(count: Int) {
    var random = SeededGenerator(seed: 2)
    for width in [1, 2, 7, 33] {
      let numbers = random.integers([count, width])
      var target = [Double](repeating: 5, count: width)
      Summation.addRows(numbers.elements, count: count, width: width, to: &target)
      let expected = (0..<width).map { column in
        (0..<count).reduce(5) { $0 + numbers[$1, column] }
      }
      #expect(target == expected)
    }
  }

  @Test("let no NaN vanish, and overflow like plain ones")
  func special() {
    for place in [0, 7, 100, 299] {
      var numbers = [Double](repeating: 1, count: 300)
      numbers[place] = .nan
      #expect(Summation.sum(numbers, count: 300).isNaN)
      numbers[place] = .infinity
      #expect(Summation.sum(numbers, count: 300) == .infinity)
    }
  }
}
