#!/usr/bin/env python3
"""Publishers' own lists, through the program: every listed name and strong alias finds its own
entity, and the index finds exactly what the exhaustive scan finds.

The publications are read from the folder INTERDICT_TEST_DATA names, ../shared/data beside the
source by default; where it is absent these cases are skipped and counted. INTERDICT_ORACLE_ROWS
raises the number of mutated names that are screened both ways.

usage: real_lists.py BINARY
"""
import csv
import io
import json
import lzma
import os
import random
import shutil
import sys
import xml.etree.ElementTree

from program import ROOT, Home, cases

DATA = os.environ.get("INTERDICT_TEST_DATA", os.path.join(os.path.dirname(ROOT), "shared", "data"))
OFAC = os.path.join(DATA, "ofac")
ORACLE_ROWS = int(os.environ.get("INTERDICT_ORACLE_ROWS", "40"))
ALERT = 0.70
# name: format, published, primary rows, {file name the reader expects: file of the data folder}
LISTS = {
    "sdn 2021-07": ("ofac_sdn_csv", "2021-07-15", 8976, {
        name: f"2021-07/{name}.xz" for name in ("sdn.csv", "alt.csv", "add.csv",
                                                "sdn_comments.csv")}),
    "sdn 2024-06": ("ofac_sdn_csv", "2024-06-20", 15402, {
        "sdn.csv": "2024-06/sdn.csv", "add.csv": "2024-06/add.csv"}),
    "sdn 2026-04": ("ofac_sdn_csv", "2026-04-22", 18758, {
        "sdn.csv": "sdn_2026-04-22_rebuilt.csv", "alt.csv": "2026-08/alt.csv",
        "add.csv": "2026-08/add.csv", "sdn_comments.csv": "2026-08/sdn_comments.csv"}),
    "non-sdn": ("ofac_nonsdn_csv", "2025-12-01", 442, {
        "cons_prim.csv": "nonsdn/cons_prim.csv", "cons_alt.csv": "nonsdn/cons_alt.csv",
        "cons_add.csv": "nonsdn/cons_add.csv",
        "cons_comments.csv": "nonsdn/cons_comments.csv"}),
}


# name: format, file of the data folder, parties, names in all
XML_LISTS = {
    "un 2025-11": ("un_xml", "un/un_consolidated_2025-11-18.xml.xz", 1000, 4210),
    "un 2026-02": ("un_xml", "un/un_consolidated_2026-02-27.xml", 1003, 4211),
    "eu 2026-02": ("eu_xml", "eu/eu_fsf_2026-02-23_rebuilt.xml.xz", 5860, 29809),
}


def read(path, folder=OFAC):
    opener = lzma.open if path.endswith(".xz") else open
    with opener(os.path.join(folder, path), "rb") as handle:
        return handle.read()


def listed_names(files):
    """(key, name) of every primary name and every alias of the alias file, as it stands."""
    primary = next(path for name, path in files.items() if name in ("sdn.csv", "cons_prim.csv"))
    alias = next((path for name, path in files.items() if name.endswith("alt.csv")), None)
    names = []
    for path, column in ((primary, 1), (alias, 3)):
        if path is None:
            continue
        text = read(path).decode("utf-8", "replace").rstrip("\x1a")
        for row in csv.reader(io.StringIO(text, newline="")):
            if len(row) > column and row[0].isdigit():
                names.append((row[0], row[column]))
    known = {row[0] for row in csv.reader(io.StringIO(read(primary).decode("utf-8", "replace")))
             if row and row[0].isdigit()}
    return [(key, name) for key, name in names if key in known]


def load(home, name):
    reader, published, entities, files = LISTS[name]
    folder = os.path.join(home.work, name.replace(" ", "-"))
    os.mkdir(folder)
    for target, source in files.items():
        suffix = ".xz" if source.endswith(".xz") else ""
        shutil.copyfile(os.path.join(OFAC, source), os.path.join(folder, target + suffix))
    first = next(iter(files)) + (".xz" if next(iter(files.values())).endswith(".xz") else "")
    home.run("lists", "add", reader, os.path.join(folder, first), "--published",
             published).expect(0)
    status = home.run("lists", "status", "--json").expect(0).json_lines()[0]
    cases.equal(status["entities"], entities, "entities")
    cases.equal(status["refused"], 0, "refused rows")
    return files


def un_names(root):
    """(key, name): full names, names in their own script, and aliases that are no list of names."""
    names = []
    for entry in (*root.iter("INDIVIDUAL"), *root.iter("ENTITY")):
        key = entry.findtext("REFERENCE_NUMBER").strip()
        parts = [(entry.findtext(f"{nth}_NAME") or "").strip()
                 for nth in ("FIRST", "SECOND", "THIRD", "FOURTH")]
        texts = [" ".join(part for part in parts if part),
                 (entry.findtext("NAME_ORIGINAL_SCRIPT") or "").strip()]
        for alias in (*entry.iter("INDIVIDUAL_ALIAS"), *entry.iter("ENTITY_ALIAS")):
            text = (alias.findtext("ALIAS_NAME") or "").strip()
            if alias.findtext("QUALITY") != "Low" and "(" not in text:
                texts += [part.strip() for part in text.split(";")]
        names += [(key, " ".join(text.split())) for text in texts if text]
    return names


