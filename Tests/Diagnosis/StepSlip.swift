import FlatBackprop

/// Slips with the steps of a loop over time.
enum StepSlip {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    let lines = observation.changeable.filter { $0.name.step != nil }
    let loops = Set(lines.map(\.name.base)).sorted()
    let read = Set(lines.map(\.name).filter(observation.reads.contains).map(\.base)).sorted()
    let pairs = read.flatMap { used in
      loops.flatMap { wanted in
        (used == wanted ? [-1, 1] : [0, -1, 1]).map {
          mixedUp(used: used, wanted: wanted, $0, isInLoop: observation.step != nil)
        }
      }
    }
    return [onlyOne(isLast: true), onlyOne(isLast: false)] + pairs
      + observation.changeable.filter { $0.value.rank == 3 && observation.reads.contains($0.name) }
      .map { backwards($0.name) }
  }

  /// Only one of the steps that use the variable contributes to its gradient.
  private static func onlyOne(isLast: Bool) -> Hypothesis {
    Hypothesis(
      .steps,
      "it is the share of the \(isLast ? "last" : "first") step alone: every step uses the variable",
      place: .itsOwn
    ) { observation in
      // On a case of a single step, nothing can be left out.
      if !observation.isWrong, observation.paths.count == 1 { return 0 }
      // The paths come in the order of the steps.
      guard Set(observation.readers.map(\.base)).count == 1,
        observation.readers.allSatisfy({ $0.step != nil }),
        let only = isLast ? observation.paths.last : observation.paths.first,
        observation.matches(only.contribution.elements)
      else { return nil }
      return observation.hasSeveralPaths && observation.isWrong ? observation.given.count : 0
    }
  }

  /// A sequence is read from its end to its start.
  private static func backwards(_ name: VariableName) -> Hypothesis {
    Hypothesis(
      .exchanges, "the steps of \(name.quoted) are read in reverse order", place: .itsOwn,
      changing: { observation in
        guard let value = observation.other(name), value.rank == 3, value.shape[0] > 1 else {
          return nil
        }
        return [name: value.reversed(along: [0])]
      })
  }

  /// A line of the loop stands where another belongs, at every step: `x(t)` where `x(t−1)` does.
  private static func mixedUp(
    used: String, wanted: String, _ distance: Int, isInLoop: Bool
  ) -> Hypothesis {
    Hypothesis(
      .exchanges, sentence(used: used, wanted: wanted, distance, isInLoop), place: .at(used),
      changing: { observation in
        var changes: Hypothesis.Changes = [:]
        for variable in observation.others
        where variable.name.step != nil && variable.name.base == used {
          let right = observation.other(variable.name.shifted(to: wanted, by: distance))
          guard let right, right.shape == variable.value.shape else { continue }
          changes[variable.name] = right
        }
        // The state before the first step is an input.
        let start = VariableName("\(used)0")
        if distance == 1, used == wanted, let state = observation.other(start),
          let first = observation.others.first(where: {
            $0.name.base == used && $0.name.lineName(at: observation.step).step == 1
          })?.value, first.shape == state.shape
        {
          changes[start] = first
        }
        return changes.isEmpty ? nil : changes
      })
  }

  /// - Parameter isInLoop: Whether the line has a step of its own to count from.
  private static func sentence(
    used: String, wanted: String, _ distance: Int, _ isInLoop: Bool
  ) -> String {
    if !isInLoop, used == wanted {
      return "\"\(used)\" is taken one step too \(distance > 0 ? "early" : "late")"
    }
    let (given, right) =
      isInLoop
      ? (VariableName(used, .distance(0)), VariableName(wanted, .distance(distance)))
      : (VariableName(used), VariableName(wanted))
    let shift = isInLoop || distance == 0 ? "" : ", one step \(distance > 0 ? "later" : "earlier")"
    return "\(given.quoted) seems to stand where \(right.quoted) belongs\(shift)"
  }
}
