#!/usr/bin/env python3
"""Entries of several lists that are one party, on publishers' own lists: what publishers join by
reference shares `party` in the decisions, what they do not join does not, whatever the names.

The publications are read from the folder INTERDICT_TEST_DATA names, ../shared/data beside the
source by default; where it is absent these cases are skipped and counted.

usage: parties.py BINARY
"""
import collections
import csv
import gzip
import io
import json
import os
import re
import sys
import xml.etree.ElementTree

from program import Home, cases
from real_lists import DATA, read, table, un_names

UN = "un/un_consolidated_2026-02-27.xml"
EU = "eu/eu_fsf_2026-02-23_rebuilt.xml.xz"
CSL = "csl/us_consolidated_screening_list_2022-05.csv.gz"
SDN = "ofac/sdn_2024-05-03.csv.xz"
SPACE = "{http://eu.europa.ec/fpi/fsd/export}"


def canonical(reference):
    """QDi.043 and QDi.43 are one reference."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", reference.upper().replace(".", ""))


def screen(home, rows, *options):
    result = home.run("batch", home.write("names.csv", table(rows)), "--as-of", "2026-11-01",
                      *options).expect(0, 1)
    decisions = [json.loads(line) for line in result.out.splitlines()]
    cases.equal(len(decisions), len(rows), "decisions")
    return decisions


def parties_of(decision):
    return {finding["entity"]["id"]: finding["party"] for finding in decision["findings"]}


def un_and_eu(home):
    home.run("lists", "add", "un_xml", os.path.join(DATA, UN), "--hold").expect(0)
    home.run("lists", "add", "eu_xml", os.path.join(DATA, EU), "--hold").expect(0)
    home.run("lists", "promote").expect(0)
    names = {}
    for key, name in un_names(xml.etree.ElementTree.fromstring(read(UN, DATA))):
        names.setdefault(canonical(key), (key, name))
    joined = collections.defaultdict(list)
    for entry in xml.etree.ElementTree.fromstring(read(EU, DATA)).iter(SPACE + "sanctionEntity"):
        reference = canonical(entry.get("unitedNationId") or "")
        if reference in names:
            joined[reference].append(f"eu_fsf:{entry.get('euReferenceNumber')}")
    cases.true(len(joined) > 50, f"the EU cites {len(joined)} entries of the UN")
    order = sorted(names)
    for reference, decision in zip(order, screen(home, [names[r] for r in order])):
        found = parties_of(decision)
        own = f"un_sc:{names[reference][0]}"
        cases.true(own in found, f"{own} finds itself")
        for entity in joined.get(reference, ()):
            # Also where the EU spells the name so that it would not be found.
            cases.equal(found.get(entity), found[own], f"party of {entity}, which is {own}")
        for entity, party in found.items():
            if party == found[own] and entity != own:
                cases.true(entity in joined.get(reference, ()),
                           f"{entity} is not said to be {own}")


def csl_and_sdn(home):
    home.run("lists", "add", "us_csl_csv", os.path.join(DATA, CSL), "--published", "2022-05-01",
             "--hold").expect(0)
    home.run("lists", "add", "ofac_sdn_csv", os.path.join(DATA, SDN), "--published", "2024-05-03",
             "--hold").expect(0)
    home.run("lists", "promote").expect(0)
    with gzip.open(os.path.join(DATA, CSL), "rt", encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    sdn = {row[0]: row[1] for row in csv.reader(io.StringIO(read(SDN, DATA).decode()))
           if row and row[0].isdigit()}
    there = {row["entity_number"] for row in rows if "(SDN)" in row["source"]} & sdn.keys()
    cases.true(len(there) > 5000, f"{len(there)} numbers stand on both lists")
    chosen = sorted(there)[::10]
    whole = 0
    for number, decision in zip(chosen, screen(home, [(n, sdn[n]) for n in chosen])):
        if decision["findings_total"] > len(decision["findings"]):
            continue  # many are called alike; a line holds the first findings
        whole += 1
        found = parties_of(decision)
        cases.equal(found.get(f"us_csl:{number}"), found.get(f"us_ofac_sdn:{number}"),
                    f"party of {number} on both lists")
        cases.true(f"us_csl:{number}" in found, f"us_csl:{number} is a finding")
    cases.true(whole > len(chosen) * 9 // 10, f"{whole} of {len(chosen)} lines hold all findings")


def in_a_home(binary, case):
    def run():
        if not os.path.isdir(DATA):
            cases.skip(f"no folder {DATA}")
        with Home(binary) as home:
            case(home)
    return run


def main():
    suite = cases.Suite("parties")
    suite.run("UN and EU: one party by the UN's reference", in_a_home(sys.argv[1], un_and_eu))
    suite.run("SDN and the joint list: one party by OFAC's number",
              in_a_home(sys.argv[1], csl_and_sdn))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
