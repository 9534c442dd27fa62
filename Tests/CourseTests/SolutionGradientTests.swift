import Course
import FlatBackprop
import Testing

@Suite("The solutions, line by line")
struct SolutionGradientTests {
  @Test("give the gradients that differences of the loss give", arguments: GradedCall.course)
  func gradients(_ graded: GradedCall) throws {
    let inputs = graded.inputs
    let run = try graded.run()
    var kinks = 0
    for line in run.backward {
      let name = LineName(String(line.base.dropFirst()), step: line.step)
      let isLine = run.forward.contains(name)
      let variable = try #require(
        isLine ? run.values[name] : inputs["\(name)"], "\(line) of nothing")
      let gradient = try #require(run.values[line])
      try #require(gradient.shape == variable.shape, "\(line)")
      var wrong: [String] = []
      for (place, value) in gradient.elements.enumerated() {
        let slopes = try graded.slopes(of: name, at: place, after: run)
        if slopes.isKink { kinks += 1 }
        if !slopes.allow(value) {
          wrong.append("\(variable.index(at: place)) is \(value), but there are \(slopes)")
        }
      }
      #expect(wrong.isEmpty, "\(line)")
    }
    // Only the cases that are called so may stand at a kink; there, a gradient is not unique.
    let name = graded.gradedCase.name
    #expect((kinks > 0) == (name.contains("kink") || name == "a tie"), "\(kinks) kinks")
  }

  @Test("are each tried on three cases at least")
  func cases() {
    for function in Course.assignments.flatMap(\.functions) {
      #expect(function.cases.count >= 3, "\(function.name)")
    }
  }

  @Test("keep to the contract", arguments: contract.keys.sorted())
  func lines(of function: String) throws {
    let cases = GradedCall.all(function)
    #expect(!cases.isEmpty)
    for graded in cases {
      let run = try graded.run()
      let lines = [run.forward, run.backward].map { $0.map { "\($0)" }.joined(separator: " ") }
      #expect(
        lines.joined(separator: " | ") == Self.contract[function], "\(graded.gradedCase.name)")
    }
  }

  /// The names that other code relies on: each function's lines, `forward | backward`.
  static let contract = [
    "sumTimes": "q f | df dq dz dx dy",
    "neuron": "s0 s1 s2 s3 output | doutput ds3 dw2 ds2 ds0 ds1 dw1 dx1 dw0 dx0",
    "neuronInPieces":
      "s negated exponential denominator output "
      + "| doutput ddenominator dexponential dnegated ds dw2 dw1 dx1 dw0 dx0",
    "gates": "product larger total f | df dtotal dlarger dproduct dw dz dy dx",
    "squaredNorm": "q f | dq dw dx",
    "sigmoidLayer": "out | dx",
    "tanhLayer": "out | dx",
    "reluLayer": "out | dx",
    "leakyReLULayer": "out | dx",
    "preluLayer": "out | dx dalpha",
    "eluLayer": "out | dx",
    "seluLayer": "out | dx",
    "softplusLayer": "out | dx",
    "matrixProduct": "y | dx dw",
    "linearLayer": "products biases out | dproducts dbiases db dw dx",
    "meanSquaredError":
      "predictions residuals squares loss | dsquares dresiduals dpredictions db dw dx",
    "svmLoss":
      "scores correctScores margins hinge dataLoss regLoss loss "
      + "| dhinge dmargins dcorrectScores dscores dw",
    "softmaxLoss":
      "scores maxima shifted exps sums probabilities logLikelihoods dataLoss regLoss loss "
      + "| dloss dregLoss ddataLoss dlogLikelihoods dprobabilities dsums dexps dshifted dmaxima "
      + "dscores dw",
    "softmaxLossFused": "scores logProbabilities dataLoss regLoss loss | dscores dw",
    "softmaxFunction": "out | dscores",
    "twoLayerNet":
      "preactivation hidden scores probabilities dataLoss regLoss loss "
      + "| dscores dw2 db2 dhidden dpreactivation dw1 db1",
    "sigmoidNet": "hidden predictions loss | dpredictions dw2 dhidden dw1",
    "batchMean": "out | dx",
    "batchNorm":
      "mean centered squares variance std inverseStd normalized out "
      + "| dbeta dgamma dnormalized dinverseStd dstd dvariance dsquares dcentered dmean dx",
    "batchNormFused":
      "mean variance inverseStd normalized out | dbeta dgamma dnormalized dx",
    "updateRunningAverages": "mean variance updatedMean updatedVariance | ",
    "batchNormInference": "inverseStd normalized out | dbeta dgamma dnormalized dx",
    "convolveByLoops": "out | dx dw db",
    "convolve": "padded columns products out | dproducts db dw dcolumns dpadded dx",
    "maxPool": "windows out | dwindows dx",
    "perceptronStep": "net output error newW newB | ",
    "adalineStep": "output error newW newB loss | derror doutput dw db",
    "stepNet": "nets hidden predictions loss | dpredictions dw2 dhidden dnets dw1",
    "twoLayerStep":
      "hidden output errors outputDeltas hiddenDeltas newW2 newW1 loss "
      + "| derrors doutput dw2 dhidden dw1",
    "polarTransform": "radius angle polar | ",
    "colorHistogram": "largest chroma hue members histogram | ",
    "orientedGradientCount": "cells numbers | ",
    "orientedGradients":
      "gray gx gy strength direction votes histograms lengths features | ",
    "squaredDistancesByLoops": "distances | ",
    "squaredDistances": "aSquares bSquares products distances | ",
    "imagePatches": "windows means patches | ",
    "codebookStep": "distances nearest counts sums newWords | ",
    "codebook": "finalWords | ",
    "bagOfWords": "patches distances nearest histogram | ",
    "nearestNeighbors": "distances neighbors votes predictions | ",
  ]
}
