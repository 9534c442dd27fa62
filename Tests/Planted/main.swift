import Bank
import Host

// The solutions behind a pipe, with single lines planted in them: see Bank.
Host.serve(replacements: Bank.replacements)
