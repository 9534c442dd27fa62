/// The files of an assignment that has just been made: a mean of products, with all that one has.
struct Template {
  private let row: CourseTable.Row
  private let function: String
  private let title: String

  init(_ name: AssignmentName) {
    (row, function, title) = (name.row, name.function, name.title)
  }

  /// The files that are written by hand from now on.
  var files: [MadeText] {
    [
      MadeText(path: "solutions/\(row.folder)/\(row.module).swift", text: solution),
      MadeText(path: "assignments/\(row.folder)/README.md", text: handout),
      MadeText(path: "Sources/Course/\(row.module).swift", text: course),
      MadeText(path: "Tests/Mutants/\(row.module)Mutants.swift", text: mutants),
    ]
  }

  var solution: String {
    """
    import FlatBackprop

    /// The mean of products, staged: `1/N Σᵢ xᵢ wᵢ`.
    /// - Parameters:
    ///   - x: `[N]`, the inputs.
    ///   - w: `[N]`, the weights.
    ///   - stage: Runs the lines; leave it out to just compute.
    /// - Returns: The loss, and its gradients, `[N]` each.
    @discardableResult
    public func \(function)(
      x: Tensor, w: Tensor, stage: Stage = Stage()
    ) -> (loss: Double, dw: Tensor, dx: Tensor) {
      let n = x.shape[0]

      // Forward.
      // Each input times its weight: [N].
      let products = stage.products { x * w }
      // Their mean: a number.
      let loss = stage.loss { products.sum() / Double(n) }

      // Backward: one line per forward line, in reverse.
      // What each product adds to the mean: [N].
      let dproducts = stage.dproducts { Tensor.ones([n]) / Double(n) }
      // A product swaps: the weights get the inputs: [N].
      let dw = stage.dw { dproducts * x }
      // And the inputs get the weights: [N].
      let dx = stage.dx { dproducts * w }
      return (loss, dw, dx)
    }

    """
  }

  private var course: String {
    """
    import FlatBackprop
    import \(row.module)
    import Runner

    extension Course {
      static let \(row.property) = Assignment(
        "\(row.folder)",
        [
          Function(
            "\(function)",
            inputs: [.tensor("x", "N"), .tensor("w", "N")],
            cases: [
              // Products [8, −3], so a mean of 2.5. dw is [1, −1.5], and dx is [4, 1].
              Case("the handout's numbers") { _ in
                ["x": Tensor([2, -3]), "w": Tensor([4, 1])]
              },
              Case("random") { random in
                ["x": .normal([5], using: &random), "w": .normal([5], using: &random)]
              },
              Case("one input") { random in
                ["x": .normal([1], using: &random), "w": .normal([1], using: &random)]
              },
            ]
          ) {
            \(row.module).\(function)(x: $0["x"], w: $0["w"], stage: $1)
          }
        ])
    }

    """
  }

  private var mutants: String {
    """
    import FlatBackprop

    extension Mutants {
      private static let \(row.property) = Site("\(row.folder)", "\(function)")

      static let \(row.property)Mistakes: [Mutant] = [
        \(row.property).mistake("loss", "no mean", cause: "N times too large") {
          Tensor($0["products"].sum())
        },
        \(row.property).mistake("dw", "no upstream", cause: "\\"dproducts\\" is ignored") { $0["x"] },
      ]

      static let \(row.property)Variants: [Mutant] = [
        \(row.property).variant("dw", "the factors the other way round") {
          $0["x"] * $0["dproducts"]
        }
      ]
    }

    """
  }

  private var handout: String {
    """
    # \(row.number) · \(title)

    <!-- course: a mean of products | a product swaps its gradients -->

    You build the mean of products, and its gradients. Write the lines of `\(row.module).swift`, then run

    ```
    swift test --filter \(row.number)
    ```

    ## The graph

    ![](drawings/\(function).svg)

    ## The shapes

    N inputs. A gradient has the shape of its variable.

    | line | shape | what it is |
    |---|---|---|
    | `x`, `w` | `[N]` each | given: the inputs and their weights |
    | `products`, `dproducts` | `[N]` | each input times its weight |
    | `loss` | a number | their mean |
    | `dw`, `dx` | `[N]` each | the gradients with respect to the weights and the inputs |

    ```math
    L = \\frac{1}{N} \\sum_i x_i w_i
    ```

    ## A worked example

    `x` = [2, −3] and `w` = [4, 1].

    | forward | value |
    |---|---|
    | `products` | [8, −3] |
    | `loss` | (8 − 3) / 2 = 2.5 |

    | backward | value |
    |---|---|
    | `dproducts` | [0.5, 0.5] |
    | `dw` | [1, −1.5] |
    | `dx` | [2, 0.5] |

    ## Tools

    | call | what it gives |
    |---|---|
    | `a.sum()` | the sum of all elements, a number |
    | `Tensor.ones([n])` | ones of this shape |

    ## Hints

    <details><summary>products, loss</summary>

    `*` multiplies element by element. What is a mean taken over?

    </details>

    <details><summary>dproducts</summary>

    Every product goes into the sum once, and the sum is divided by N.

    </details>

    <details><summary>dw, dx</summary>

    Hold one factor still. What is the slope in the other? Multiply it by what arrives from upstream.

    </details>

    ## Common mistakes

    | mistake | what the judge says |
    |---|---|
    | no 1/N in `loss` | … <!-- \(function)/loss: no mean --> |
    | `dw` is `x` | … <!-- \(function)/dw: no upstream --> |

    ## What to read next

    - The section "Backpropagation, Intuitions" of the CS231n course notes.

    """
  }
}
