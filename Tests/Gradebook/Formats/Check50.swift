/// check50's JSON: one check per line; one that waits depends on the first line it waits for.
/// (cs50.readthedocs.io/projects/check50, "JSON specification".)
public struct Check50Results: Encodable, Sendable {
  let slug: String
  let version = "3.3.11"
  let results: [Check]

  struct Check: Encodable {
    let name: String
    let description: String
    let passed: Bool?
    let log: [String] = []
    let cause: Cause?
    let data: [String: String] = [:]
    let dependency: String?

    struct Cause: Encodable {
      let rationale: String
      let help: String?
    }

    enum CodingKeys: String, CodingKey {
      case name, description, passed, log, cause, data, dependency
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(description, forKey: .description)
      try container.encode(passed, forKey: .passed)
      try container.encode(log, forKey: .log)
      try container.encode(cause, forKey: .cause)
      try container.encode(data, forKey: .data)
      try container.encode(dependency, forKey: .dependency)
    }
  }

  public init(_ record: GradedSubmission, slug: String) {
    self.slug = slug
    results = record.numberedLines.map { _, assignment, line in
      func name(_ line: String) -> String { "\(assignment.folder)/\(line)" }
      let hasRun = line.waitsFor.isEmpty && line.verdict != "not reached"
      let first = line.waitsFor.first.map { name("\(line.function).\($0)") }
      return Check(
        name: name("\(line.function).\(line.line)"), description: line.title,
        // Checks whose dependency failed are skipped: null.
        passed: hasRun ? line.points > 0 : nil,
        cause: line.points > 0
          ? nil : Check.Cause(rationale: line.remark, help: line.cause),
        dependency: first)
    }
  }
}
