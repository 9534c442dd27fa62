import Course
import FlatBackprop
import Judge
import Testing

/// Compares every backward line of a solution with plain central differences of its loss, on one of
/// the cases it is graded on.
func expectLinesToMatchDifferences(
  folder: String, function: String, case: Case, sourceLocation: SourceLocation = #_sourceLocation
) {
  guard
    let call = Course.assignments.first(where: { $0.folder == folder })?.calls
      .first(where: { $0.name == function })
  else {
    Issue.record("\(folder) has no call named \(function)", sourceLocation: sourceLocation)
    return
  }
  var random = SeededGenerator(seed: 7)
  let inputs = `case`.inputs(&random)
  let plain = Nudging(upstream: `case`.upstream)
  plain.run(call, inputs)
  let gradients = plain.lines.filter { $0.role == .backward }.map(\.name)
  #expect(!gradients.isEmpty, "\(function) has no backward line", sourceLocation: sourceLocation)

  for gradient in gradients {
    let name = String(gradient.dropFirst())
    guard let variable = plain.values[name] ?? inputs[name], let value = plain.values[gradient]
    else {
      Issue.record("\(gradient) is the gradient of nothing", sourceLocation: sourceLocation)
      continue
    }
    #expect(value.shape == variable.shape, "\(gradient)", sourceLocation: sourceLocation)
    guard value.shape == variable.shape else { continue }
    for element in 0..<variable.count {
      let step = 1e-5
      let sides = [step, -step].map { by in
        let nudging = Nudging(upstream: `case`.upstream, name, element, by)
        nudging.run(call, inputs)
        return nudging.loss
      }
      let numeric = (sides[0] - sides[1]) / (2 * step)
      #expect(
        abs(value.elements[element] - numeric) < 1e-7 * (1 + abs(numeric)),
        "\(function), \(`case`.name): \(gradient)\(variable.index(at: element))",
        sourceLocation: sourceLocation)
    }
  }
}

/// The cases a function is graded on.
func gradedCases(_ folder: String, _ function: String) -> [Case] {
  Exercise.course.first { $0.folder == folder }?.functions.first { $0.name == function }?.cases
    ?? []
}

/// Runs a function with one element of one line or input moved a little, and keeps every value.
private final class Nudging: Conductor {
  private(set) var lines: [StageLine] = []
  private(set) var values: [String: Tensor] = [:]
  private(set) var loss = Double.nan
  private let givenUpstream: Tensor?
  private let name: String?
  private let element: Int
  private let by: Double

  init(upstream: Tensor?, _ name: String? = nil, _ element: Int = 0, _ by: Double = 0) {
    (givenUpstream, self.name, self.element, self.by) = (upstream, name, element, by)
  }

  func run(_ call: Call, _ inputs: [String: Tensor]) {
    var inputs = inputs
    if let name, let input = inputs[name] { inputs[name] = nudged(input) }
    do { try call.run(Inputs(inputs), Stage(conductor: self)) } catch { Issue.record(error) }
  }

  func run(_ line: StageLine, evaluate: () throws -> Tensor) -> Tensor {
    do {
      let value = line.name == name ? nudged(try evaluate()) : try evaluate()
      lines.append(line)
      values[line.name] = value
      if line.role == .loss { loss = value.scalar }
      return value
    } catch {
      misuse("The line \"\(line.name)\" failed: \(error)")
    }
  }

  func upstream(of name: String) -> Tensor {
    guard let output = values[name] else { misuse("No line called \"\(name)\" comes before.") }
    var random = SeededGenerator(seed: 8)
    let upstream = givenUpstream ?? .normal(output.shape, using: &random)
    loss = (output * upstream).sum()
    return upstream
  }

  private func nudged(_ tensor: Tensor) -> Tensor {
    var elements = tensor.elements
    elements[element] += by
    return Tensor(shape: tensor.shape, elements)
  }
}
