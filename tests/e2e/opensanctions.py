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


def copy_of(binary, format_, data):
    """A list read in a home of its own: its decision on one of its parties, and its copy."""
    with Home(binary) as home:
        name = "copy.csv" if format_.endswith("csv") else "copy.json"
        home.run("lists", "add", format_, home.write(name, data), "--published",
                 "2025-03-05").expect(0)
        decision = home.run("screen", "Testim Proban Exemplo Musteri", "--dob", "1970-02-03",
                            "--as-of", "2025-07-01", "--json").expect(1).json_lines()[0]
        return decision, home.run("lists", "export", format_, "opensanctions").expect(0).raw


def copies_say_the_same(format_):
    def case(home):
        # Its listings have days, which a copy could take for the end of them.
        home.run("lists", "add", "un_xml", golden("un_xml/consolidated.xml"), "--accept-errors",
                 "9").expect(0)
        first = home.run("lists", "export", format_, "un_sc").expect(0)
        cases.true("not carried" in first.err, "what is not carried is not told")
        decision, second = copy_of(home.binary, format_, first.raw)
        cases.equal(decision["verdict"], "prohibited", "verdict on the copy")
        later, third = copy_of(home.binary, format_, second)
        cases.equal(later["verdict"], "prohibited", "verdict on the copy of the copy")
        cases.equal(later["findings"][0]["listing"], decision["findings"][0]["listing"], "listing")
        # Json lines grow by a link a relation; what their rows say is compared on a real list.
        if format_ != "ftm_jsonl":
            cases.equal(third.splitlines(), second.splitlines(), "a copy of a copy")
    return case


def as_it_was(home):
    """Of two snapshots the one that was published by the time asked for."""
    home.add_sdn("2024-06-20")
    home.add_sdn("2024-06-21")
    for option in ("--as-of", "--known-at"):
        for day, there in (("2024-06-20", False), ("2024-06-21", True)):
            rows = home.run("lists", "export", "ftm_jsonl", "us_ofac_sdn", option, day).expect(0)
            cases.equal('"id":"45815"' in rows.out, there, f"45815 {option} {day}")
    home.run("lists", "export", "ftm_jsonl", "us_ofac_sdn", "--as-of", "2024-01-01").expect(2)


def all_lists_at_once(home):
    home.add_sdn("2024-06-21")
    home.run("lists", "add", "us_csl_csv", os.path.join(ROOT, "examples", "june-2024", "csl.csv"),
             "--published", "2024-06-24").expect(0)
    for format_, key in (("ftm_jsonl", '"id":"us_ofac_sdn:45815"'),
                         ("senzing_jsonl", '"RECORD_ID":"us_ofac_sdn:45815"'),
                         ("opensanctions_csv", "us_ofac_sdn:45815,")):
        rows = home.run("lists", "export", format_).expect(0).out
        cases.equal(rows.count(key), 1, f"{key} in {format_}")
        cases.true("us_csl:" in rows, f"the other list in {format_}")
        cases.equal(rows.count("id,schema,name"), int(format_ == "opensanctions_csv"), "headers")


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
                       ("csv: a copy of a copy", copies_say_the_same("opensanctions_csv")),
                       ("Senzing: a copy of a copy", copies_say_the_same("senzing_jsonl")),
                       ("json lines: a copy of a copy", copies_say_the_same("ftm_jsonl")),
                       ("export of an earlier day", as_it_was),
                       ("export of all lists", all_lists_at_once),
                       ("a real list makes the round trip", a_real_list_makes_the_round_trip)):
        suite.run(name, in_a_home(binary, case))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
