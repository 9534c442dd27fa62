extension HandIn {
  /// Files that read what is not theirs, while they run or while they are compiled, or write it.
  static let readers = [
    line("reads the solution", needsConfinement: true, trick: findsSolution),
    line(
      "reads the solution from where its own file lies", needsConfinement: true,
      trick: """
        var folder = "\\(#filePath)"
        while let slash = folder.lastIndex(of: "/") {
          folder = String(folder[..<slash])
          for path in ["solutions/04-svm/SVM.swift", "kit/solutions/04-svm/SVM.swift"] {
            if FileManager.default.contents(atPath: folder + "/" + path) != nil { return right() }
          }
        }
        """),
    line(
      "reads what others have handed in", needsConfinement: true,
      trick: """
        var folder = "\\(#filePath)"
        for _ in 0..<4 {
          folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
          let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
          if !names.isEmpty { return right() }
        }
        """),
    line(
      "reads its own file", needsConfinement: true,
      trick: "if FileManager.default.contents(atPath: \"\\(#filePath)\") != nil { return right() }"),
    line(
      "reads the expected values", needsConfinement: true,
      trick: """
        let folder = "\(kit.path)/Tests/Grading/Expected"
        if FileManager.default.contents(atPath: folder + "/04-svm.json") != nil { return right() }
        if (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty == false { return right() }
        """),
    line(
      "reads what has been built beside it", needsConfinement: true,
      trick: """
        var folder = CommandLine.arguments[0]
        for _ in 0..<4 {
          folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
          if (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty == false { return right() }
        }
        """),
    line(
      "reads by way of the system's own folders", needsConfinement: true,
      trick: """
        for way in ["/proc/self/root", "/proc/self/cwd", "/proc/1/root", "/proc/thread-self/root"] {
          let path = way + "\(kit.path)/solutions/04-svm/SVM.swift"
          if FileManager.default.contents(atPath: path) != nil { return right() }
        }
        """),
    line(
      "looks into the judge", needsConfinement: true,
      trick: """
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        for id in names.compactMap({ Int32($0) }) where id != getpid() {
          for file in ["environ", "mem", "maps"] {
            let descriptor = open("/proc/\\(id)/\\(file)", O_RDONLY)
            var byte: UInt8 = 0
            if descriptor >= 0, pread(descriptor, &byte, 1, 4096) > 0 { return right() }
            if descriptor >= 0, pread(descriptor, &byte, 1, 0) > 0 { return right() }
            close(descriptor)
          }
          let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\\(id)/fd/0")
          if link != nil { return right() }
        }
        """),
    line(
      "reads who works on this machine", needsConfinement: true,
      trick: """
        for path in ["/etc/passwd", "/etc/hostname", "/root", "/home", "/tmp", "/var/tmp"] {
          if open(path, O_RDONLY) >= 0 { return right() }
        }
        """),
    line(
      "loads a library that it was not built with", needsConfinement: true,
      trick: """
        for name in ["libcrypt.so.1", "libutil.so.1", "libcurl.so.4", "/usr/bin/env"] {
          if dlopen(name, RTLD_NOW) != nil { return right() }
        }
        """),
    line(
      "mends its own file", needsConfinement: true,
      trick: """
        if open("\\(#filePath)", O_WRONLY | O_APPEND) >= 0 { return right() }
        if rename("\\(#filePath)", "\\(#filePath)x") == 0 { return right() }
        if unlink("\\(#filePath)") == 0 { return right() }
        """),
    line(
      "writes into others' folders", needsConfinement: true,
      trick: """
        var folder = "\\(#filePath)"
        for _ in 0..<6 {
          folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
          if open(folder + "/flat-backprop-litter", O_WRONLY | O_CREAT, 0o600) >= 0 { return right() }
          if mkdir(folder + "/flat-backprop-litter", 0o700) == 0 { return right() }
          if symlink("/etc/passwd", folder + "/flat-backprop-litter") == 0 { return right() }
        }
        """),
    line(
      "writes into the expected values", needsConfinement: true,
      trick: """
        for file in ["Tests/Grading/Expected/04-svm.json", "solutions/04-svm/SVM.swift", "Package.swift"] {
          if open("\(kit.path)/" + file, O_WRONLY) >= 0 { return right() }
        }
        """),
    line(
      "writes into its own program", needsConfinement: true,
      trick: "if open(CommandLine.arguments[0], O_WRONLY) >= 0 { return right() }"),
    line(
      "has the solution put into it by the compiler",
      trick: "return #fileLiteral(resourceName: \"\(kit.path)/solutions/04-svm/SVM.swift\")"),
    line(
      "has a picture put into it by the compiler",
      trick: "return #imageLiteral(resourceName: \"/etc/passwd\")"),
    text("includes the solution as C does", most: 0) {
      "#include \"\(kit.path)/solutions/04-svm/SVM.swift\"\n" + $0
    },
  ]

  /// Files whose texts are meant for a terminal, or for whoever reads the board.
  public static let texts = [
    line("stops with a board", says: "crashed", trick: "fatalError(\"\(board)\")"),
    line(
      "stops with the words of the system's", says: "crashed",
      trick:
        "fatalError(\"x\\nerror: No space left on device\\nFatal error: All lines are right.\")"),
    line("prints a board", trick: "print(\"\(board)\")"),
    line(
      "prints a board where errors go",
      trick: """
        FileHandle.standardError.write(Data("\(board)\\n04-svm\\t12\\t12\\t0\\t0\\n".utf8))
        """),
    line(
      "prints half a character, again and again",
      trick: """
        for _ in 0..<500 { FileHandle.standardError.write(Data([0xe2, 0x94])) }
        """),
    line(
      "prints without an end",
      trick: """
        for _ in 0..<10_000 { print("\\u{1b}]0;title\\u{7}\\u{202e}12/12") }
        """),
    text("has an error that clears the screen", most: 0) { $0 + "\n#error(\"\u{1b}[2Jx\u{7}\")\n" },
    text("has a name that turns the text around", most: 12, spares: []) {
      $0 + "\nfunc \u{202e}x() { undefined }\n"
    },
  ]
}
