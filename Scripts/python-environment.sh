#!/bin/sh
# Makes the Python environment in .venv and installs what the requirement files named as arguments list.
# Scripts/requirements.txt is for drawing pictures, Tests/Scripts/requirements.txt for the comparison with SciPy.
# Does nothing for a file that is installed already.
set -eu
cd "$(dirname "$0")/.."

environment=.venv
for requirements in "$@"; do
  stamp="$environment/installed-$(printf '%s' "$requirements" | tr '/' '-')"
  cmp -s "$requirements" "$stamp" && continue
  if ! command -v python3 >/dev/null 2>&1; then
    echo "error: python3 is not installed, and $requirements needs it. Install it (on Debian: apt-get install python3 python3-venv)." >&2
    exit 1
  fi
  [ -x "$environment/bin/python" ] || python3 -m venv "$environment"
  echo "Installing $requirements in $environment" >&2
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --retries 1 \
    -r "$requirements" >&2
  cp "$requirements" "$stamp"
done
