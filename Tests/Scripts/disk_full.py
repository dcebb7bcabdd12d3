#!/usr/bin/env python3
"""Runs the program on disks that fill up, and sees that it says so, loses nothing and goes on later.

Small volumes in memory take the place of disks; they need the right to mount, so this does nothing
but say so where it has none. A volume is too small from the beginning, or holds a finished run and is
then filled but for a little.

    Tests/Scripts/disk_full.py PROGRAM          30 volumes
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
INSIDE = "--inside-a-mount-namespace"


class Volume:
    """A file system in memory, of a size in kB."""

    def __init__(self, folder, size):
        self.folder = Path(folder)
        mount("-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(self.folder))

    def grow(self, size):
        mount("-o", f"remount,size={size}k", str(self.folder))

    def fill(self, left):
        """Leaves this many kB."""
        free = shutil.disk_usage(self.folder).free - left * 1024
        (self.folder / "filler").write_bytes(b"x" * max(0, free))

    def close(self):
        subprocess.run(["umount", str(self.folder)], check=True)


def mount(*arguments):
    subprocess.run(["mount", *arguments], check=True)


class Counts:
    def __init__(self):
        self.volumes = self.refusals = self.fitting = self.bad = 0

    def expect(self, holds, where, what):
        if not holds:
            self.bad += 1
            print(f"{where}: {what}")


def command(program, store, *arguments):
    environment = dict(os.environ, JTAM_STORE=str(store))
    environment.setdefault("JTAM_HOME", str(HOME))
    outcome = subprocess.run(
        [program, *arguments], env=environment, cwd="/tmp", capture_output=True, text=True)
    return outcome.returncode, outcome.stdout, outcome.stderr


def refused(counts, where, code, output, messages):
    """Whether the command ended for want of space, with a sentence that says so."""
    if code == 0:
        counts.fitting += 1
        return False
    counts.refusals += 1
    counts.expect(code == 74, where, f"exit code {code}: {messages}")
    counts.expect("is full" in messages and "space" in messages, where, f"message {messages!r}")
    counts.expect(output == "", where, f"output {output!r}")
    counts.expect(messages.count("\n") <= 2, where, f"more than one message: {messages!r}")
    return True


def whole(counts, where, program, store, names):
    """The store is whole and holds these scenarios."""
    _, output, _ = command(program, store, "doctor", "--format", "csv")
    counts.expect("\nstore,works" in output, where, f"the store is not whole: {output}")
    code, output, messages = command(program, store, "runs", "--format", "csv")
    counts.expect(code == 0, where, f"runs ended with {code}: {messages}")
    for name in names:
        counts.expect(f",{name}," in output, where, f"{name} is not there: {output}")


def too_small(program, folder, size, counts):
    """A volume that has never held anything."""
    where = f"volume of {size} kB"
    counts.volumes += 1
    volume = Volume(folder, size)
    store = volume.folder / "deep" / "runs.sqlite"
    refused(counts, where, *command(program, store, "run", "baseline", "--quiet"))
    volume.grow(65536)
    code, _, messages = command(program, store, "run", "baseline", "--quiet")
    counts.expect(code == 0, where, f"with space, run ended with {code}: {messages}")
    whole(counts, where, program, store, ["baseline"])
    volume.close()


def filled(program, folder, left, counts):
    """A volume with a finished run, filled up but for a little."""
    where = f"{left} kB left"
    counts.volumes += 1
    volume = Volume(folder, 16384)
    store = volume.folder / "runs.sqlite"
    code, _, messages = command(program, store, "run", "baseline", "--quiet")
    counts.expect(code == 0, where, f"the first run ended with {code}: {messages}")
    volume.fill(left)
    was_refused = refused(
        counts, where, *command(program, store, "run", "carbon-tax-transfer", "--quiet"))
    table = volume.folder / "table.csv"
    refused(counts, where, *command(program, store, "export", "--out", str(table), "--run", "baseline"))
    counts.expect(not table.exists(), where, "half a table is left")
    left_over = [file.name for file in volume.folder.iterdir() if "part" in file.name]
    counts.expect(not left_over, where, f"left over: {left_over}")
    (volume.folder / "filler").unlink()
    whole(counts, where, program, store,
          ["baseline"] + ([] if was_refused else ["carbon-tax-transfer"]))
    for arguments in (["run", "carbon-tax-transfer", "--quiet"],
                      ["export", "--out", str(table), "--run", "baseline"]):
        code, _, messages = command(program, store, *arguments)
        counts.expect(code == 0, where, f"with space, {arguments} ended with {code}: {messages}")
    whole(counts, where, program, store, ["baseline", "carbon-tax-transfer"])
    volume.close()


def read_only(program, folder, counts):
    """A volume with a finished run that may be read and not written."""
    where = "read-only volume"
    counts.volumes += 1
    volume = Volume(folder, 16384)
    store = volume.folder / "runs.sqlite"
    command(program, store, "run", "baseline", "--quiet")
    mount("-o", "remount,ro", str(volume.folder))
    for arguments in (["run", "carbon-tax-transfer"],
                      ["export", "--run", "baseline", "--out", str(volume.folder / "table.csv")]):
        code, output, messages = command(program, store, *arguments)
        counts.expect(code == 74, where, f"{arguments[0]} ended with {code}: {messages}")
        counts.expect("read-only" in messages and output == "", where, f"{output!r} {messages!r}")
    code, output, messages = command(
        program, volume.folder / "new" / "runs.sqlite", "run", "baseline")
    counts.expect(code == 74 and "read-only" in messages, where, f"{code}: {messages}")
    mount("-o", "remount,rw", str(volume.folder))
    whole(counts, where, program, store, ["baseline"])
    volume.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument(INSIDE, action="store_true", dest="inside", help=argparse.SUPPRESS)
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    if not options.inside:
        able = os.geteuid() == 0 and shutil.which("unshare") and subprocess.run(
            ["unshare", "-m", "true"], capture_output=True).returncode == 0
        if not able:
            print("*** SKIPPED: full disks were NOT tried: mounting a small one needs root. ***",
                  file=sys.stderr)
            return
        os.execvp("unshare", ["unshare", "-m", sys.executable, __file__, program, INSIDE])
    mount("--make-rprivate", "/")
    counts = Counts()
    with tempfile.TemporaryDirectory() as folder:
        for size in (4, 8, 16, 32, 64, 96, 128, 256, 512, 768, 1024, 1280, 1536, 2048, 2560):
            too_small(program, folder, size, counts)
        for left in (0, 4, 8, 16, 32, 36, 64, 96, 128, 256, 384, 512, 768, 1024, 1280):
            filled(program, folder, left, counts)
        read_only(program, folder, counts)
    print(f"{counts.volumes} volumes: {counts.refusals} commands refused for want of space, "
          f"{counts.fitting} fitted, {counts.bad} faults")
    sys.exit(1 if counts.bad else 0)


if __name__ == "__main__":
    main()
