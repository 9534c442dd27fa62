extension String {
  /// A sentence of the judge's in a cell of a table: in italics, and what it names set as code.
  package var quotedInTable: String {
    let text = replacing("\\", with: "\\\\").replacing("*", with: "\\*").replacing("|", with: "\\|")
      .replacing(#/"([^"]+)"/#) { "`\($0.1)`" }
    return "*\(text)*"
  }
}
