// Made by `swift run kit lists` from the table in Package.swift: change that, not this.

extension Mutants {
  static let courseMistakes: [Mutant] = [
    warmUpMistakes,
    gatesMistakes,
    activationsMistakes,
    linearMistakes,
    svmMistakes,
    softmaxMistakes,
    twoLayerNetMistakes,
    batchStatisticsMistakes,
    convolutionMistakes,
    maxPoolMistakes,
    modularMistakes,
    convNetMistakes,
    recurrentMistakes,
    beforeBackpropMistakes,
    featuresMistakes,
  ].flatMap { $0 }

  static let courseVariants: [Mutant] = [
    warmUpVariants,
    gatesVariants,
    activationsVariants,
    linearVariants,
    svmVariants,
    softmaxVariants,
    twoLayerNetVariants,
    batchStatisticsVariants,
    convolutionVariants,
    maxPoolVariants,
    modularVariants,
    convNetVariants,
    recurrentVariants,
    beforeBackpropVariants,
    featuresVariants,
  ].flatMap { $0 }
}
