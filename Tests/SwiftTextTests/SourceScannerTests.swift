import SwiftText
import Testing

@Suite("A scanner of source text")
struct SourceScannerTests {
  static func scanner(_ text: String) -> SourceScanner { SourceScanner(Array(text.utf8)) }

  /// The tokens of a text, blanks included.
  static func tokens(_ text: String) -> [String] {
    let scanner = scanner(text)
    var (tokens, place): ([String], Int) = ([], 0)
    while place < scanner.text.count {
      let end = scanner.end(ofTokenAt: place)
      tokens.append(scanner.string(place..<end))
      place = end
    }
    return tokens
  }

  @Test("takes comments, strings and names each as one token")
  func tokens() {
    #expect(Self.tokens("dx+1//}\ny") == ["dx", "+", "1", "//}", "\n", "y"])
    #expect(Self.tokens("/* { /* } */ */x") == ["/* { /* } */ */", "x"])
    #expect(Self.tokens(##""a\"b"c"##) == [##""a\"b""##, "c"])
    #expect(Self.tokens(###"#"a"b"#c"###) == [###"#"a"b"#"###, "c"])
    #expect(Self.tokens("größe·2") == ["größe·2"])
  }

  @Test("takes a string with a string inside it as one token")
  func interpolation() {
    let text = ##""a\(f("}", [1]))b""##
    #expect(Self.tokens(text + "c") == [text, "c"])
    let long = "\"\"\"\n}\n\"\"\""
    #expect(Self.tokens(long + ";") == [long, ";"])
  }

  @Test("comes to an end where a comment or a string has none: a string ends on its line")
  func unclosed() {
    #expect(Self.tokens("/* {") == ["/* {"])
    #expect(Self.tokens("\"{\n}") == ["\"{", "\n", "}"])
    #expect(Self.tokens("\"\"\"{\n}") == ["\"\"\"{\n}"])
    #expect(Self.tokens("\"\\") == ["\"\\"])
  }

  @Test("finds the bracket that closes another, and none where they do not fit")
  func brackets() {
    let scanner = Self.scanner("{ f(\"}\", [1]) /* } */ } }")
    #expect(scanner.close(ofBracketAt: 0, before: scanner.text.count) == 22)
    #expect(scanner.close(ofBracketAt: 0, before: 22) == nil)
    #expect(Self.scanner("{ ( }").close(ofBracketAt: 0, before: 5) == nil)
    #expect(Self.scanner("{[(").depth(0..<3) == 3)
    #expect(Self.scanner("{\")\"}").depth(0..<5) == 0)
  }
}
