import Diagnosis
import FlatBackprop
import GradientCheck
import Testing

/// What is told of suspects made by hand, and where there has to be silence.
@Suite("A diagnosis")
struct DiagnosisTests {
  static let right = Tensor([[0.5, -1.25, 2], [3, -0.75, 0.125]])
  static let upstream = Tensor([[1.5, 0.5, -2], [0.25, 3, -1]])

  /// A suspect with one path, whose local gradient is such that the contribution is right.
  static func onePath(_ value: Tensor) -> Suspect {
    Suspect(
      value: value, right: right,
      paths: [
        Suspect.Path(
          reader: "out", contribution: right, local: right / upstream, upstream: upstream)
      ])
  }

  /// A suspect with two paths that add up to the right value.
  static func twoPaths(_ change: (Tensor, Tensor) -> Tensor) -> Suspect {
    let second = Tensor([[2, 0.5, 1], [-1, 0.25, 4]])
    let first = right - second
    return Suspect(
      value: change(first, second), right: right,
      paths: [("scores", first), ("regLoss", second)].map {
        Suspect.Path(
          reader: $0, contribution: $1, local: $1 / upstream, upstream: upstream)
      })
  }

  static func sentence(_ suspects: Suspect...) -> String? {
    Diagnosis.cause(of: suspects)?.sentence
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
        == "\"dout\" is handed on as it is: the local gradient of \"out\" is missing")
    #expect(
      Self.sentence(Self.onePath(Self.right / Self.upstream))?
        .hasSuffix("the upstream gradient \"dout\" is ignored") == true)
  }

  @Test("names the path that is missing, or has a wrong sign or factor")
  func paths() {
    #expect(
      Self.sentence(Self.twoPaths { first, _ in first })
        == "the path through \"regLoss\" is missing")
    #expect(
      Self.sentence(Self.twoPaths { -$0 + $1 })
        == "the path through \"scores\" has the wrong sign")
    var suspect = Self.twoPaths { $0 / 5 + $1 }
    suspect.sizes = [("N", 5), ("C", 3)]
    #expect(
      Self.sentence(suspect)
        == "the path through \"scores\" is N times too small: is it divided by N once too often?")
  }

  @Test("tells sizes apart by the case in which they differ")
  func sizes() {
    func suspect(_ n: Int, _ c: Int) -> Suspect {
      Suspect(value: Double(n) * Self.right, right: Self.right, sizes: [("C", c), ("N", n)])
    }
    #expect(
      Self.sentence(suspect(4, 4), suspect(5, 3))
        == "it is N times too large: is a division by N missing?")
  }

  @Test("does not believe a factor that another case refutes")
  func refuted() {
    let wrong = Suspect(value: 2 * Self.right, right: Self.right)
    #expect(Self.sentence(wrong) == "it is 2 times too large")
    let vague = "every entry is off by the same factor: is it scaled as it should be?"
    // With a factor of 2, this line could not be right.
    let fine = Suspect(value: Self.right, right: Self.right, isWrong: false)
    #expect(Self.sentence(wrong, fine) == vague)
    let other = Suspect(value: 7 * Self.right, right: Self.right)
    #expect(Self.sentence(wrong, other) == vague)
  }

  @Test("sees that only single examples are right where a sum over them is a mean")
  func singleExample() {
    let wrong = Suspect(value: 3 * Self.right, right: Self.right, sizes: [("N", 3)])
    let fine = Suspect(
      value: Self.right, right: Self.right, isWrong: false, sizes: [("N", 1)])
    #expect(
      Self.sentence(wrong, fine) == "it is N times too large: is a division by N missing?")
  }

  @Test("names a sum or an expand by what it would give")
  func shapes() {
    let terms = Tensor([[1, 2], [3, 5], [-1, 0.5]])
    let sums = terms.sum(axis: 0)
    #expect(
      Self.sentence(Suspect(value: terms, right: sums)) == "is the sum over axis 0 missing?")
    #expect(
      Self.sentence(Suspect(value: sums, right: sums.expand(axis: 0, count: 3)))
        == "is the expand along axis 0 missing?")
    #expect(
      Self.sentence(
        Suspect(value: terms.sum(axis: 1), right: sums, others: [("dbiases", terms)]))
        == "the sum of \"dbiases\" runs over the wrong axis, 1")
    // The shape alone is no proof: this sum would not be right.
    #expect(Self.sentence(Suspect(value: terms, right: sums + Tensor([1, 2]))) == nil)
  }

  @Test("names a transposed value")
  func transposed() {
    let square = Tensor([[1, 2], [3, 4]])
    #expect(
      Self.sentence(Suspect(value: square.transposed(), right: square)) == "it is transposed")
    #expect(
      Self.sentence(Suspect(value: Self.right.transposed(), right: Self.right))
        == "it is transposed")
  }

  @Test("names a variable that is one factor too many, or missing, or 0")
  func variables() {
    let x = Tensor([[2, 3, -1], [4, 0.5, 7]])
    var suspect = Suspect(value: Self.right * x, right: Self.right, others: [("x", x)])
    #expect(Self.sentence(suspect) == "it has a factor of \"x\" too many")
    suspect = Suspect(value: Self.right, right: Self.right * x, others: [("x", x)])
    #expect(Self.sentence(suspect) == "a factor of \"x\" is missing")
    let none = Suspect(
      value: Self.right, right: .zeros([2, 3]), scale: 1, others: [("x", .zeros([2, 3]))])
    #expect(Self.sentence(suspect, none) == "a factor of \"x\" is missing")
  }

  @Test("sees that a gradient does not vanish with what arrives")
  func added() {
    var suspect = Self.onePath(Self.upstream + Self.right.map { $0 * $0 })
    #expect(Self.sentence(suspect) == nil)
    suspect.vanishes = false
    #expect(
      Self.sentence(suspect)
        == "it is not 0 where \"dout\" is 0: what arrives should be multiplied in")
  }

  @Test("takes no part of a gradient that is 0 anyway for a factor")
  func factorOfZero() {
    let suspect = Suspect(
      value: 3.5 * Self.right, right: Self.right,
      paths: [
        Suspect.Path(
          reader: "out", contribution: Self.right, local: Self.right / Self.upstream,
          upstream: Self.upstream),
        Suspect.Path(
          reader: "maxima", contribution: .zeros([2, 3]), local: Self.upstream,
          upstream: .zeros([2, 3])),
      ],
      others: [("dmaxima", .zeros([2, 3]))])
    #expect(
      Self.sentence(suspect) == "the path through \"out\" is 3.5 times what it should be")
  }

  @Test("names a mask that is turned round, or asks for another variable")
  func masks() {
    let mask = Tensor([[1, 0, 1], [1, 0, 0]])
    func suspect(_ value: Tensor) -> Suspect {
      Suspect(
        value: value, right: Self.upstream * mask,
        paths: [
          Suspect.Path(
            reader: "out", contribution: Self.upstream * mask, local: mask,
            upstream: Self.upstream)
        ],
        others: [("dout", Self.upstream)])
    }
    #expect(
      Self.sentence(suspect(Self.upstream * (1 - mask)))
        == "it lets through what \"out\" stops, and stops what \"out\" lets through")
    #expect(
      Self.sentence(suspect(max(0, Self.upstream)))
        == "it passes where \"dout\" is positive: \"out\" passes elsewhere")
  }

  @Test("names a logarithm of another base, and a function that is missing")
  func functions() {
    let right = Tensor([-0.5, -1, -3, -0.25])
    #expect(
      Self.sentence(Suspect(value: right * 0.4342944819032518, right: right))
        == "it is a constant times what it should be: is its logarithm the natural one?")
    #expect(
      Self.sentence(Suspect(value: exp(right), right: right)) == "the logarithm is missing")
  }

  @Test("names what an experiment repairs, in every case")
  func experiments() {
    func suspect(_ isRepaired: Bool, x: Double = 3) -> Suspect {
      var suspect = Suspect(
        value: Tensor([1.3, 2.1]), right: Tensor([0.2, 5]),
        others: [("x", Tensor([x, x])), ("out", Tensor([2, 5]))])
      suspect.experiments = [(.mixedUp(used: "x", wanted: "out"), isRepaired)]
      return suspect
    }
    #expect(Self.sentence(suspect(true)) == "\"x\" seems to stand where \"out\" belongs")
    #expect(Self.sentence(suspect(true), suspect(false)) == nil)
    // A one can stand in anything's place.
    #expect(Self.sentence(suspect(true, x: 1)) == nil)
  }

  @Test("names what the line does not look at")
  func unread() {
    var suspect = Suspect(value: Tensor([1.3, 2.1]), right: Tensor([0.2, 5]))
    suspect.unread = ["b1"]
    suspect.dependencies = ["b1"]
    #expect(Self.sentence(suspect) == "it does not use \"b1\"")
  }

  @Test("takes one entry apart where the sum hides what is wrong")
  func rows() {
    func suspect(_ value: [Double], _ right: [Double]) -> Suspect {
      let upstream = Tensor([2, -1, 0.5, 3])
      func sum(_ row: [Double]) -> Tensor {
        Tensor([zip(row, upstream.elements).reduce(0) { $0 + $1.0 * $1.1 }])
      }
      return Suspect(
        value: sum(value), right: sum(right),
        paths: [
          Suspect.Path(
            reader: "out", contribution: sum(right), local: Tensor([right.reduce(0, +)]),
            upstream: upstream, rows: [Suspect.Row(entry: 0, value: value, right: right)])
        ])
    }
    let right = [1.5, 2, -3, 0.5]
    #expect(
      Self.sentence(suspect([0, 0, -3, 0], right))?.hasSuffix("gradients add") == true)
    #expect(
      Self.sentence(suspect([1.5, 2, 0, 0], right))
        == "an entry is a sum over several entries of \"dout\", and some are left out")
    #expect(
      Self.sentence(suspect(right, [1.5, 2, -3, 0]))
        == "entries of \"dout\" go into it that have nothing to do with it")
    #expect(
      Self.sentence(suspect([1.25, -2, 4, 0.75], right))
        == "\"dout\" comes in as it should, but the local gradient of \"out\" is wrong")
  }

  @Test("is silent about a value that nothing explains")
  func silence() {
    let value = Tensor([[0.51, -1.1, 2.3], [2.9, -0.2, 0.4]])
    var suspect = Self.onePath(value)
    suspect.sizes = [("N", 2), ("D", 3)]
    suspect.others = [("x", Self.upstream + 1), ("w", Self.upstream * 2 - 0.3)]
    #expect(Self.sentence(suspect) == nil)
  }

  @Test("is silent about a single number that could be anything's multiple")
  func singleNumber() {
    #expect(Self.sentence(Suspect(value: Tensor(3.7), right: Tensor(1.1))) == nil)
    #expect(Self.sentence(Suspect(value: Tensor(3), right: Tensor(1))) == nil)
  }

  @Test("is silent where no case is wrong, and stands at no kink")
  func nothingWrong() {
    #expect(Self.sentence() == nil)
    #expect(
      Self.sentence(Suspect(value: Self.right, right: Self.right, isWrong: false)) == nil)
    // At a kink several values are right, so that entry tells nothing.
    var value = -Self.right
    value[0, 0] = 0.125
    #expect(
      Self.sentence(Suspect(value: value, right: Self.right, blind: [0])) == "its sign is wrong")
  }

  @Test("never tells a number of the right value")
  func secrets() {
    let wrong = Suspect(value: Self.right + 0.75, right: Self.right)
    #expect(Self.sentence(wrong) == "it is 0.75 too large everywhere")
  }
}
