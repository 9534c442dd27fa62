import Foundation
import Training

/// Trains a model and shows what came of it.
struct TrainingReport {
  let options: Options
  let console: Console
  let file: PictureFile

  /// - Parameters:
  ///   - task: What is learned, in a few words.
  ///   - accuracy: Of what the accuracy is told.
  func train(_ trainee: some Trainee, task: String, accuracy: String) throws {
    var trainee = trainee
    let outcome = try run(&trainee, task: task, accuracy: accuracy)
    try show(outcome, remarks: trainee.remarks(), galleries: trainee.galleries(), map: nil)
  }

  func train(_ trainee: some PlaneTrainee, task: String) throws {
    var trainee = trainee
    let outcome = try run(&trainee, task: task, accuracy: "of these points")
    // A letter is about twice as high as wide.
    let columns = max(20, min(60, console.width - 4))
    let map = DecisionMap(
      of: trainee.data, columns: columns, rows: columns * 28 / 60, classify: trainee.classify)
    console.print()
    map.lines(inColor: console.usesColor).forEach { console.print("  " + $0) }
    console.print()
    map.legend(inColor: console.usesColor, within: console.width - 2).forEach {
      console.print("  " + $0)
    }
    let fine = DecisionMap(of: trainee.data, columns: 120, rows: 120, classify: trainee.classify)
    try show(outcome, remarks: trainee.remarks(), galleries: trainee.galleries(), map: fine)
  }

  private func run(
    _ trainee: inout some Trainee, task: String, accuracy: String
  ) throws -> Outcome {
    // A line that is still to do stops the program here, before anything is printed.
    var rehearsal = trainee
    let batch = min(options.batch ?? trainee.count, trainee.count)
    _ = try rehearsal.step(on: Array(0..<batch), rate: options.rate)

    let steps = options.steps(on: trainee.count)
    console.printParagraph(
      "\(task): \(Training.steps(steps)) at rate \(text(ofRate: options.rate)), "
        + "\(batch) \(batch == 1 ? "example" : "examples") a step, seed \(options.seed)")
    console.printParagraph("The accuracy is that \(accuracy). Ctrl-C ends early.")
    guard options.isWatched else { return try descend(&trainee, steps, batch) }
    console.print("Watch it: \(file.page.name)")
    var watched = Watched(trainee, task: task, file: file.page.url)
    defer { trainee = watched.base }
    let outcome = try descend(&watched, steps, batch)
    try watched.finish()
    return outcome
  }

  private func descend(
    _ trainee: inout some Trainee, _ steps: Int, _ batch: Int
  ) throws -> Outcome {
    InterruptSignal.listen()
    let outcome = try Training.train(
      &trainee, options: options,
      progress: ProgressDisplay(
        steps: steps, console: console,
        epoch: options.epochs == nil ? nil : options.stepsPerEpoch(of: trainee.count),
        batch: options.model == .convnet ? batch : nil),
      isInterrupted: { InterruptSignal.isRequested })
    InterruptSignal.stopListening()
    return outcome
  }

  private func show(
    _ outcome: Outcome, remarks: [String], galleries: [Gallery], map: DecisionMap?
  ) throws {
    console.print()
    LossCurve(outcome.losses, width: max(10, min(60, console.width - 14))).lines().forEach {
      console.print("  " + $0)
    }
    console.print()
    let steps = outcome.losses.count
    let end = outcome.wasInterrupted ? "Stopped after step \(steps)" : "Step \(steps)"
    console.print(
      "\(end): loss \(short(outcome.losses.last ?? 0)), accuracy \(percent(outcome.accuracy)).")
    remarks.forEach { console.print($0) }
    if let step = outcome.explosion {
      let loss = short(outcome.losses[step - 1])
      let end = outcome.hasFallen ? ", and has come down since" : ""
      console.printParagraph(
        "The loss had exploded to \(loss) at step \(step)\(end). \(options.advice)")
    } else if !outcome.hasFallen {
      console.printParagraph("The loss has not fallen. \(options.advice)")
    }
    let title = "\(options.model.rawValue): loss \(short(outcome.losses.last ?? 0)), accuracy "
    let picture = Picture(
      title: title + percent(outcome.accuracy), losses: outcome.losses, map: map,
      galleries: galleries)
    console.print("Picture: \(try file.write(picture))")
  }
}
