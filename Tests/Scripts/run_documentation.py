#!/usr/bin/env python3
"""Runs every command that the documentation shows and compares what it prints with what the page says.

    run_documentation.py PROGRAM [--update] PAGE...

A page is Markdown. In a fenced block marked `console` a line that begins with `$ ` is a command; the lines up
to the next command or the end of the block are what it prints on standard output. A block marked with
`file=NAME` (as ```yaml file=half.yaml) is written to that file first. All blocks of a page share one empty
working folder and one store, and run in order; JTAM_HOME is the folder of this repository. `$ cd`, installation
and `make` are shown in blocks without a mark and are not run. Links to files and headings that are not there
are reported. With --update the pages are rewritten with what the commands print now.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(\w*)\s*(.*)$")
HOME = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))


def blocks(lines):
    """Yields (kind, argument, first line, last line) of every fenced block, contents excluding the fences."""
    start = None
    for number, line in enumerate(lines):
        match = FENCE.match(line)
        if start is None and match:
            start = (match.group(1), match.group(2).strip(), number + 1)
        elif start is not None and line.startswith("```"):
            yield (*start, number)
            start = None
    if start is not None:
        raise SystemExit(f"a block that begins at line {start[2]} is never closed")


def anchors(page):
    """The names under which the headings of a page can be linked to."""
    with open(page, encoding="utf-8") as file:
        headings = re.findall(r"^#+ (.*)$", file.read(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page, text):
    """Links of a page, outside its blocks, to files or headings that are not there."""
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)):
        if re.match(r"\w+:", link):
            continue
        path, _, heading = link.partition("#")
        target = os.path.join(os.path.dirname(page), path) if path else page
        if not os.path.exists(target):
            broken.append(f"{page}: there is no {link}")
        elif heading and target.endswith(".md") and heading not in anchors(target):
            broken.append(f"{page}: {path or 'the page'} has no heading #{heading}")
    return broken


def run_page(page, program, update):
    with open(page, encoding="utf-8") as file:
        lines = file.read().split("\n")
    folder = tempfile.mkdtemp(prefix="jtam-documentation-")
    environment = dict(os.environ)
    environment["PATH"] = os.path.dirname(os.path.abspath(program)) + os.pathsep + environment["PATH"]
    environment.pop("JTAM_STORE", None)
    environment["JTAM_HOME"] = HOME
    environment["LC_ALL"] = "C.UTF-8"
    result, position, failures, count = [], 0, [], 0
    try:
        for kind, argument, first, last in list(blocks(lines)):
            result += lines[position:first]
            position = last
            content = lines[first:last]
            name = re.search(r"file=(\S+)", argument)
            if name:
                with open(os.path.join(folder, os.path.basename(name.group(1))), "w", encoding="utf-8") as file:
                    file.write("\n".join(content) + "\n")
            if kind != "console":
                result += content
                continue
            index = 0
            while index < len(content):
                if not content[index].startswith("$ "):
                    failures.append(f"{page}:{first + index + 1}: a console block begins with \"$ \"")
                    break
                end = index + 1
                while end < len(content) and not content[end].startswith("$ "):
                    end += 1
                command, expected = content[index][2:], content[index + 1 : end]
                ran = subprocess.run(
                    ["sh", "-c", command], cwd=folder, env=environment, capture_output=True, encoding="utf-8",
                    errors="replace", timeout=1200)
                printed = ran.stdout.rstrip("\n").split("\n") if ran.stdout.strip("\n") else []
                printed = [line.rstrip() for line in printed]
                wanted = re.search(r"# exit (\d+)$", command)
                count += 1
                place = f"{page}:{first + index + 1}"
                if ran.returncode != (int(wanted.group(1)) if wanted else 0):
                    failures.append(f"{place}: `{command}` ended with {ran.returncode}\n{ran.stderr.strip()}")
                elif not update and printed != [line.rstrip() for line in expected]:
                    different = next(
                        (i for i, pair in enumerate(zip(printed, expected)) if pair[0] != pair[1].rstrip()),
                        min(len(printed), len(expected)))
                    failures.append(
                        f"{place}: `{command}` prints something else, first on its line {different + 1}:\n"
                        f"  page    {expected[different] if different < len(expected) else '(nothing more)'}\n"
                        f"  program {printed[different] if different < len(printed) else '(nothing more)'}")
                result += [content[index]] + (printed if update else expected)
                index = end
        result += lines[position:]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if update and not failures and result != lines:
        with open(page, "w", encoding="utf-8") as file:
            file.write("\n".join(result))
        print(f"{page}: rewritten")
    return count, failures + broken_links(page, "\n".join(lines))


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--update"]
    if len(arguments) < 2:
        raise SystemExit(__doc__)
    program, pages = arguments[0], arguments[1:]
    commands, failures = 0, []
    for page in pages:
        count, problems = run_page(page, program, "--update" in sys.argv)
        commands += count
        failures += problems
        print(f"{page}: {count} commands, {len(problems)} findings")
    for failure in failures:
        print(failure, file=sys.stderr)
    if failures:
        raise SystemExit(f"{len(failures)} findings in {commands} commands and their pages. After a change that moves results: make documentation")
    print(f"All {commands} commands of {len(pages)} pages print what the pages say.")


main()
