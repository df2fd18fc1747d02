#!/usr/bin/env python3
"""Runs tidy over the samples: each must give exactly the faults it expects, no more, no fewer.

A sample is a title, a line `rules: a b` (or `all`), files headed `=== path`, and `=== expect` with
one `path:line: rule` a fault. A tilde inside a word is removed: it keeps the bad words of a sample
out of searches over the tree.
"""
import os
import re
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [os.path.join(ROOT, "tools"), os.path.join(ROOT, "tests", "harness")]
import cases  # noqa: E402
import tidy  # noqa: E402

SAMPLES = os.path.join(HERE, "samples")


def read_sample(name):
    with open(os.path.join(SAMPLES, name), encoding="utf-8") as handle:
        text = re.sub(r"(?<=\w)~(?=\w)", "", handle.read())
    head, *parts = re.split(r"^=== (.*)\n", text, flags=re.M)
    rules = re.search(r"^rules: (.*)$", head, re.M).group(1).split()
    files = dict(zip(parts[0::2], parts[1::2]))
    expected = [line for line in files.pop("expect").splitlines() if line]
    return rules, files, expected


def run_sample(name):
    rules, files, expected = read_sample(name)
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as handle:
                handle.write(text)
        faults, _ = tidy.check(root)
    found = [f"{path}:{line}: {rule}" for rule, path, line, _ in faults
             if rules == ["all"] or rule in rules]
    cases.equal(sorted(found), sorted(expected))
    for rule, path, line, message in faults:
        cases.true(message, f"{path}:{line} {rule} has a message")
    return rules


def main():
    suite = cases.Suite("tidy")
    covered = set()
    for name in sorted(os.listdir(SAMPLES)):
        def case(name=name):
            covered.update(run_sample(name))
        suite.run(name.removesuffix(".txt"), case)
    suite.run("every rule has a sample that breaks it",
              lambda: cases.equal(sorted(set(tidy.RULES) - covered), []))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
