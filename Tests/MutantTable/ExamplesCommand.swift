import Authoring
import Builder
import DrawnMutants
import Foundation
import Grader
import KitSupport

/// Lines as students write them, put to the judge.
func examples(in folder: String?) throws -> (page: ExamplesPage, findings: [ExampleFinding]) {
  let page = try ExamplesPage(root: root)
  let meant = page.examples.filter { folder == nil || $0.folder == folder }
  let findings = try inScratch { kit, scratch in
    try ExampleTrial(kit, scratch: scratch).findings(of: meant)
  }
  return (page, findings)
}

/// Writes what the judge says of the examples, and prints what it should not say.
func keepExamples(in folder: String?) throws {
  let (page, findings) = try examples(in: folder)
  try [page.made(findings)].writeStale(root: root)
  for defect in page.unreadable { print(defect) }
  for finding in findings {
    if let defect = finding.defect {
      print(Defect("\(ExamplesPage.path):\(finding.example.place)", defect))
    }
  }
  print("\(findings.count) examples were put to the judge.")
}

/// Does something that builds students' folders, in a folder that is gone afterwards.
func inScratch<Result>(_ work: (Kit, URL) throws -> Result) throws -> Result {
  let products = URL(filePath: Products.program("kit")).deletingLastPathComponent()
  let scratch = FileManager.default.temporaryDirectory.appending(
    path: "flat-backprop-mutants-\(getpid())")
  try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: scratch) }
  return try work(Kit(root: root, products: products), scratch)
}
