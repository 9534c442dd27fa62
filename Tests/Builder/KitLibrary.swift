import Foundation
import KitSupport

/// The kit's own modules, as a student's program is built with them.
struct KitLibrary {
  /// All of them linked into one library, with which a program links three times as fast.
  let file: String

  /// The folder of their module files, from which nothing else can be imported.
  let modules: String

  /// The folder of the one module that an assignment imports: a student's files find no other.
  var forStudents: String { modules + "/ForStudents" }

  /// Identifies what it is made from.
  let identity: Data

  /// Links it, unless that has been done already.
  /// - Throws: ``KitError`` where the kit is not built, or cannot be linked.
  init(of kit: Kit, _ store: Store, _ toolchain: Toolchain) throws {
    // The builder counts as something a build is made from: another builder's builds are not used.
    let objects = try kit.objects(of: Kit.modules)
    var parts = [Data([toolchain.identity])]
    for object in try objects + kit.objects(of: ["Builder"]) {
      parts.append(try Data(contentsOf: object))
    }
    let moduleFiles = try Kit.modules.map { module in
      let name = "\(module).swiftmodule"
      return (name: name, bytes: try Data(contentsOf: kit.moduleFolder.appending(path: name)))
    }
    let entry = try store.entry("kit", from: parts + moduleFiles.map(\.bytes)) { folder in
      let forStudents = folder.appending(path: "ForStudents")
      try FileManager.default.createDirectory(at: forStudents, withIntermediateDirectories: true)
      for module in moduleFiles {
        try module.bytes.write(to: folder.appending(path: module.name))
        if module.name == "FlatBackprop.swiftmodule" {
          try module.bytes.write(to: forStudents.appending(path: module.name))
        }
      }
      let outcome = try Tool.run(
        toolchain.linkLibrary(
          objects.map(\.path), to: folder.appending(path: "libKit.so").path), within: 300)
      guard outcome.status == .exited(0) else {
        throw KitError("The kit's own library cannot be linked: \(outcome.text)")
      }
    }
    file = entry.appending(path: "libKit.so").path
    modules = entry.path
    identity = Data([toolchain.identity, entry.lastPathComponent])
  }
}
