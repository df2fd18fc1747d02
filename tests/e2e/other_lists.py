#!/usr/bin/env python3
"""Australia's, Canada's and the FCC's lists, through the program: the whole publications load,
every listed name finds its own entity, and what a list does not forbid is not forbidden.

The publications are read from the folder INTERDICT_TEST_DATA names, ../shared/data beside the
source by default; where it is absent these cases are skipped and counted. Canada's is at hand in a
derived form only: its values are put into the official layout here.

usage: other_lists.py BINARY
"""
import csv
import io
import json
import lzma
import os
import re
import sys
from xml.sax.saxutils import escape

from program import ROOT, Home, cases

DATA = os.environ.get("INTERDICT_TEST_DATA", os.path.join(os.path.dirname(ROOT), "shared", "data"))
AU_XLSX = os.path.join(DATA, "other_lists", "au_dfat_2026-08-02.xlsx")
AU_CSV = os.path.join(DATA, "other_lists", "au_dfat_2026-08-02.csv.xz")
CA_ROWS = os.path.join(DATA, "other_lists", "ca_sema_2026-08-22.jsonl.xz")
FCC = os.path.join(DATA, "kaspersky", "fcc_covered_list_2026.json")
ALERT = 0.70
# Elements of the official layout by the names of the derived rows.
CA_ELEMENTS = {
    "country": "Country-Pays", "last_name": "LastName-NomDeFamille",
    "given_name": "GivenName-Prenom", "entity_or_ship": "EntityOrShip-EntiteOuNavire",
    "date_of_birth_or_ship_build_date":
        "DateOfBirthOrShipBuildDate-DateDeNaissanceOuDateDeConstructionDuNavire",
    "schedule": "Schedule-Annexe", "item": "Item-NumeroDarticle",
    "date_of_listing": "DateOfListing-DateDinscription"}


def add(home, *arguments):
    return home.run("lists", "add", *arguments, "--json").expect(0).json_lines()[0]


def expect_counts(added, entities, names, rows):
    found = tuple(added[key] for key in ("entities", "names", "rows", "refused"))
    cases.equal(found, (entities, names, rows, 0), "entities, names, rows, refused rows")


def au_rows():
    with lzma.open(AU_CSV, "rt", encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def au_names():
    """(key, name) of every row, weak aliases left out."""
    return [(re.match(r"\d+", row["Reference"])[0],
             " ".join(row["Name of Individual or Entity"].split()))
            for row in au_rows() if row["Alias Strength"] != "Weak"]


def find_all(home, names):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("id", "name"))
    writer.writerows(names)
    result = home.run("batch", home.write("names.csv", out.getvalue()), "--as-of",
                      "2026-11-01").expect(0, 1)
    lines = result.out.splitlines()
    cases.equal(len(lines), len(names), "lines")
    missed = [(key, name) for (key, name), line in zip(names, lines)
              if not any(f["entity"]["id"].endswith(":" + key) and f["score"] >= ALERT
                         for f in json.loads(line)["findings"])]
    cases.equal(missed, [], f"names of {len(names)} that do not find their entity")


def au_workbook(home):
    expect_counts(add(home, "au_xlsx", AU_XLSX), 3846, 11068, 11068)
    find_all(home, au_names())


def au_workbook_and_csv_agree(home):
    """The csv, saved from the workbook, changes nothing: same entities, detail by detail."""
    expect_counts(add(home, "au_xlsx", AU_XLSX), 3846, 11068, 11068)
    expect_counts(add(home, "au_csv", AU_CSV, "--published", "2026-08-02"), 3846, 11068, 11068)
    changes = home.run("lists", "diff", "au_dfat", "--json").expect(0)
    cases.equal(changes.out, "", "what changed from the workbook to the csv")


def screen(home, name, *options):
    return home.run("screen", name, "--json", *options).expect(0, 1).json_lines()[0]


def effects(home, name, *options):
    return {f["entity"]["id"]: f["effect"] for f in screen(home, name, *options)["findings"]
            if f["score"] >= ALERT}


def au_measures_decide(home):
    """A travel ban, an arms embargo or a sanctioned vessel alone freezes nothing."""
    add(home, "au_csv", AU_CSV, "--published", "2026-08-02")
    kinds = {}
    for row in au_rows():
        flags = tuple(row[name] for name in ("Targeted Financial Sanction", "Travel Ban",
                                             "Arms Embargo", "Maritime Restriction"))
        if row["Name Type"] == "Primary Name":
            kinds.setdefault((row["Type"], flags), row)
    cases.equal(len(kinds), 9, "kinds of entries by type and measures")
    for (_, flags), row in kinds.items():
        name = " ".join(row["Name of Individual or Entity"].split())
        found = effects(home, name, "--user", "foreign_bank")
        wanted = "block" if flags[0] == "1" else "info"
        cases.equal(found[f"au_dfat:{row['Reference']}"], wanted, f"{name}, {flags}")


