"""Footprints of a made-up table of 40 regions and 50 sectors, by jtam's engine and by pymrio, in one run.

    footprints.py [--rounds 5] [--regions 40] [--sectors 50]

Runs in `Benchmarks`, after `swift build -c release --product footprints` there; `make bench-footprints`
does both. Both use one thread, start from flows, final demand and emissions in memory, and end with
requirements by sector and footprints by region. pymrio is measured twice: its `calc_all`, which also
gives accounts by sector, trade and production, and its functions for the same two results alone
(x, A, L, S, M, and M Y). Every round times each once; ratios are of medians.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import numpy as np
import pandas as pd
import pymrio

PROGRAM = Path(".build/release/footprints")
ACCOUNTS = 5
GATE = 5
AGREEMENT = 1e-9


def median(values):
    return sorted(values)[len(values) // 2]


def table(regions, sectors):
    random = np.random.default_rng(2026)
    size = regions * sectors
    # Regions buy mostly of themselves; columns leave a third to half for value added.
    flows = random.random((size, size)) ** 8
    home = np.kron(np.eye(regions), np.ones((sectors, sectors)))
    flows *= 0.02 + home
    demand = np.kron(np.eye(regions), np.ones((sectors, 1))) * 100 * random.random((size, regions))
    demand += random.random((size, regions))
    output = flows.sum(axis=1) + demand.sum(axis=1)
    flows *= 0.55 / (flows.sum(axis=0) / output).max()
    return flows, demand, 10 * random.random((ACCOUNTS, size))


def frames(flows, demand, amounts, regions, sectors):
    places, kinds = [f"r{i}" for i in range(regions)], [f"s{i}" for i in range(sectors)]
    rows = pd.MultiIndex.from_product([places, kinds], names=["region", "sector"])
    users = pd.MultiIndex.from_product([places, ["final"]], names=["region", "category"])
    return (
        pd.DataFrame(flows, rows, rows),
        pd.DataFrame(demand, rows, users),
        pd.DataFrame(amounts, pd.Index([f"f{i}" for i in range(len(amounts))], name="stressor"), rows),
    )


class Clocks:
    """Seconds by the clock, and of the processor, which other programs on the machine leave alone."""

    def __init__(self):
        self.wall, self.processor = time.perf_counter(), time.process_time()

    def passed(self):
        return time.perf_counter() - self.wall, time.process_time() - self.processor


def whole(z, y, f):
    system = pymrio.IOSystem(Z=z, Y=y)
    system.emissions = pymrio.Extension(name="emissions", F=f)
    clocks = Clocks()
    system.calc_all()
    return clocks.passed(), system.emissions.M.values, system.emissions.D_cba_reg.values


def alone(z, y, f):
    clocks = Clocks()
    x = pymrio.calc_x(z, y)
    inverse = pymrio.calc_L(pymrio.calc_A(z, x))
    m = pymrio.calc_M(pymrio.calc_S(f, x), inverse)
    d = m @ y
    return clocks.passed(), m.values, d.values


def ours(folder, regions, sectors):
    done = subprocess.run(
        [str(PROGRAM), folder, str(regions), str(sectors), str(ACCOUNTS)],
        capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"footprints failed:\n{done.stderr[-2000:]}")
    read = lambda name: np.fromfile(Path(folder) / f"{name}.f64").reshape(ACCOUNTS, -1)
    wall, processor = map(float, done.stdout.split())
    return (wall, processor), read("M"), read("D")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--regions", type=int, default=40)
    parser.add_argument("--sectors", type=int, default=50)
    options = parser.parse_args()
    flows, demand, amounts = table(options.regions, options.sectors)
    z, y, f = frames(flows, demand, amounts, options.regions, options.sectors)
    times = {"jtam": [], "pymrio calc_all": [], "pymrio functions": []}
    with tempfile.TemporaryDirectory() as folder:
        np.asfortranarray(flows).T.tofile(Path(folder) / "Z.f64")
        demand.tofile(Path(folder) / "Y.f64")
        amounts.tofile(Path(folder) / "F.f64")
        for _ in range(options.rounds):
            found = {
                "jtam": ours(folder, options.regions, options.sectors),
                "pymrio calc_all": whole(z, y, f),
                "pymrio functions": alone(z, y, f),
            }
            for name, (seconds, _, _) in found.items():
                times[name].append(seconds)
    worst = max(
        float(np.max(np.abs(found["jtam"][part] - found[name][part]) / np.abs(found[name][part])))
        for name in times if name != "jtam" for part in (1, 2))
    wall = {name: median([seconds[0] for seconds in rounds]) for name, rounds in times.items()}
    processor = {name: median([seconds[1] for seconds in rounds]) for name, rounds in times.items()}
    print(f"{len(flows)} sectors, {options.regions} regions, {ACCOUNTS} accounts, {options.rounds} rounds; "
          f"load {os.getloadavg()[0]:.1f}; pymrio {pymrio.__version__}, NumPy {np.__version__}")
    print(f"{'':18} {'clock':>9} {'ratio':>7} {'processor':>11} {'ratio':>7}")
    for name in times:
        print(f"{name:18} {wall[name]:8.3f}s {wall[name] / wall['jtam']:6.1f}x "
              f"{processor[name]:10.3f}s {processor[name] / processor['jtam']:6.1f}x")
    print(f"largest relative difference {worst:.1e}")
    ratio = wall["pymrio calc_all"] / wall["jtam"]
    if worst > AGREEMENT or ratio < GATE:
        sys.exit(f"missed: pymrio's calc_all takes {ratio:.1f} times as long ({GATE} asked), "
                 f"difference {worst:.1e} ({AGREEMENT:.0e} asked)")


if __name__ == "__main__":
    main()
