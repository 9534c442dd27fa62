import Foundation
import KitSupport

/// The compiler that built the kit: its front end and its linker, called without the driver, which
/// takes longer to decide what to do than they take to do it.
struct Toolchain: Sendable {
  /// What identifies it: its version and its target.
  let identity: String
  private let driver: String
  private let frontEnd: String
  private let target: String
  private let libraries: String
  private let sdk: String?

  /// The front end's cache of the system's headers. By default that is in the home folder, which
  /// not every user has.
  private let headers: String

  /// What the compiler needs of the disk, beside a student's files.
  var workroom: Workroom {
    let root = URL(filePath: libraries).deletingLastPathComponent().deletingLastPathComponent()
    let parts = ["bin", "lib", "libexec", "include", "share"].map { root.appending(path: $0).path }
    return Workroom(
      reads: parts + Workroom.system + (sdk.map { [$0] } ?? []), writes: [headers])
  }

  /// The front end, with the arguments that are the same in every call.
  var compile: [String] {
    [frontEnd, "-frontend", "-target", target, "-swift-version", "6"]
      + (sdk.map { ["-sdk", $0] } ?? [])
      + [
        "-module-cache-path", headers, "-diagnostic-style", "llvm", "-no-color-diagnostics",
        "-suppress-warnings",
      ]
  }

  /// Finds the compiler.
  /// - Parameter memory: Where its answers are kept.
  /// - Throws: A sentence where there is none.
  init(_ memory: Store) throws {
    driver = try Self.find("swiftc")
    headers = memory.folder.appending(path: Store.headers).path
    let attributes = try? FileManager.default.attributesOfItem(atPath: driver)
    let version = [driver, "\(attributes?[.size] ?? 0)", "\(attributes?[.modificationDate] ?? 0)"]
    let (driver) = (driver)
    // Asking the compiler takes longer than building an assignment does.
    let entry = try memory.entry("toolchain", from: [Data(version)]) { folder in
      let outcome = try Tool.run([driver, "-print-target-info"], within: 60)
      guard outcome.status == .exited(0) else {
        throw KitError("\(driver) -print-target-info failed: \(outcome.text)")
      }
      try Data(outcome.text.utf8).write(to: folder.appending(path: "info.json"))
    }
    let info = try JSONDecoder().decode(
      Info.self, from: Data(contentsOf: entry.appending(path: "info.json")))
    target = info.target.triple
    libraries = info.paths.runtimeResourcePath
    identity = "\(info.compilerVersion) \(target)"
    frontEnd =
      URL(filePath: libraries).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "bin/swift-frontend").path
    guard FileManager.default.isExecutableFile(atPath: frontEnd) else {
      throw KitError("There is no compiler \(frontEnd), though \(driver) names its folder.")
    }
    #if os(macOS)
      let xcrun = try Tool.run(["/usr/bin/xcrun", "--show-sdk-path"], within: 60)
      sdk = xcrun.text.trimmingCharacters(in: .whitespacesAndNewlines)
    #else
      sdk = nil
    #endif
  }

  /// What a compiler says about itself.
  private struct Info: Decodable {
    struct Target: Decodable { let triple: String }
    struct Paths: Decodable { let runtimeResourcePath: String }
    let compilerVersion: String
    let target: Target
    let paths: Paths
  }

  /// The command that links a library from object files of the kit.
  func linkLibrary(_ objects: [String], to file: String) -> [String] {
    #if os(Linux)
      if let linker {
        return linker + ["-shared"] + objects + Self.link(Self.runtime + Self.foundation)
          + ["-o", file]
      }
    #endif
    return [driver, "-emit-library", "-o", file] + objects
  }

  /// The command that links a program from object files and the kit's library.
  /// - Parameter modules: The modules that the sources import.
  func linkProgram(
    _ objects: [String], kit library: String, modules: Set<String>, to file: String
  ) -> [String] {
    let folder = URL(filePath: library).deletingLastPathComponent().path
    #if os(Linux)
      if let linker {
        let parts = modules.contains("Foundation") ? Self.foundation : []
        let imported = modules.union(parts).sorted().flatMap { name in
          ["swift\(name)", name].filter {
            FileManager.default.fileExists(atPath: "\(libraries)/linux/lib\($0).so")
          }
        }
        return linker + ["-pie", "-Wl,-rpath,\(folder)"] + objects + [library]
          + Self.link(Self.runtime + imported) + ["-o", file]
      }
    #endif
    return [driver, "-o", file, "-Xlinker", "-rpath", "-Xlinker", folder, library] + objects
  }

  #if os(Linux)
    /// Clang, which calls the linker; `nil` where the compiler comes without it.
    private var linker: [String]? {
      let clang = URL(filePath: frontEnd).deletingLastPathComponent().appending(path: "clang").path
      guard FileManager.default.isExecutableFile(atPath: clang) else { return nil }
      let folder = "\(libraries)/linux"
      let machine = target.split(separator: "-").first.map(String.init) ?? ""
      return [
        clang, "-fuse-ld=lld", "--target=\(target)", "-L", folder, "-Wl,-rpath,\(folder)",
        "\(folder)/\(machine)/swiftrt.o",
      ]
    }

    /// The parts of the runtime that every program needs.
    private static let runtime = [
      "swiftCore", "swiftSwiftOnoneSupport", "swift_Concurrency", "swift_StringProcessing",
      "swift_RegexParser", "swiftGlibc", "BlocksRuntime", "dispatch", "swiftDispatch", "m",
      "pthread",
    ]

    /// The libraries that Foundation consists of: each names only its own symbols.
    private static let foundation = [
      "Foundation", "FoundationEssentials", "FoundationInternationalization",
    ]

    private static func link(_ libraries: [String]) -> [String] { libraries.map { "-l\($0)" } }
  #endif

  /// Finds a program as a shell does.
  private static func find(_ name: String) throws -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
    for folder in path.split(separator: ":") {
      let file = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: file) { return file }
    }
    throw KitError("There is no program \(name) in any folder of PATH: is Swift installed?")
  }
}
