#!/usr/bin/env python3
"""The shipped examples do what examples/README.md says of them.

usage: examples.py BINARY
"""
import os
import re
import subprocess
import sys

from program import PASSED_ON, ROOT, Home, cases

EXAMPLES = os.path.join(ROOT, "examples")
ROW = re.compile(r"^\| (C\d+) \| ([a-z_ ]+?) \| ([^|]*)\|", re.M)


def promised():
    """(customer, allowed verdicts, uid, whether the uid must be found) of the README's table."""
    with open(os.path.join(EXAMPLES, "README.md"), encoding="utf-8") as handle:
        for customer, verdicts, found in ROW.findall(handle.read()):
            uid = re.search(r"\d{2,}", found)
            yield (customer, verdicts.split(" or "), uid and f"us_ofac_sdn:{uid.group(0)}",
                   bool(uid) and "not" not in found)


def check(line, verdicts, entity, wanted):
    cases.true(line["verdict"] in verdicts, f"{line['verdict']}: {line['reason']}; expected "
               f"{' or '.join(verdicts)}")
    found = [f["entity"]["id"] for f in line["findings"]]
    if entity and wanted:
        cases.contains(found, entity)
    elif entity:
        serious = [f["entity"]["id"] for f in line["findings"] if f["effect"] != "info"]
        cases.true(entity not in serious, f"{entity} is found")


def add(home, folder, day):
    home.run("lists", "add", "ofac_sdn_csv", os.path.join(EXAMPLES, folder, "sdn.csv"),
             "--published", day).expect(0)


def enhanced(binary):
    """The twelve in the enhanced layout: the same keys, and the day of listing from the file."""
    with Home(binary) as home:
        path = os.path.join(ROOT, "examples", "june-2024", "sdn_enhanced.xml")
        home.run("lists", "add", "ofac_enhanced_xml", path).expect(0)
        decision = home.screen("Andrei Tikhonov", "--dob", "1966-11-09", "--as-of", "2024-07-01")
        finding = decision["findings"][0]
        cases.equal(decision["verdict"], "block")
        cases.equal(finding["entity"]["id"], "us_ofac_sdn:45815")
        cases.equal(finding["listing"]["basis"], "publication")
        cases.true(finding["listing"]["effective_from"].startswith("2024-06-21"), "the day listed")


def demo(binary):
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    result = subprocess.run([os.path.join(ROOT, "tools", "demo.sh"), os.path.abspath(binary)],
                            capture_output=True, text=True, check=False, env=environment)
    cases.equal(result.returncode, 0, result.stdout + result.stderr)
    for word in ("TIKHONOV", "us_ofac_sdn:45815", "review"):
        cases.contains(result.stdout.lower(), word.lower())
    cases.true("\033" not in result.stdout, "no color where there is no terminal")


def main():
    binary = sys.argv[1]
    suite = cases.Suite("examples")
    with Home(binary) as home:
        suite.run("the lists of June 2024", add, home, "june-2024", "2024-06-21")
        result = home.run("batch", os.path.join(EXAMPLES, "customers.csv"), "--as-of",
                          "2024-07-01").expect(1)
        lines = {line["subject"]["id"]: line for line in result.json_lines()}
        for customer, *expected in promised():
            suite.run(f"customer {customer}", lambda c=customer, e=expected: check(lines[c], *e))
        suite.run("every customer has a promise",
                  lambda: cases.equal(sorted(lines), sorted(row[0] for row in promised())))
        suite.run("the lists of April 2026", add, home, "april-2026", "2026-04-23")
    suite.run("the twelve in the enhanced layout", enhanced, binary)
    suite.run("make demo", demo, binary)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
