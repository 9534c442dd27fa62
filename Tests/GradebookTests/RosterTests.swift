import Testing

@testable import Gradebook
import KitSupport

@Suite("CSV and the roster")
struct RosterTests {
  @Test("Fields with commas, quotes, line breaks and emoji come back as they were written")
  func roundTrip() throws {
    let rows = [["id", "name"], ["1", "Ada, \"Countess\"\nof 😀"], ["2", ""], ["", "x\r\ny"]]
    #expect(try CSV.rows(of: rows.map(CSV.row).joined()) == rows)
  }

  @Test("A spreadsheet takes nothing for a formula but numbers stay numbers")
  func formulas() {
    #expect(
      CSV.row(["=1+1", "@x", "+a", "-3", "-2.5", "\tx", "-x"])
        == "'=1+1,'@x,'+a,-3,-2.5,'\tx,'-x\r\n")
    #expect(
      CSV.row(["\u{ff1d}1+1", "a\u{1b}[2Jb\u{9b}"]) == "'\u{ff1d}1+1,a\u{fffd}[2Jb\u{fffd}\r\n")
  }

  @Test("A roster takes any columns; the folder is the id unless it says otherwise")
  func reading() throws {
    let roster = try Roster(
      csv: "\u{feff}Name,ID,folder,section\r\n\"Lovelace, Ada\",7,ada,A\r\n,8,,B\r\n")
    #expect(
      roster.students == [
        .init(id: "7", folder: "ada", name: "Lovelace, Ada"),
        .init(id: "8", folder: "8", name: "8"),
      ])
  }

  @Test(
    "What is wrong with a roster is said with its row",
    arguments: [
      ("", "empty"), ("name\nAda", "no column \"id\""), ("id\n7\n7", "Row 3"),
      ("id,folder\n7,a\n8,a", "folder \"a\""), ("id,name\n,Ada", "Row 2"),
      ("id,folder\n7,../x", "not a path"), ("id\n\"7", "never closed"),
      ("id\n\"7\"8", "behind the quote"), ("id,name", "nobody"), ("id;name\n7;Ada", "semicolons"),
    ])
  func damaged(_ text: String, _ words: String) {
    #expect { try Roster(csv: text) } throws: { "\($0)".contains(words) }
  }

  @Test("Two ways to write a name are two students where they are two folders")
  func bytes() throws {
    let roster = try Roster(csv: "id\nZo\u{eb}\nZoe\u{308}\n")
    #expect(roster.students.count == 2)
    #expect(roster.strangers(among: ["Zo\u{eb}", "Zoe\u{301}"]) == ["Zoe\u{301}"])
    #expect(try Roster(csv: "id\nZo\u{eb}\n").strangers(among: ["Zoe\u{308}"]).count == 1)
  }

  @Test("Another way to write a name is taken where only one folder can be meant")
  func spelling() throws {
    let (one, two) = ("Zo\u{eb}", "Zoe\u{308}")
    func folders(_ csv: String, _ there: [String]) throws -> [[UInt8]] {
      try Roster(csv: csv).spelled(as: there).students.map { Array($0.folder.utf8) }
    }
    #expect(try folders("id\n\(one)\n", [two, "ann"]) == [Array(two.utf8)])
    #expect(try Roster(csv: "id\n\(one)\n").spelled(as: [two]).strangers(among: [two]).isEmpty)
    #expect(try Roster(csv: "id\n\(one)\n").student(of: two)?.folder == two)
    // A row that names the folder by its bytes has it to itself.
    #expect(
      try folders("id\n\(one)\n\(two)\n", [two]) == [Array(one.utf8), Array(two.utf8)])
    // Three ways to write a letter with two marks: nobody can tell which of two folders is meant.
    let ways = ["\u{1ed9}", "\u{1ecd}\u{302}", "o\u{323}\u{302}"]
    #expect(
      try folders("id\n\(ways[0])\n", [ways[1], ways[2]]) == [Array(ways[0].utf8)])
    #expect(
      try folders("id\n\(ways[0])\n\(ways[1])\n", [ways[2]])
        == [Array(ways[0].utf8), Array(ways[1].utf8)])
  }

  @Test("Weights are read per line and per assignment, and refused where they are none")
  func weights() throws {
    let weights = try Weights(
      csv: "assignment,line,weight\n04-svm,,2\n04-svm,svmLoss.margins,0.5\n")
    let lines = GradedSubmission.mixed.assignments[0].lines
    #expect(lines.map { weights.weight(of: $0, in: "04-svm") } == [2, 0.5, 2, 2])
    #expect(weights.weight(of: lines[0], in: "05-softmax") == 1)
    #expect(weights.points(of: GradedSubmission.mixed.assignments[0]) == 2)
    #expect(weights.points(of: GradedSubmission.mixed.assignments[1]) == nil)
    for text in [
      "", "a,b,c", "assignment,line,weight\n04,x,-1", "assignment,line,weight\n04,x,nan",
    ] {
      #expect(throws: KitError.self) { try Weights(csv: text) }
    }
  }

  @Test("A weight may name its assignment by the number alone, once")
  func numbers() throws {
    let folders = ["04-svm", "05-softmax"]
    func naming(_ rows: String) throws -> Weights {
      try Weights(csv: "assignment,line,weight\n\(rows)\n").naming(folders)
    }
    #expect(try naming("04,,2\n05-softmax,,3") == naming("04-svm,,2\n05,,3"))
    #expect { try naming("04,dw,2\n04-svm,dw,3") } throws: { "\($0)".contains("04-svm, dw") }
    #expect(try naming("0,,2") != naming("04,,2"))
  }

  @Test("A weight for what is not there is refused")
  func slips() throws {
    func check(_ row: String) throws {
      try Weights(csv: "assignment,line,weight\n\(row)\n").check {
        $0 == "04-svm" ? ["svmLoss.margins", "svmLoss.dw"] : nil
      }
    }
    for row in ["04-svm,,2", "04-svm,dw,2", "04-svm,svmLoss.dw,2"] { try check(row) }
    #expect { try check("04,,2") } throws: { "\($0)".contains("assignment \"04\"") }
    #expect { try check("04-svm,dww,2") } throws: { "\($0)".contains("line \"dww\"") }
    #expect { try check("04-svm,oss.dw,2") } throws: { "\($0)".contains("oss.dw") }
  }
}
