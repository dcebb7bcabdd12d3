#!/bin/sh
# Makes sure that what JTAM is built with is there: Swift, git, make and a few system libraries.
# Installs with apt what is missing, and nothing when nothing is. Arguments name further packages:
# the comparison with an independent program needs dynare and octave.
set -eu

fail() {
  printf '%s\n' "error: $1" >&2
  exit 1
}

for tool in swift git make; do
  command -v "$tool" >/dev/null 2>&1 || case "$tool" in
    swift) fail "Swift is not installed. Install Swift 6.3 from https://www.swift.org/install/ and run this again." ;;
    *) fail "$tool is not installed. Install it (on Debian: apt-get install $tool) and run this again." ;;
  esac
done

version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\)\.\([0-9][0-9]*\).*/\1 \2/p' | head -n 1)
major=${version% *}
minor=${version#* }
if [ -z "$version" ] || [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 1 ]; }; then
  fail "This Swift is too old or of no known version ($(swift --version 2>/dev/null | head -n 1)). JTAM needs 6.1 and is tested with 6.3."
fi

# Elsewhere than on Debian and its kin the libraries come from that system's own packages.
if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "This system has no apt: make sure that OpenBLAS, SuiteSparse, SQLite, libxml2, libzip, pkg-config${*:+, $*} are installed." >&2
  exit 0
fi

missing=""
for package in libopenblas-dev libsuitesparse-dev libsqlite3-dev libxml2-dev libzip-dev pkg-config python3-venv "$@"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1; then
  as_root="sudo"
else
  fail "These packages are missing and only root may install them:$missing. Ask for: apt-get install$missing"
fi

echo "Installing with apt:$missing" >&2
$as_root apt-get update -qq ||
  echo "warning: the package lists could not be refreshed; trying with those at hand." >&2
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2 ||
  fail "apt could not install:$missing. Check the connection and run: apt-get install$missing"
