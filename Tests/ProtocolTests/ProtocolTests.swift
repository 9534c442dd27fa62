import FlatBackprop
import Foundation
import Testing

@testable import Protocol

@Suite("Wire")
struct WireTests {
  static let odd: [Double] = [
    0, -0.0, 1 / 3, .infinity, -.infinity, .nan, .signalingNaN, -.nan,
    Double(nan: 0x1234, signaling: false), Double(nan: 0x777, signaling: true),
    .leastNonzeroMagnitude, -.leastNormalMagnitude, .greatestFiniteMagnitude, .ulpOfOne,
  ]

  static let events: [Event] = [
    .began(name: "dw", role: .backward, file: "/a b/SVM.swift", line: 42),
    .wantsUpstream(of: "out"), .value(Tensor([[1, 2, 3]])), .value(Tensor(0.5)),
    .value(.zeros([0, 3])), .toDo(file: "Gates.swift", line: 1), .threw("ä\u{0}😀"),
    .refused("no"), .misplaced(name: "dq", file: "Gates.swift", line: 3, inside: "dz"),
    .misplaced(name: "dq", file: "", line: -1, inside: nil), .finished, .numbers([1, 2]),
    .returned(label: "dw", Tensor([1, -.infinity])), .returned(label: "", Tensor(0)),
  ]

  static let call = Request.Call(
    folder: "04-svm", function: "svmLoss", inputs: ["x": Tensor([[1, 2]]), "reg": Tensor(0.1)],
    upstream: Tensor([1, 2]))

  static let requests: [Request] = [
    .record(call), .evaluate, .keep, .handOn(Tensor([[1], [2]])),
    .sweep(
      call,
      Request.Sweep(
        variable: "x", nudges: [.init(place: 1, offset: 1e-3), .init(place: 2, offset: -1)],
        directions: [Tensor([[1, -1]])], handOn: ["dw": Tensor(0)],
        watch: [.init(line: "scores", weights: Tensor([1]))])),
  ]

  @Test("Events cross unchanged", arguments: events)
  func event(_ event: Event) throws {
    #expect(try Event(decoding: event.encoded) == event)
  }

  @Test("Requests cross unchanged", arguments: requests)
  func request(_ request: Request) throws {
    #expect(try Request(decoding: request.encoded) == request)
  }

  @Test("Doubles cross bit for bit: NaN payloads, infinities, negative zero")
  func doubles() throws {
    guard case .numbers(let back) = try Event(decoding: Event.numbers(Self.odd).encoded) else {
      Issue.record("another event came back")
      return
    }
    #expect(back.map(\.bitPattern) == Self.odd.map(\.bitPattern))
  }

  @Test("A message that is cut short or too long is damage", arguments: events)
  func damaged(_ event: Event) {
    let bytes = event.encoded
    for length in 0..<bytes.count {
      #expect(throws: Damage.self) { try Event(decoding: Array(bytes[..<length])) }
    }
    #expect(throws: Damage.self) { try Event(decoding: bytes + [0]) }
  }

  @Test("A request that is cut short is damage", arguments: requests)
  func damaged(_ request: Request) {
    let bytes = request.encoded
    for length in 0..<bytes.count {
      #expect(throws: Damage.self) { try Request(decoding: Array(bytes[..<length])) }
    }
  }

  @Test("No bytes at all bring a reader down: a hundred thousand messages with some bytes changed")
  func garbage() {
    var random = SeededGenerator(seed: 5)
    for event in Self.events {
      for _ in 0..<6000 {
        var bytes = event.encoded
        for _ in 0...2 {
          bytes[Int.random(in: bytes.indices, using: &random)] = .random(
            in: 0...255, using: &random)
        }
        _ = try? Event(decoding: bytes)
      }
    }
    for request in Self.requests {
      for _ in 0..<6000 {
        var bytes = request.encoded
        bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
        _ = try? Request(decoding: bytes)
      }
    }
  }

  @Test("A shape that its elements do not fill is damage")
  func shape() {
    for shape in [[2], [-1, -1], [Int.max, Int.max], [1, 1, 2]] {
      var writer = MessageWriter()
      writer.write(1 as UInt8)
      writer.write(shape.count)
      for size in shape { writer.write(size) }
      writer.write([1.0])
      #expect(throws: Damage.self) { try Event(decoding: writer.bytes) }
    }
  }

  @Test("Frames come out whole, however their bytes arrive")
  func frames() throws {
    let messages: [[UInt8]] = [[1, 2, 3], [], Array(repeating: 7, count: 100_000), [9]]
    let stream = messages.flatMap { Frame.wrapping($0) }
    for size in [1, 7, 4096, stream.count] where size > 1 || stream.count < 1_000_000 {
      var buffer = FrameBuffer()
      var found: [[UInt8]] = []
      for start in stride(from: 0, to: stream.count, by: size) {
        buffer.append(stream[start..<min(start + size, stream.count)])
        while let message = try buffer.next() { found.append(message) }
      }
      #expect(found == messages)
    }
  }

  @Test("A frame of absurd length is damage, before its bytes have come")
  func longFrame() {
    var buffer = FrameBuffer(longest: 1000)
    buffer.append(Frame.wrapping(Array(repeating: 0, count: 1001)).prefix(8))
    #expect(throws: Damage.self) { try buffer.next() }
    var negative = FrameBuffer()
    negative.append(Array(repeating: 255, count: 8))
    #expect(throws: Damage.self) { try negative.next() }
  }
}
