#!/bin/sh
# Installs what the engine is measured beside: Dynare with Octave by apt, NumPy and SciPy in .venv.
# Without Dynare the comparison goes on with the others.
set -eu
cd "$(dirname "$0")/.."

Scripts/python-environment.sh Benchmarks/requirements.txt
command -v dpkg-query >/dev/null 2>&1 || { echo "This system has no apt: Dynare is left out unless Octave is installed." >&2; exit 0; }
missing=""
for package in dynare octave; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
as_root=""
[ "$(id -u)" -eq 0 ] || as_root=sudo
echo "Installing with apt:$missing" >&2
$as_root apt-get update -qq || echo "warning: the package lists could not be refreshed." >&2
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2 ||
  echo "warning: apt could not install:$missing. The comparison goes on without Dynare." >&2
