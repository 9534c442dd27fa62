import Authoring

extension Command {
  /// Makes the students' files.
  static let stubs = Command(
    name: "stubs", usage: "stubs", summary: "Makes assignments/ from solutions/."
  ) { _ in
    try ReleasedKit.refuse("stubs", root: root)
    let written = try StubMaker(root: root).stubs().writeStale(root: root)
    for path in written { print("wrote \(path)") }
    if written.isEmpty { print("assignments/ is up to date") }
    return 0
  }
}
