import FlatBackprop
import Testing

@Suite("SeededGenerator")
struct GeneratorTests {
  @Test("gives the published numbers of SplitMix64")
  func published() {
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.next() == 9_817_491_932_198_370_423)
    #expect(generator.next() == 4_593_380_528_125_082_431)
    #expect(generator.next() == 16_408_922_859_458_223_821)
  }

  @Test("gives the same tensors for the same seed, and others for another")
  func seeds() {
    func draw(_ seed: UInt64) -> [Tensor] {
      var generator = SeededGenerator(seed: seed)
      return [
        .uniform([2, 3], in: -1...1, using: &generator), .normal([4], using: &generator),
        .uniform([2, 3], in: -1...1, using: &generator),
      ]
    }
    #expect(draw(5) == draw(5))
    #expect(draw(5) != draw(6))
    #expect(draw(5)[0] != draw(5)[2])
    #expect(draw(5).map(\.shape) == [[2, 3], [4], [2, 3]])
  }

  @Test("scales the upper 53 bits to a fraction")
  func fraction() {
    var generator = SeededGenerator(seed: 1_234_567)
    let fraction = Double(6_457_827_717_110_365_317 as UInt64) / 0x1p64
    #expect(abs(generator.uniform() - fraction) < 1e-15)
    generator = SeededGenerator(seed: 1_234_567)
    #expect(abs(generator.uniform(-3...5) - (8 * fraction - 3)) < 1e-14)
    #expect(generator.uniform(2...2) == 2)
  }

  // With 100,000 numbers the mean of xᵏ strays from its expectation by about 0.003 standard
  // deviations of xᵏ. The bounds are five times as wide, and the numbers are always the same.

  @Test("draws uniform numbers with the moments of a uniform distribution")
  func uniformMoments() {
    var generator = SeededGenerator(seed: 11)
    let x = Tensor.uniform([100_000], in: -1...1, using: &generator)
    #expect(x.elements.allSatisfy { -1...1 ~= $0 })
    #expect(abs(moment(x, 1)) < 0.009)
    #expect(abs(moment(x, 2) - 1.0 / 3) < 0.005)
    #expect(abs(moment(x, 3)) < 0.006)
    #expect(abs(moment(x, 4) - 1.0 / 5) < 0.005)
    for tenth in 0..<10 {
      let from = -1 + 0.2 * Double(tenth)
      let share = Double(x.elements.count { $0 >= from && $0 < from + 0.2 }) / 1e5
      #expect(abs(share - 0.1) < 0.005)
    }
  }

  @Test("draws normal numbers with the moments of a normal distribution")
  func normalMoments() {
    var generator = SeededGenerator(seed: 12)
    let x = Tensor.normal([100_000], using: &generator)
    #expect(abs(moment(x, 1)) < 0.016)
    #expect(abs(moment(x, 2) - 1) < 0.023)
    #expect(abs(moment(x, 3)) < 0.062)
    #expect(abs(moment(x, 4) - 3) < 0.16)
    #expect(x.elements.allSatisfy { $0.isFinite })
    let inOne = Double(x.elements.count { abs($0) < 1 }) / 1e5
    #expect(abs(inOne - 0.6827) < 0.008)
  }

  @Test("draws neighbors that have nothing to do with each other")
  func correlation() {
    var generator = SeededGenerator(seed: 13)
    let x = Tensor.normal([100_000], using: &generator).elements
    let product = zip(x, x.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / 1e5
    #expect(abs(product) < 0.016)
  }

  @Test("stretches normal numbers by their deviation")
  func deviation() {
    var (a, b) = (SeededGenerator(seed: 14), SeededGenerator(seed: 14))
    let wide = Tensor.normal([10], deviation: 5, using: &a)
    #expect(wide == 5 * Tensor.normal([10], using: &b))
  }

  @Test("draws every class about as often")
  func labels() {
    var generator = SeededGenerator(seed: 15)
    let labels = generator.labels(30_000, classes: 3)
    #expect(labels.count == 30_000)
    for label in 0..<3 {
      #expect(abs(Double(labels.count { $0 == label }) - 10_000) < 410)
    }
    #expect(generator.labels(0, classes: 3) == [])
    #expect(generator.labels(2, classes: 1) == [0, 0])
  }

  private func moment(_ x: Tensor, _ power: Int) -> Double {
    var sum = 0.0
    for element in x.elements {
      var product = 1.0
      for _ in 0..<power { product *= element }
      sum += product
    }
    return sum / Double(x.count)
  }
}
