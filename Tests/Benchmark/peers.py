# What NumPy, torch and JAX take for the work that the kit is measured on. Reads a piece of work a line,
# as "matmul 128", and answers with a line of JSON: seconds by library, the fastest of several tries.

import json
import os
import sys
import time

cores = int(sys.argv[1])
for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(cores)
os.environ["JAX_PLATFORMS"] = "cpu"
# JAX makes a thread for each core that it may use, and has no number to be asked for.
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])

libraries = {}
try:
    import numpy as np

    libraries["NumPy"] = np.__version__
except ImportError:
    np = None
try:
    import torch

    torch.set_num_threads(cores)
    torch.set_default_dtype(torch.float64)
    libraries["torch"] = torch.__version__
except ImportError:
    torch = None
try:
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    libraries["JAX"] = jax.__version__
except ImportError:
    jax = None


def fastest(body):
    body()
    start = time.perf_counter()
    body()
    once = max(time.perf_counter() - start, 1e-7)
    # Many short tries: on a machine that has other work to do, a few of them are not disturbed.
    repeated = max(1, int(1e-3 / once))
    best = float("inf")
    for _ in range(max(7, int(0.3 / max(once, 1e-3)))):
        start = time.perf_counter()
        for _ in range(repeated):
            body()
        best = min(best, (time.perf_counter() - start) / repeated)
    return best


def normal(*shape):
    return np.random.default_rng(1).standard_normal(shape)


def numpy_convolution(x, w, b, stride, padding):
    n, c, h, wide = x.shape
    k, _, f, _ = w.shape
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (f, f), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    down, across = windows.shape[2:4]
    columns = windows.transpose(0, 2, 3, 1, 4, 5).reshape(n * down * across, c * f * f)
    flat = w.reshape(k, -1)
    out = (columns @ flat.T + b).reshape(n, down, across, k).transpose(0, 3, 1, 2)
    out = np.ascontiguousarray(out)
    dproducts = np.ones_like(out).transpose(0, 2, 3, 1).reshape(-1, k)
    db = dproducts.sum(0)
    dw = (dproducts.T @ columns).reshape(w.shape)
    dcolumns = (dproducts @ flat).reshape(n, down, across, c, f, f)
    dpadded = np.zeros_like(padded)
    for i in range(f):
        for j in range(f):
            dpadded[:, :, i : i + stride * down : stride, j : j + stride * across : stride] += (
                dcolumns[:, :, :, :, i, j].transpose(0, 3, 1, 2)
            )
    return out, dpadded, dw, db


