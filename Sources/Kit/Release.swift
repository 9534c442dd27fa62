import Authoring
import Foundation
import Gradebook
import Grader
import KitSupport

extension Command {
  /// Makes the kit that students get, or what a platform needs to grade.
  static let release = Command(
    name: "release",
    usage:
      "release DIR [--no-nearly] [--only NN,NN] | release DIR --platform gradescope|classroom50 "
      + "[--only NN,NN] [--seed N] [--hide-values] [--weights CSV]",
    summary:
      "Writes the kit that students get, without solutions, mutants and history; or all that a "
      + "platform needs to grade by itself."
  ) { arguments in
    try ReleasedKit.refuse("release", root: root)
    let options = try ReleaseOptions(arguments)
    let remarks = try options.platform.map { try upload(to: $0, options) } ?? handOut(options)
    for remark in remarks { print(remark) }
    return 0
  }

  private static func handOut(_ options: ReleaseOptions) throws -> [String] {
    let release = Release(
      root: root, only: try kit.folders(meantBy: options.only), keepsNearly: options.keepsNearly)
    return try ["Wrote the students' kit to \(options.target.path)."]
      + release.write(to: options.target)
  }

  private static func upload(
    to platform: Upload.Platform, _ options: ReleaseOptions
  ) throws -> [String] {
    let folders = try kit.folders(meantBy: options.only)
    var fresh: Upload.FreshCases?
    if let seed = options.seed {
      let engine = try BuilderEngine(kit: kit, hidesValues: options.hidesValues)
      let files = try folders.map {
        try engine.expected($0, seed: seed).appending(path: "\($0).json")
      }
      fresh = Upload.FreshCases(seed: seed, files: files)
    }
    let upload = try Upload(
      root: root, platform: platform, folders: folders, fresh: fresh,
      hidesValues: options.hidesValues, weights: options.weights)
    return try ["Wrote what \(platform) needs to \(options.target.path)."]
      + upload.write(to: options.target)
  }
}

/// What `kit release` was asked for.
private struct ReleaseOptions {
  let target: URL
  private(set) var platform: Upload.Platform?
  private(set) var only: [String] = []
  private(set) var keepsNearly = true
  private(set) var hidesValues = false
  private(set) var seed: UInt64?
  private(set) var weights: URL?

  init(_ arguments: [String]) throws {
    var target: String?
    var words: Set<String> = []
    var rest = ArgumentReader(arguments)
    while let argument = rest.next() {
      words.insert(argument)
      switch argument {
      case "--no-nearly": keepsNearly = false
      case "--hide-values": hidesValues = true
      case "--only":
        only = try rest.words(of: argument, "numbers, as in 03,04")
      case "--platform":
        let name = try rest.value(of: argument, "the name of a platform")
        guard let known = Upload.Platform(rawValue: name) else {
          throw KitError(
            "There is no platform \"\(name)\", only "
              + Upload.Platform.allCases.map(\.rawValue).joined(separator: " and ") + ".")
        }
        platform = known
      case "--seed":
        seed = try rest.seed(of: argument)
      case "--weights":
        let file = try rest.file(of: argument, "a file")
        _ = try GradebookOptions.weights(of: contents(of: file))
        weights = file
      case _ where !argument.hasPrefix("-") && target == nil: target = argument
      default: throw KitError("release does not take \(argument).")
      }
    }
    guard let target else { throw KitError("Name the folder to write: swift run kit release DIR.") }
    self.target = URL(filePath: target).standardizedFileURL
    let ofPlatforms = words.intersection(["--seed", "--hide-values", "--weights"]).sorted()
    if platform == nil, let option = ofPlatforms.first {
      throw KitError("\(option) is for what grades: say where, as in --platform gradescope.")
    }
    if platform != nil, !keepsNearly {
      throw KitError("--no-nearly is for the students' kit: no handout goes to a platform.")
    }
  }
}
