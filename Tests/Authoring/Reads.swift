import FlatBackprop
import Grader

extension Expected {
  /// The expected values in which a line that reads a variable on one case reads it on all.
  ///
  /// What a line reads is found by nudges, and on a special case a nudge may change nothing: a
  /// factor of 0 hides the other factor. (The steps of a loop are left as they are, because their
  /// number differs from case to case.)
  var withReadsOfAllCases: Expected {
    var reads: [String: [LineName]] = [:]
    var labels: [String: LineName] = [:]
    for run in runs {
      for line in run.lines {
        let known = reads["\(run.function) \(line.name)"] ?? []
        let more = line.reads.filter { !known.contains($0) && $0.step == nil }
        reads["\(run.function) \(line.name)"] = known + more
        if let looked = line.labels { labels["\(run.function) \(line.name)"] = looked }
      }
    }
    var expected = self
    for (index, run) in runs.enumerated() {
      for (place, line) in run.lines.enumerated() {
        let more = (reads["\(run.function) \(line.name)"] ?? []).filter {
          !line.reads.contains($0) && run.value(of: $0) != nil
        }
        expected.runs[index].lines[place].reads += more
        expected.runs[index].lines[place].labels = labels["\(run.function) \(line.name)"]
        if !more.isEmpty { expected.runs[index].lines[place].readsElsewhere = more }
      }
    }
    return expected
  }
}
