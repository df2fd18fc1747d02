#!/usr/bin/env python3
"""The lists of the United Kingdom and Switzerland, through the program: OFSI's whole list of 2018
with every name finding its entity, parties joined with those of the UN, what measures ask, and
targets that were de-listed.

The publications are read from the folder INTERDICT_TEST_DATA names, ../shared/data beside the
source by default; where it is absent their cases are skipped and counted.

usage: uk.py BINARY
"""
import csv
import io
import json
import lzma
import os
import sys

from program import ROOT, Home, cases, entities, finding

DATA = os.environ.get("INTERDICT_TEST_DATA", os.path.join(os.path.dirname(ROOT), "shared", "data"))
CONLIST = os.path.join(DATA, "uk", "ofsi_conlist_2018-04-13.csv.xz")
UN = os.path.join(DATA, "un", "un_consolidated_2026-02-27.xml")
GOLDEN = os.path.join(ROOT, "tests", "lists")
BOUND = ("--user", "foreign_bank", "--nexus", "none")  # by the law of another state
ALERT = 0.70


def needs(*paths):
    for path in paths:
        if not os.path.exists(path):
            cases.skip(f"no file {path}")


def conlist_rows():
    with lzma.open(CONLIST) as handle:
        text = handle.read().decode("cp1252")
    return list(csv.DictReader(io.StringIO(text.partition("\n")[2], newline="")))


def every_name_of_the_conlist_finds_its_entity(home):
    needs(CONLIST)
    added = home.run("lists", "add", "uk_conlist_csv", CONLIST, "--json").expect(0).json_lines()[0]
    rows = conlist_rows()
    cases.equal(added["rows"], len(rows), "rows")
    cases.equal(added["rows"], 9487, "rows")
    cases.equal(added["refused"], 0, "refused rows")
    cases.equal(added["entities"], len({row["Group ID"] for row in rows}), "entities")
    cases.equal(added["published"], "2018-04-13", "published")
    names = sorted({(row["Group ID"], " ".join(" ".join(
        row[f"Name {nth}"] for nth in (1, 2, 3, 4, 5, 6)).split())) for row in rows})
    table = io.StringIO()
    csv.writer(table).writerows([("id", "name"), *names])
    lines = home.run("batch", home.write("names.csv", table.getvalue()), "--as-of",
                     "2018-05-01").expect(0, 1).out.splitlines()
    cases.equal(len(lines), len(names), "lines")
    missed = [(key, name) for (key, name), line in zip(names, lines)
              if not any(f["entity"]["id"] == f"uk_ofsi_conlist:{key}" and f["score"] >= ALERT
                         for f in json.loads(line)["findings"])]
    cases.equal(missed, [], f"names of {len(names)} that do not find their entity")


def parties_are_joined_with_those_of_the_un(home):
    needs(CONLIST, UN)
    home.run("lists", "add", "uk_conlist_csv", CONLIST).expect(0)
    home.run("lists", "add", "un_xml", UN).expect(0)
    for name, here, there in (
            ("Joseph Kony", "uk_ofsi_conlist:13344", "un_sc:CFi.009"),
            ("Haji Khairullah Haji Sattar Money Exchange", "uk_ofsi_conlist:12703",
             "un_sc:TAe.010")):
        decision = home.screen(name, "--as-of", "2026-03-01")
        cases.equal(finding(decision, here)["party"], finding(decision, there)["party"],
                    f"party of {name}")


def a_travel_ban_of_the_un_alone_freezes_nothing(home):
    needs(UN)
    home.run("lists", "add", "un_xml", UN).expect(0)
    for name, key, effect in (("Abdulqader Mohammed Al-Baghdadi", "un_sc:LYi.001", "info"),
                              ("Aisha Muammar Muhammed Abu Minyar Qadhafi", "un_sc:LYi.009",
                               "block")):
        decision = home.screen(name, *BOUND, "--as-of", "2026-03-01")
        cases.equal(finding(decision, key)["effect"], effect, f"effect of {name}")


def measures_choose_the_effect(home):
    for number, (reader, file) in enumerate((("uk_csv", "UK-Sanctions-List.csv"),
                                             ("uk_xml", "UK-Sanctions-List.xml"))):
        home.run("lists", "add", reader, os.path.join(GOLDEN, reader, file), "--accept-errors", "9",
                 "--published", f"2026-06-2{4 + number}").expect(0)
        for name, key, effect in (("Testim Exemplo Proban", "uk_sl:ZZA0001", "block"),
                                  ("Vera Reisende", "uk_sl:ZZB0002", "info"),
                                  ("Sample & Sons Trading LLC", "uk_sl:ZZC0003", "block"),
                                  ("Sample Star", "uk_sl:ZZD0004", "info")):
            decision = home.screen(name, *BOUND, "--as-of", "2026-07-01")
            cases.equal(finding(decision, key)["effect"], effect, f"effect of {name}")
            decision = home.screen(name, "--as-of", "2026-07-01")
            cases.equal(finding(decision, key)["effect"], "info", f"{name}: no US blocking")
    decision = home.screen("nobody at all", "--id", "imo:1234567", "--as-of", "2026-07-01")
    cases.true("uk_sl:ZZD0004" in entities(decision), "a ship by its IMO number")


def a_de_listed_target_is_not_in_force(home):
    home.run("lists", "add", "ch_xml", os.path.join(GOLDEN, "ch_xml", "swiss-sanctions-list.xml"),
             "--accept-errors", "9").expect(0)
    for name, key, day, effect in (
            ("JSC Sample Trade", "ch_seco:2001", "2015-06-01", "block"),
            ("JSC Sample Trade", "ch_seco:2001", "2016-02-29", "block"),
            ("JSC Sample Trade", "ch_seco:2001", "2016-03-01", "info"),
            ("JSC Sample Trade", "ch_seco:2001", "2026-09-01", "info"),
            ("Sample Star", "ch_seco:3001", "2017-01-01", "block"),
            ("Sample Star", "ch_seco:3001", "2019-01-01", "info"),
            ("Sample Star", "ch_seco:3001", "2026-09-01", "block"),
            ("Тестим Пробан", "ch_seco:1001", "2026-09-01", "block")):
        decision = home.screen(name, *BOUND, "--as-of", day)
        cases.equal(finding(decision, key)["effect"], effect, f"effect of {name} on {day}")


def main():
    binary = sys.argv[1]
    suite = cases.Suite("united kingdom and switzerland")
    for case in (every_name_of_the_conlist_finds_its_entity,
                 parties_are_joined_with_those_of_the_un,
                 a_travel_ban_of_the_un_alone_freezes_nothing, measures_choose_the_effect,
                 a_de_listed_target_is_not_in_force):
        def run(case=case):
            with Home(binary) as home:
                case(home)
        suite.run(case.__name__.replace("_", " "), run)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
