"""What countries and programmes are worth, from persons of whom lists tell more than one thing.

Rows of data/match/estimates.tsv, for estimate_weights.py. The country of a question is a
nationality or where somebody lives: m is the mean of both cases, each the share of one party's
entries where it is not what else is listed; u the same of two parties. Persons of the UN's and the
EU's list and the joint US list; entries are joined by the UN's reference.
"""
import csv
import gzip
import hashlib
import json
import lzma
import os
import re
from math import log2

import compile_programmes

UN = "un/un_consolidated_2026-02-27.xml"
EU = "eu/eu_fsf_2026-02-23.jsonl.xz"
US = "csl/us_consolidated_screening_list_2022-05.csv.gz"


class Person:
    def __init__(self, key, reference, nations, homes, programmes):
        self.key, self.reference = key, re.sub(r"0*(\d+)", r"\1", reference.replace(".", ""))
        self.nations, self.homes, self.programmes = nations, homes, programmes
        self.fit = hashlib.sha256(key.encode()).digest()[0] % 2 == 0


def country_names(root):
    """Code of each name of a country, folded."""
    found = {}
    with open(os.path.join(root, "data", "countries.txt"), encoding="utf-8") as file:
        for line in file:
            cells = [cell.strip() for cell in line.split("#", 1)[0].split("|")]
            for cell in cells[2:]:
                for name in re.split(";", cell):
                    found[name.strip().casefold()] = cells[0]
    return found


def codes(values):
    return {value for value in values if value and re.fullmatch("[A-Z]{2}", value)}


def of_un(folder, names):
    with open(os.path.join(folder, UN), encoding="utf-8") as file:
        text = file.read()
    for entry in re.findall(r"<INDIVIDUAL>.*?</INDIVIDUAL>", text, re.S):
        def values(tag, inner, entry=entry):
            outer = re.findall(rf"<{tag}>(.*?)</{tag}>", entry, re.S)
            return [value for part in outer for value in re.findall(rf"<{inner}>(.*?)</", part)]
        reference = re.search("<REFERENCE_NUMBER>(.*?)<", entry).group(1)
        yield Person("un" + reference, reference,
                     codes(names.get(v.casefold()) for v in values("NATIONALITY", "VALUE")),
                     codes(names.get(v.casefold())
                           for v in values("INDIVIDUAL_ADDRESS", "COUNTRY")),
                     [re.search("<UN_LIST_TYPE>(.*?)<", entry).group(1)])


def of_eu(folder):
    with lzma.open(os.path.join(folder, EU), "rt", encoding="utf-8") as file:
        for line in file:
            entry = json.loads(line)
            if entry["subject_type"]["code"] == "person":
                yield Person("eu" + entry["eu_reference_number"],
                             entry.get("united_nation_id", ""),
                             codes(c.get("country_iso2_code")
                                   for c in entry.get("citizenships", [])),
                             codes(a.get("country_iso2_code") for a in entry.get("addresses", [])),
                             [r.get("programme") for r in entry["regulations"]])


def of_us(folder):
    def parted(text):
        return [item.strip() for item in text.split(";")]
    with gzip.open(os.path.join(folder, US), "rt", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["type"] == "Individual":
                yield Person("us" + row["entity_number"], "",
                             codes(parted(row["nationalities"]) + parted(row["citizenships"])),
                             codes(item[-2:] for item in parted(row["addresses"])),
                             parted(row["programs"]))


def share(pairs):
    """How many pairs of known sets have nothing in common, and of how many."""
    known = [(a, b) for a, b in pairs if a and b]
    return sum(not a & b for a, b in known), len(known)


def by_chance(sets, others):
    """The same of sets of different parties: each with some far from it."""
    known, against = [s for s in sets if s], [s for s in others if s]
    return share((a, against[(i * 7 + step * 101 + 1) % len(against)])
                 for i, a in enumerate(known) for step in range(20))


def rows(folder, root):
    """(name, observations, m, u, bits, check) of each weight."""
    about = {text: set(countries) for countries, text in compile_programmes.rows(
        os.path.join(root, "data", "match", "programmes.txt"))}
    un, eu = list(of_un(folder, country_names(root))), list(of_eu(folder))
    people = un + eu + list(of_us(folder))
    by_reference = {person.reference: person for person in un}
    twice = [(person, by_reference[person.reference]) for person in eu
             if person.reference in by_reference]
    regions = {person.key: set().union(*(about.get(p, set()) for p in person.programmes))
               for person in people}
    cases = {
        "country_differs": [
            lambda some: ((a.nations, b.nations) for a, b in twice if some(a)),
            lambda some: ((a.homes, a.nations) for a in people if some(a))],
        "address_differs": [
            lambda some: ((a.homes, b.homes) for a, b in twice if some(a)),
            lambda some: ((a.nations, a.homes) for a in people if some(a))],
        "programme_differs": [
            lambda some: ((a.homes, regions[a.key]) for a in people if some(a)),
            lambda some: ((a.nations, regions[a.key]) for a in people if some(a))]}
    listed = {"country_differs": [p.nations for p in people],
              "address_differs": [p.homes for p in people],
              "programme_differs": [regions[p.key] for p in people]}
    for name, ways in cases.items():
        differ, known = by_chance([p.nations for p in un], listed[name])
        u = differ / known
        m, seen = [], 0
        for some in (lambda p: p.fit, lambda p: not p.fit):
            counted = [share(way(some)) for way in ways]
            m.append(sum((apart + 0.5) / (all_ + 1) for apart, all_ in counted) / len(counted))
            seen = seen or sum(all_ for _, all_ in counted)
        yield name, seen, m[0], u, log2(m[0] / u), log2(m[1] / u)
