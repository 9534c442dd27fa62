import FlatBackprop
import Foundation
import Recurrent
import Training

/// The experiment of 12: what is left of a gradient, step by step back in time.
enum Vanishing {
  static func run(_ options: Options, console: Console, to file: PictureFile) throws {
    let settings: [(Activation, gain: Double, name: String)] =
      if let gain = options.gain {
        Activation.allCases.map { ($0, gain, "\($0), gain \(gain)") }
      } else {
        [
          (.sigmoid, 1, "sigmoid, gain 1"), (.tanh, 1, "tanh, gain 1"),
          (.relu, 1, "relu, gain 1"), (.relu, 2.0.squareRoot(), "relu, gain √2"),
          (.relu, 2, "relu, gain 2"),
        ]
      }
    let curves = settings.map { activation, gain, name in
      let norms = vanishingGradient(activation, gain: gain, seed: options.seed)
      return (name: name, values: norms.elements)
    }

    console.print("What is left of a gradient, as a share of its length at the last step:")
    console.print()
    let width = 15
    func row(_ first: String, _ cells: [String]) {
      let cells = cells.map { String(repeating: " ", count: max(0, width - $0.count)) + $0 }
      console.print(first + cells.joined(separator: "  "))
    }
    row("steps back  ", curves.map(\.name))
    for step in [0, 1, 2, 3, 5, 10, 15, 20] {
      let number = String(repeating: " ", count: step < 10 ? 9 : 8) + "\(step)  "
      row(number, curves.map { short($0.values[step]) })
    }
    console.print()
    let picture = Picture(
      title: "What is left of a gradient, 0 to 20 steps back", curves: curves,
      last: "20 steps back")
    console.print("Picture: \(try file.write(picture))")
  }
}
