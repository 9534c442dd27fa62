import Diagnosis
import FlatBackprop
import Testing

/// What is told of observations made by hand, and where there has to be silence.
@Suite("A diagnosis")
struct DiagnosisTests {
  static let right = Tensor([[0.5, -1.25, 2], [3, -0.75, 0.125]])
  static let upstream = Tensor([[1.5, 0.5, -2], [0.25, 3, -1]])

  /// An observation with one path, whose local gradient is such that the contribution is right.
  static func onePath(_ value: Tensor) -> Observation {
    Observation(
      value: value, right: right,
      paths: [
        Observation.Path(
          reader: "out", contribution: right, local: right / upstream, upstream: upstream)
      ])
  }

  /// An observation with two paths that add up to the right value.
  static func twoPaths(_ change: (Tensor, Tensor) -> Tensor) -> Observation {
    let second = Tensor([[2, 0.5, 1], [-1, 0.25, 4]])
    let first = right - second
    return Observation(
      value: change(first, second), right: right,
      paths: [("scores", first), ("regLoss", second)].map {
        Observation.Path(
          reader: $0, contribution: $1, local: $1 / upstream, upstream: upstream)
      })
  }

  static func sentence(_ observations: Observation...) -> String? {
    Diagnosis.cause(of: observations)?.sentence
  }

  @Test("names zeros and a wrong sign")
  func wholes() {
    #expect(Self.sentence(Self.onePath(.zeros([2, 3]))) == "it is zero everywhere")
    #expect(Self.sentence(Self.onePath(-Self.right)) == "its sign is wrong")
  }

  @Test("names what of a product is missing")
  func products() {
    #expect(
      Self.sentence(Self.onePath(Self.upstream))
        == "the gradient of \"out\" is handed on as it is: the local gradient of \"out\" is missing"
    )
    #expect(
      Self.sentence(Self.onePath(Self.right / Self.upstream))?
        .hasSuffix("would give: the gradient of \"out\" is ignored") == true)
  }

  @Test("names the path that is missing, or has a wrong sign or factor")
  func paths() {
    #expect(
      Self.sentence(Self.twoPaths { first, _ in first })
        == "the path through \"regLoss\" is missing")
    #expect(
      Self.sentence(Self.twoPaths { -$0 + $1 })
        == "the path through \"scores\" has the wrong sign")
    var observation = Self.twoPaths { $0 / 5 + $1 }
    observation.sizes = [("N", 5), ("C", 3)]
    #expect(
      Self.sentence(observation)
        == "the path through \"scores\" is N times too small: is it divided by N once too often?")
  }

  @Test("names two of three paths that lack the same division")
  func pairsOfPaths() {
    let parts: [(VariableName, Tensor)] = [
      ("mean", Tensor([[2, 0.5, 1], [-1, 0.25, 4]])),
      ("variance", Tensor([[-0.5, 0.75, 3], [1, 2.25, -2]])),
      ("normalized", Self.right),
    ]
    func sentence(_ factors: [Double]) -> String? {
      let right = parts.map(\.1).reduce(.zeros([2, 3]), +)
      let value = zip(factors, parts).map { $0 * $1.1 }.reduce(.zeros([2, 3]), +)
      return Self.sentence(
        Observation(
          value: value, right: right,
          paths: parts.map {
            Observation.Path(
              reader: $0, contribution: $1, local: $1 / Self.upstream, upstream: Self.upstream)
          }, sizes: [("N", 7), ("C", 3)]))
    }
    #expect(
      sentence([7, 7, 1])
        == "the paths through \"mean\" and \"variance\" are N times too large: is a division by N "
        + "missing in both?")
    #expect(
      sentence([1, 1.0 / 7, 1.0 / 7])
        == "the paths through \"variance\" and \"normalized\" are N times too small: are they "
        + "divided by N once too often?")
    #expect(sentence([7, 3, 1]) == nil)
  }

  @Test("tells sizes apart by the case in which they differ")
  func sizes() {
    func observation(_ n: Int, _ c: Int) -> Observation {
      Observation(value: Double(n) * Self.right, right: Self.right, sizes: [("C", c), ("N", n)])
    }
    #expect(
      Self.sentence(observation(4, 4), observation(5, 3))
        == "it is N times too large: is a division by N missing?")
  }

  @Test("does not believe a factor that another case refutes")
  func refuted() {
    let wrong = Observation(value: 2 * Self.right, right: Self.right)
    #expect(Self.sentence(wrong) == "it is 2 times too large")
    let vague = "every entry is off by the same factor: is it scaled as it should be?"
    // With a factor of 2, this line could not be right.
    let fine = Observation(value: Self.right, right: Self.right, isWrong: false)
    #expect(Self.sentence(wrong, fine) == vague)
    let other = Observation(value: 7 * Self.right, right: Self.right)
    #expect(Self.sentence(wrong, other) == vague)
  }

  @Test("sees that only single examples are right where a sum over them is a mean")
  func singleExample() {
    let wrong = Observation(value: 3 * Self.right, right: Self.right, sizes: [("N", 3)])
    let fine = Observation(
      value: Self.right, right: Self.right, isWrong: false, sizes: [("N", 1)])
    #expect(
      Self.sentence(wrong, fine) == "it is N times too large: is a division by N missing?")
  }

  @Test("names a sum or an expand by what it would give")
  func shapes() {
    let terms = Tensor([[1, 2], [3, 5], [-1, 0.5]])
    let sums = terms.sum(axis: 0)
    #expect(
      Self.sentence(Observation(value: terms, right: sums)) == "is the sum over axis 0 missing?")
    #expect(
      Self.sentence(Observation(value: sums, right: sums.expand(axis: 0, count: 3)))
        == "is the expand along axis 0 missing?")
    var otherSum = Observation(
      value: terms.sum(axis: 1), right: sums,
      others: [Observation.Variable("dout", terms), Observation.Variable("dbiases", terms)])
    otherSum.reads = ["dbiases"]
    #expect(
      Self.sentence(otherSum)
        == "the sum of \"dbiases\" runs over the wrong axis, 1")
    // The shape alone is no proof: this sum would not be right.
    #expect(Self.sentence(Observation(value: terms, right: sums + Tensor([1, 2]))) == nil)
  }

  @Test("names a transposed value")
  func transposed() {
    let square = Tensor([[1, 2], [3, 4]])
    #expect(
      Self.sentence(Observation(value: square.transposed(), right: square)) == "it is transposed")
    #expect(
      Self.sentence(Observation(value: Self.right.transposed(), right: Self.right))
        == "it is transposed")
  }
}
