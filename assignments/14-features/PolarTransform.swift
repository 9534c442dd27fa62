import FlatBackprop

// What image features and neighbors are made of has only forward lines: none of it is learned.

/// Points of the plane by their distance from the origin and their direction.
/// - Parameters:
///   - points: `[N, 2]`, x and y of a point in each row.
///   - stage: Runs the lines; leave it out to just compute.
/// - Returns: `[N, 2]`, radius and angle of a point in each row.
@discardableResult
public func polarTransform(points: Tensor, stage: Stage = Stage()) -> Tensor {
  requirePlane(points)
  // The first and the second number of every point: [N] each.
  let (x, y) = (points.slice(axis: 1, at: 0), points.slice(axis: 1, at: 1))

  // How far every point lies from the origin: [N].
  let radius = stage.radius { try todo() }
  // The angle of the arrow to every point in radians, above −π and up to π: 0 points to the right
  // and π/2 upwards; the origin has the angle 0: [N].
  let angle = stage.angle { try todo() }
  // A row for every point, its radius first: [N, 2].
  let polar = stage.polar { try todo() }
  return polar
}
