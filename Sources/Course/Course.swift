/// Everything a student is asked to write, as a table: folder → functions.
public enum Course {
  /// Assignments in the order of the course.
  public static let assignments: [(folder: String, calls: [Call])] = [
    ("00-warm-up", warmUp),
    ("04-svm", svm),
  ]
}
