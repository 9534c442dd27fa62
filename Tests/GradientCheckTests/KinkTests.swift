import Numerics
import Testing

@Suite("Differences: kinks")
struct KinkTests {
  @Test(
    "next to a kink the right derivative passes, and the other side's does not",
    arguments: KinkedFunction.family)
  func beside(_ function: KinkedFunction) {
    let trial = KinkTrial(of: function)
    #expect(trial.points > 100)
    #expect(trial.rightCalledWrong == [])
    #expect(trial.uncertain == [])
    #expect(trial.wrongAccepted.filter { abs($0) > function.resolution } == [])
  }

  @Test(
    "at a kink every derivative between the two sides passes, and no other",
    arguments: KinkedFunction.family)
  func at(_ function: KinkedFunction) {
    let trial = KinkTrial(of: function)
    #expect(trial.subgradientsRefused == [])
    #expect(trial.outsidersAccepted == [])
  }
}

extension KinkedFunction: CustomTestStringConvertible {
  public var testDescription: String { name }
}
