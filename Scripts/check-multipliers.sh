#!/bin/sh
# Compares the multipliers of the frozen model with those that SciPy computes from the same tables.
# Takes the program as its argument. NumPy and SciPy are kept in a virtual environment in .venv.
set -eu
cd "$(dirname "$0")/.."
program=$1

if ! command -v python3 >/dev/null 2>&1; then
  echo "*** SKIPPED: python3 is not installed, so the multipliers were NOT compared with SciPy's. ***" >&2
  exit 0
fi

Scripts/python-environment.sh Tests/Scripts/requirements.txt

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$program" model multipliers --quiet --out "$folder" >/dev/null
.venv/bin/python Tests/Scripts/check_multipliers.py "$folder"
