"""Puts the engine beside its peers on one model, in one run, and writes Markdown and a picture.

    peers.py [--rounds 5] [--dynare-rounds 5] [--short] [--page FILE] [--picture FILE]

Runs in `Benchmarks`, after `swift build -c release` there; `make bench-peers` does both. Every
round times each program once, so that all meet the same load; ratios are of medians. `--short`
checks in a minute that everything works: the smallest size, one round.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import matplotlib
import numpy as np

import dynare
import native
from scipy_newton import SciPyNewton
from system import System

SYNTHETIC = Path(".build/release/synthetic")
SIZES = [(2, 25), (5, 50), (10, 50), (20, 50)]
# Seconds asked of a path of 30 years, and of compiling the largest model.
AIMS = {1016: 0.03, 5040: 0.7, 10080: 4, 20160: 25}
COMPILE_AIM = 2
# Speeds asked: how many times faster than the peer; of Dynare, by blocks without bytecode.
GATES = {("scipy", 1016): 10, ("scipy", 5040): 10, ("dynare", 1016): 200, ("dynare", 5040): 60}
AGREEMENT = 1e-8


def median(values):
    return sorted(values)[len(values) // 2]


def synthetic(*arguments):
    done = subprocess.run([str(SYNTHETIC), *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"synthetic {' '.join(map(str, arguments))} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout) if done.stdout.strip() else None


def load():
    return " ".join(f"{value:.2f}" for value in os.getloadavg())


def difference(found, expected):
    """The largest relative difference; absolute where a value is zero."""
    return float(np.max(np.abs(found - expected) / np.where(expected == 0, 1, np.abs(expected))))


class Size:
    """The medians of one size."""

    def __init__(self, regions, sectors, rounds, dynare_rounds, work):
        ours, peers = [], {"scipy": [], "reused": [], "dynare": [], "bytecode": []}
        self.differences = {}
        folder = Path(work) / f"{regions}x{sectors}"
        synthetic("export", regions, sectors, folder)
        system = System(folder)
        self.equations = system.equations
        with_scipy, with_dynare = (("scipy", self.equations) in GATES), (("dynare", self.equations) in GATES)
        newton = SciPyNewton(system) if with_scipy else None
        code = native.NativeEvaluation(system, folder) if with_scipy and native.compiler() else None
        self.native = None
        for round in range(rounds):
            measured = synthetic("measure", regions, sectors, 1 if rounds == 1 else 3)
            ours.append(measured)
            last = np.array(measured["lastYear"])
            if newton:
                for name, reuse in (("scipy", False), ("reused", True)):
                    began = time.perf_counter()
                    path = newton.solve(reuse)
                    peers[name].append(time.perf_counter() - began)
                    self.compare(name, path[-1], last)
            if with_dynare and dynare_rounds > round and shutil.which("octave"):
                for name, options in (("dynare", "block"), ("bytecode", "block,bytecode")):
                    seconds, whole, found = dynare.solve(system, folder, options)
                    peers[name].append((seconds, whole))
                    self.compare("dynare", found, last)
            print(f"{self.equations} equations, round {round + 1} of {rounds}; load {load()}", file=sys.stderr)
        if code:
            for lag in range(len(system.history) + 1):
                values = system.history[lag - 1] if lag else np.where(
                    system.is_variable, system.history[0], system.exogenous[0])
                code.load(lag, values)
            code.once()
            self.native = (code.seconds(rounds), code.compile_seconds)
        self.ours = {key: median([m[key] for m in ours]) for key, value in ours[0].items()
                     if isinstance(value, (int, float))}
        self.ours["method"] = ours[0]["method"]
        self.scipy = median(peers["scipy"]) if peers["scipy"] else None
        self.reused = median(peers["reused"]) if peers["reused"] else None
        self.dynare = median([p[0] for p in peers["dynare"]]) if peers["dynare"] else None
        self.bytecode = median([p[0] for p in peers["bytecode"]]) if peers["bytecode"] else None
        self.bytecode_whole = median([p[1] for p in peers["bytecode"]]) if peers["bytecode"] else None

    def compare(self, name, found, expected):
        self.differences[name] = max(self.differences.get(name, 0), difference(found, expected))

    @property
    def compile(self):
        return sum(self.ours[key] for key in ("lowering", "calibration", "structure"))


def exponent(sizes, key):
    """The slope of log cost over log size, by least squares."""
    if len(sizes) < 2:
        return None
    x = np.log([s.equations for s in sizes])
    return float(np.polyfit(x, np.log([key(s) for s in sizes]), 1)[0])


def seconds(value):
    if value is None:
        return "–"
    return f"{value * 1e3:.3g} ms" if value < 1 else f"{value:.3g} s"


def times(peer, ours):
    return "–" if peer is None else f"{peer / ours:.3g} ×"


def table(sizes, dense, arguments, loads):
    head = [f"{s.equations:,}" for s in sizes]
    rows = [("equations", head)]

    def row(name, value):
        rows.append((name, [value(s) for s in sizes]))

    row("block solved together", lambda s: f"{s.ours['block']:,}")
    row("its core after elimination, factorisation", lambda s: f"{s.ours['core']:,}, {s.ours['method']}")
    row("text and data to equations", lambda s: seconds(s.ours["lowering"]))
    row("calibration", lambda s: seconds(s.ours["calibration"]))
    row("derivatives, block order, tapes, plan", lambda s: seconds(s.ours["structure"]))
    row("**compile**, the three together", lambda s: seconds(s.compile))
    row("path of 30 years, cold", lambda s: seconds(s.ours["coldPath"]))
    row("**path of 30 years, warm**", lambda s: seconds(s.ours["warmPath"]))
    row("asked for", lambda s: seconds(AIMS.get(s.equations)))
    row("scenario from the path at hand", lambda s: seconds(s.ours["scenario"]))
    row("steps of Newton's method", lambda s: str(s.ours["iterations"]))
    row("residuals and Jacobian once, tape", lambda s: seconds(s.ours["evaluation"]))
    row("the same in C, clang -O1", lambda s: seconds(s.native[0]) if s.native else "–")
    row("tape over C", lambda s: times(s.ours["evaluation"], s.native[0]) if s.native else "–")
    row("SciPy, Newton", lambda s: seconds(s.scipy))
    row("**SciPy over ours**", lambda s: times(s.scipy, s.ours["warmPath"]))
    row("SciPy, factors reused as ours", lambda s: seconds(s.reused))
    row("**that over ours**", lambda s: times(s.reused, s.ours["warmPath"]))
    row("Dynare, `model(block)`, solver alone", lambda s: seconds(s.dynare))
    row("**that over our cold path**", lambda s: times(s.dynare, s.ours["coldPath"]))
    row("Dynare, `model(block, bytecode)`, solver alone", lambda s: seconds(s.bytecode))
    row("**that over our cold path**", lambda s: times(s.bytecode, s.ours["coldPath"]))
    row("the whole command with bytecode", lambda s: seconds(s.bytecode_whole))
    row("that over compile and cold path",
        lambda s: times(s.bytecode_whole, s.compile - s.ours["structure"] + s.ours["coldPath"]))
    for name, title in (("scipy", "SciPy"), ("dynare", "Dynare")):
        row(f"largest difference from {title}, last year",
            lambda s: f"{s.differences[name]:.1e}" if name in s.differences else "–")
    lines = [f"| {rows[0][0]} | {' | '.join(rows[0][1])} |", f"| --- |{' ---: |' * len(sizes)}"]
    lines += [f"| {name} | {' | '.join(values)} |" for name, values in rows[1:]]
    lines.append("")
    if len(sizes) > 1:
        lines.append(
            f"Cost grows with the number of equations to the power {exponent(sizes, lambda s: s.ours['warmPath']):.2f} "
            f"(path) and {exponent(sizes, lambda s: s.compile):.2f} (compile).")
    lines.append(
        f"Dense core on one core, {dense['size']:,} rows: `dgemm` {dense['multiplication']:.1f}, `dgetrf` "
        f"{dense['factorisation']:.1f} billion operations a second, {dense['factorisation'] / dense['multiplication']:.0%}.")
    lines.append(
        f"Medians; rounds: {arguments.rounds}, Dynare {min(arguments.rounds, arguments.dynare_rounds)}; "
        f"load at the start {loads[0]}, at the end {loads[1]}.")
    return "\n".join(lines) + "\n"


def findings(sizes, dense):
    """What falls short of what is asked, as sentences."""
    result = []
    for s in sizes:
        if s.ours["warmPath"] > AIMS.get(s.equations, np.inf):
            result.append(f"{s.equations} equations: the path takes {seconds(s.ours['warmPath'])}")
        if s.compile > COMPILE_AIM:
            result.append(f"{s.equations} equations: compiling takes {seconds(s.compile)}")
        for name in ("scipy", "dynare"):
            # Dynare finds its own structure in every run, so that our cold path stands beside it.
            peer, own = getattr(s, name), s.ours["coldPath" if name == "dynare" else "warmPath"]
            gate = GATES.get((name, s.equations))
            if peer and gate and peer / own < gate:
                result.append(f"{s.equations} equations: {name} over ours is {times(peer, own)}, not {gate}")
    if dense["factorisation"] < 0.85 * dense["multiplication"]:
        result.append(f"dgetrf is at {dense['factorisation'] / dense['multiplication']:.0%} of dgemm, not 85 %")
    return result


def shortfalls(sizes, dense):
    found = findings(sizes, dense)
    return f"Short of what is asked: {'; '.join(found)}.\n" if found else "Nothing falls short of what is asked.\n"


def write(page, sections):
    """Replaces what stands between `<!-- name -->` and `<!-- /name -->`."""
    text = Path(page).read_text()
    for name, content in sections.items():
        before, rest = text.split(f"<!-- {name} -->", 1)
        text = f"{before}<!-- {name} -->\n{content.strip()}\n<!-- /{name} -->" + rest.split(f"<!-- /{name} -->", 1)[1]
    Path(page).write_text(text)


def picture(sizes, file):
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    x = [s.equations for s in sizes]
    lines = [("path of 30 years", [s.ours["warmPath"] for s in sizes], "o-", "#1b6ca8"),
             ("compile", [s.compile for s in sizes], "s-", "#6aa84f"),
             ("SciPy, Newton", [s.scipy for s in sizes], "^--", "#b45f06"),
             ("SciPy, factors reused", [s.reused for s in sizes], "v--", "#e69138"),
             ("Dynare, by blocks", [s.dynare for s in sizes], "D--", "#990000"),
             ("the same with bytecode", [s.bytecode for s in sizes], "d--", "#cc6666")]
    for label, values, style, colour in lines:
        known = [(a, b) for a, b in zip(x, values) if b]
        if known:
            axes.plot(*zip(*known), style, color=colour, label=label)
    aims = [(s.equations, AIMS[s.equations]) for s in sizes if s.equations in AIMS]
    if aims:
        axes.plot(*zip(*aims), "_", color="black", markersize=16, label="asked of the path")
    axes.set(xscale="log", yscale="log", xlabel="equations", ylabel="seconds")
    axes.set_xticks(x, [f"{value:,}" for value in x])
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    axes.legend(frameon=False, fontsize=8)
    figure.tight_layout()
    figure.savefig(file, dpi=130)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--dynare-rounds", type=int, default=5)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--page", help="rewrite what stands between the marks of this page")
    parser.add_argument("--picture")
    arguments = parser.parse_args()
    if arguments.short:
        arguments.rounds = arguments.dynare_rounds = 1
    loads = [load()]
    sizes = []
    with tempfile.TemporaryDirectory() as work:
        for regions, sectors in SIZES[:1] if arguments.short else SIZES:
            sizes.append(Size(regions, sectors, arguments.rounds, arguments.dynare_rounds, work))
    dense = synthetic("dense", 500 if arguments.short else 2080, arguments.rounds)
    loads.append(load())
    text = table(sizes, dense, arguments, loads)
    print(text)
    if arguments.page:
        brazil = subprocess.run([".build/release/benchmarks", str(arguments.rounds)], capture_output=True, text=True)
        if brazil.returncode != 0:
            sys.exit(f"error: the benchmarks of Brazil failed.\n{brazil.stderr[-2000:]}")
        print(brazil.stdout)
        content = text + "\n" + shortfalls(sizes, dense)
        if arguments.picture:
            place = os.path.relpath(arguments.picture, Path(arguments.page).parent)
            content += f"\n![Seconds against equations, for this project, SciPy and Dynare]({place})\n"
        write(arguments.page, {"peers": content, "brazil": brazil.stdout})
    if arguments.picture:
        picture(sizes, arguments.picture)
    print(shortfalls(sizes, dense))
    wrong = [f"{s.equations} equations: {name} differs by {value:.1e}" for s in sizes
             for name, value in s.differences.items() if not value <= AGREEMENT]
    if wrong:
        sys.exit("error: the programs disagree. " + "; ".join(wrong))


if __name__ == "__main__":
    main()
