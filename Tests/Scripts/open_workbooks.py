#!/usr/bin/env python3
"""Imports workbooks that openpyxl wrote, and opens what the program writes with openpyxl and LibreOffice.

Every number and label must come back: from the workbook to data.csv with its cell, from data.csv to
tables.xlsx, and from tables.xlsx imported again. Archives and texts that mean harm must be refused with the name of the
file, in two seconds and 200 MiB.

    .venv/bin/python Tests/Scripts/open_workbooks.py PROGRAM
"""
import csv
import math
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import openpyxl

PROGRAM = Path(sys.argv[1]).resolve()
SECONDS, MEBIBYTES = 2.0, 200
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print(f"FAILS: {what}", file=sys.stderr)


def run(*arguments, expected=(0,)):
    """Runs the program; gives the result, the seconds of processor time and its largest memory in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        [str(PROGRAM), *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    out, err = process.communicate(timeout=120)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    check(process.returncode in expected, f"{arguments}: exit {process.returncode}: {err[-400:]}")
    return process.returncode, out, err, seconds


def peak_memory(*arguments):
    """The largest memory of one run, in MiB, measured in a process of its own."""
    code = (
        "import resource,subprocess,sys;"
        "subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(PROGRAM), *map(str, arguments)], capture_output=True, text=True
    )
    return float(done.stdout)


def numbers(path):
    with open(path, newline="", encoding="utf-8") as file:
        return {
            (row["table"], row.get("row") or row.get("product"), row["column"]): (float(row["value"]), row["sheet"], row["cell"])
            for row in csv.DictReader(file)
        }


def sam_workbook(path, size, seed):
    """A balanced matrix with titles, codes, names, a hidden row, merged headers, and labels hard to keep."""
    source = random.Random(seed)
    codes = [f"a{number:03d}" for number in range(size)]
    codes[1:6] = ["=SUM(A1)", "+x", "@y", "0191", "água & <b>"]
    flows = [[0.0] * size for _ in range(size)]
    for _ in range(size * 6):
        # A flow around a circle of accounts keeps them in balance.
        circle = source.sample(range(size), 3)
        amount = source.random() * 10 ** source.randint(-3, 6)
        for one, other in zip(circle, circle[1:] + circle[:1]):
            flows[one][other] += amount
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "SAM & more"
    sheet["A1"] = "Social accounting matrix 2019 (million pesos)"
    sheet.merge_cells("A1:F1")
    for position, code in enumerate(codes):
        for cell, text in ((sheet.cell(3, position + 3), code), (sheet.cell(position + 5, 1), code),
                           (sheet.cell(4, position + 3), f"Name of account {code}"),
                           (sheet.cell(position + 5, 2), f"Name of account {code}")):
            cell.value = text
            cell.data_type = "s"
    for row in range(size):
        for column in range(size):
            if flows[row][column]:
                sheet.cell(row + 5, column + 3).value = flows[row][column]
    sheet.row_dimensions[8].hidden = True
    book.create_sheet("Notes")["A1"] = "Nothing here."
    book.save(path)
    return codes, flows


def round_trip(folder):
    path = folder / "sam.xlsx"
    codes, flows = sam_workbook(path, 60, 7)
    # openpyxl writes sixteen digits, so what it wrote is what it reads back.
    source = openpyxl.load_workbook(path)["SAM & more"]
    flows = [[source.cell(row + 5, column + 3).value or 0.0 for column in range(60)] for row in range(60)]
    expected = {
        ("sam", codes[row], codes[column]): flows[row][column]
        for row in range(60) for column in range(60) if flows[row][column]
    }
    run("import", path, "--as", "sam", "--out", folder / "one", "--quiet")
    found = numbers(folder / "one/data.csv")
    guarded = lambda text: "'" + text if text[0] in "=+-@" else text
    check(
        {tuple(map(guarded, key)): value for key, value in expected.items()}
        == {key: value[0] for key, value in found.items()},
        "every number of the workbook is in data.csv, bit for bit",
    )
    check(
        all(source[cell].value == value and name == "SAM & more" for value, name, cell in found.values()),
        "every number of data.csv stands in the cell that it names",
    )
    written = openpyxl.load_workbook(folder / "one/tables.xlsx")
    check(written.sheetnames == ["Cover", "Notes", "sam"], f"sheets {written.sheetnames}")
    table = written["sam"]
    heads = {table.cell(1, column).value: column for column in range(3, 63)}
    sides = {table.cell(row, 1).value: row for row in range(3, 63)}
    check(set(heads) == set(codes) == set(sides), "openpyxl finds every code in tables.xlsx")
    check(
        all(table.cell(sides[one], heads[other]).value == value for (_, one, other), value in expected.items()),
        "openpyxl finds every number in tables.xlsx, bit for bit",
    )
    names = {table.cell(row, 2).value for row in range(3, 63)}
    check(names == {f"Name of account {code}" for code in codes}, "openpyxl finds every name")
    check(table.cell(63, 3).value == "SUM(C3:C62)" or table.cell(63, 3).value == "=SUM(C3:C62)", "sums are formulas")
    cached = openpyxl.load_workbook(folder / "one/tables.xlsx", data_only=True)["sam"]
    check(
        math.isclose(cached.cell(63, 3).value, sum(row[0] for row in flows), rel_tol=1e-12),
        "the formulas' values are stored",
    )
    run("import", folder / "one/tables.xlsx", "--as", "sam", "--out", folder / "two", "--year", 2019, "--quiet")
    again = numbers(folder / "two/data.csv")
    check(
        {key: value[0] for key, value in again.items()} == {key: value[0] for key, value in found.items()},
        "tables.xlsx imported again has the same numbers",
    )
    names = [Path(folder / part / "names.csv").read_text(encoding="utf-8") for part in ("one", "two")]
    check(names[0] == names[1], "tables.xlsx imported again has the same names")
    run("import", path, "--as", "sam", "--mapping", folder / "one/mapping.yaml", "--out", folder / "three", "--quiet")
    check(numbers(folder / "three/data.csv") == found, "the mapping reads the same numbers")
    libre_office(folder, expected, codes)


def libre_office(folder, expected, codes):
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        print("LibreOffice is not installed, so it opened nothing: apt-get install libreoffice-calc-nogui", file=sys.stderr)
        return
    done = subprocess.run(
        [program, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx",
         "--outdir", str(folder / "office"), str(folder / "one/tables.xlsx")],
        capture_output=True, text=True, timeout=300,
    )
    path = folder / "office/tables.xlsx"
    check(path.exists(), f"LibreOffice opens tables.xlsx: {done.stderr[-300:]}")
    if not path.exists():
        return
    table = openpyxl.load_workbook(path, data_only=True)["sam"]
    heads = {table.cell(1, column).value: column for column in range(3, 63)}
    check(set(heads) == set(codes), "LibreOffice keeps every code")
    sides = {table.cell(row, 1).value: row for row in range(3, 63)}
    # LibreOffice itself writes fifteen digits.
    check(
        all(math.isclose(table.cell(sides[one], heads[other]).value, value, rel_tol=1e-14)
            for (_, one, other), value in expected.items()),
        "LibreOffice keeps every number",
    )
    check(
        all(math.isclose(table.cell(63, column).value, sum(
            value for (_, _, other), value in expected.items() if other == code), rel_tol=1e-12)
            for code, column in heads.items()),
        "LibreOffice computes the sums that were stored",
    )
    run("import", path, "--as", "sam", "--out", folder / "four", "--year", 2019, "--quiet")
    check(len(numbers(folder / "four/data.csv")) == len(expected), "what LibreOffice wrote is imported")


def hostile(folder):
    path = folder / "good.xlsx"
    sam_workbook(path, 10, 3)
    with zipfile.ZipFile(path) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    sheet = "xl/worksheets/sheet1.xml"

    def archive(name, changed, added=()):
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as file:
            for part, content in {**parts, **changed}.items():
                file.writestr(part, content)
            for part, content in added:
                file.writestr(part, content)
        return folder / name

    body = parts[sheet]
    head, tail = body.split(b"<sheetData>", 1)
    bomb = b'<!DOCTYPE l [<!ENTITY a0 "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)) + b"]>"
    canary = folder / "canary"
    canary.write_text("secret")
    mebibyte = b"<row/>" + b" " * ((1 << 20) - 6)
    cases = {
        "bomb.xlsx": archive("bomb.xlsx", {sheet: head + b"<sheetData>" + mebibyte * 300 + tail}),
        "media.xlsx": archive("media.xlsx", {}, [("xl/media/a.png", b"\0" * (300 << 20))]),
        "entities.xlsx": archive("entities.xlsx", {sheet: bomb + body}),
        "external.xlsx": archive("external.xlsx", {
            sheet: b'<!DOCTYPE l [<!ENTITY a SYSTEM "file://%s">]>' % str(canary).encode() + body}),
        "climbs.xlsx": archive("climbs.xlsx", {}, [("../../evil.txt", b"evil")]),
        "deep.xlsx": archive("deep.xlsx", {sheet: head + b"<a>" * 500_000}),
        "many.xlsx": archive("many.xlsx", {}, [(f"x/{number}", b"") for number in range(20_000)]),
        "page.xlsx": folder / "page.xlsx", "cut.xlsx": folder / "cut.xlsx", "noise.xlsx": folder / "noise.xlsx",
        "nothing.csv": folder / "nothing.csv", "quote.csv": folder / "quote.csv",
    }
    (folder / "page.xlsx").write_text("<!DOCTYPE html><html><body>Not found</body></html>")
    (folder / "cut.xlsx").write_bytes(path.read_bytes()[:-200])
    (folder / "noise.xlsx").write_bytes(random.Random(1).randbytes(50_000))
    (folder / "nothing.csv").write_bytes(b"")
    (folder / "quote.csv").write_text('a,b\n1,"2\n')
    for name, file in cases.items():
        code, out, err, seconds = run("import", file, "--as", "sam", expected=(65,))
        check(name in err and "secret" not in out + err, f"{name}: {err[:200]}")
        check(seconds < SECONDS, f"{name} took {seconds:.1f} s")
        memory = peak_memory("import", file, "--as", "sam")
        check(memory < MEBIBYTES, f"{name} took {memory:.0f} MiB")
        print(f"{name}: {seconds:.2f} s, {memory:.0f} MiB: {err.splitlines()[0][:140]}")
    check(not (folder / "evil.txt").exists() and not (folder.parent / "evil.txt").exists(), "nothing was unpacked")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.time()
        round_trip(folder)
        hostile(folder)
        print(f"{len(failures)} failures, {time.time() - began:.0f} s")
    sys.exit(1 if failures else 0)


main()
