import FlatBackprop

/// An upstream gradient should be multiplied by the local gradient, but one of the two is missing,
/// or the local gradient is wrong.
enum LocalGradient {
  static func candidates(for observation: Observation) -> [Hypothesis] {
    let readers = observation.readers
    // Not every gradient has a line that a student would know by its name.
    let upstreams = readers.map { reader in
      observation.other(reader.gradient) == nil
        ? "the gradient of \(reader.quoted)" : reader.gradient.quoted
    }
    let arriving = Array(zip(readers, upstreams))
    let spreads = observation.paths.map { $0.upstream.shape != observation.shape }
    return arriving.map(ignoredUpstream)
      + zip(arriving, spreads).map { missing(of: $0.0, $0.1, isSpread: $1) }
      + arriving.map(evenShares)
      + (readers.isEmpty ? [] : [added(to: readers), notProportional(to: readers)])
      + arriving.map(wrong)
  }

  /// The local gradient is there, but the upstream gradient is not multiplied in.
  private static func ignoredUpstream(of reader: VariableName, _ upstream: String) -> Hypothesis {
    Hypothesis(
      .paths,
      "it is what ones for \(upstream) would give: "
        + "\(upstream == reader.gradient.quoted ? "the upstream gradient " : "")\(upstream) is ignored",
      place: .at([reader])
    ) { observation in
      // An upstream gradient that the line reads is not ignored.
      if observation.isWrong, observation.reads.contains(reader.gradient) { return nil }
      let path = observation.path(reader)
      return observation.evidence(
        of: path.map { [observation.replacing($0, by: $0.local.elements)] } ?? [])
    }
  }

  /// The upstream gradient is there, but it is not multiplied by the local gradient.
  private static func missing(
    of reader: VariableName, _ upstream: String, isSpread: Bool
  ) -> Hypothesis {
    Hypothesis(
      isSpread ? .spread : .paths,
      "\(upstream) is handed on as it is: the local gradient of \(reader.quoted) is missing",
      place: .at([reader])
    ) { observation in
      guard let path = observation.path(reader) else { return observation.refutedIfWrong }
      let isLine = observation.other(reader.gradient) != nil
      if observation.isWrong, isLine, !observation.reads.contains(reader.gradient) { return nil }
      // A line that reads what the local gradient is made of does not merely hand on.
      let localInputs = observation.localInputs.union([reader])
      if observation.isWrong, observation.paths.count == 1,
        !observation.reads.isDisjoint(with: localInputs)
      {
        return nil
      }
      let spreads = Observation.spreads(of: path.upstream, to: observation.shape)
      return observation.evidence(of: spreads.map { observation.replacing(path, by: $0) })
    }
  }

  /// The upstream gradient is divided evenly among the entries that it can flow back to.
  private static func evenShares(of reader: VariableName, _ upstream: String) -> Hypothesis {
    Hypothesis(
      .substitution,
      "\(upstream) is shared evenly among all entries, but \(reader.quoted) does not "
        + "depend evenly on them", place: .at([reader]), needs: 2
    ) { observation in
      guard let path = observation.path(reader), observation.hasRightShape,
        path.upstream.count > 0
      else { return observation.refutedIfWrong }
      let share = Double(path.upstream.count) / Double(observation.right.count)
      let isEven = Observation.spreads(of: path.upstream, to: observation.shape).contains {
        observation.matches($0.map { $0 * share })
      }
      guard isEven else { return observation.refutedIfWrong }
      return share < 1 ? observation.given.count : 0
    }
  }

  /// Something is added to the upstream gradients of these lines that they should be multiplied by.
  private static func added(to readers: [VariableName]) -> Hypothesis {
    Hypothesis(
      .added,
      "it is not 0 where \(VariableName.list(readers.map(\.gradient))) "
        + "\(readers.count == 1 ? "is" : "are") 0: some of it is not multiplied by what arrives",
      place: .at(readers)
    ) { observation in
      guard observation.isWrong else { return 0 }
      return observation.hasRightShape && !observation.vanishes ? 1 : nil
    }
  }

  /// Twice the upstream gradients do not give twice the gradient.
  private static func notProportional(to readers: [VariableName]) -> Hypothesis {
    Hypothesis(
      .disproportions,
      "twice \(VariableName.list(readers.map(\.gradient))) should give twice the gradient, and gives "
        + "something else: a gradient is what arrives times the local gradient, once",
      place: .at(readers)
    ) { $0.isWrong && $0.vanishes && !$0.isProportional ? 1 : 0 }
  }

  /// The upstream gradient goes to the right entries, but the local gradient is wrong.
  private static func wrong(of reader: VariableName, _ upstream: String) -> Hypothesis {
    Hypothesis(
      .local,
      "the local gradient of \(reader.quoted) is wrong, which \(upstream) is multiplied by",
      place: .at([reader])
    ) { observation in
      // What is infinite in some places is wrong for another reason there.
      if observation.isWrong, !observation.given.allSatisfy(\.isFinite) { return 0 }
      // If the only fault is terms that should not be there, the row shows nothing about the
      // factors.
      return observation.evidenceOfRows { row, path in
        path.reader == reader && row.isMeasured
          ? (row.takesTooMuch && !row.hasOtherFactors ? nil : true) : false
      }
    }
  }
}
