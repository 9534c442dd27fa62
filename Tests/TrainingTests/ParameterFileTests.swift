import FlatBackprop
import Foundation
import Testing
import Training
import KitSupport

@Suite struct ParameterFileTests {
  private let parameters = [
    "w1": Tensor([[1, -0.0, .pi], [.leastNonzeroMagnitude, 1e300, -7]]), "b1": Tensor([0.1]),
  ]
  private let folder = FileManager.default.temporaryDirectory

  private func withFile(_ body: (ParameterFile) throws -> Void) throws {
    let path = folder.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(ParameterFile(path))
  }

  /// What is said of a file that cannot be read.
  private func complaint(_ file: ParameterFile, for network: [String: Tensor]) -> String? {
    #expect(throws: KitError.self) { try file.read(for: network) }?.description
  }

  @Test func `What is written is read again, bit for bit`() throws {
    try withFile { file in
      try file.write(parameters)
      let read = try file.read(for: parameters.mapValues { 0 * $0 })
      for (name, tensor) in parameters {
        #expect(read[name]?.shape == tensor.shape)
        #expect(read[name]?.elements.map(\.bitPattern) == tensor.elements.map(\.bitPattern))
      }
    }
  }

  @Test func `A file that is cut off, or changed anywhere, is damaged`() throws {
    try withFile { file in
      try file.write(parameters)
      let url = URL(fileURLWithPath: file.path)
      let bytes = try Data(contentsOf: url)
      let damaged = "\(file.path) is damaged: save the parameters once more."
      try (bytes + [0]).write(to: url)
      #expect(complaint(file, for: parameters) == damaged)
      for count in [27, 40, bytes.count - 8, bytes.count - 1] {
        try bytes.prefix(count).write(to: url)
        #expect(complaint(file, for: parameters) == damaged)
      }
      for place in [bytes.count - 1, bytes.count - 9, bytes.count - 60] {
        var changed = bytes
        changed[place] ^= 1
        try changed.write(to: url)
        #expect(complaint(file, for: parameters) == damaged)
      }
    }
  }

  @Test func `A file of something else, or none at all, is told`() throws {
    try withFile { file in
      #expect(
        complaint(file, for: parameters)
          == "\(file.path) cannot be read: is there such a file?")
      try Data("some text".utf8).write(to: URL(fileURLWithPath: file.path))
      #expect(
        complaint(file, for: parameters)
          == "\(file.path) holds no parameters: --load takes a file that --save wrote.")
    }
  }

  @Test func `Parameters of another network are told by the first that differs`() throws {
    try withFile { file in
      try file.write(parameters)
      var other = parameters
      other["b1"] = Tensor([1, 2])
      #expect(
        complaint(file, for: other)
          == "\(file.path) is of another network: the shape of b1 is [1] there and [2] here. "
          + "Train with the flags that it was saved with.")
      other = parameters
      other["w2"] = Tensor([[1]])
      #expect(complaint(file, for: other)?.contains("w2 is none there and [1, 1] here") == true)
    }
  }

  @Test func `A file that cannot be written is told`() {
    let error = #expect(throws: KitError.self) {
      try ParameterFile("/nowhere/at/all").write(parameters)
    }
    #expect(error?.description.hasPrefix("/nowhere/at/all cannot be written: ") == true)
  }
}
