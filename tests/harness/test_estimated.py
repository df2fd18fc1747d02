#!/usr/bin/env python3
"""A weight that says it is estimated is what the table of estimates says, or nothing compiles."""
import os
import subprocess
import sys
import tempfile

from cases import Suite, equal

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MATCH = os.path.join(ROOT, "data", "match")


def text_of(name):
    with open(os.path.join(MATCH, name), encoding="utf-8") as handle:
        return handle.read()


def compiled(weights):
    """Exit status and what was said."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "weights.txt")
        with open(path, "w", encoding="utf-8") as handle:
            handle.write(weights)
        done = subprocess.run(
            [sys.executable, "-B", os.path.join(ROOT, "tools", "compile_match_tables.py"), path,
             os.path.join(MATCH, "score.tsv"), os.path.join(MATCH, "estimates.tsv"),
             os.path.join(folder, "out.h")], capture_output=True, text=True, check=False)
        return done.returncode, done.stderr


def as_shipped():
    equal(compiled(text_of("weights.txt")), (0, ""), "the shipped weights")


def another_value():
    lines = text_of("weights.txt").split("\n")
    at = next(i for i, line in enumerate(lines) if " estimated" in line)
    name, value = lines[at].split()[:2]
    lines[at] = f"{name} {int(value) + 100} estimated"
    status, said = compiled("\n".join(lines))
    equal(status, 1, "exit status")
    equal(f":{at + 1}: '{name}' is estimated: {value} by" in said, True, said)


def no_such_estimate():
    status, said = compiled(text_of("weights.txt") + "loss_of_face 100 estimated\n")
    equal((status, "does not decide it" in said), (1, True), said)


def main():
    suite = Suite("estimated")
    suite.run("the shipped weights follow the table", as_shipped)
    suite.run("a value that the table does not say is refused", another_value)
    suite.run("a name that the table does not have is refused", no_such_estimate)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
