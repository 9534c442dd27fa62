import Testing
import Training

@Suite struct TrainOptionsTests {
  @Test func `A model's name alone takes the model's own numbers`() throws {
    let options = try Options(parsing: ["convnet"])
    #expect(options == Options(.convnet))
    #expect((options.seed, options.steps, options.batch ?? 0) == (1, 600, 32))
    #expect(try Options(parsing: ["svm"]).batch == nil)
  }

  @Test func `Flags set their numbers, with a space or with an equals sign`() throws {
    let options = try Options(
      parsing: [
        "softmax", "--seed", "7", "--steps=30", "--rate", "0.25", "--batch=8", "--reg", "0",
      ])
    #expect(options.model == .softmax)
    #expect((options.seed, options.steps, options.batch) == (7, 30, 8))
    #expect((options.rate, options.reg) == (0.25, 0))
  }

  @Test func `Files are named by flags, CIFAR-10's as often as there are files`() throws {
    let idx = try Options(parsing: ["convnet", "--images", "a", "--labels", "b", "--limit", "50"])
    #expect((idx.images, idx.labels, idx.limit) == ("a", "b", 50))
    let cifar = try Options(parsing: ["convnet", "--cifar10", "1.bin", "--cifar10=2.bin"])
    #expect(cifar.cifar10 == ["1.bin", "2.bin"])
    #expect(try Options(parsing: ["svm", "--out", "a=b.svg"]).out == "a=b.svg")
  }

  @Test(arguments: [
    ([], "Name a model to train."),
    (
      ["svn"],
      "\"svn\" is no model: svm, softmax, two-layer-net, sigmoid-net, convnet, recurrent, "
        + "vanishing, ring, features."
    ),
    (["svm", "--speed", "3"], "\"--speed\" is no flag."),
    (["svm", "extra"], "\"extra\" is no flag."),
    (["svm", "--steps"], "--steps takes a whole number from 1 on, and nothing follows it."),
    (["svm", "--steps", "0"], "--steps takes a whole number from 1 on, not \"0\"."),
    (["svm", "--steps", "2.5"], "--steps takes a whole number from 1 on, not \"2.5\"."),
    (["svm", "--rate", "-1"], "--rate takes a number above 0, not \"-1\"."),
    (["svm", "--rate", "nan"], "--rate takes a number above 0, not \"nan\"."),
    (["svm", "--rate", "inf"], "--rate takes a number above 0, not \"inf\"."),
    (["svm", "--rate="], "--rate takes a number above 0, not \"\"."),
    (["svm", "--seed", "-1"], "--seed takes a whole number, not \"-1\"."),
    (["svm", "--batch", "x"], "--batch takes a whole number from 1 on, not \"x\"."),
    (["convnet", "--net", "deep"], "--net takes small or lecture, not \"deep\"."),
    (
      ["convnet", "--epochs", "2", "--steps=9"],
      "--epochs and --steps both say how long to train: name one of them."
    ),
    (["svm", "--images", "a"], "--images means nothing to svm."),
    (["vanishing", "--steps", "9"], "--steps means nothing to vanishing."),
    (["features", "--rate", "0.1"], "--rate means nothing to features."),
    (["features", "--limit", "9"], "--limit takes a whole number from 10 on, not \"9\"."),
    (["ring", "--cifar10", "a"], "--cifar10 means nothing to ring."),
    (
      ["recurrent", "--length", "201"], "--length takes a whole number from 1 to 200, not \"201\"."
    ),
    (["convnet", "--images", "a"], "--images and --labels come together: a file of each."),
    (
      ["convnet", "--images", "a", "--labels", "b", "--cifar10", "c"],
      "--cifar10 and --images are two sources of images: name one of them."
    ),
  ])
  func `A command line that cannot be followed is told why`(
    arguments: [String], sentence: String
  ) {
    let error = #expect(throws: UsageError.self) { try Options(parsing: arguments) }
    #expect(error?.description == sentence)
  }

  @Test func `Epochs take the place of steps, a last batch that is not full included`() throws {
    let options = try Options(parsing: ["convnet", "--epochs", "3", "--batch", "32"])
    #expect(options.stepsPerEpoch(of: 100) == 4)
    #expect(options.steps(on: 100) == 12)
    #expect(Options(.convnet).steps(on: 100) == 600)
    #expect(Options(.svm).stepsPerEpoch(of: 300) == 1)
  }

  @Test func `A network is chosen, and parameters kept and taken, by a flag each`() throws {
    let options = try Options(
      parsing: ["convnet", "--net", "lecture", "--save", "a", "--load=b"])
    #expect((options.net, options.save, options.load) == (.lecture, "a", "b"))
    #expect(Options(.convnet).net == .small)
    #expect(Options(.convnet).limit == nil)
  }

  @Test func `The usage names each model and each flag, within 100 columns`() {
    let usage = UsageError.usage
    for model in Model.allCases { #expect(usage.contains("  \(model.rawValue) ")) }
    for flag in ["--seed", "--steps", "--rate", "--batch", "--images", "--labels", "--cifar10"] {
      #expect(usage.contains("  \(flag) "))
    }
    #expect(usage.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }
}
