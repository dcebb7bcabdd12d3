#!/usr/bin/env python3
"""Kills `jtam run` with signal 9 at many points and sees what is left of the store.

After each kill the store must open without repair, every run in it must be whole, runs that were
finished before must be there, and the next command must work. Two writers, one of them killed, and
many writers at once must lose nothing either.

    Tests/Scripts/kill_runs.py PROGRAM                   200 kills, 20 pairs of writers, 16 writers at once
    Tests/Scripts/kill_runs.py PROGRAM --kills 20 --pairs 2 --rounds 1 --aggregation 68
"""
import argparse
import csv
import io
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
SCENARIOS = ["baseline", "carbon-tax-transfer"]


class Program:
    """The program with a store."""

    def __init__(self, path, store, aggregation):
        self.path, self.store, self.aggregation = path, store, aggregation
        self.environment = dict(os.environ)
        self.environment.setdefault("JTAM_HOME", str(HOME))
        self.environment["JTAM_STORE"] = str(store)

    def start(self, *arguments):
        return subprocess.Popen(
            [self.path, *arguments], env=self.environment, cwd=self.store.parent,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *arguments):
        process = self.start(*arguments)
        output, messages = process.communicate()
        return process.returncode, output, messages

    def solving(self, *options):
        return ["run", *SCENARIOS, "--again", "--aggregation", self.aggregation,
                "--format", "csv", *options]

    def runs(self):
        """Identifier to whether the checks of the run hold; None where the store does not open."""
        code, output, messages = self.run("runs", "--format", "csv")
        if code != 0:
            print(f"runs ended with {code}: {messages}")
            return None
        return {row["run"]: row["checks"] == "hold" for row in csv.DictReader(io.StringIO(output))}

    def is_whole(self):
        """Every checksum of the store, by the program, and the file, by SQLite."""
        code, output, messages = self.run("doctor", "--format", "csv")
        line = next((line for line in output.splitlines() if line.startswith("store,")), "")
        if not line.startswith("store,works"):
            print(f"doctor ended with {code}: {line} {messages}")
            return False
        with closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)) as database:
            return database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def log_size(store):
    try:
        return os.stat(f"{store}-wal").st_size
    except FileNotFoundError:
        return 0


def wait_for_writing(process, store, amount, longest=60):
    """Returns as soon as the store's log has grown by this many bytes."""
    began, start = time.monotonic(), log_size(store)
    while process.poll() is None and time.monotonic() - began < longest:
        size = log_size(store)
        if size < start:
            start = size
        if size >= start + amount:
            return True
        time.sleep(0.0005)
    return False


def killed_runs(program, base, count, length, generator):
    """One run after another, each killed; a third of the kills wait for the store to be written."""
    result = dict(kills=0, midRun=0, whileWriting=0, corrupt=0, lost=0, notWhole=0, nextFails=0)
    for kill in range(count):
        if kill % 20 == 0:
            for file in program.store.parent.glob(program.store.name + "*"):
                file.unlink()
            shutil.copy(base, program.store)
        before = program.runs() or {}
        # New inputs make a run that is not stored yet, so that its numbers are written.
        is_new = kill % 2 == 0
        options = ["--set", f"exportElasticity={0.6 + 0.0001 * (kill + 1)}"] if is_new else []
        process = program.start(*program.solving(*options))
        if is_new and kill % 4 == 0:
            is_writing = wait_for_writing(process, program.store, generator.randrange(1, 1_200_000))
            result["whileWriting"] += is_writing and process.poll() is None
        else:
            time.sleep(generator.uniform(0.02, 0.85) * length)
        if process.poll() is None:
            result["midRun"] += 1
        else:
            # The machine is faster now than when the length was measured.
            length *= 0.8
        process.kill()
        process.communicate()
        result["kills"] += 1
        after = program.runs()
        if after is None or not program.is_whole():
            result["corrupt"] += 1
            continue
        result["lost"] += len(set(before) - set(after))
        result["notWhole"] += sum(not holds for holds in after.values())
        if kill % 10 == 9:
            code, _, messages = program.run(
                "run", *SCENARIOS, "--aggregation", program.aggregation)
            if code != 0:
                print(f"the next run ended with {code}: {messages}")
                result["nextFails"] += 1
    return result


