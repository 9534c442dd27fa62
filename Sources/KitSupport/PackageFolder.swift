import Foundation

/// The package as it lies on the disk of the machine that it was built on.
public enum PackageFolder {
  /// The folder of `Package.swift`. No other file derives it from its own path.
  public static let url = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
