#!/usr/bin/env python3
"""OpenSanctions' formats through the program: what is reported as sanctioned forbids, exposure
informs, nothing blocks; a list that was written reads back as it was.

The real list is read from the folder INTERDICT_TEST_DATA names, ../shared/data beside the source by
default; where it is absent its case is skipped and counted.

usage: opensanctions.py BINARY
"""
import json
import os
import re
import sys

from program import ROOT, Home, cases

DATA = os.environ.get("INTERDICT_TEST_DATA", os.path.join(os.path.dirname(ROOT), "shared", "data"))
UN = os.path.join(DATA, "un", "un_consolidated_2026-02-27.xml")
GOLDEN = os.path.join(ROOT, "tests", "lists")
LEFT_OUT = ("id", "datasets", "last_seen")
# A relation becomes a link with the publisher's words; a link reads back under its own name.
ROWS = ("Address", "Sanction", "Identification")


def golden(name):
    return os.path.join(GOLDEN, *name.split("/"))


def exposure_informs(home):
    home.run("lists", "add", "ftm_jsonl", golden("ftm_jsonl/entities.ftm.json")).expect(0)
    found = home.run("screen", "Anna Beispielova", "--dob", "1966-11", "--as-of", "2024-07-01",
                     "--json").expect(1).json_lines()[0]
    cases.equal(found["verdict"], "prohibited", "verdict on a sanctioned party")
    rows = home.run("screen", "Ministry of Examples", "--as-of", "2024-07-01",
                    "--json").expect(0).json_lines()[0]
    cases.equal(rows["verdict"], "info", "verdict on a party that is only mentioned")


def csv_and_senzing_load(home):
    home.run("lists", "add", "opensanctions_csv", golden("opensanctions_csv/targets.simple.csv"),
             "--list", "os_csv").expect(0)
    home.run("lists", "add", "senzing_jsonl", golden("senzing_jsonl/senzing.json"), "--list",
             "os_senzing", "--published", "2024-06-13").expect(0)
    lists = {row["id"]: row for row in home.run("lists", "status", "--json").json_lines()}
    for name in ("os_csv", "os_senzing"):
        cases.equal(lists[name]["refused"], 0, f"refused rows of {name}")


def said_by(text):
    """What rows say, without their ids: party id -> sorted texts."""
    said = {}
    for line in text.splitlines():
        row = json.loads(line)
        if row["schema"] in ROWS or "/" not in row["id"]:
            rest = {key: value for key, value in row.items() if key not in LEFT_OUT}
            rest["properties"] = {key: sorted(set(value))
                                  for key, value in row["properties"].items()
                                  if key != "addressEntity"}
            said.setdefault(row["id"].split("/")[0], set()).add(json.dumps(rest, sort_keys=True))
    return said


def a_real_list_makes_the_round_trip(home):
    if not os.path.exists(UN):
        cases.skip(f"no file {UN}")
    home.run("lists", "add", "un_xml", UN).expect(0)
    first = home.run("lists", "export", "ftm_jsonl", "un_sc").expect(0)
    cases.equal(first.raw, home.run("lists", "export", "ftm_jsonl", "un_sc").raw, "bytes, twice")
    cases.true("not carried" in first.err, "what is not carried is not told")
    home.run("lists", "add", "ftm_jsonl", home.write("un.json", first.raw), "--list",
             "copy").expect(0)
    again = home.run("lists", "export", "ftm_jsonl", "copy").expect(0)
    before, after = said_by(first.out), said_by(again.out)
    cases.equal(len(before), len(after), "parties")
    differ = [key for key, value in before.items() if value != after.get(key)]
    told = re.search(r"same script is a translation, (\d+) time", first.err)
    cases.true(len(differ) <= (int(told[1]) if told else 0),
               f"parties that do not read back as they were, and it was not told: {differ}")


def in_a_home(binary, case):
    def run():
        with Home(binary) as home:
            case(home)
    return run


def main():
    binary = sys.argv[1]
    suite = cases.Suite("opensanctions")
    for name, case in (("exposure informs", exposure_informs),
                       ("csv and Senzing records load", csv_and_senzing_load),
                       ("a real list makes the round trip", a_real_list_makes_the_round_trip)):
        suite.run(name, in_a_home(binary, case))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
