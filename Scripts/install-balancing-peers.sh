#!/bin/sh
# Installs what balancing is measured beside: Ipopt by apt, NumPy, SciPy, ipfn and cyipopt in .venv.
# cyipopt is built for the Ipopt of this system; without it the comparison goes on with the others.
set -eu
cd "$(dirname "$0")/.."

Scripts/install-dependencies.sh coinor-libipopt-dev gcc g++ python3-dev ||
  echo "warning: Ipopt is left out of the comparison." >&2
Scripts/python-environment.sh Benchmarks/requirements-balancing.txt && exit 0
echo "warning: without cyipopt; the comparison goes on with the others." >&2
grep -v cyipopt Benchmarks/requirements-balancing.txt |
  .venv/bin/python -m pip install --quiet --disable-pip-version-check -r /dev/stdin
