import FlatBackprop
import Grader
import Portraits

/// What is said of a line in words: the page says it beside the picture, a terminal instead of it.
public enum Explanation {
  /// The verdict on a line, with its place and its case; `nil` for an input and for a right line.
  /// - Parameter upstream: The gradient that a layer receives.
  static func verdict(
    _ name: LineName, _ report: LineReport?, _ upstream: LineName?
  ) -> String? {
    guard let report else { return name == upstream ? "\(name) comes from upstream." : nil }
    let place =
      report.place.map { place in
        " (\(place.file.split(separator: "/").last ?? ""):\(place.line))"
      } ?? ""
    return switch report.verdict {
    case .right: nil
    case .toDo: "\(name)\(place) is still to do."
    case .waits(let lines): "\(name)\(place) waits for \(Markup.list(lines))."
    case .notReached: "\(name)\(place) was not reached."
    case .doesNotCompile(let text): "\(name)\(place) does not compile: \(text)"
    case .wrong(let text), .crashed(let text), .timedOut(let text), .cannotTell(let text):
      "\(name)\(place): \(text)"
        + (report.caseName.map { " (on the case “\($0)”)" } ?? "")
    }
  }

  /// What goes into a line.
  struct Neighbor: Equatable {
    let text: String
    let isWrong: Bool
  }

  /// What a line reads, and what is wrong with that.
  static func neighbors(of name: LineName, _ portrait: Portrait) -> [Neighbor] {
    portrait.forward.filter { $0.to == name }.map { edge in
      Neighbor(text: forward(edge), isWrong: edge.state.isWrong)
    }
      + portrait.backward.filter { $0.to == name }.map { edge in
        Neighbor(text: backward(edge), isWrong: edge.state.isWrong)
      }
  }

  private static func forward(_ edge: Portrait.Edge) -> String {
    switch edge.state {
    case .read: "reads \(edge.from)"
    case .open: "will read \(edge.from)"
    case .unread, .missing: "does not read \(edge.from)"
    case .extra: "reads \(edge.from), which it need not"
    case .negated: "reads \(edge.from) with the wrong sign"
    case .scaled(let factor): "reads \(edge.from), \(factor) times too large"
    }
  }

  private static func backward(_ edge: Portrait.Edge) -> String {
    let through = "through \(edge.from.variable)"
    return switch edge.state {
    case .read: "gets \(edge.from), \(through)"
    case .open: "will get \(edge.from), \(through)"
    case .unread: "does not look at \(edge.from), which comes back \(through)"
    case .extra: "looks at \(edge.from), which does not come back to it"
    case .missing: "the path \(through) is missing: nothing of \(edge.from) gets here"
    case .negated: "the path \(through) has the wrong sign"
    case .scaled(let factor): "the path \(through) is \(factor) times what it should be"
    }
  }
}
