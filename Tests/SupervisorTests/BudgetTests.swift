import Testing

@testable import Supervisor

@Suite("What an assignment may use up")
struct BudgetTests {
  @Test("Its time by the clock is longer where others are busy, and has an end there, too")
  func crowding() {
    var limits = Limits()
    limits.secondsInAssignment = 60
    let (alone, crowded) = (Budget(limits) { 1 }, Budget(limits) { 4 })
    for budget in [alone, crowded] { budget.noteWaiting(61) }
    #expect(alone.whatIsSpent?.hasSuffix("60 seconds") == true)
    #expect(crowded.whatIsSpent == nil)
    crowded.noteWaiting(180)
    #expect(crowded.whatIsSpent != nil)
  }

  @Test("Messages and their bytes are counted, however long they take")
  func messages() {
    var limits = Limits()
    (limits.messages, limits.bytes) = (2, 100)
    let (many, long) = (Budget(limits), Budget(limits))
    for _ in 0..<3 { many.noteMessage(1) }
    long.noteMessage(101)
    #expect(many.whatIsSpent?.hasSuffix("2 messages") == true)
    #expect(long.whatIsSpent?.hasSuffix("100 bytes") == true)
  }
}
