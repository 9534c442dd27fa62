/// Statistics about a class, with only a few bytes for each student.
struct ClassStatistics {
  private(set) var students = 0
  private(set) var maps: [Map] = []

  /// An assignment's lines × students.
  struct Map {
    let folder: String

    /// The lines' names, as in the first record that has some.
    var titles: [String] = []
    var rows: [(student: Roster.Student, kinds: [Kind], remark: String?)] = []
  }

  /// What became of a line.
  enum Kind: UInt8 {
    case right, wrong, open

    init(of line: GradedLine) {
      self = line.points > 0 ? .right : line.message != nil ? .wrong : .open
    }
  }

  private var lines: [String: (wrong: Int, all: Int)] = [:]
  private var causes:
    [String: (title: String, text: String, code: String, place: String, count: Int)] = [:]

  mutating func add(_ record: GradedSubmission) {
    students += 1
    for assignment in record.assignments {
      let index = maps.firstIndex { $0.folder == assignment.folder } ?? maps.count
      if index == maps.count { maps.append(Map(folder: assignment.folder)) }
      if maps[index].titles.isEmpty { maps[index].titles = assignment.lines.map(\.title) }
      maps[index].rows.append(
        (record.student, assignment.lines.map(Kind.init), assignment.status.reason))
      for line in assignment.lines {
        let title = "\(assignment.folder) \(line.title)"
        var count = lines[title] ?? (0, 0)
        count.all += 1
        if line.message != nil { count.wrong += 1 }
        lines[title] = count
        guard let cause = line.cause else { continue }
        let place = line.file.map { "\(record.student.id), \($0):\(line.lineNumber ?? 0)" } ?? ""
        causes[title + cause, default: (title, cause, line.code ?? "", place, 0)].count += 1
      }
    }
  }

  /// The lines that are wrong most often.
  var hardestLines: [(title: String, share: Double, count: Int)] {
    lines.filter { $0.value.wrong > 0 }
      .map {
        (title: $0.key, share: Double($0.value.wrong) / Double($0.value.all), count: $0.value.all)
      }
      .sorted { ($1.share, $0.title) < ($0.share, $1.title) }.prefix(15).map { $0 }
  }

  /// The most frequent causes, each with the code and the place of one example.
  var frequentCauses: [(title: String, text: String, code: String, place: String, count: Int)] {
    causes.values.sorted { ($1.count, $0.title) < ($0.count, $1.title) }.prefix(15).map { $0 }
  }
}
