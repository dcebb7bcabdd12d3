"""The peer Dynare: the model as `jtam model export` writes it, solved by blocks in Octave."""

import subprocess
import time
from pathlib import Path

import numpy as np

# As loose as agreement to 1e-8 allows: what is asked of Dynare beyond that would only slow it.
SOLVER = "perfect_foresight_solver(tolf = 1e-9, tolx = 1e-9);"
AFTER = """
fid = fopen('seconds.txt', 'w'); fprintf(fid, '%.6f', seconds); fclose(fid);
last = oo_.endo_simul(:, M_.maximum_lag + options_.periods);
fid = fopen('last.txt', 'w'); fprintf(fid, '%.17g\\n', last); fclose(fid);
"""


def solve(system, folder):
    """Solves once; returns the solver's seconds, the whole command's, and the last year."""
    folder = Path(folder)
    lines = (folder / "model.mod").read_text().splitlines()
    lines = [f"tic;\n{SOLVER}\nseconds = toc;" if line.startswith("perfect_foresight_solver") else line
             for line in lines]
    (folder / "peer.mod").write_text("\n".join(lines) + AFTER)
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
    # Dynare appends auxiliary variables of its own after ours.
    last = np.loadtxt(folder / "last.txt")[:len(system.variable)]
    return float((folder / "seconds.txt").read_text()), whole, last
