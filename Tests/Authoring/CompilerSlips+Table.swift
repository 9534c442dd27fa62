extension CompilerSlip {
  /// The slips that beginners make, in the order of the page.
  public static let all: [CompilerSlip] = [
    // A number where a tensor belongs, and the other way round.
    CompilerSlip(
      "let sums = stage.sums { x.sum() }",
      meant: "let sums = stage.sums { x.sum(axis: 0) }", says: "sum(axis: 0)"),
    CompilerSlip(
      "let share = stage.share { 1 / Double(n) }",
      meant: "let share = stage.share { Tensor(repeating: 1 / Double(n), shape: x.shape) }",
      says: "Tensor(repeating: 0.5, shape: x.shape)"),
    CompilerSlip(
      "let ds = stage.ds { 1 }", meant: "let ds = stage.ds { Tensor.ones(x.shape) }",
      says: "Tensor(repeating: 1, shape: x.shape)"),
    CompilerSlip(
      "let ds = stage.ds { x.elements.map { 2 * $0 } }", meant: "let ds = stage.ds { 2 * x }",
      says: "Tensor(shape: x.shape, list)"),
    CompilerSlip(
      "let net: Double = stage.net { (x * w) + reg }",
      meant: "let net: Double = stage.net { (x * w).sum() + reg }", says: "x.sum()"),
    CompilerSlip(
      "let loss = stage.loss { x / Double(n) }",
      meant: "let loss = stage.loss { x.sum() / Double(n) }", says: "x.sum()"),
    CompilerSlip(
      "let s: Double = stage.s { Double(x) * 2 }", meant: "let s: Double = stage.s { x.sum() * 2 }",
      says: "x.sum()"),
    CompilerSlip(
      "let net = stage.net { (x * w).sum() + reg }",
      meant: "let net: Double = stage.net { (x * w).sum() + reg }", says: "let loss: Double ="),

    // Whole numbers.
    CompilerSlip(
      "let loss = stage.loss { x.sum() / n }",
      meant: "let loss = stage.loss { x.sum() / Double(n) }", says: "Double(n)"),
    CompilerSlip(
      "let out = stage.out { x.matmul(w) / n + 2 * reg * x }",
      meant: "let out = stage.out { x.matmul(w) / Double(n) + 2 * reg * x }",
      says: "Double(n)"),
    CompilerSlip(
      "let dx = stage.dx { 2 * n * x }", meant: "let dx = stage.dx { 2 * Double(n) * x }",
      says: "Double(n)"),
    CompilerSlip(
      "let dx = stage.dx { 1 / n * x + reg * w * (1 - reg) }",
      meant: "let dx = stage.dx { 1 / Double(n) * x + reg * w * (1 - reg) }",
      says: "1 / Double(n)"),
    CompilerSlip(
      "let mean: Double = stage.mean { n }", meant: "let mean: Double = stage.mean { Double(n) }",
      says: "Double(n)"),
    CompilerSlip(
      "let s: Double = stage.s { var s = 0; for i in 0..<n { s += b[i] }; return s }",
      meant: "let s: Double = stage.s { var s = 0.0; for i in 0..<n { s += b[i] }; return s }",
      says: "from 0.0"),
    CompilerSlip(
      "let out = stage.out { pow(x, n) }", meant: "let out = stage.out { pow(x, Double(n)) }",
      says: "Double(n)"),
    CompilerSlip(
      "let out = stage.out { Tensor(y) }",
      meant: "let out = stage.out { Tensor(y.map { Double($0) }) }",
      says: "Tensor(y.map { Double($0) })"),

    // Masks and powers.
    CompilerSlip(
      "let out = stage.out { x * (w > 0) }",
      meant: "let out = stage.out { x * (w .> 0) }", says: "margins .> 0"),
    CompilerSlip(
      "let mask = stage.mask { x == w }", meant: "let mask = stage.mask { x .== w }",
      says: "with a dot"),
    CompilerSlip(
      "let out = stage.out { if x > 0 { return x } else { return w } }",
      meant: "let out = stage.out { x * (x .> 0) + w * (x .<= 0) }",
      says: "margins .> 0"),
    CompilerSlip(
      "let loss = stage.loss { (x ** 2).sum() }", meant: "let loss = stage.loss { (x * x).sum() }",
      says: "x * x"),
    CompilerSlip(
      "let out = stage.out { x ^ 2 }", meant: "let out = stage.out { pow(x, 2) }",
      says: "pow(x, 2)"),

    // Axes, shapes and indices.
    CompilerSlip(
      "let s = stage.s { x.sum(axis: [0, 1]) }",
      meant: "let s = stage.s { x.sum(axis: 1).sum(axis: 0) }", says: "one axis at a time"),
    CompilerSlip(
      "let s = stage.s { x.sum(0) }", meant: "let s = stage.s { x.sum(axis: 0) }",
      says: "x.sum(axis: 0)"),
    CompilerSlip(
      "let s = stage.s { x.sum(axis: 1, keepdims: true) }",
      meant: "let s = stage.s { x.sum(axis: 1).expand(axis: 1, count: c) }",
      says: "expand(axis: 1, count: c)"),
    CompilerSlip(
      "let loss = stage.loss { x.sum }", meant: "let loss = stage.loss { x.sum() }",
      says: "x.sum()"),
    CompilerSlip(
      "let largest = stage.largest { x.max() }",
      meant: "let largest = stage.largest { x.max(axis: 1) }", says: "x.max(axis: 1)"),
    CompilerSlip(
      "let mean = stage.mean { x.mean(axis: 0) }",
      meant: "let mean = stage.mean { x.sum(axis: 0) / Double(n) }",
      says: "x.sum(axis: 0) / Double(x.shape[0])"),
    CompilerSlip(
      "let mean = stage.mean { x.sum(axis: 0) / Double(x.shape(0)) }",
      meant: "let mean = stage.mean { x.sum(axis: 0) / Double(x.shape[0]) }", says: "x.shape[0]"),
    CompilerSlip(
      "let mean = stage.mean { x.sum(axis: 0) / Double(x.size) }",
      meant: "let mean = stage.mean { x.sum(axis: 0) / Double(x.count) }", says: "x.count"),
    CompilerSlip(
      "let flat = stage.flat { x.reshape(n, c) }",
      meant: "let flat = stage.flat { x.reshaped([n, c]) }", says: "x.reshaped([n, d])"),
    CompilerSlip(
      "let biases = stage.biases { b.expand(axis: 0) }",
      meant: "let biases = stage.biases { b.expand(axis: 0, count: n) }",
      says: "expand(axis: 0, count: n)"),
    CompilerSlip(
      "let zeros = stage.zeros { Tensor.zeros(n, c) }",
      meant: "let zeros = stage.zeros { Tensor.zeros([n, c]) }", says: "Tensor.zeros([n, d])"),
    CompilerSlip(
      "let picked = stage.picked { x[y] }",
      meant: "let picked = stage.picked { x.gather(y) }", says: "x.gather(y)"),
    CompilerSlip(
      "let s: Double = stage.s { x[0][1] }",
      meant: "let s: Double = stage.s { x[0, 1] }", says: "x[i, j]"),
    CompilerSlip(
      "let first = stage.first { x[0...1] }", meant: "let first = stage.first { x.rows([0, 1]) }",
      says: "x.rows([0, 1])"),

    // Other libraries' words.
    CompilerSlip(
      "let out = stage.out { x.T.dot(w) }",
      meant: "let out = stage.out { x.transposed().matmul(w) }", says: "x.transposed()"),
    CompilerSlip(
      "let scores = stage.scores { x.dot(w) }", meant: "let scores = stage.scores { x.matmul(w) }",
      says: "x.matmul(w)"),
    CompilerSlip(
      "let exps = stage.exps { np.exp(x) }", meant: "let exps = stage.exps { exp(x) }",
      says: "exp(x)"),
    CompilerSlip(
      "let loss = stage.loss { np.power(x - w, 2).sum() / 2 }",
      meant: "let loss = stage.loss { pow(x - w, 2).sum() / 2 }", says: "not NumPy"),
    CompilerSlip(
      "let exps = stage.exps { x.exp() }", meant: "let exps = stage.exps { exp(x) }",
      says: "exp(x)"),
    CompilerSlip(
      "let out = stage.out { maximum(0, x) }", meant: "let out = stage.out { max(0, x) }",
      says: "max(0, x)"),
    CompilerSlip(
      "let loss = stage.loss { sum(x) }", meant: "let loss = stage.loss { x.sum() }",
      says: "x.sum()"),

    // Loops, and bodies of several statements.
    CompilerSlip(
      "let out = stage.out { var s = b; for i in stride(from: 0, to: n, by: 2) { s[i] = 1 }; return s }",
      meant:
        "let out = stage.out { var s = b; for i in Swift.stride(from: 0, to: n, by: 2) { s[i] = 1 }; return s }",
      says: "Swift.stride(from:to:by:)"),
    CompilerSlip(
      "let db = stage.db { var db = b; for i in 0..<n { db[i] += 1 } }",
      meant: "let db = stage.db { var db = b; for i in 0..<n { db[i] += 1 }; return db }",
      says: "missing return"),
    CompilerSlip(
      "let dw = stage.dw { let square = w * w; square + w }",
      meant: "let dw = stage.dw { let square = w * w; return square + w }", says: "missing return"),
    CompilerSlip(
      "let dw = stage.dw { print(w) }", meant: "let dw = stage.dw { print(w); return w }",
      says: "return dw"),
    CompilerSlip(
      "let dx = stage.dx { w -= x }", meant: "let dx = stage.dx { w - x }",
      says: "'w' is a 'let' constant"),
    CompilerSlip(
      "let out = stage.out { x[0, 0] = 1; return x }",
      meant: "let out = stage.out { var y = x; y[0, 0] = 1; return y }",
      says: "'x' is a 'let' constant"),
    CompilerSlip(
      "let scores = stage.scores(x.matmul(w))", meant: "let scores = stage.scores { x.matmul(w) }",
      says: "in braces"),
    CompilerSlip(
      "let out = stage.out { x * scale }", meant: "let out = stage.out { x * reg }",
      says: "cannot find 'scale' in scope"),

    // Not Swift at all: here the compiler has only its own words.
    CompilerSlip(
      "let scores = stage.scores { x @ w }", meant: "let scores = stage.scores { x.matmul(w) }",
      says: "consecutive statements"),
    CompilerSlip(
      "let out = stage.out { 2 x }", meant: "let out = stage.out { 2 * x }",
      says: "consecutive statements"),
    CompilerSlip(
      "let out = stage.out { (x + w * 2 }", meant: "let out = stage.out { (x + w) * 2 }",
      says: "expected"),
  ]

  /// Correct lines that are close to a slip: none of them may become an error.
  public static let right: [String] = [
    "let p: Double = stage.p { 1 / 2 }",
    "let p: Double = stage.p { 1 }",
    "let p: Double = stage.p { 2 * reg * Double(n) / 3 - 1 }",
    "let p: Double = stage.p { exp(reg) + log(reg) - sqrt(reg) * pow(reg, 2) / tanh(reg) }",
    "let p: Double = stage.p { max(0, reg) + min(1, abs(reg)) + atan2(reg, 1) + atan(reg) }",
    "let p: Double = stage.p { x[0, 0] > 0 ? 1 : 0 }",
    "let p: Double = stage.p { x == w ? 1 : 0 }",
    "let loss = stage.loss { -log(x.gather(y)).sum() / Double(n) + reg * (w * w).sum() }",
    "let loss = stage.loss { 0 }",
    "let out = stage.out { x.map { $0 > 0 ? $0 : reg * expm1($0) } }",
    "let out = stage.out { x.map { max(0, $0) + log1p(exp(-abs($0))) } }",
    "let out = stage.out { 1 / (1 + exp(-x.matmul(w) - b.expand(axis: 0, count: n))) }",
    "let out = stage.out { pow(x - w, 2) / 2 }",
    "let out = stage.out { if n > 1 { x } else { w } }",
    "let out = stage.out { n > 1 ? x : w }",
    "let out = stage.out { (0..<n).map { i in x.slice(axis: 0, at: i) }.reduce(b, +) }",
    "let out = stage.out { Tensor((0..<n).map { Double($0) / 2 }) }",
    "let out = stage.out { Tensor([1, 2, 3]) - Tensor([[1], [2]]).sum(axis: 1) }",
    "let out = stage.out { Tensor([0, 1]) .== Tensor([1, 1]) }",
    "let s = (0..<n).map { i in stage.s(step: i) { x * Double(i) } }; print(s)",
    "let out = stage.out { var sum = 0; for i in y { sum += i }; return x * Double(sum) }",
  ]
}