def au_joins_the_un(home):
    """The UN's reference in an entry makes it one party with the UN's own entry."""
    add(home, "au_csv", AU_CSV, "--published", "2026-08-02")
    add(home, "un_xml", os.path.join(DATA, "un", "un_consolidated_2026-02-27.xml"))
    decision = screen(home, "MOHAMMAD HASSAN AKHUND")
    parties = {f["entity"]["id"]: f["party"] for f in decision["findings"]
               if f["entity"]["id"] in ("au_dfat:2", "un_sc:TAi.002")}
    cases.equal(len(parties), 2, f"findings of both lists in {decision['findings']}")
    cases.equal(len(set(parties.values())), 1, "parties")


def fcc_list(home):
    expect_counts(add(home, "us_fcc_covered_json", FCC, "--published", "2026-03-23"), 14, 14, 14)
    with open(FCC, encoding="utf-8") as handle:
        entries = json.load(handle)
    for entry in entries:
        decision = screen(home, entry["entry"])
        own = [f for f in decision["findings"] if f["entity"]["name"] == entry["entry"]]
        cases.equal([f["listing"]["effective_from"] for f in own], [entry["date_added"]],
                    f"days of {entry['entry']}")
        cases.equal(own[0]["listing"]["reason"], entry["scope"], "what is covered")
        cases.equal((own[0]["effect"], own[0]["depends_on"]), ("info", ["activity"]),
                    f"effect of {entry['entry']}")
        cases.equal(decision["verdict"], "info", "verdict")
    day_before = screen(home, "AO Kaspersky Lab", "--as-of", "2022-03-24")
    cases.equal([f["entity"]["id"] for f in day_before["findings"]
                 if f["listing"]["list"] == "us_fcc_covered"], [], "the day before it was added")
    # What other law says of its products, Public Law 115-91 since 2018, informs.
    cases.equal(day_before["verdict"], "info", "verdict of the day before")


def ca_file(home):
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<data-set>"]
    names = []
    with lzma.open(CA_ROWS, "rt", encoding="utf-8") as handle:
        for line in handle:
            row = json.loads(line)
            lines.append("<record>" + "".join(
                f"<{CA_ELEMENTS[key]}>{escape(value)}</{CA_ELEMENTS[key]}>"
                for key, value in row.items()) + "</record>")
            names.append(row)
    return home.write("sema-lmes.xml", "\n".join(lines + ["</data-set>"])), names


def ca_list(home):
    path, rows = ca_file(home)
    expect_counts(add(home, "ca_xml", path, "--published", "2026-08-22"), 5690, 5800, 5690)
    names = []
    for row in rows:
        key = row["country"].split(" / ")[0].strip()
        key = re.sub(r".*Regulations \((\w+)\).*", r"\1", key)
        parts = [key, row.get("schedule", ""), row["item"]]
        key = "/".join(re.sub(r"[^A-Za-z0-9.]+", "-", part).strip("-") for part in parts if part)
        person = f"{row.get('given_name', '')} {row.get('last_name', '')}"
        name = " ".join((row.get("entity_or_ship") or person).split())
        if "/" not in name and "known as" not in name:
            names.append((key, name))
    find_all(home, names)


def ca_near_name(home):
    """A near name of the product's: on Canada's list, and no US blocking."""
    path, _ = ca_file(home)
    add(home, "ca_xml", path, "--published", "2026-08-22")
    key = "ca_sema:Russia/1-Part-1/1513"
    name = "Natalya Ivanovna Kasperskaya"
    cases.equal(effects(home, name)[key], "info", "for a US user")
    cases.equal(effects(home, name, "--user", "foreign_bank")[key], "block", "for another bank")
    cases.equal(effects(home, name, "--as-of", "2025-06-12"), {}, "the day before")
    cases.equal(key in effects(home, "Kaspersky Lab, Inc."), False, "of the company")


def in_a_home(binary, case):
    def run():
        if not os.path.exists(AU_XLSX):
            cases.skip(f"no file {AU_XLSX}")
        with Home(binary) as home:
            case(home)
    return run


def main():
    binary = sys.argv[1]
    suite = cases.Suite("other lists")
    for name, case in (
            ("Australia: every name finds its entity", au_workbook),
            ("Australia: the workbook and its csv agree", au_workbook_and_csv_agree),
            ("Australia: measures decide", au_measures_decide),
            ("Australia: one party with the UN's entry", au_joins_the_un),
            ("FCC: every entry, its day and its scope", fcc_list),
            ("Canada: every name finds its entity", ca_list),
            ("Canada: a near name", ca_near_name)):
        suite.run(name, in_a_home(binary, case))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
