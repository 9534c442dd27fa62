import Features
import FlatBackprop
import Foundation
import Training

/// Why features: the linear classifier of 04 on a cloud in a ring, once on the points as they are and
/// once on their polar transform of 14.
enum Ring {
  static func run(_ options: Options, console: Console, to file: PictureFile) throws {
    var random = SeededGenerator(seed: options.seed)
    let points = LabeledPoints.ring(using: &random)
    let views: [(name: String, data: LabeledPoints)] = [
      ("x and y", points), ("radius and angle", points.polar),
    ]
    var models = views.map { view in
      LinearClassifier(
        LinearClassifier.svm, on: view.data, reg: options.reg, using: &random)
    }
    // A line that is still to do stops the program here, before anything is printed.
    var rehearsal = models[0]
    _ = rehearsal.step(on: [0], rate: options.rate)

    let batch = min(options.batch ?? points.labels.count, points.labels.count)
    console.printParagraph(
      "A linear SVM on a cloud in a ring: \(steps(options.steps)) at rate "
        + "\(text(ofRate: options.rate)), \(batch) examples a step, seed \(options.seed)")
    InterruptSignal.listen()
    for number in models.indices {
      console.print("On \(views[number].name):")
      _ = try Training.train(
        &models[number], options: options,
        progress: ProgressDisplay(steps: options.steps, console: console),
        isInterrupted: { InterruptSignal.isRequested })
    }
    InterruptSignal.stopListening()

    show(zip(views, models).map { ($0.name, $1) }, console: console)
    let maps = zip(views, models).map { view, model in
      let map = DecisionMap(of: model.data, columns: 120, rows: 120, classify: model.classify)
      return (name: "\(view.name): \(percent(model.accuracy()))", map: map)
    }
    let picture = Picture(title: "A linear classifier on a cloud in a ring", maps: maps)
    console.print("Picture: \(try file.write(picture))")
  }

  private static func show(_ models: [(name: String, model: LinearClassifier)], console: Console) {
    let columns = max(14, min(36, (console.width - 6) / 2))
    let maps = models.map {
      DecisionMap(
        of: $0.model.data, columns: columns, rows: columns * 17 / 36, classify: $0.model.classify)
    }
    let titles = models.map { name, model in
      let title = "\(name): \(percent(model.accuracy()))"
      return title.prefix(columns) + String(repeating: " ", count: max(0, columns - title.count))
    }
    console.print()
    console.print("  " + titles.joined(separator: "    "))
    let lines = maps.map { $0.lines(inColor: console.usesColor) }
    for row in lines[0].indices {
      console.print("  " + lines.map { $0[row] }.joined(separator: "    "))
    }
    console.print()
    maps[0].legend(inColor: console.usesColor, within: console.width - 2).forEach {
      console.print("  " + $0)
    }
    console.print()
    console.printParagraph(
      "Left, x runs to the right and y upwards; right, the radius to the right and the angle "
        + "upwards. The classifier is the same. A line on the right is a circle on the left.")
  }
}

extension LabeledPoints {
  /// The points by their radius and their angle, by the student's own function. The angle is told in
  /// half circles, so that both numbers are about as large.
  fileprivate var polar: LabeledPoints {
    let polar = polarTransform(points: tensor)
    let points = (0..<labels.count).map { [polar[$0, 0], polar[$0, 1] / .pi] }
    return LabeledPoints(points: points, labels: labels, classes: classes)
  }
}
