#!/usr/bin/env python3
"""Writes data/names/rarity.tsv: how common each part of a name is, among persons and organizations.

usage: write_rarity.py --lists FOLDER [--build BUILD] [--out FILE]

FOLDER holds copies of the lists and populations that SOURCES names (see data/README.md). BUILD is a
build folder with src/libinterdict.a; the names are folded by tools/fold_words.c, compiled against
it, so that counting and matching fold alike.

Each source is counted by party: a word counts once for a party however many of its names hold it.
Counts become relative frequencies within the source; the sources of a domain are then summed with
the weights below. Lists over-represent the names of those whom states sanction, so the general
population weighs half of the persons' sum; names of persons recur in names of firms, hence the two
domains take a small share of each other. One party often stands on several lists: DISCOUNT is taken
off each count of a list, and a word that no source has twice, or all together fewer than three
times, is left out. Those left out give, on average, the count of an unseen word.
"""
import argparse
import csv
import glob
import gzip
import io
import json
import lzma
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict

VERSION = 1
TOTAL = 100_000_000
SEEN_MIN = 3
SEEN_IN_ONE_SOURCE_MIN = 2
DISCOUNT = 0.75
POPULATIONS = ("population", "febrl", "wikidata", "firms")
PERSON, ORGANIZATION, ANY = 0, 1, 2
TYPE_NAMES = ("person", "organization", "any")
# Weight of each source in its domain; normalized over the sources that are present.
WEIGHTS = {
    PERSON: {"population": 50, "febrl": 4, "ofac": 18, "un": 4, "eu": 10, "uk": 6, "au": 4,
             "us_csl": 3, "wikidata": 1},
    ORGANIZATION: {"ofac": 34, "us_csl": 26, "eu": 10, "uk": 12, "un": 3, "au": 4, "jp": 6,
                   "firms": 5},
}
CROSS = {PERSON: 0.02, ORGANIZATION: 0.10}  # share taken from the other domain


def opened(folder, path):
    """Text of a plain, .gz or .xz file."""
    full = os.path.join(folder, path)
    opener = {"xz": lzma.open, "gz": gzip.open}.get(path.rsplit(".", 1)[-1], open)
    return opener(full, "rt", encoding="utf-8", errors="replace", newline="")


def rows(folder, path, **options):
    with opened(folder, path) as handle:
        yield from csv.reader((line.replace("\x1a", "") for line in handle), **options)


def records(folder, path):
    with opened(folder, path) as handle:
        for line in handle:
            if line.strip():
                yield json.loads(line)


# Each source yields (domain, party key, name).

def read_ofac(folder):
    kinds = {}
    for path in ("ofac/2021-07/sdn.csv.xz", "ofac/2024-06/sdn.csv"):
        for row in rows(folder, path):
            if len(row) > 2 and row[0].isdigit():
                kinds[row[0]] = PERSON if row[2].strip() == "individual" else ORGANIZATION
                yield kinds[row[0]], row[0], row[1]
    for path in ("ofac/2021-07/alt.csv.xz", "ofac/2025-12/alt.csv"):
        for row in rows(folder, path):
            if len(row) > 3 and row[0].isdigit():
                yield kinds.get(row[0], ANY), row[0], row[3]


def read_un(folder):
    with opened(folder, "un/un_consolidated_2026-02-27.xml") as handle:
        root = ElementTree.fromstring(handle.read())
    for tag, kind in (("INDIVIDUAL", PERSON), ("ENTITY", ORGANIZATION)):
        for party in root.iter(tag):
            key = party.findtext("DATAID")
            parts = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
            yield kind, key, " ".join(party.findtext(part) or "" for part in parts)
            for alias in party.iter(tag + "_ALIAS"):
                for name in (alias.findtext("ALIAS_NAME") or "").split(";"):
                    yield kind, key, name


def read_eu(folder):
    for party in records(folder, "eu/eu_fsf_2026-02-23.jsonl.xz"):
        kind = PERSON if party["subject_type"]["code"] == "person" else ORGANIZATION
        for alias in party.get("name_aliases", []):
            yield kind, party["logical_id"], alias.get("whole_name") or ""


def read_uk(folder):
    for party in records(folder, "uk/uk_sanctions_list_2026-08-22.jsonl.xz"):
        kind = PERSON if party.get("individual_entity_ship") == "Individual" else ORGANIZATION
        for name in party.get("names", {}).get("names", []):
            parts = [name.get(f"name{i}") or "" for i in (1, 2, 3, 4, 5, 6)]
            yield kind, party["unique_id"], " ".join(parts)
        for name in (party.get("non_latin_names") or {}).get("names", []):
            yield kind, party["unique_id"], name.get("name_non_latin_script") or ""


def read_au(folder):
    for row in rows(folder, "other_lists/au_dfat_2026-08-02.csv.xz"):
        if len(row) > 3 and row[0][:1].isdigit():
            kind = PERSON if row[2] == "Individual" else ORGANIZATION
            yield kind, re.match(r"\d+", row[0]).group(0), row[1]


