import Foundation

/// The machine, in the words of its system.
enum Machine {
  static var description: String {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let model = info.split(separator: "\n").first { $0.hasPrefix("model name") }
      .flatMap { $0.split(separator: ":").last?.trimmingCharacters(in: .whitespaces) }
    return "\(cores) cores\(model.map { " of \($0)" } ?? ""), "
      + ProcessInfo.processInfo.operatingSystemVersionString
  }
}