def eu_names(root):
    space = "{http://eu.europa.ec/fpi/fsd/export}"
    return [(entry.get("euReferenceNumber"), alias.get("wholeName"))
            for entry in root.iter(space + "sanctionEntity")
            for alias in entry.iter(space + "nameAlias") if alias.get("wholeName")]


def load_xml(home, name):
    reader, path, entities, names = XML_LISTS[name]
    added = home.run("lists", "add", reader, os.path.join(DATA, path), "--json").expect(0)
    added = added.json_lines()[0]
    cases.equal(added["entities"], entities, "entities")
    cases.equal(added["names"], names, "names")
    cases.equal(added["rows"], entities, "rows")
    cases.equal(added["refused"], 0, "refused rows")


def every_xml_name_finds_its_entity(list_name):
    def case(home):
        load_xml(home, list_name)
        reader, path, _, _ = XML_LISTS[list_name]
        root = xml.etree.ElementTree.fromstring(read(path, DATA))
        find_all(home, un_names(root) if reader == "un_xml" else eu_names(root))
    return case


def un_changes(home):
    """November 2025 to February 2026: SDi.007 to SDi.010 came, IQi.074 went."""
    load_xml(home, "un 2025-11")
    load_xml(home, "un 2026-02")
    keys = []
    for name in ("un 2025-11", "un 2026-02"):
        root = xml.etree.ElementTree.fromstring(read(XML_LISTS[name][1], DATA))
        keys.append({key: text for key, text in reversed(un_names(root))})
    came = {key: keys[1][key] for key in keys[1].keys() - keys[0].keys()}
    went = {key: keys[0][key] for key in keys[0].keys() - keys[1].keys()}
    cases.equal(sorted(came), [f"SDi.{n:03}" for n in range(7, 11)], "entries that came")
    cases.equal(sorted(went), ["IQi.074"], "entries that went")
    for known_at, there in (("2026-01-01", went), ("2026-03-01", came)):
        absent = came if there is went else went
        for key, name in (*there.items(), *absent.items()):
            found = [f["entity"]["id"] for f in home.run(
                "screen", name, "--known-at", known_at, "--as-of", known_at,
                "--json").expect(0, 1).json_lines()[0]["findings"]
                     if f["score"] >= ALERT and f["listing"]["state"] == "in_force"]
            cases.equal(f"un_sc:{key}" in found, key in there, f"{name} known at {known_at}")


def table(rows):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("id", "name"))
    writer.writerows(rows)
    return out.getvalue()


def find_all(home, names):
    result = home.run("batch", home.write("names.csv", table(names)), "--as-of",
                      "2026-11-01").expect(0, 1)
    missed = []
    lines = result.out.splitlines()
    cases.equal(len(lines), len(names), "lines")
    for (key, name), line in zip(names, lines):
        decision = json.loads(line)
        if not any(f["entity"]["id"].endswith(":" + key) and f["score"] >= ALERT
                   for f in decision["findings"]):
            missed.append((key, name))
    cases.equal(missed, [], f"names of {len(names)} that do not find their entity")


def every_name_finds_its_entity(list_name):
    def case(home):
        find_all(home, listed_names(load(home, list_name)))
    return case


def mutate(name, chance):
    """Zero to three slips of the pen, another order, or initials."""
    words = name.replace(",", "").split()
    if chance.random() < 0.3:
        chance.shuffle(words)
    if chance.random() < 0.15 and len(words) > 2:
        words.pop(chance.randrange(len(words)))
    if chance.random() < 0.1:
        words[0] = words[0][0] + "."
    text = list(" ".join(words))
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
        at = chance.randrange(len(text))
        kind = chance.randrange(4)
        if kind == 0 and len(text) > 2:
            text.pop(at)
        elif kind == 1:
            text.insert(at, chance.choice("aeiounrstlkh -"))
        elif kind == 2:
            text[at] = chance.choice("aeiounrstlkh")
        elif at + 1 < len(text):
            text[at], text[at + 1] = text[at + 1], text[at]
    return "".join(text)


def index_is_the_scan(list_name):
    def case(home):
        names = [name for _, name in listed_names(load(home, list_name))]
        chance = random.Random(20240621)
        rows = [(number, mutate(chance.choice(names), chance)) for number in range(ORACLE_ROWS)]
        customers = home.write("mutated.csv", table(rows))
        options = ("--as-of", "2026-11-01", "--threshold", "0.60")
        by_index = home.run("batch", customers, *options).expect(0, 1)
        by_scan = home.run("batch", customers, *options, "--exhaustive").expect(0, 1)
        cases.equal(len(by_index.out.splitlines()), len(rows), "lines")
        for left, right in zip(by_index.out.splitlines(), by_scan.out.splitlines()):
            cases.equal(left, right, "a decision by the index and by the exhaustive scan")
    return case


def in_a_home(binary, case):
    def run():
        if not os.path.isdir(OFAC):
            cases.skip(f"no folder {OFAC}")
        with Home(binary) as home:
            case(home)
    return run


def main():
    binary = sys.argv[1]
    suite = cases.Suite("real lists")
    for name in LISTS:
        suite.run(f"{name}: every name finds its entity",
                  in_a_home(binary, every_name_finds_its_entity(name)))
    for name in XML_LISTS:
        suite.run(f"{name}: every name finds its entity",
                  in_a_home(binary, every_xml_name_finds_its_entity(name)))
    suite.run("un: what came and went", in_a_home(binary, un_changes))
    suite.run("sdn 2021-07: the index is the scan",
              in_a_home(binary, index_is_the_scan("sdn 2021-07")))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