def work(name, sizes):
    if name == "matmul":
        (n,) = sizes
        a, b = normal(n, n), normal(n, n)
        yield "NumPy", lambda: a @ b
        if torch:
            ta, tb = torch.from_numpy(a), torch.from_numpy(b)
            yield "torch", lambda: ta @ tb
        if jax:
            ja, jb = jnp.asarray(a), jnp.asarray(b)
            product = jax.jit(lambda a, b: a @ b)
            yield "JAX", lambda: product(ja, jb).block_until_ready()
    elif name in ("exp", "log", "tanh", "add", "update", "sum", "sumRows"):
        (n,) = sizes
        x = np.abs(normal(n)) + 0.1
        if name == "sumRows":
            x = x.reshape(-1, 100)
        y = x.copy()
        bodies = {
            "exp": lambda m, x, y: m.exp(x),
            "log": lambda m, x, y: m.log(x),
            "tanh": lambda m, x, y: m.tanh(x),
            "add": lambda m, x, y: x + y,
            "sum": lambda m, x, y: x.sum(),
            "sumRows": lambda m, x, y: x.sum(0),
            "update": lambda m, x, y: x - 1e-9 * y,
        }
        body = bodies[name]
        if name == "update":

            def update(x, y):
                x -= 1e-9 * y

            yield "NumPy", lambda: update(x, y)
        else:
            yield "NumPy", lambda: body(np, x, y)
        if torch:
            tx, ty = torch.from_numpy(x), torch.from_numpy(y)
            if name == "update":
                yield "torch", lambda: update(tx, ty)
            else:
                yield "torch", lambda: body(torch, tx, ty)
        if jax:
            jx, jy = jnp.asarray(x), jnp.asarray(y)
            compiled = jax.jit(lambda x, y: body(jnp, x, y))
            yield "JAX", lambda: compiled(jx, jy).block_until_ready()
    elif name == "net":
        n, d, h, c = sizes
        x, target, w1, w2 = normal(n, d), normal(n, c), normal(d, h), normal(h, c)

        def step(m, x, target, w1, w2):
            hidden = 1 / (1 + m.exp(-(x @ w1)))
            predictions = hidden @ w2
            dpredictions = 2 * (predictions - target)
            loss = ((predictions - target) ** 2).sum()
            dw2 = hidden.T @ dpredictions
            dhidden = dpredictions @ w2.T
            dw1 = x.T @ (dhidden * hidden * (1 - hidden))
            return loss, w1 - 1e-9 * dw1, w2 - 1e-9 * dw2

        def in_place():
            hidden = 1 / (1 + np.exp(-(x @ w1)))
            predictions = hidden @ w2
            loss = ((predictions - target) ** 2).sum()
            dpredictions = 2 * (predictions - target)
            dw2 = hidden.T @ dpredictions
            dhidden = dpredictions @ w2.T
            dw1 = x.T @ (dhidden * hidden * (1 - hidden))
            w1[:] -= 1e-9 * dw1
            w2[:] -= 1e-9 * dw2
            return loss

        yield "NumPy", in_place
        if torch:
            tx, tt = torch.from_numpy(x), torch.from_numpy(target)
            tw1 = torch.from_numpy(w1.copy()).requires_grad_()
            tw2 = torch.from_numpy(w2.copy()).requires_grad_()

            def by_autograd():
                loss = ((torch.sigmoid(tx @ tw1) @ tw2 - tt) ** 2).sum()
                loss.backward()
                with torch.no_grad():
                    for w in (tw1, tw2):
                        w -= 1e-9 * w.grad
                        w.grad = None

            yield "torch", by_autograd
        if jax:
            arguments = [jnp.asarray(a) for a in (x, target, w1, w2)]
            compiled = jax.jit(lambda *a: step(jnp, *a))
            yield "JAX", lambda: jax.block_until_ready(compiled(*arguments))
    elif name == "convolution":
        n, c, size, k, f, stride, padding = sizes
        x, w, b = normal(n, c, size, size), normal(k, c, f, f), normal(k)
        yield "NumPy", lambda: numpy_convolution(x, w, b, stride, padding)
        if torch:
            t = [torch.from_numpy(a).requires_grad_() for a in (x, w, b)]

            def both_ways():
                out = torch.nn.functional.conv2d(*t, stride=stride, padding=padding)
                out.backward(torch.ones_like(out))
                for a in t:
                    a.grad = None

            yield "torch", both_ways
        if jax:

            def out(x, w, b):
                y = jax.lax.conv(x, w, (stride, stride), [(padding, padding)] * 2)
                return y + b[None, :, None, None]

            def gradients(x, w, b):
                y, back = jax.vjp(out, x, w, b)
                return y, back(jnp.ones_like(y))

            arguments = [jnp.asarray(a) for a in (x, w, b)]
            compiled = jax.jit(gradients)
            yield "JAX", lambda: jax.block_until_ready(compiled(*arguments))


print(json.dumps(libraries), flush=True)
for line in sys.stdin:
    name, *sizes = line.split()
    answer = {}
    if np is not None:
        for library, body in work(name, [int(size) for size in sizes]):
            answer[library] = fastest(body)
    print(json.dumps(answer), flush=True)
