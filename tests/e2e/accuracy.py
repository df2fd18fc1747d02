#!/usr/bin/env python3
"""The proving ground on a tiny sample: every set is measured or skipped, the table has its rows,
the page is well formed, the baselines are computed, two runs give the same bytes, a bar that is
missed fails the gate. And the named cases come out right.

The evaluation data are read from the folder INTERDICT_TEST_DATA names, ../shared/data beside the
source by default; where it is absent the cases that need it are skipped and counted.

usage: accuracy.py ENGINE
"""
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

from program import ROOT, cases

MEASURE = os.path.join(ROOT, "bench", "accuracy", "measure.py")
DATA = os.environ.get("INTERDICT_TEST_DATA", os.path.join(os.path.dirname(ROOT), "shared", "data"))
SECONDS_MAX = 4000
# Named cases that the matcher does not get right yet.
OPEN = ("nic maduroo", "nick maduroo", "Huawei")


def measure(engine, *options, data=DATA, status=0):
    done = subprocess.run([sys.executable, "-B", MEASURE, "--data", data, *options, engine],
                          capture_output=True, timeout=SECONDS_MAX, encoding="utf-8")
    cases.equal(done.returncode, status, f"exit status of {' '.join(options)}: {done.stderr}")
    return done.stdout


def need_data():
    if not os.path.isdir(os.path.join(DATA, "peers")):
        cases.skip(f"no folder {DATA}")


def read(path):
    with open(path, "rb") as handle:
        return handle.read()


def tiny_runs(engine):
    """Two runs; what they wrote, and the table of the first."""
    need_data()
    with tempfile.TemporaryDirectory() as folder:
        runs = []
        for number in "12":
            paths = [os.path.join(folder, number + name)
                     for name in (".json", ".html", ".tsv")]
            table = measure(engine, "--tiny", "--json", paths[0], "--report", paths[1],
                            "--failures", paths[2])
            runs.append([read(path) for path in paths] + [table])
    return runs


def two_runs_are_one(runs):
    for name, first, second in zip(("json", "page", "failures", "table"), *runs):
        cases.true(first == second, f"two runs wrote different {name}")


def sets_are_all_told(runs):
    told = json.loads(runs[0][0])
    cases.equal(told["skipped"], [], "sets skipped")
    groups = {part["set"] for part in told["parts"]}
    for name in ("name_bench", "cross_script", "cross_list", "un_positives", "clean", "self",
                 "cases", "nicknames", "febrl", "senzing", "tokens"):
        cases.true(name in groups, f"no set {name}")
    for part in told["parts"]:
        cases.contains(runs[0][3], f"{part['set']:<13} {part['part']}", "row of the table")
        cases.true(part["methods"]["interdict"]["curve"][0][1:] != [None, None],
                   f"no curve of {part['part']}")


def baselines_are_computed(runs):
    parts = {(part["set"], part["part"]): part["methods"]
             for part in json.loads(runs[0][0])["parts"]}
    for place, methods in (
            (("name_bench", "together"), ("jaro-winkler", "levenshtein", "logic-v2")),
            (("clean", "name alone"), ("jaro-winkler", "levenshtein")),
            (("self", "two manglings"), ("jaro-winkler", "levenshtein"))):
        for method in methods:
            cases.true(method in parts[place], f"no {method} in {place}")


def page_is_well_formed(runs):
    root = xml.etree.ElementTree.fromstring(runs[0][1].decode())
    curves = list(root.iter("polyline"))
    cases.true(len(curves) > 100, f"{len(curves)} curves")
    for image in ("href", "src"):
        cases.true(not any(image in element.attrib for element in root.iter()),
                   "the page fetches something")


def nothing_at_hand(engine):
    with tempfile.TemporaryDirectory() as folder:
        table = measure(engine, data=folder)
    lines = [line for line in table.splitlines() if line.startswith("skipped ")]
    cases.true(len(lines) > 10, f"{len(lines)} sets skipped")


def a_missed_bar_fails_the_gate(engine):
    need_data()
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as bars:
        bars.write("name_bench\thand-curated\t1\tf1\t>=\t1.01\n")
        bars.flush()
        options = ("--only", "name_bench", "--bars", bars.name)
        cases.contains(measure(engine, *options), "MISSED  name_bench, hand-curated")
        measure(engine, *options, "--gate", status=1)


def named_cases_come_out_right(runs):
    failures = [line.split("\t") for line in runs[0][2].decode().splitlines()]
    cases.equal([row for row in failures if row[0] == "cases" and row[4] not in OPEN], [],
                "wrong cases")


def main():
    engine = os.path.abspath(sys.argv[1])
    suite = cases.Suite("accuracy")
    runs = []
    suite.run("a tiny run, twice", lambda: runs.extend(tiny_runs(engine)))
    if runs:
        suite.run("two runs give the same bytes", two_runs_are_one, runs)
        suite.run("every set is told", sets_are_all_told, runs)
        suite.run("baselines are computed", baselines_are_computed, runs)
        suite.run("the page is well formed", page_is_well_formed, runs)
        suite.run("named cases come out right", named_cases_come_out_right, runs)
    suite.run("nothing at hand", nothing_at_hand, engine)
    suite.run("a missed bar fails the gate", a_missed_bar_fails_the_gate, engine)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
