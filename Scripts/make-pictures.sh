#!/bin/sh
# Draws the pictures of Documentation/Pictures anew, one command for each. Takes the program as its argument.
# Runs are made in a store of their own, so that nothing of the user's is read or changed.
set -eu
cd "$(dirname "$0")/.."
program=${1:-.build/release/jtam}

Scripts/python-environment.sh Scripts/requirements.txt
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
JTAM_STORE="$folder/runs.sqlite"
JTAM_HOME=$(pwd)
export JTAM_STORE JTAM_HOME
"$program" run carbon-tax-transfer carbon-tax-debt package --quiet >/dev/null

pictures=Documentation/Pictures
"$program" plot --chart jobs --run carbon-tax-transfer --years 2035 --force --out "$pictures/jobs-by-sector-2035.png"
"$program" plot --chart effects --run carbon-tax-transfer --run carbon-tax-debt --force --out "$pictures/carbon-tax-effects.png"
"$program" plot --chart emissions --run carbon-tax-transfer --run carbon-tax-debt --force --out "$pictures/emissions-and-targets.png"
"$program" plot --chart jobs --run package --years 2035 --force --out "$pictures/package-jobs-2035.png"
"$program" plot --chart emissions --run package --force --out "$pictures/package-emissions.png"
"$program" decompose package --what jobs --years 2035 --quiet --force --chart "$pictures/package-jobs-waterfall-2035.png" >/dev/null
