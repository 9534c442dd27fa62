import FlatBackprop
import Foundation

extension Mutants {
  private static let polar = Site("14-features", "polarTransform")
  private static let colors = Site("14-features", "colorHistogram")
  private static let count = Site("14-features", "orientedGradientCount")
  private static let gradients = Site("14-features", "orientedGradients")

  static let featuresMistakes: [Mutant] =
    polarMistakes + colorMistakes + gradientMistakes + wordsMistakes

  private static let polarMistakes: [Mutant] = [
    polar.mistake("radius", "no root", cause: "the square of what it should be") {
      pow($0["points"], 2).sum(axis: 1)
    },
    polar.mistake("radius", "around the corners", cause: "") { abs($0["points"]).sum(axis: 1) },
    polar.mistake(
      "angle", "x before y", cause: "the two columns of \"points\" are exchanged"
    ) {
      atan2($0.coordinate(0), $0.coordinate(1))
    },
    polar.mistake("angle", "the arctangent of the quotient", cause: "") {
      ($0.coordinate(1) / $0.coordinate(0)).map { atan($0) }
    },
    polar.mistake("angle", "in degrees", cause: "57.2958 times") {
      atan2($0.coordinate(1), $0.coordinate(0)) * 180 / .pi
    },
    polar.mistake("polar", "not transposed", cause: "it is transposed") {
      Tensor(stacking: [$0["radius"], $0["angle"]])
    },
    polar.mistake("polar", "the angle first", cause: "it is reversed along axis 1") {
      Tensor(stacking: [$0["angle"], $0["radius"]]).transposed()
    },
  ]

  private static let colorMistakes: [Mutant] = [
    colors.mistake("largest", "the mean", cause: "this is the mean of \"images\" along axis 1") {
      values in
      (values.channel(0) + values.channel(1) + values.channel(2)) / 3
    },
    colors.mistake("largest", "no blue", cause: "") { max($0.channel(0), $0.channel(1)) },
    colors.mistake("chroma", "the smallest", cause: "does not use \"largest\"") {
      min($0.channel(0), min($0.channel(1), $0.channel(2)))
    },
    colors.mistake("hue", "sixths of the circle", cause: "1/60 times") {
      $0.hue() / 60
    },
    colors.mistake("hue", "negative", cause: "360 too small") { $0.hue(wraps: false) },
    colors.mistake("hue", "green at 0", cause: "") { $0.hue(green: 0) },
    colors.mistake("hue", "not over chroma", cause: "does not use \"chroma\"") {
      $0.hue(overChroma: false)
    },
    colors.mistake("members", "grey is red", cause: "does not use \"chroma\"") {
      $0.members(inColorOnly: false)
    },
    colors.mistake("members", "both ends", cause: "") { $0.members(endsIncluded: true) },
    colors.mistake("members", "as strong as the color", cause: "a factor of \"chroma\" too many") {
      $0.members() * $0["chroma"].expand(axis: 0, count: $0.integer("bins"))
    },
    colors.mistake("histogram", "not shared", cause: "H·W times too large") {
      $0["members"].sum(axis: 2).transposed()
    },
    colors.mistake("histogram", "of the pixels in color", cause: "is it scaled as it should be?") {
      let counts = $0["members"].sum(axis: 2).transposed()
      return counts / max(counts.sum(axis: 1), 1).expand(axis: 1, count: counts.shape[1])
    },
    colors.mistake("histogram", "a bin a row", cause: "it is transposed") {
      $0["members"].sum(axis: 2) / Double($0["members"].shape[2])
    },
  ]

