import Bank
import Host

// The solutions behind a pipe, with single lines planted in them, and functions that are not as the
// assignment asks for: see Bank.
Host.serve(
  replacements: Bank.replacements.merging(Bank.hostileReplacements) { one, _ in one },
  others: Bank.oddFunctions)
