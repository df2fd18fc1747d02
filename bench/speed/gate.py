#!/usr/bin/env python3
"""Counts the instructions of a fixed run under callgrind and fails when they grew; README.md tells
how. They do not depend on what else the machine does, only on compiler and code.

usage: gate.py [--accept] BINARY ROOT        BINARY `not-countable`: built in another way, skipped
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

from measure import example_lines

HERE = os.path.dirname(os.path.abspath(__file__))
COUNTS = os.path.join(HERE, "instructions.tsv")
GATED = ("ix_match_search", "ix_index_build_with")
NAMES, QUESTIONS = 1500, 40
GROWTH = 1.10  # a change that costs more must say so in instructions.tsv
SHRUNK = 0.90  # one that saves more should, or what is won may be lost again unseen
SECONDS_MAX = 1000


def on_one_processor():
    """Threads would share the work differently in each run."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def run_callgrind(binary, root, out):
    """Nothing of the environment takes part: Meson's MALLOC_PERTURB_ alone costs a tenth."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    subprocess.run(
        ["valgrind", "-q", "--tool=callgrind", "--callgrind-out-file=" + out, binary,
         os.path.join(root, "data"), str(NAMES), str(QUESTIONS), "-1"],
        input="\n".join(example_lines(root)) + "\n", text=True, check=True,
        stdout=subprocess.DEVNULL, timeout=SECONDS_MAX, env=kept, preexec_fn=on_one_processor)


def count_instructions(binary, root):
    """By function, with all that it calls."""
    with tempfile.TemporaryDirectory(prefix="gate-") as folder:
        out = os.path.join(folder, "callgrind")
        run_callgrind(binary, root, out)
        told = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out],
                              text=True, check=True, stdout=subprocess.PIPE).stdout
    counts = {}
    for name in GATED:
        found = re.search(r"^\s*([\d,]+)[^\n]*:" + name + r"(?: |$)", told, re.MULTILINE)
        if found is None:
            sys.exit(f"gate: callgrind tells nothing of {name}")
        counts[name] = int(found.group(1).replace(",", ""))
    return counts


def read_known():
    with open(COUNTS, encoding="utf-8") as lines:
        return {name: int(count) for name, count in (line.split("\t") for line in lines)}


def judge(counts, known):
    """Print how each count stands to the one held; returns how many grew too much."""
    worse = 0
    for name, count in counts.items():
        ratio = count / known[name]
        grew = ratio > GROWTH
        worse += grew
        note = "  TOO MANY" if grew else "  accept it: gate.py --accept" if ratio < SHRUNK else ""
        print(f"{name}: {count:,} instructions, {100 * (ratio - 1):+.1f} % of {known[name]:,}"
              f"{note}")
    return worse


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--accept", action="store_true", help="these counts are the ones to hold")
    parser.add_argument("binary")
    parser.add_argument("root")
    options = parser.parse_args()
    if options.binary == "not-countable" or shutil.which("valgrind") is None:
        why = ("valgrind is not installed" if shutil.which("valgrind") is None else
               "built with another compiler or other options than the counts held")
        print(f"skipped: {why}\n0 passed, 0 failed, {len(GATED)} skipped")
        return 77
    counts = count_instructions(options.binary, options.root)
    if options.accept:
        with open(COUNTS, "w", encoding="utf-8") as out:
            out.write("".join(f"{name}\t{count}\n" for name, count in counts.items()))
    worse = judge(counts, read_known())
    print(f"{len(counts) - worse} passed, {worse} failed")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