def read_us_csl(folder):
    path = "csl/us_consolidated_screening_list_2022-05.csv.gz"
    with opened(folder, path) as handle:
        for row in csv.DictReader(handle):
            if "Treasury" in row["source"]:
                continue  # counted as OFAC
            kind = {"Individual": PERSON, "": ANY}.get(row["type"], ORGANIZATION)
            for name in [row["name"]] + row["alt_names"].split(";"):
                yield kind, row["_id"], name


def read_jp(folder):
    for party in records(folder, "other_lists/jp_meti_foreign_user_list_2025-09-29.jsonl"):
        for name in [party["name"].get("en") or ""] + (party.get("aliases") or []):
            yield ORGANIZATION, party["id"], name


def read_population(folder):
    """Synthetic persons of the world: the odd data rows; the others are kept for evaluation."""
    with opened(folder, "peers/yente/candidate_negatives_global.csv") as handle:
        for number, row in enumerate(csv.DictReader(handle), 1):
            if number % 2 == 1:
                yield PERSON, str(number), row["full_name"]


def read_febrl(folder):
    for row in rows(folder, "names/febrl_dataset4a.csv", skipinitialspace=True):
        if len(row) > 2 and row[0].startswith("rec-"):
            yield PERSON, row[0], f"{row[1]} {row[2]}"


def read_wikidata(folder):
    """Single words known to occur in names, once each."""
    seen = set()
    for row in rows(folder, "names/wikidata_person_name_transliteration_test.tsv.xz",
                    delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) > 1 and row[0] != "lang" and row[1] not in seen:
            seen.add(row[1])
            yield PERSON, row[1], row[1]


def read_firms(folder):
    with opened(folder, "names/company_pairs_dnb_master.csv") as handle:
        for row in csv.DictReader(handle):
            yield ORGANIZATION, row["company_name"], row["company_name"]


SOURCES = {
    "population": read_population, "febrl": read_febrl, "wikidata": read_wikidata,
    "ofac": read_ofac, "un": read_un, "eu": read_eu, "uk": read_uk, "au": read_au,
    "us_csl": read_us_csl, "jp": read_jp, "firms": read_firms,
}


def compile_program(name, root, build, scratch):
    """A C program of tools/, linked with the library of a build folder."""
    program = os.path.join(scratch, name)
    flags = subprocess.run(
        ["pkg-config", "--libs", "libcrypto", "libxxhash", "libzstd", "expat", "yaml-0.1",
         "jansson", "libarchive", "zlib", "libcurl", "sqlite3"],
        check=True, capture_output=True, text=True).stdout.split()
    subprocess.run(
        [os.environ.get("CC", "cc"), "-O2", "-D_GNU_SOURCE", "-I", os.path.join(root, "include"),
         "-I", os.path.join(root, "src", "match"), os.path.join(root, "tools", name + ".c"),
         os.path.join(build, "src", "libinterdict.a"), *flags, "-lpthread", "-o", program],
        check=True)
    return program


def fold(program, data, lines):
    text = "".join(f"{TYPE_NAMES[kind]}\t{clean(name)}\n" for kind, _, name in lines)
    out = subprocess.run([program, data], input=text, check=True, capture_output=True,
                         text=True).stdout.split("\n")
    assert len(out) == len(lines) + 1, "one line out for each line in"
    return out


def clean(name):
    return re.sub(r"[\t\r\n]+", " ", name)[:4000]


def count_source(program, data, reader, folder):
    """Words by domain: in how many parties of the source each occurs."""
    lines = [entry for entry in reader(folder) if entry[2].strip()]
    words = (defaultdict(set), defaultdict(set))
    for (_, key, _), line in zip(lines, fold(program, data, lines)):
        kind, *parts = line.split() or ["any"]
        domain = PERSON if kind in ("person", "any") else ORGANIZATION
        words[domain][key].update(parts)
    counts = (Counter(), Counter())
    for kind in (PERSON, ORGANIZATION):
        for party in words[kind].values():
            counts[kind].update(party)
    return counts, (len(words[PERSON]), len(words[ORGANIZATION]))


def blend(counts, domain):
    """Relative frequency of each word in a domain over all its sources."""
    present = {name: weight for name, weight in WEIGHTS[domain].items()
               if sum(counts[name][domain].values()) > 0}
    share = sum(present.values())
    sums = Counter()
    for name, weight in present.items():
        total = sum(counts[name][domain].values())
        discount = 0 if name in POPULATIONS else DISCOUNT
        for word, count in counts[name][domain].items():
            sums[word] += weight / share * (count - discount) / total
    return sums


def known_words(program, data):
    """Folded words of the knowledge that are not in a-z."""
    lines = []
    for path in sorted(glob.glob(os.path.join(data, "names", "*.txt"))):
        with open(path, encoding="utf-8") as handle:
            lines += [("tokens", None, line.split("#")[0]) for line in handle
                      if not line.isascii()]
    text = "".join(f"tokens\t{clean(line)}\n" for _, _, line in lines)
    out = subprocess.run([program, data], input=text, check=True, capture_output=True, text=True)
    return {word for word in out.stdout.split() if not word.isascii()}


