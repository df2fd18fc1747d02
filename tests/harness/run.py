#!/usr/bin/env python3
"""Runs the tests of a build folder and counts their cases.

usage: run.py [--jobs N] [--suite NAME]... [--no-suite NAME]... [--slow FACTOR]
              [--wrap COMMAND] BUILD

Meson runs the programs; this script reads what they printed and adds up cases, not programs:
  - a line `N passed, N failed[, N skipped]` printed by the program counts as it says (the last
    such line counts);
  - otherwise cmocka's own report is counted, a case that was begun and never ended as failed;
  - otherwise the program is one case: passed, failed, or skipped (exit status 77).
A program that exits with failure fails at least one case, and one that ran no case at all is a
failure too: a test that checks nothing must not look like success.

The last line is `N passed, N failed` with `, N skipped` behind it when any was. Exit status 0 only
if none failed.
"""
import argparse
import glob
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass

SUMMARY = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.M)
CMOCKA_TOTAL = re.compile(r"\[==========\] Running (\d+) test\(s\)\.")
CMOCKA_OK = re.compile(r"\[       OK \] ")
CMOCKA_SKIP = re.compile(r"\[  SKIPPED \] ")
MESON_SKIPPED = 77
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.path.join(ROOT, "..", "shared", "data")
LOG_LINES_MAX = 200
UNREMARKABLE = ("ok       ", "[ RUN      ]", "[       OK ]")


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def total(self):
        return self.passed + self.failed + self.skipped

    def line(self):
        tail = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{tail}"


def count_cases(stdout, stderr, status):
    """Count the cases of one program from its output; `status` is its exit status."""
    summary = SUMMARY.findall(stdout) or SUMMARY.findall(stderr)
    if summary:
        count = Count(*(int(n or 0) for n in summary[-1]))
    elif CMOCKA_TOTAL.search(stdout):
        total = sum(int(n) for n in CMOCKA_TOTAL.findall(stdout))
        count = Count(len(CMOCKA_OK.findall(stdout)), 0, len(CMOCKA_SKIP.findall(stdout)))
        count.failed = max(0, total - count.passed - count.skipped)
    elif status == MESON_SKIPPED:
        return Count(skipped=1)
    else:
        return Count(passed=1) if status == 0 else Count(failed=1)
    if count.total() == 0 or (status not in (0, MESON_SKIPPED) and count.failed == 0):
        count.failed += 1
    return count


def run_meson(args):
    logs = os.path.join(args.build, "meson-logs", "testlog*.json")  # -NAME with a wrapper
    for log in glob.glob(logs):
        os.unlink(log)
    command = ["meson", "test", "-C", args.build, "--no-rebuild",
               "--num-processes", str(args.jobs), "--timeout-multiplier", str(args.slow)]
    for suite in args.suite:
        command += ["--suite", suite]
    for suite in args.no_suite:
        command += ["--no-suite", suite]
    if args.wrap:
        command += ["--wrap", args.wrap]
    os.environ.setdefault("INTERDICT_TEST_DATA", os.path.abspath(DATA))
    status = subprocess.run(command, check=False).returncode
    found = glob.glob(logs)
    if not found:
        print("run.py: meson ran no test", file=sys.stderr)
        return status, []
    with open(found[0], encoding="utf-8") as lines:
        return status, [json.loads(line) for line in lines]


def show_failure(result, count):
    """What a failed program printed, set off so that no line can be taken for the summary."""
    print(f"\nFAILED {result['name']}: {count.line()} ({result['result']}, "
          f"exit status {result.get('returncode')})")
    lines = (result.get("stdout", "") + result.get("stderr", "")).splitlines()
    lines = [line for line in lines if not line.startswith(UNREMARKABLE)]
    for line in lines[-LOG_LINES_MAX:]:
        print(f"  | {line}")


def main():
    parser = argparse.ArgumentParser(description="run the tests of a build folder")
    parser.add_argument("build")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--suite", action="append", default=[])
    parser.add_argument("--no-suite", action="append", default=[])
    parser.add_argument("--slow", type=float, default=1, help="factor on every time limit")
    parser.add_argument("--wrap", help="run each test under this command")
    args = parser.parse_args()

    status, results = run_meson(args)
    sum_ = Count()
    for result in results:
        count = count_cases(result.get("stdout", ""), result.get("stderr", ""),
                            result.get("returncode", 1))
        if count.failed:
            show_failure(result, count)
        sum_.add(count)
    if sum_.total() == 0 or (status != 0 and sum_.failed == 0):
        sum_.failed += 1
    print(sum_.line(), flush=True)
    return 1 if sum_.failed else 0


if __name__ == "__main__":
    sys.exit(main())
