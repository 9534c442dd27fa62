import FlatBackprop
import Foundation
import Testing
@testable import Training
import KitSupport

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct TrainPictureTests {
  /// Two points, and a model that knows left from right.
  private let data = LabeledPoints(points: [[-1, 0], [1, 0]], labels: [0, 1], classes: 2)

  private func map(columns: Int, rows: Int) -> DecisionMap {
    DecisionMap(of: data, columns: columns, rows: rows) { points in
      (0..<points.shape[0]).map { points[$0, 0] < 0 ? 0 : 1 }
    }
  }

  @Test func `A column of the curve is the largest loss of its steps: a peak has one value`() {
    #expect(LossCurve([4, 2, 3, 1], width: 2).columns == [4, 3])
    #expect(LossCurve([4, 2, 3], width: 60).columns == [4, 2, 3])
    #expect(LossCurve([1, 3, 5, 7, 9], width: 2).columns == [3, 9])
  }

  @Test func `The curve is drawn in eighths of a row`() {
    #expect(
      LossCurve([2, 1, 0.125, 0], width: 60).lines(height: 2) == [
        "2.0000 │█   ",
        "     0 │██▁ ",
        "       └────",
        "        step 4",
      ])
  }

  @Test(arguments: [
    (3.0, ["0", "0.5", "1", "1.5", "2", "2.5", "3"]), (17.09, ["0", "5", "10", "15", "20"]),
  ])
  func `An axis has round numbers`(_ top: Double, _ labels: [String]) {
    #expect(Ticks.linear(to: top).map(\.label) == labels)
    for top in [1e-9, 0.013, 0.99, 1, 7.5, 583511, 3e12] {
      let ticks = Ticks.linear(to: top)
      #expect((3...9).contains(ticks.count) && ticks[ticks.count - 1].value >= top * 0.999)
    }
    #expect(Ticks.powers(from: -13, to: 1).map(\.label).contains("10⁻¹³"))
    #expect(Ticks.powers(from: -13, to: 1).count <= 8)
  }

  @Test func `Losses of zero, and a single loss, can be drawn`() {
    #expect(LossCurve([0, 0], width: 60).lines(height: 2).count == 4)
    #expect(LossCurve([3], width: 60).lines(height: 2).first == "3.0000 │█")
  }

  @Test func `The map shows guesses as the ground and points as letters`() {
    #expect(
      map(columns: 8, rows: 3).lines(inColor: false) == [
        "    ····",
        "A   ···B",
        "    ····",
      ])
  }

  @Test func `Colors come only where they are asked for, and end with the line`() {
    let colored = map(columns: 8, rows: 3).lines(inColor: true)
    #expect(colored.allSatisfy { $0.contains("\u{1B}[48;5;") && $0.hasSuffix("\u{1B}[0m") })
    #expect(!map(columns: 8, rows: 3).legend(inColor: false, within: 80).contains("\u{1B}"))
  }

  @Test func `The picture is well-formed: a curve, the map, a circle for each point`() throws {
    let picture = Picture(
      title: "a <b> & \"c\"", losses: [3, 2, 1], map: map(columns: 10, rows: 10))
    let reader = try Reader(picture.text)
    #expect(reader.counts["svg"] == 1)
    // Two points, and two classes in the legend.
    #expect(reader.counts["circle"] == 4)
    // The curve, the axes, and a line for each of 0, 0.5 … 3.
    #expect(reader.counts["polyline"] == 9)
    // The white ground, and two rectangles in each row of the map.
    #expect(reader.counts["rect"] == 21)
    #expect(reader.text.contains("a <b> & \"c\""))
  }

  @Test func `A bitmap is a BMP file: from the last row to the first, blue before red`() throws {
    let image = Tensor(shape: [3, 2, 1], [0, 1, 0.2, 0, 0, 0.4])
    let text = Bitmap(image).reference.dropFirst("data:image/bmp;base64,".count)
    let bytes = [UInt8](try #require(Data(base64Encoded: String(text))))
    #expect(bytes.count == 62)
    #expect(bytes.starts(with: Array("BM".utf8) + [62, 0, 0, 0]))
    #expect((bytes[18], bytes[22], bytes[28]) == (1, 2, 24))
    #expect(Array(bytes[54...]) == [102, 0, 255, 0, 0, 51, 0, 0])
    // One brightness everywhere is black, and one channel is grey.
    #expect(Bitmap(.ones([1, 2, 2])) == Bitmap(.zeros([3, 2, 2])))
  }

  @Test func `Galleries stand below the curve, each picture with its words`() throws {
    let bitmap = Bitmap(.ones([1, 4, 4]))
    let picture = Picture(
      title: "t", losses: [2, 1],
      galleries: [
        Gallery(title: "filters", pictures: (0..<9).map { _ in (bitmap, "") }),
        Gallery(title: "mistakes", pictures: [(bitmap, "cat, not <dog>")]),
      ])
    let reader = try Reader(picture.text)
    #expect(reader.counts["image"] == 10)
    #expect(reader.text.contains("filters") && reader.text.contains("cat, not <dog>"))
    // 420 for the curve, then a title and a row for every eight pictures.
    #expect(picture.text.contains("viewBox=\"0 0 860 842\""))
  }

  @Test func `Curves on a scale of powers end where they come to zero`() throws {
    let picture = Picture(
      title: "gradients",
      curves: [("falls", [1, 0.1, 0]), ("grows", [1, 10, 100]), ("gone", [0, 0, 0])],
      last: "2 steps")
    let reader = try Reader(picture.text)
    // Three curves, the axes, and a line for each of four powers.
    #expect(reader.counts["polyline"] == 8)
    #expect(reader.text.contains("10²") && reader.text.contains("10⁻¹"))
    #expect(!picture.text.contains("nan") && !picture.text.contains("inf"))
  }

  @Test func `Bars are drawn in eighths of a character, with their share`() {
    let chart = BarChart([("all", 1), ("a third", 1.0 / 3), ("none", 0)])
    #expect(
      chart.lines(width: 3) == ["all     │███ 100.0 %", "a third │█ 33.3 %", "none    │ 0.0 %"])
    #expect(BarChart([("a", 0.25)]).lines(width: 3) == ["a │▊ 25.0 %"])
  }

  @Test func `A picture of bars has one for each, with its note`() throws {
    let chart = BarChart([("one", 0.5), ("another", 1)])
    let reader = try Reader(Picture(title: "bars", bars: chart, notes: ["1 s", "2 s"]).text)
    #expect(reader.counts["rect"] == 3)
    for text in ["one", "another", "1 s", "2 s"] { #expect(reader.text.contains(text)) }
  }

  @Test func `Maps stand side by side, each in its own place`() throws {
    let map = map(columns: 10, rows: 10)
    let picture = Picture(title: "two", maps: [("left", map), ("right", map)])
    let reader = try Reader(picture.text)
    #expect(reader.counts["circle"] == 4)
    #expect(reader.counts["rect"] == 1 + 2 * 20)
    // The first panel begins at 20, the second at 400.
    #expect(picture.text.contains("<rect x=\"20\" y=\"70\""))
    #expect(picture.text.contains("<rect x=\"400\" y=\"70\""))
  }

  @Test func `A picture goes where it is sent, or into the build folder`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("train-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let picture = Picture(title: "t", losses: [1])

    let usual = try PictureFile(nil, model: .svm, root: folder)
    #expect(usual.url.path == folder.path + "/.build/train/svm.svg")
    #expect(try usual.write(picture) == usual.url.path)
    #expect(try String(contentsOf: usual.url, encoding: .utf8) == picture.text)

    let named = folder.path + "/a.svg"
    #expect(try PictureFile(named, model: .svm, root: folder).write(picture) == named)
    #expect(FileManager.default.fileExists(atPath: named))
  }

  @Test func `A picture that cannot be written is refused beforehand`() {
    let root = FileManager.default.temporaryDirectory
    let missing = #expect(throws: KitError.self) {
      try PictureFile("/nowhere/at/all.svg", model: .svm, root: root)
    }
    #expect(
      missing?.description
        == "/nowhere/at/all.svg cannot be written: there is no folder /nowhere/at.")
    let folder = #expect(throws: KitError.self) {
      try PictureFile(root.path, model: .svm, root: root)
    }
    #expect(folder?.description == "\(root.path) is a folder: --out takes a file.")
  }
}

/// Reads XML, and fails where it is not well-formed.
private final class Reader: NSObject, XMLParserDelegate {
  var counts: [String: Int] = [:]
  var text = ""

  init(_ xml: String) throws {
    super.init()
    let parser = XMLParser(data: Data(xml.utf8))
    parser.delegate = self
    guard parser.parse() else { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    counts[name, default: 0] += 1
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
