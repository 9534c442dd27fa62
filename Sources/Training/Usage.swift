import KitSupport

/// A command line that cannot be followed, and why, in a sentence.
package struct UsageError: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ sentence: String) { description = sentence }
}

/// A number of steps in words.
package func steps(_ count: Int) -> String { count == 1 ? "1 step" : "\(count) steps" }

/// A rate as people write it.
package func text(ofRate rate: Double) -> String { String(format: "%g", rate) }

extension UsageError {
  /// Every model with its numbers, and every flag.
  package static var usage: String {
    let flagColumn = Flag.all.map { $0.name.count + $0.value.count + 1 }.max() ?? 0
    let modelColumn = Model.allCases.map(\.rawValue.count).max() ?? 0
    var lines = [
      "Usage: swift run train <model> [flags]", "",
      "Trains your own functions and shows how they do.", "",
      "Models, with their steps, rate and batch:",
    ]
    for model in Model.allCases {
      lines.append("  \(model.rawValue.padded(to: modelColumn))  \(model.help)")
      if Model.trained.contains(model) {
        let (steps, rate, batch, _) = model.defaults
        lines.append(
          "  \("".padded(to: modelColumn))  "
            + "(--steps \(steps) --rate \(text(ofRate: rate))\(batch.map { " --batch \($0)" } ?? ", all at once"))"
        )
      }
    }
    lines += ["", "Flags:"]
    for flag in Flag.all {
      let name = "\(flag.name) \(flag.value)".padded(to: flagColumn)
      let models =
        flag.models.count > 2
        ? ""
        : flag.models.map(\.rawValue).sorted().joined(separator: ", ")
          + (flag.models.isEmpty ? "" : ": ")
      lines.append("  \(name)  \(models)\(flag.help)")
    }
    lines.append(
      "  \(Options.watchFlag.padded(to: flagColumn))  a page that follows the training, beside the picture"
    )
    lines += ["", "Ctrl-C ends a training early and shows what was learned so far."]
    return lines.joined(separator: "\n")
  }
}
