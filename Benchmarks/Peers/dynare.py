"""The peer Dynare: the same equations as a `.mod` file, solved by blocks in Octave."""

import re
import subprocess
import time
from pathlib import Path

import numpy as np

from system import (ABSOLUTE, ADD, CELL, CONSTANT, DIVIDE, EXP, LOG, MAXIMUM, MINIMUM, MULTIPLY, NEGATE,
                    POWER, SIGN, SQRT, STEP, SUBTRACT)

FUNCTIONS = {LOG: "log", EXP: "exp", SQRT: "sqrt", ABSOLUTE: "abs", SIGN: "sign", MINIMUM: "min", MAXIMUM: "max"}
SIGNS = {ADD: "+", SUBTRACT: "-", MULTIPLY: "*", DIVIDE: "/", POWER: "^"}


def model_text(system, options):
    """A deterministic model with these options: exogenous paths as shocks, history as initial values."""
    names = ["x_" + re.sub(r"\W+", "_", label).strip("_") for label in system.labels]
    texts = {}
    years = len(system.years)

    def text(node):
        if node in texts:
            return texts[node]
        code = system.code[node]
        if code == CONSTANT:
            value = float(system.value[node])
            result = f"({value!r})" if value < 0 else repr(value)
        elif code == CELL:
            lag = system.second[node]
            result = names[system.first[node]] + (f"(-{lag})" if lag else "")
        elif code == NEGATE:
            result = f"(-{text(system.first[node])})"
        elif code in SIGNS:
            result = f"({text(system.first[node])}{SIGNS[code]}{text(system.second[node])})"
        elif code in FUNCTIONS:
            both = [text(system.first[node])] + ([text(system.second[node])] if code >= 20 else [])
            result = f"{FUNCTIONS[code]}({','.join(both)})"
        else:
            raise ValueError(f"operation {code} has no counterpart")
        texts[node] = result
        return result

    # Operands come first, so that recursion never goes deep.
    for node in range(len(system.code)):
        if system.code[node] != STEP:
            operands = [system.first[node]] + ([system.second[node]] if system.code[node] >= 20 else [])
            if system.code[node] < 10 or all(o in texts for o in operands):
                text(node)
    exogenous = [c for c in range(system.cells) if not system.is_variable[c]]
    lines = ["var " + " ".join(names[c] for c in system.variable) + ";",
             "varexo " + " ".join(names[c] for c in exogenous) + ";", f"model({options},no_static);"]
    lines += [f"{text(l)} = {text(r)};" for l, r in zip(system.left.tolist(), system.right.tolist())]
    lines += ["end;", "initval;"]
    lines += [f"{names[c]} = {float(system.history[0][c])!r};" for c in system.variable]
    lines += [f"{names[c]} = {start(system, c)!r};" for c in exogenous]
    lines += ["end;", f"perfect_foresight_setup(periods={years});"]
    # Each year's value of each exogenous symbol, straight into Dynare's array.
    lines.append("exogenous_path = load('exogenous.txt');")
    lines.append("oo_.exo_simul(M_.maximum_lag+(1:options_.periods),:) = exogenous_path;")
    lines += ["tic;", "perfect_foresight_solver(tolf=1e-9, tolx=1e-9);", "seconds = toc;",
              "fid = fopen('seconds.txt', 'w'); fprintf(fid, '%.6f %d', seconds, oo_.deterministic_simulation.status);"
              " fclose(fid);",
              "last = oo_.endo_simul(:, M_.maximum_lag + options_.periods);",
              "fid = fopen('last.txt', 'w'); fprintf(fid, '%.17g\\n', last); fclose(fid);"]
    return "\n".join(lines) + "\n", exogenous


def start(system, cell):
    value = system.history[0][cell]
    return float(value if np.isfinite(value) else system.exogenous[0][cell])


def solve(system, folder, options="block"):
    """Solves once; returns the solver's seconds, the whole command's, and the last year.

    `block` has Octave interpret the equations, `block,bytecode` a compiled interpreter of Dynare's.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    text, exogenous = model_text(system, options)
    (folder / "peer.mod").write_text(text)
    np.savetxt(folder / "exogenous.txt", system.exogenous[:, exogenous], fmt="%.17g")
    for stale in ("seconds.txt", "last.txt"):
        (folder / stale).unlink(missing_ok=True)
    began = time.perf_counter()
    done = subprocess.run(
        ["octave", "--quiet", "--no-gui", "--eval",
         "addpath /usr/lib/dynare/matlab; dynare peer.mod noclearall nolog"],
        cwd=folder, capture_output=True, text=True)
    whole = time.perf_counter() - began
    if not (folder / "last.txt").exists():
        raise RuntimeError(f"Dynare did not solve the model:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    seconds = float((folder / "seconds.txt").read_text().split()[0])
    # Dynare appends auxiliary variables of its own after ours.
    return seconds, whole, np.loadtxt(folder / "last.txt")[:len(system.variable)]