def add_likes(frequencies, known, liker):
    """A word of a script that leaves vowels out is as common as all words in a-z that it may be,
    however few texts in its own script were counted. Returns its frequencies."""
    words = sorted(set(frequencies) | known)
    out = subprocess.run([liker], input="".join(word + "\n" for word in words), check=True,
                         capture_output=True, text=True).stdout
    nothing = (0.0, 0.0)
    result = {}
    for line in out.splitlines():
        word, *likes = line.split(" ")
        own = frequencies.get(word, nothing)
        result[word] = [own[d] + sum(frequencies[like][d] for like in likes) for d in (0, 1)]
    return result


def table(counts, known, liker):
    """(rows, unseen counts): rows of (word, persons, organizations) in parts of TOTAL."""
    pure = (blend(counts, PERSON), blend(counts, ORGANIZATION))
    raw, most = Counter(), Counter()
    for source in counts.values():
        for domain in (PERSON, ORGANIZATION):
            raw.update(source[domain])
            most |= source[domain]
    mixtures = {word: [(1 - CROSS[d]) * pure[d][word] + CROSS[d] * pure[1 - d][word]
                       for d in (0, 1)] for word in raw}
    likes = add_likes(mixtures, known, liker)
    rarely, rare_sums, result = 0, [0.0, 0.0], []
    for word, seen in sorted(raw.items()):
        mixed = mixtures[word]
        if word in likes:
            continue
        if seen < SEEN_MIN or most[word] < SEEN_IN_ONE_SOURCE_MIN:
            rarely += 1
            rare_sums = [total + part for total, part in zip(rare_sums, mixed)]
        else:
            result.append((word, *(round(part * TOTAL) for part in mixed)))
    unseen = [max(1, round(total / rarely * TOTAL)) for total in rare_sums]
    for word, mixed in likes.items():
        rounded = [round(part * TOTAL) for part in mixed]
        if any(own > least for own, least in zip(rounded, unseen)):
            result.append((word, *(max(own, least) for own, least in zip(rounded, unseen))))
    return sorted(result), unseen


def write(out, rows_and_unseen, sizes):
    body, unseen = rows_and_unseen
    text = io.StringIO()
    text.write(f"""\
# How common parts of names are. Written by tools/write_rarity.py; edit that, not this.
# version {VERSION}
#
# word TAB count in persons' names TAB count in organizations', vessels' and aircraft's names, in
# parts of the totals of the first row ("*"). The second row ("?") is what a word not listed here
# gets. Words are folded; digits alone and single letters are left out: their length tells.
#
# Counted by party, as relative frequencies of each source, summed with these weights (persons /
# organizations), of which {CROSS[PERSON]:.0%} and {CROSS[ORGANIZATION]:.0%} come from the other
# domain:
""")
    for name, (persons, organizations) in sizes.items():
        weights = " / ".join(str(WEIGHTS[domain].get(name, "-")) for domain in (0, 1))
        text.write(f"#   {name:11} {weights:9} {persons:6} persons "
                   f"{organizations:6} organizations\n")
    text.write("""\
# ofac: SDN names of July 2021 and June 2024, aliases of July 2021 and December 2025 (US Treasury).
# un: consolidated list, 27 February 2026. eu: FSF, 23 February 2026. uk: UK Sanctions List,
# 22 August 2026. au: DFAT consolidated list, 2 August 2026. us_csl: US Consolidated Screening List,
# May 2022, without its Treasury entries. jp: METI Foreign User List, 29 September 2025.
# population: synthetic persons of the world published with opensanctions/yente (MIT), the odd data
# rows only. febrl: Febrl data set 4a (BSD). wikidata: Latin words of the transliteration test set
# of steveash/NETransliteration-COLING2018 (CC0). firms: DeNederlandscheBank/name_matching (MIT).
# Words in Arabic and Hebrew letters count for all words in a-z too that they may be.
""")
    text.write(f"*\t{TOTAL}\t{TOTAL}\n?\t{unseen[0]}\t{unseen[1]}\n")
    for word, persons, organizations in body:
        text.write(f"{word}\t{persons}\t{organizations}\n")
    with open(out, "w", encoding="utf-8") as handle:
        handle.write(text.getvalue())
    print(f"{out}: {len(body)} words, unseen {unseen}, {len(text.getvalue())} characters")


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parser = argparse.ArgumentParser(description="count how common parts of names are")
    parser.add_argument("--lists", required=True, help="folder with the lists and populations")
    parser.add_argument("--build", default=os.path.join(root, "build"))
    parser.add_argument("--out", default=os.path.join(root, "data", "names", "rarity.tsv"))
    args = parser.parse_args()
    counts, sizes = {}, {}
    with tempfile.TemporaryDirectory() as scratch:
        program = compile_program("fold_words", root, args.build, scratch)
        liker = compile_program("like_words", root, args.build, scratch)
        for name, reader in SOURCES.items():
            counts[name], sizes[name] = count_source(program, os.path.join(root, "data"), reader,
                                                     args.lists)
            print(f"{name}: {sizes[name][0]} persons, {sizes[name][1]} organizations", flush=True)
        known = known_words(program, os.path.join(root, "data"))
        write(args.out, table(counts, known, liker), sizes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
