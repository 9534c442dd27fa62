import Testing

// Made by `swift run kit lists` from the table in Package.swift: change that, not this.

@Suite(.board)
struct Grading {
  // One test an assignment, named as its folder: `swift test --filter 04` grades 04-svm alone.
  //
  // A filter is searched for in the whole of a test's identifier, in which the number of its
  // line stands too: "10" would also find a test in line 10. So no test stands in a line whose
  // number holds that of another assignment.
  //
  // The work is done in Grader, which records what is wrong as issues in the student's own
  // file, and the table at the end is Board.

  @Test func `00 warm-up`() { AssignmentTest.grade("00-warm-up") }
  @Test func `01 gates`() { AssignmentTest.grade("01-gates") }
  @Test func `02 activations`() { AssignmentTest.grade("02-activations") }
  @Test func `03 linear`() { AssignmentTest.grade("03-linear") }
  @Test func `04 svm`() { AssignmentTest.grade("04-svm") }
  @Test func `05 softmax`() { AssignmentTest.grade("05-softmax") }
  @Test func `06 two-layer-net`() { AssignmentTest.grade("06-two-layer-net") }
  @Test func `07 batch-statistics`() { AssignmentTest.grade("07-batch-statistics") }
  @Test func `08 convolution`() { AssignmentTest.grade("08-convolution") }
  @Test func `09 max-pool`() { AssignmentTest.grade("09-max-pool") }
  @Test func `10 modular`() { AssignmentTest.grade("10-modular") }
  @Test func `11 convnet`() { AssignmentTest.grade("11-convnet") }
  @Test func `12 recurrent`() { AssignmentTest.grade("12-recurrent") }
  @Test func `13 before-backprop`() { AssignmentTest.grade("13-before-backprop") }
  @Test func `14 features`() { AssignmentTest.grade("14-features") }
}
