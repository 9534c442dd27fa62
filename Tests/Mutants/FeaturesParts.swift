import FlatBackprop

// Parts of the lines of 14 that are planted with something changed.

extension Values {
  /// The first or the second number of every point.
  func coordinate(_ axis: Int) -> Tensor { self["points"].slice(axis: 1, at: axis) }

  /// A channel of every image, an image a row.
  func channel(_ index: Int) -> Tensor {
    let images = self["images"]
    return images.slice(axis: 1, at: index)
      .reshaped([images.shape[0], images.shape[2] * images.shape[3]])
  }

  func hue(wraps: Bool = true, green: Double = 120, overChroma: Bool = true) -> Tensor {
    let (red, greens, blue) = (channel(0), channel(1), channel(2))
    let (largest, chroma) = (self["largest"], self["chroma"])
    var hue = Tensor.zeros(largest.shape)
    for place in 0..<hue.count {
      let index = hue.index(at: place)
      let (r, g, b) = (red[index], greens[index], blue[index])
      guard !overChroma || chroma[index] > 0 else { continue }
      let c = overChroma ? chroma[index] : 1
      let degrees =
        r == largest[index]
        ? 60 * (g - b) / c
        : g == largest[index] ? green + 60 * (b - r) / c : 240 + 60 * (r - g) / c
      hue[index] = wraps && degrees < 0 ? degrees + 360 : degrees
    }
    return hue
  }

  func members(inColorOnly: Bool = true, endsIncluded: Bool = false) -> Tensor {
    let (hue, bins) = (self["hue"], integer("bins"))
    let width = 360 / Double(bins)
    return Tensor(
      stacking: (0..<bins).map { k in
        let end = Double(k + 1) * width
        let isInside = (hue .>= Double(k) * width) * (endsIncluded ? hue .<= end : hue .< end)
        return inColorOnly ? isInside * (self["chroma"] .> 0) : isInside
      })
  }

  /// How the brightness rises over the pixels on either side.
  func slope(across: Int, down: Int, repeatsBorder: Bool = true) -> Tensor {
    let gray = self["gray"]
    let (h, w) = (gray.shape[1], gray.shape[2])
    func brightness(_ image: Int, _ row: Int, _ column: Int) -> Double {
      let (inRow, inColumn) = (max(0, min(row, h - 1)), max(0, min(column, w - 1)))
      if !repeatsBorder, (inRow, inColumn) != (row, column) { return 0 }
      return gray[image, inRow, inColumn]
    }
    var slope = Tensor.zeros(gray.shape)
    for place in 0..<slope.count {
      let index = slope.index(at: place)
      let (image, row, column) = (index[0], index[1], index[2])
      slope[index] =
        brightness(image, row + down, column + across)
        - brightness(image, row - down, column - across)
    }
    return slope
  }

  /// Votes of some weight for the bins of a half circle.
  func votes(_ weights: Tensor, circle: Double = 180) -> Tensor {
    let (direction, bins) = (self["direction"], integer("bins"))
    let width = circle / Double(bins)
    let maps = (0..<bins).map { k in
      weights * (direction .>= Double(k) * width) * (direction .< Double(k + 1) * width)
    }
    return Tensor(stacking: maps).permuted([1, 0, 2, 3])
  }

  /// The votes of each cell.
  var histograms: Tensor {
    let (votes, cell) = (self["votes"], integer("cell"))
    let windows = votes.columns(height: cell, width: cell, stride: cell)
    return windows.reshaped([windows.shape[0], votes.shape[1], cell * cell]).sum(axis: 2)
  }

  var expandedLengths: Tensor { self["lengths"].expand(axis: 1, count: integer("bins")) }

  var featureShape: [Int] {
    let n = self["images"].shape[0]
    return [n, self["histograms"].count / n]
  }
}
