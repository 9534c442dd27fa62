import Authoring

extension Command {
  /// Makes the lists of assignments.
  static let lists = Command(
    name: "lists", usage: "lists",
    summary: "Makes the lists that follow from the table of assignments in Package.swift."
  ) { _ in
    try ReleasedKit.refuse("lists", root: root)
    let lists = Lists(root: root, rows: try CourseTable(root: root).rows)
    let written = try lists.made().writeStale(root: root)
    for path in written { print("wrote \(path)") }
    if written.isEmpty { print("all lists are up to date") }
    return 0
  }
}