def pairs(program, base, count, length, generator):
    """Two writers at once, one killed: the other's runs must be there."""
    result = dict(pairs=0, corrupt=0, lost=0, failed=0)
    for pair in range(count):
        for file in program.store.parent.glob(program.store.name + "*"):
            file.unlink()
        shutil.copy(base, program.store)
        before = program.runs() or {}
        victim, survivor = (
            program.start(*program.solving("--set", f"armingtonElasticity={0.6 + step}"))
            for step in (0.001 * (pair + 1), 0.002 * (pair + 1)))
        if pair % 2 == 0:
            wait_for_writing(victim, program.store, generator.randrange(1, 1_000_000))
        else:
            time.sleep(generator.uniform(0.1, 1.5) * length)
        victim.kill()
        victim.communicate()
        output, messages = survivor.communicate()
        result["pairs"] += 1
        if survivor.returncode != 0:
            print(f"the other writer ended with {survivor.returncode}: {messages}")
            result["failed"] += 1
            continue
        after = program.runs()
        if after is None or not program.is_whole():
            result["corrupt"] += 1
            continue
        reported = {row["run"] for row in csv.DictReader(io.StringIO(output))}
        result["lost"] += len((set(before) | reported) - set(after))
    return result


def together(program, base, writers, rounds):
    """Many writers at once and two readers: all runs get in, and readers see whole runs only."""
    result = dict(writers=0, failed=0, corrupt=0, lost=0, readings=0, badReadings=0)
    for round_number in range(rounds):
        for file in program.store.parent.glob(program.store.name + "*"):
            file.unlink()
        shutil.copy(base, program.store)
        before = program.runs() or {}
        running = [
            program.start(
                "run", "baseline", "--again", "--aggregation", program.aggregation, "--format",
                "csv", "--set", f"exportElasticity={0.7 + 0.001 * (round_number * writers + place)}")
            for place in range(writers)]
        while any(process.poll() is None for process in running):
            seen = [program.runs() for _ in range(2)]
            result["readings"] += 2
            result["badReadings"] += sum(
                runs is None or not all(runs.values()) for runs in seen)
            time.sleep(0.2)
        reported = set()
        for process in running:
            output, messages = process.communicate()
            result["writers"] += 1
            if process.returncode != 0:
                print(f"a writer ended with {process.returncode}: {messages}")
                result["failed"] += 1
                continue
            reported |= {row["run"] for row in csv.DictReader(io.StringIO(output))}
        after = program.runs()
        if after is None or not program.is_whole():
            result["corrupt"] += 1
            continue
        result["lost"] += len((set(before) | reported) - set(after))
    return result


def shown(title, result):
    print(f"{title}: " + ", ".join(f"{name} {value}" for name, value in result.items()), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--aggregation", default="20")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    generator = random.Random(options.seed)
    print(f"seed {options.seed}")
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder, "base.sqlite")
        first = Program(os.path.abspath(options.program), base, options.aggregation)
        code, _, messages = first.run(*first.solving())
        if code != 0:
            sys.exit(f"The run to begin with ended with {code}: {messages}")
        began = time.monotonic()
        first.run(*first.solving())
        length = time.monotonic() - began
        print(f"a run that is not disturbed takes {length:.2f} s")
        program = Program(first.path, Path(folder, "runs.sqlite"), options.aggregation)
        if options.kills:
            result = killed_runs(program, base, options.kills, length, generator)
            shown("killed", result)
            bad += result["corrupt"] + result["lost"] + result["notWhole"] + result["nextFails"]
            if result["midRun"] < 0.95 * result["kills"]:
                print("fewer than 95 % of the kills hit a run; try again on a quieter machine")
        if options.pairs:
            result = pairs(program, base, options.pairs, length, generator)
            shown("two writers", result)
            bad += result["corrupt"] + result["lost"] + result["failed"]
        if options.rounds:
            result = together(program, base, options.writers, options.rounds)
            shown("writers together", result)
            bad += (result["corrupt"] + result["lost"] + result["failed"] + result["badReadings"])
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
