"""Puts balancing beside NumPy, ipfn, SciPy's L-BFGS and Ipopt, in one run, and writes Markdown.

    balancing.py [--rounds 5] [--ipopt-rounds 3] [--large 10000] [--short] [--page FILE]

Runs in `Benchmarks`, after `swift build -c release` there; `make bench-balancing` does both. Every round
times each program once, so that all meet the same load; ratios are of medians. `--short` checks in a
minute that everything works, on small matrices. Ipopt is left out where cyipopt is not installed.
"""

import argparse
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import numpy as np
from scipy import optimize

try:
    import cyipopt
except ImportError:
    cyipopt = None
import ipfn.ipfn

PROGRAM = Path(".build/release/balancing").resolve()


def median(values):
    return sorted(values)[len(values) // 2]


def program(*arguments):
    done = subprocess.run([str(PROGRAM), *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"balancing {' '.join(map(str, arguments))} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def full(size, file, seed=1):
    """A full matrix with the totals of another, written for the program."""
    random = np.random.default_rng(seed)
    matrix = random.uniform(1, 10, (size, size))
    rows = matrix.sum(1) * random.uniform(0.5, 1.5, size)
    columns = matrix.sum(0) * random.uniform(0.5, 1.5, size)
    columns *= rows.sum() / columns.sum()
    with open(file, "wb") as output:
        for numbers in (matrix, rows, columns):
            output.write(numbers.tobytes())
    return matrix, rows, columns


def numpy_sweeps(matrix, rows, columns, sweeps):
    work = matrix.copy()
    start = time.perf_counter()
    for _ in range(sweeps):
        work *= (rows / work.sum(1))[:, None]
        work *= columns / work.sum(0)
    return (time.perf_counter() - start) / sweeps


def ipfn_sweeps(matrix, rows, columns, few=1, many=2):
    """What one more iteration costs: its check of convergence included, its set-up not."""
    def run(iterations):
        fit = ipfn.ipfn.ipfn(
            matrix.copy(), [rows, columns], [[0], [1]], convergence_rate=0,
            max_iteration=iterations)
        with contextlib.redirect_stdout(io.StringIO()):  # it says each time that it was stopped
            return seconds(fit.iteration)
    return (run(many) - run(few)) / (many - few)


def sam(size, seed=1):
    """A made-up SAM with blocks as real ones have: activities, commodities, factors, households, others.

    Accounts differ by four orders of magnitude and none balances.
    """
    random = np.random.default_rng(seed)
    counts = [2 * size // 5, 2 * size // 5, size // 50, size // 10]
    counts.append(size - sum(counts))
    starts = np.concatenate([[0], np.cumsum(counts)])
    activities, commodities, factors, households, others = (
        np.arange(starts[k], starts[k + 1]) for k in range(5))
    a = np.zeros((size, size))

    def weights(accounts):
        return random.lognormal(0, 2, len(accounts))

    def fill(rows, columns, outlays, share, density=1.0):
        block = np.outer(weights(rows), outlays) * random.lognormal(share, 0.7, (len(rows), len(columns)))
        a[np.ix_(rows, columns)] = block * (random.random(block.shape) < density)

    output = weights(activities)
    a[activities, commodities] = output
    a[np.ix_(activities, commodities)] += (
        (random.random((len(activities), len(commodities))) < 0.02) * output[:, None] * 0.05)
    fill(commodities, activities, output, -6, 0.3)
    fill(factors, activities, output, -4)
    fill(households, factors, a[factors].sum(1), -5)
    fill(commodities, households, a[households].sum(1), -7, 0.8)
    fill(others, households, a[households].sum(1), -7)
    fill(others, commodities, a[:, commodities].sum(0), -7)
    fill(commodities, others, a[others].sum(1), -6)
    fill(households, others, a[others].sum(1), -6)
    return a


class SAM:
    """A SAM as rows, columns and values, in units in which an account has about one."""

    def __init__(self, size, file):
        a = sam(size)
        self.size = size
        self.rows, self.columns = np.nonzero(a)
        values = a[self.rows, self.columns]
        self.unit = values.sum() / size
        self.values = values / self.unit
        with open(file, "wb") as output:
            output.write(np.array([float(size)]).tobytes())
            output.write(np.column_stack([self.rows, self.columns, values]).astype(float).tobytes())

    def gaps(self, x):
        return (np.bincount(self.rows, x, self.size) - np.bincount(self.columns, x, self.size))

    def quasi_newton(self):
        def dual(multipliers):
            x = self.values * np.exp(multipliers[self.rows] - multipliers[self.columns])
            return x.sum(), self.gaps(x)
        start = time.perf_counter()
        found = optimize.minimize(
            dual, np.zeros(self.size), jac=True, method="L-BFGS-B",
            options={"maxiter": 20_000, "maxfun": 40_000, "gtol": 1e-9, "ftol": 0, "maxcor": 20})
        spent = time.perf_counter() - start
        x = self.values * np.exp(found.x[self.rows] - found.x[self.columns])
        return spent, x, found.nit

    def ipopt(self, tolerance=1e-9, limit=600):
        """Minimises Σ x ln(x / a) − x subject to balance, with exact first and second derivatives."""
        size, cells = self.size - 1, len(self.values)
        # One account balances when all others do.
        entries = [(r, k, 1.0) for k, r in enumerate(self.rows) if r < size and r != self.columns[k]]
        entries += [(c, k, -1.0) for k, c in enumerate(self.columns) if c < size and c != self.rows[k]]
        lines, places, signs = (np.array(part) for part in zip(*entries))
        values = self.values

        class Problem:
            def objective(self, x): return np.sum(x * np.log(x / values) - x)
            def gradient(self, x): return np.log(x / values)
            def constraints(self, x): return np.bincount(lines, signs * x[places], size)
            def jacobianstructure(self): return lines, places
            def jacobian(self, x): return signs
            def hessianstructure(self): return np.arange(cells), np.arange(cells)
            def hessian(self, x, multipliers, factor): return factor / x

        problem = cyipopt.Problem(
            n=cells, m=size, problem_obj=Problem(), lb=np.zeros(cells), ub=np.full(cells, 1e300),
            cl=np.zeros(size), cu=np.zeros(size))
        for option, value in (("tol", tolerance), ("print_level", 0), ("sb", "yes"),
                              ("jac_c_constant", "yes"), ("bound_relax_factor", 0.0), ("max_cpu_time", float(limit))):
            problem.add_option(option, value)
        start = time.perf_counter()
        x, info = problem.solve(values.copy())
        return time.perf_counter() - start, x, info["status"]


def ras_lines(size, large, rounds, work):
    file = Path(work, "ras")
    matrix, rows, columns = full(size, file)
    ours, numpy, iterative = [], [], []
    for _ in range(rounds):
        ours.append(program("ras", file, size, 100)["sweep"])
        numpy.append(numpy_sweeps(matrix, rows, columns, 30))
        iterative.append(ipfn_sweeps(matrix, rows, columns))
    own = median(ours)
    lines = [
        f"| RAS, {size:,} × {size:,}, one sweep | {own * 1e3:.2f} ms | ipfn | {median(iterative) * 1e3:.0f} ms "
        f"| {median(iterative) / own:.0f} | 50 |",
        f"| | | NumPy, in place | {median(numpy) * 1e3:.2f} ms | {median(numpy) / own:.1f} | 5 |"]
    del matrix
    full(large, file, seed=2)
    found = [program("ras", file, large, 5) for _ in range(max(1, rounds // 2))]
    sweep, reading = (median([run[key] for run in found]) for key in ("sweep", "reading"))
    lines.append(
        f"| RAS, {large:,} × {large:,}, one sweep | {sweep * 1e3:.0f} ms | reading the matrix once "
        f"| {reading * 1e3:.0f} ms | 1/{sweep / reading:.2f} | 1/3 |")
    whole = median([run["whole"] for run in found])
    note = (f"The whole of it, {found[0]['sweeps']} sweeps to 1e-10 with checks and the result: "
            f"{whole:.2f} s, {whole / found[0]['sweeps'] / reading:.1f} readings a sweep.")
    return lines, note


def entropy_lines(size, rounds, ipopt_rounds, work):
    file, out = Path(work, "sam"), Path(work, "balanced")
    table = SAM(size, file)
    ours, quasi, interior, notes = [], [], [], []
    for round_ in range(rounds):
        found = program("entropy", file, out)
        if found["error"]:
            sys.exit(f"error: {found['error']}")
        ours.append(found["whole"])
        own = np.fromfile(out) / table.unit
        spent, x, steps = table.quasi_newton()
        quasi.append(spent)
        if cyipopt and round_ < ipopt_rounds:
            spent, y, status = table.ipopt()
            interior.append(spent)

    def agreement(name, x):
        gap = np.abs(table.gaps(x)).max() / np.bincount(table.rows, x, size).max()
        # Cells that carry a millionth of the largest one or more.
        heavy = own > 1e-6 * own.max()
        return (f"{name}: largest gap {gap:.0e} of the largest total, cells within "
                f"{np.abs(x[heavy] / own[heavy] - 1).max():.0e} of ours.")
    time_ = median(ours)
    lines = [
        f"| Cross-entropy, SAM of {size:,} accounts, {len(table.values):,} cells | {time_ * 1e3:.0f} ms "
        f"| SciPy, L-BFGS on the dual | {median(quasi):.2f} s | {median(quasi) / time_:.1f} | 1 |"]
    notes.append(f"Ours: {found['iterations']} Newton steps, largest gap {found['gap']:.0e}.")
    notes.append(agreement(f"L-BFGS, {steps} iterations", x))
    if interior:
        lines.append(f"| | | Ipopt, through cyipopt | {median(interior):.1f} s "
                     f"| {median(interior) / time_:.0f} | 200 |")
        notes.append(agreement(f"Ipopt, status {status}", y))
    else:
        notes.append("Ipopt was left out: cyipopt is not installed.")
    wrong = np.abs(x - own).max() / own.max()
    if not wrong < 1e-4:
        sys.exit(f"error: L-BFGS and the program differ by {wrong:.0e} of the largest cell.")
    return lines, notes


def write(page, text):
    begin, end = "<!-- balancing -->", "<!-- /balancing -->"
    content = Path(page).read_text()
    head, tail = content.split(begin)[0], content.split(end)[1]
    Path(page).write_text(f"{head}{begin}\n{text}\n{end}{tail}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ipopt-rounds", type=int, default=3)
    parser.add_argument("--large", type=int, default=10_000)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--page", help="rewrite what stands between the marks of this page")
    arguments = parser.parse_args()
    size, large, rounds = (100, 400, 1) if arguments.short else (1_000, arguments.large, arguments.rounds)
    start = os.getloadavg()
    with tempfile.TemporaryDirectory() as work:
        scaling, note = ras_lines(size, large, rounds, work)
        entropy, notes = entropy_lines(size, rounds, arguments.ipopt_rounds, work)
    loads = " ".join(f"{value:.2f}" for value in (*start[:1], *os.getloadavg()[:1]))
    text = "\n".join(
        ["| | this project | beside | its time | times faster | asked |",
         "| --- | ---: | --- | ---: | ---: | ---: |", *scaling, *entropy, "",
         f"Medians of {rounds} rounds, one thread each; load before and after: {loads}.",
         note, *notes])
    print(text)
    if arguments.page:
        write(arguments.page, text)


if __name__ == "__main__":
    main()
