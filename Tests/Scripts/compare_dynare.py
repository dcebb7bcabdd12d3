#!/usr/bin/env python3
"""Has Dynare solve what jtam solves, and compares every variable of every period.

    Tests/Scripts/compare_dynare.py PROGRAM             every case
    Tests/Scripts/compare_dynare.py PROGRAM NAME ...    some of them
    Tests/Scripts/compare_dynare.py PROGRAM --quick     the small models only

PROGRAM is jtam. Each case is exported by `jtam model export --format dynare`, solved by Dynare under
Octave in a folder of its own, and by jtam. Dynare starts the first period from the values of the base
year (from 1 where there are none), each later one from its own solution of the one before, and knows
nothing of jtam's solution. A scenario's file does hold the paths that the scenario takes over from its
parent's run, as given values.

A difference is measured against the largest magnitude that the variable has along jtam's path; a
variable that is zero throughout, but for rounding (below ZERO), must be below TOLERANCE itself. Fails on a difference above
TOLERANCE, on a variable that one of the two does not have, and where Dynare is not installed:
Scripts/install-dependencies.sh dynare octave.
"""
import csv
import io
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
MODELS = Path(__file__).resolve().parent / "dynare"
TOLERANCE = 1e-8
# No quantity of these models is as small, in the unit it is stated in: what is left where terms cancel.
ZERO = 1e-15
# Where packages put Dynare's functions; DYNARE_MATLAB names another place.
PLACES = ["/usr/lib/dynare/matlab", "/usr/share/dynare/matlab", "/usr/local/lib/dynare/matlab"]
# Octave may not be longer about one case.
LONGEST = 3600  # seconds

# Name, what is solved: (file, options of jtam) or (scenario, folder of it or None).
SMALL = [
    ("sim", ("Examples/models/sim.eqn", ["--to", "60"])),
    ("sets", ("Tests/Scripts/dynare/sets.eqn", ["--from", "2020", "--to", "2040"])),
    ("operators", ("Tests/Scripts/dynare/operators.eqn", ["--from", "2021", "--to", "2040"])),
]
LARGE = [
    ("baseline", "baseline"),
    ("carbon_tax", "carbon-tax-transfer"),
    ("targets", "Tests/Scripts/dynare/targets.yaml"),
]

SOLVE = """
addpath('{place}');
warning('off', 'all');
dynare model nolog
if ~oo_.deterministic_simulation.status, error('Dynare found no solution.'); end
file = fopen('solution.csv', 'w');
for i = 1:M_.orig_endo_nbr
  fprintf(file, '"%s"', M_.endo_names_long{{i}});
  fprintf(file, ',%.17g', oo_.endo_simul(i, M_.maximum_lag + (1:options_.periods)));
  fprintf(file, '\\n');
end
fclose(file);
"""


def fail(text):
    sys.exit(f"compare_dynare: {text}")


def dynare():
    """The folder of Dynare's functions."""
    if not shutil.which("octave-cli"):
        fail("octave-cli is not installed. Run: Scripts/install-dependencies.sh dynare octave")
    for place in [os.environ.get("DYNARE_MATLAB", "")] + PLACES:
        if place and Path(place, "dynare.m").exists():
            return place
    fail("Dynare is not installed. Run: Scripts/install-dependencies.sh dynare octave")


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        fail(f"{' '.join(map(str, command))} ended with {done.returncode}:\n"
             f"{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def by_dynare(place, folder):
    """Name with dimensions -> values by period, and the seconds it took."""
    (folder / "solve.m").write_text(SOLVE.format(place=place))
    began = time.monotonic()
    with open(folder / "log.txt", "w") as log:
        try:
            code = subprocess.run(["octave-cli", "--no-gui", "--no-init-file", "solve.m"],
                                  cwd=folder, stdout=log, stderr=log, timeout=LONGEST).returncode
        except subprocess.TimeoutExpired:
            fail(f"Dynare took more than {LONGEST} seconds.")
    if code != 0 or not (folder / "solution.csv").exists():
        fail("Dynare did not solve it:\n" + (folder / "log.txt").read_text()[-3000:])
    values = {}
    with open(folder / "solution.csv", newline="") as file:
        for row in csv.reader(file):
            name, _, elements = row[0].partition("[")
            pairs = sorted(elements.rstrip("]").split(",")) if elements else []
            values[(name, ";".join(pairs))] = [float(value) for value in row[1:]]
    return values, time.monotonic() - began


def by_jtam(text, period):
    """Name with dimensions -> period -> value, of the long table."""
    values = {}
    for row in csv.DictReader(io.StringIO(text)):
        place = (row["variable"], ";".join(sorted(row["dimensions"].split(";")))
                 if row["dimensions"] else "")
        values.setdefault(place, {})[int(row[period])] = float(row["value"])
    return values


def compare(name, found, expected, first):
    """The largest difference, where it is, and how many values were compared."""
    worst, where, count = 0.0, "", 0
    for place, path in found.items():
        if place not in expected:
            fail(f"{name}: Dynare has {place} and jtam has not.")
        scale = max(abs(expected[place].get(first + i, math.inf)) for i in range(len(path)))
        for i, value in enumerate(path):
            if first + i not in expected[place]:
                fail(f"{name}: jtam has no {place} in {first + i}.")
            distance = abs(value - expected[place][first + i])
            if scale > ZERO:
                distance /= scale
            count += 1
            if not distance <= worst:
                worst, where = distance, f"{place[0]}[{place[1]}] in {first + i}"
    return worst, where, count


def prepared(name, what, program, folder):
    """Writes a case's model.mod; the values that jtam finds."""
    out = ["--format", "dynare", "--out", folder / "model.mod", "--quiet"]
    if isinstance(what, tuple):
        source, options = what
        file = HOME / source
        run([program, "model", "export", file, *options, *out])
        return by_jtam(run([program, "model", "solve", file, *options, "--format", "csv"]), "period")
    scenario = str(HOME / what) if "/" in what else what
    run([program, "model", "export", "--scenario", scenario, *out])
    store = folder / "runs.sqlite"
    run([program, "run", scenario, "--store", store, "--quiet"])
    last = Path(what).stem
    return by_jtam(run([program, "export", "--run", last, "--store", store, "--quiet"]), "year")


def main():
    if len(sys.argv) < 2:
        fail("name the program: Tests/Scripts/compare_dynare.py .build/release/jtam")
    program = Path(sys.argv[1]).resolve()
    wanted = sys.argv[2:]
    cases = SMALL if wanted == ["--quick"] else SMALL + LARGE
    if wanted and wanted != ["--quick"]:
        cases = [case for case in cases if case[0] in wanted]
    if not cases:
        fail("no case is called so: " + ", ".join(case[0] for case in SMALL + LARGE))
    place = dynare()
    wrong = []
    for name, what in cases:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            expected = prepared(name, what, program, folder)
            header = (folder / "model.mod").read_text()
            size, first = re.search(r"^// (\d+) equations; period 1 is (-?\d+)", header, re.M).groups()
            found, seconds = by_dynare(place, folder)
            if len(found) != int(size):
                fail(f"{name}: {size} equations, and Dynare gave {len(found)} variables.")
            worst, where, count = compare(name, found, expected, int(first))
        holds = worst <= TOLERANCE
        print(f"{name}: {size} equations, {count} values, largest relative difference {worst:.1e}"
              f" ({where or 'none'}), allowed {TOLERANCE:.0e}; Dynare took {seconds:.0f} s",
              flush=True)
        if not holds:
            wrong.append(name)
    if wrong:
        fail("jtam and Dynare differ: " + ", ".join(wrong))


main()