  private static let gradientMistakes: [Mutant] = [
    count.mistake("cells", "rounded up", cause: "") {
      let cell = $0["cell"].scalar
      return Tensor(($0["height"].scalar / cell).rounded(.up) * ($0["width"].scalar / cell))
    },
    count.mistake("cells", "of all the area", cause: "only on cases where \"cell\" is 1") {
      Tensor(Double($0.integer("height") * $0.integer("width") / $0.integer("cell")))
    },
    count.mistake("numbers", "without the bins", cause: "bins times too small") {
      $0["cells"]
    },
    gradients.mistake("gray", "the sum", cause: "C times too large") { $0["images"].sum(axis: 1) },
    gradients.mistake("gray", "the first channel", cause: "") {
      $0["images"].slice(axis: 1, at: 0)
    },
    gradients.mistake("gx", "black beyond the border", cause: "") {
      $0.slope(across: 1, down: 0, repeatsBorder: false)
    },
    gradients.mistake("gx", "left minus right", cause: "its sign is wrong") {
      $0.slope(across: -1, down: 0)
    },
    gradients.mistake("gx", "halved", cause: "2 times too small") {
      $0.slope(across: 1, down: 0) / 2
    },
    gradients.mistake("gy", "across", cause: "this is the value of \"gx\"") {
      $0.slope(across: 1, down: 0)
    },
    gradients.mistake("gy", "upwards", cause: "its sign is wrong") {
      $0.slope(across: 0, down: -1)
    },
    gradients.mistake("strength", "no root", cause: "the square of what it should be") {
      $0["gx"] * $0["gx"] + $0["gy"] * $0["gy"]
    },
    gradients.mistake(
      "strength", "around the corners",
      cause: "where the root of the sum of their squares belongs"
    ) {
      abs($0["gx"]) + abs($0["gy"])
    },
    gradients.mistake("direction", "x before y", cause: "\"gx\" and \"gy\" are swapped") {
      folded(atan2($0["gx"], $0["gy"]) * 180 / .pi)
    },
    gradients.mistake("direction", "in radians", cause: "0.0174533 times") {
      folded(atan2($0["gy"], $0["gx"]) * 180 / .pi) * .pi / 180
    },
    gradients.mistake("direction", "all around", cause: "180 too large") {
      (atan2($0["gy"], $0["gx"]) * 180 / .pi).map { $0 < 0 ? $0 + 360 : $0 }
    },
    gradients.mistake("direction", "180 kept", cause: "") {
      (atan2($0["gy"], $0["gx"]) * 180 / .pi).map { $0 < 0 ? $0 + 180 : $0 }
    },
    gradients.mistake("votes", "one a pixel", cause: "does not use \"strength\"") {
      $0.votes(.ones($0["strength"].shape))
    },
    gradients.mistake(
      "votes", "bins of the whole circle", cause: "twice \"direction\" in its place"
    ) {
      $0.votes($0["strength"], circle: 360)
    },
    gradients.mistake("histograms", "means", cause: "cell·cell times too small") {
      $0.histograms / pow($0["cell"].scalar, 2)
    },
    gradients.mistake("lengths", "no root", cause: "the square of what it should be") {
      ($0["histograms"] * $0["histograms"]).sum(axis: 1) + 0.01
    },
    gradients.mistake(
      "lengths", "flat cells are 0 long", cause: "under the root there is 0.01 too little"
    ) {
      sqrt(($0["histograms"] * $0["histograms"]).sum(axis: 1))
    },
    gradients.mistake("lengths", "the votes", cause: "") { $0["histograms"].sum(axis: 1) + 0.1 },
    gradients.mistake("features", "not scaled", cause: "does not use \"lengths\"") {
      $0["histograms"].reshaped($0.featureShape)
    },
    gradients.mistake(
      "features", "multiplied", cause: "are multiplied, but should be divided"
    ) {
      ($0["histograms"] * $0.expandedLengths).reshaped($0.featureShape)
    },
    gradients.mistake("features", "one length for all", cause: "") {
      ($0["histograms"] / $0["lengths"].sum()).reshaped($0.featureShape)
    },
  ]

  static let featuresVariants = pictureVariants + wordsVariants

  private static let pictureVariants: [Mutant] = [
    polar.variant("radius", "by the power") { sqrt(pow($0["points"], 2).sum(axis: 1)) },
    polar.variant("angle", "point by point") { values in
      let points = values["points"]
      return Tensor((0..<points.shape[0]).map { atan2(points[$0, 1], points[$0, 0]) })
    },
    polar.variant("polar", "by loops") { values in
      let (radius, angle) = (values["radius"], values["angle"])
      return Tensor((0..<radius.count).map { [radius[$0], angle[$0]] })
    },
    colors.variant("largest", "along the channels") { values in
      let images = values["images"]
      return images.max(axis: 1).reshaped([images.shape[0], images.count / images.shape[0] / 3])
    },
    colors.variant("members", "by the bin's number") { values in
      let (hue, bins) = (values["hue"], values.integer("bins"))
      let width = 360 / Double(bins)
      return Tensor(
        stacking: (0..<bins).map { k in
          (hue / width).map { $0.rounded(.down) == Double(k) ? 1 : 0 } * (values["chroma"] .> 0)
        })
    },
    colors.variant("histogram", "by loops") { values in
      let members = values["members"]
      let (bins, n, pixels) = (members.shape[0], members.shape[1], members.shape[2])
      var histogram = Tensor.zeros([n, bins])
      for bin in 0..<bins {
        for image in 0..<n {
          for pixel in 0..<pixels {
            histogram[image, bin] += members[bin, image, pixel] / Double(pixels)
          }
        }
      }
      return histogram
    },
    gradients.variant("gx", "as a convolution of padded images") { $0.slope(across: 1, down: 0) },
    gradients.variant("direction", "by the remainder") {
      (atan2($0["gy"], $0["gx"]) * (180 / .pi) + 180)
        .map { $0.truncatingRemainder(dividingBy: 180) }
    },
    gradients.variant("histograms", "by loops") { values in
      let (votes, cell) = (values["votes"], values.integer("cell"))
      let (rows, columns) = (votes.shape[2] / cell, votes.shape[3] / cell)
      var histograms = Tensor.zeros([votes.shape[0] * rows * columns, votes.shape[1]])
      for image in 0..<votes.shape[0] {
        for bin in 0..<votes.shape[1] {
          for row in 0..<(rows * cell) {
            for column in 0..<(columns * cell) {
              let place = (image * rows + row / cell) * columns + column / cell
              histograms[place, bin] += votes[image, bin, row, column]
            }
          }
        }
      }
      return histograms
    },
    gradients.variant("lengths", "by the power") {
      pow(pow($0["histograms"], 2).sum(axis: 1) + 0.01, 0.5)
    },
    gradients.variant("features", "by the reciprocal") {
      ($0["histograms"] * (1 / $0["lengths"]).expand(axis: 1, count: $0.integer("bins")))
        .reshaped($0.featureShape)
    },
  ]
}

/// Degrees brought into 0 to 180.
private func folded(_ degrees: Tensor) -> Tensor {
  degrees.map { $0 < 0 ? $0 + 180 : $0 == 180 ? 0 : $0 }
}
