/// The order in which hypotheses are tried, the most telling first. Those that say more come before
/// those that say less, and those that cannot agree by accident before those that can: first what is
/// wrong with all of the value or with a path, then where variables are exchanged, then other
/// functions, then factors and numbers that were fitted, and at last conditions and what rivals have in
/// common.
enum Rank: Int, CaseIterable {
  case precision
  case whole
  case steps
  case paths
  case size
  case sizeProduct
  case otherSize
  case spread
  case axes
  case labels
  case masks
  case exchanges
  case twice
  case functions
  case surplusFactors
  case otherFunctions
  case unread
  case substitution
  case variables
  case disproportions
  case unreadSettings
  case derivatives
  case inverses
  case innerFunctions
  case smaller
  case numbers
  case halves
  case misplaced
  case overwritten
  case conditions
  case unreadLabels
  case terms
  case multiple
  case stepCases
  case optionCases
  case pairCases
  case sizeCases
  case strayTerms
  case added
  case offsets
  case rowSums
  case local
  case crossed

  /// What rivals may have in common, which is said in their place.
  static let fallbacks: [Rank] = [.crossed, .twice, .multiple, .unread, .unreadLabels, .local]
}
