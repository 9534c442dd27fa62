import Foundation
import KitSupport
import MadeClass

/// What a submission costs in classes of several sizes.
struct CostTable {
  func write() throws {
    print("later")
  }
}
