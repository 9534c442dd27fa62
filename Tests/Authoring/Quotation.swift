extension String {
  /// A sentence of the judge's for a cell of a table: in italics, with quoted names as code.
  package var quotedInTable: String {
    let text = replacing("\\", with: "\\\\").replacing("*", with: "\\*").replacing("|", with: "\\|")
      .replacing(#/"([^"]+)"/#) { "`\($0.1)`" }
    return "*\(text)*"
  }
}
