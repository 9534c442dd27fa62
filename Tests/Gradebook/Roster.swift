import Foundation
import KitSupport

/// Who is in the class: each student's id, and the folder that holds what they handed in.
public struct Roster: Equatable, Sendable {
  public struct Student: Codable, Hashable, Sendable {
    /// The id by which the course's systems know the student.
    public var id: String

    /// The name of the student's folder.
    public var folder: String
    public var name: String

    public init(id: String, folder: String, name: String) {
      (self.id, self.folder, self.name) = (id, folder, name)
    }
  }

  public private(set) var students: [Student]

  /// The folders that belong to nobody.
  public func strangers(among folders: [String]) -> [String] {
    // Compared by bytes, as file systems do: to Swift, two encodings of an é are equal.
    let known = Set(students.map { Array($0.folder.utf8) })
    return folders.filter { !known.contains(Array($0.utf8)) }.sorted()
  }

  /// The roster with the names of folders as the disk spells them.
  ///
  /// An ä may be one character or an a with two dots, and a Mac's disk may keep the other form than a
  /// table does. Such a name is taken where only one folder can be meant, and no row names that folder
  /// by its bytes.
  public func spelled(as folders: [String]) -> Roster {
    let there = Set(folders.map { Array($0.utf8) })
    let strangers = Dictionary(grouping: strangers(among: folders)) { $0 }
    let lost = Dictionary(
      grouping: students.map(\.folder).filter { !there.contains(Array($0.utf8)) }
    ) {
      $0
    }
    var roster = self
    for index in students.indices {
      // To Swift, both forms are the same string.
      let folder = students[index].folder
      guard lost[folder]?.count == 1, let found = strangers[folder], found.count == 1 else {
        continue
      }
      roster.students[index].folder = found[0]
    }
    return roster
  }

  /// The student of a folder; `nil` if no row names it.
  public func student(of folder: String) -> Student? {
    spelled(as: [folder]).students.first { Array($0.folder.utf8) == Array(folder.utf8) }
  }

  /// A roster in which each folder is a student of that name.
  public init(folders: [String]) {
    students = folders.sorted().map { Student(id: $0, folder: $0, name: $0) }
  }

  /// Reads a roster: a table whose first row names the columns. `id` is required; without a column
  /// of their own, `folder` is the id and `name` is the folder. Other columns are ignored.
  /// - Throws: A sentence about what is missing or appears twice.
  public init(csv text: String) throws {
    let rows = try CSV.rows(of: text)
    guard let columns = rows.first?.map({ $0.trimmingCharacters(in: .whitespaces).lowercased() })
    else {
      throw KitError(
        "The roster is empty: its first row names the columns, as in id,name,folder.")
    }
    guard let idColumn = columns.firstIndex(of: "id") else {
      throw KitError(
        "The roster has no column \"id\", only \(columns.joined(separator: ", "))"
          + (columns.count == 1 && columns[0].contains(";")
            ? ": its columns are to be separated by commas, not semicolons." : "."))
    }
    let (folderColumn, nameColumn) = (
      columns.firstIndex(of: "folder"), columns.firstIndex(of: "name")
    )
    students = []
    // The row of each id and folder, by their bytes.
    var (ids, folders): ([[UInt8]: Int], [[UInt8]: Int]) = ([:], [:])
    for (index, row) in rows.enumerated().dropFirst() {
      func field(_ column: Int?) -> String? {
        guard let column, row.indices.contains(column) else { return nil }
        let text = row[column].trimmingCharacters(in: .whitespaces)
        return text.isEmpty ? nil : text
      }
      guard let id = field(idColumn) else {
        throw KitError(
          "Row \(index + 1) of the roster has no id: \(row.joined(separator: ",")).")
      }
      let folder = field(folderColumn) ?? id
      guard !folder.contains("/"), folder != ".", folder != ".." else {
        throw KitError(
          "Row \(index + 1) of the roster names the folder \"\(folder)\": it is to be the name of a "
            + "folder, not a path.")
      }
      if let other = ids.updateValue(index + 1, forKey: Array(id.utf8)) {
        throw KitError("Row \(index + 1) of the roster repeats the id \"\(id)\" of row \(other).")
      }
      if let other = folders.updateValue(index + 1, forKey: Array(folder.utf8)) {
        throw KitError(
          "Row \(index + 1) of the roster repeats the folder \"\(folder)\" of row \(other).")
      }
      students.append(Student(id: id, folder: folder, name: field(nameColumn) ?? folder))
    }
    if students.isEmpty {
      throw KitError("The roster holds nobody: it has no row below the columns.")
    }
  }
}
