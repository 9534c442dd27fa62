import FlatBackprop
import Foundation
import Synchronization
import Testing
import Training

@Suite struct TrainTrainerTests {
  /// Finds the bottom of w²: the loss of a step is what it was before it.
  private struct Parabola: Trainee {
    var w = 1.0
    var batches: [Int] = []
    var kept: [Double] = []
    let count = 10

    mutating func step(on batch: [Int], rate: Double) -> Double {
      let loss = w * w
      batches.append(batch.count)
      w -= rate * 2 * w
      return loss
    }

    func accuracy() -> Double { w * w < 0.1 ? 1 : 0 }

    mutating func keep(accuracy: Double) { kept.append(accuracy) }
  }

  private final class Paper: Sendable {
    let text = Mutex("")
    func console(
      isTerminal: Bool = false, usesColor: Bool = false, width: Int = 80
    ) -> Console {
      Console(isTerminal: isTerminal, usesColor: usesColor, width: { width }) { [self] part in
        text.withLock { $0 += part }
      }
    }
    var lines: [Substring] { text.withLock { $0 }.split(separator: "\n") }
  }

  private func options(steps: Int, rate: Double) -> Options {
    var options = Options(.svm)
    (options.steps, options.rate) = (steps, rate)
    return options
  }

  @Test func `Training takes its steps downhill and keeps each loss`() throws {
    var model = Parabola()
    let progress = ProgressDisplay(steps: 20, console: Paper().console())
    let outcome = try train(&model, options: options(steps: 20, rate: 0.25), progress: progress)
    #expect(outcome.losses.count == 20)
    #expect(outcome.losses.prefix(3) == [1, 0.25, 0.0625])
    #expect((outcome.accuracy, outcome.wasInterrupted, outcome.hasFallen) == (1, false, true))
    #expect(model.batches == Array(repeating: 10, count: 20))
  }

  @Test func `A request ends it after the running step, with what was learned`() throws {
    var model = Parabola()
    var asked = 0
    let progress = ProgressDisplay(steps: 20, console: Paper().console())
    let outcome = try train(
      &model, options: options(steps: 20, rate: 0.25), progress: progress,
      isInterrupted: {
        asked += 1
        return asked == 3
      })
    #expect((outcome.losses.count, outcome.wasInterrupted, outcome.accuracy) == (3, true, 1))
  }

  @Test func `Epochs are told a line each, by the mean of their losses and the images a second`()
    throws
  {
    let paper = Paper()
    var model = Parabola()
    var options = options(steps: 1, rate: 0.25)
    (options.epochs, options.batch) = (3, 4)
    let progress = ProgressDisplay(
      steps: options.steps(on: 10), console: paper.console(),
      epoch: options.stepsPerEpoch(of: 10), batch: 4)
    let outcome = try train(&model, options: options, progress: progress)
    #expect(outcome.losses.count == 9)
    #expect(paper.lines.count == 3)
    #expect(paper.lines.first?.hasPrefix("epoch 1/3  loss 0.4375  accuracy 100.0 %  ") == true)
    #expect(paper.lines.allSatisfy { $0.hasSuffix(" images/s") })
    #expect(model.kept == [1, 1, 1, 1])
  }

  @Test func `A loss that is no number stops with a sentence`() throws {
    var model = Parabola()
    let progress = ProgressDisplay(steps: 2000, console: Paper().console())
    let error = #expect(throws: Divergence.self) {
      try train(&model, options: options(steps: 2000, rate: 5), progress: progress)
    }
    #expect(error?.loss == .infinity)
    #expect(
      error?.description.hasSuffix(
        "Is the rate of 5 too high? Try --rate 0.5. Or is a line wrong? `swift run kit grade 04` "
          + "tells. If all are right, it is the rate or the first weights.") == true)
  }

  @Test func `A loss that rises, or explodes, is noticed`() {
    #expect(!Outcome(losses: [1, 2, 3]).hasFallen)
    #expect(!Outcome(losses: [1, 1, 1]).hasFallen)
    #expect(Outcome(losses: [1]).hasFallen)
    #expect(Outcome(losses: [17.09] + Array(repeating: 3, count: 18) + [3.82, 3.82]).hasFallen)
    #expect(Outcome(losses: [1, 9, 0.5]).explosion == nil)
    #expect(Outcome(losses: [1, 11, 0.5]).explosion == 2)
  }

  @Test func `Without a terminal progress is plain lines: the first step and ten more`() throws {
    let paper = Paper()
    var model = Parabola()
    let progress = ProgressDisplay(steps: 200, console: paper.console())
    _ = try train(&model, options: options(steps: 200, rate: 0.01), progress: progress)
    #expect(paper.lines.count == 11)
    #expect(paper.lines.first == "step   1/200  loss 1.0000  accuracy 0.0 %")
    #expect(paper.lines.last?.hasPrefix("step 200/200") == true)
    #expect(!paper.text.withLock { $0 }.contains("\u{1B}"))
  }

  @Test func `On a terminal progress is one line, in color only where color is welcome`() throws {
    for usesColor in [true, false] {
      let paper = Paper()
      var model = Parabola()
      let console = paper.console(isTerminal: true, usesColor: usesColor)
      let progress = ProgressDisplay(steps: 30, console: console)
      _ = try train(&model, options: options(steps: 30, rate: 0.1), progress: progress)
      #expect(paper.lines.count == 1)
      #expect(paper.text.withLock { $0 }.hasSuffix("accuracy 100.0 %\n"))
      #expect(paper.text.withLock { $0 }.contains("\u{1B}[32m") == usesColor)
    }
  }

  @Test(arguments: [8, 20, 40, 60, 80, 200])
  func `No line of the progress is wider than the window`(_ width: Int) throws {
    let paper = Paper()
    var model = Parabola()
    let console = paper.console(isTerminal: true, width: width)
    let progress = ProgressDisplay(steps: 30, console: console)
    _ = try train(&model, options: options(steps: 30, rate: 0.1), progress: progress)
    let shown = paper.text.withLock { $0 }.replacing("\n", with: "").components(
      separatedBy: "\r\u{1B}[2K")
    #expect(shown.allSatisfy { $0.count < width }, "\(shown)")
    // Where there is room, there is a bar.
    #expect(shown.contains { $0.contains("█") } == (width >= 60))
  }

  @Test func `A paragraph is broken between words`() {
    let paper = Paper()
    paper.console(width: 10).printParagraph("one two three four, and averyverylongword")
    #expect(paper.lines == ["one two", "three", "four, and", "averyverylongword"])
  }

  @Test func `A line that is still to do is named by its place in the package`() {
    #expect(
      toDoSentence("/kit/assignments/A.swift:3: the line \"q\" is still to do.", root: "/kit")
        == "assignments/A.swift:3: the line \"q\" is still to do. Write it, then train again.")
  }

  @Test func `A plain stage stops in the way that the command chose`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      ToDo.stop = { sentence in exit(sentence.hasSuffix("the line \"q\" is still to do.") ? 7 : 8) }
      let _: Double = Stage().q { try todo() }
    }
  }
}
