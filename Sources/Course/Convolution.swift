import Convolution
import FlatBackprop

extension Course {
  static let convolution = [
    Call("outputSize") { inputs, stage in
      // Not a flat function, so it is put into lines here: how many places it finds, 0 where it
      // refuses, and whether it refuses.
      func size() throws -> Int? {
        do {
          return try outputSize(
            input: inputs.integer("input"), filter: inputs.integer("filter"),
            stride: inputs.integer("stride"), padding: inputs.integer("padding"))
        } catch let toDo as ToDo {
          throw toDo
        } catch {
          return nil
        }
      }
      let _: Double = stage("outputSize", file: "func outputSize", line: 0) {
        Double(try size() ?? 0)
      }
      let _: Double = stage("throws", file: "func outputSize", line: 0) {
        try size() == nil ? 1 : 0
      }
    },
    Call("parameterCount") {
      parameterCount(
        channels: $0.integer("channels"), filterHeight: $0.integer("filterHeight"),
        filterWidth: $0.integer("filterWidth"), filters: $0.integer("filters"), stage: $1)
    },
    Call("convolveByLoops") {
      convolveByLoops(
        x: $0["x"], w: $0["w"], b: $0["b"], stride: $0.integer("stride"),
        padding: $0.integer("padding"), stage: $1)
    },
    Call("convolve") {
      convolve(
        x: $0["x"], w: $0["w"], b: $0["b"], stride: $0.integer("stride"),
        padding: $0.integer("padding"), stage: $1)
    },
    Call("sobel") { sobel(picture: $0["picture"], stage: $1) },
    Call("gaussianBlur") {
      gaussianBlur(
        picture: $0["picture"], size: $0.integer("size"), deviation: $0.number("deviation"),
        stage: $1)
    },
    Call("convolveInGroups") {
      convolveInGroups(
        x: $0["x"], w: $0["w"], b: $0["b"], stride: $0.integer("stride"),
        padding: $0.integer("padding"), dilation: $0.integer("dilation"),
        groups: $0.integer("groups"), stage: $1)
    },
  ]
}
