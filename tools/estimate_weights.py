#!/usr/bin/env python3
"""Writes data/match/estimates.tsv: what agreement, difference and omission are worth, estimated
from labelled names, and carries the estimates over into data/match/weights.txt.

usage: estimate_weights.py --lists FOLDER [--build BUILD] [--check]

FOLDER holds copies of the lists and labelled names that SETS and write_rarity.py name. BUILD is a
build folder with src/libinterdict.a: names are parsed, related and aligned by the matcher itself,
through tools/count_agreement.c, which is compiled against it. --check writes nothing and says
whether what would be written differs.

The method is Fellegi and Sunter's (1969) with supervised counts. Of an observation, m is its
probability among names of one party and u among names of two; its worth is log2(m / u) bits.

Relations of parts. An equal part is worth its surprise (data/names/rarity.tsv). Another relation is
worth less by what it *loses*: log2(u / u of equality) - log2(m / m of equality), m and u taken
within one band of surprise, two bits wide, and bands averaged by their observations of one party.
  m: pairs of names of one party; a part counts where another part of substance is equal, so that
     what is counted does not choose what is looked at. Sets differ in how they err; their odds of
     the relation against equality are summed with the weights of SETS.
  u: all parts of people nobody looks for against all parts of listed parties, each weighed by how
     often it occurs. People are synthetic persons of the world; the odd data rows only, the others
     are kept for evaluation. For organizations: firms of other lists and a register.

Fates of parts. What became of a part of a role, once another part agrees: it agrees, contradicts,
or is missing; m among names of one party, u among people and listed names that share a part.

Parties are halved by the hash of their key: `bits` is estimated on one half, `check` on the other.
"""
import argparse
import csv
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from math import log2

import estimate_attributes
import estimate_births
import estimate_scores
import estimated
import write_rarity as rarity

VERSION = 1
BAND_BITS = 2
BAND_FIRST, BAND_LAST = 6, 16
PARTY_NAMES_MAX = 40  # names of one party that are looked at,
PARTY_ASKED_MAX = 6   # and of them those that are asked for
PERSON, ORGANIZATION = rarity.PERSON, rarity.ORGANIZATION
TYPES = {PERSON: "person", ORGANIZATION: "organization"}
# Weight of each set of labelled names in the odds of a relation.
SETS = {
    "each": 50,     # names of one entry, each with each: OFAC, UN, EU, UK, AU
    "lists": 10,    # a name of an entry with the most alike of its others
    "cross": 0,     # names of one party on several lists, which copy each other: shown only
    "native": 0,    # a name in its own script and in Latin letters: shown, and weighed by itself
    "keyed": 20,    # Febrl 4a and 4b: records with slips of the keyboard
    "aliases": 20,  # aliases of made-up persons: nicknames, initials, slips
}
# Relations that lists hardly write: names of one entry say nothing of how often people do.
OF_SETS = {"nickname": ("aliases",)}


def half(key):
    return "fit" if hashlib.sha256(key.encode()).digest()[0] % 2 == 0 else "check"


def some(key, items):
    """A few of the items, chosen by their hash."""
    return sorted(items, key=lambda item: hashlib.sha256(f"{key}|{item}".encode()).digest())[
        :PARTY_ASKED_MAX]


# ------------------------------------------------------------------ labelled names

# Each yields (set, half, type, name, names of the same party).

def of_one_entry(folder):
    for source in ("ofac", "un", "eu", "uk", "au"):
        parties = defaultdict(set)
        for kind, key, name in rarity.SOURCES[source](folder):
            if kind in TYPES and name.strip():
                parties[kind, key].add(rarity.clean(name).strip())
        for (kind, key), names in sorted(parties.items()):
            names = sorted(names)[:PARTY_NAMES_MAX]
            for name in some(key, names) if len(names) > 1 else ():
                others = [n for n in names if n != name]
                yield "lists", half(source + key), kind, name, others
                for other in some(key + name, others):
                    yield "each", half(source + key), kind, name, [other]


def of_several_lists(folder):
    parties = defaultdict(lambda: defaultdict(set))
    for row in rarity.rows(folder, "names/cross_list_same_party_by_un_reference.tsv",
                           delimiter="\t", quoting=csv.QUOTE_NONE):
        if row[0] != "un_reference":
            kind = PERSON if re.match(r"..i\.", row[0]) else ORGANIZATION
            parties[kind, row[0]][row[1]].add(rarity.clean(row[4]).strip())
    for (kind, key), lists in sorted(parties.items()):
        for asked in sorted(lists):
            for other in sorted(lists):
                for name in some(key, sorted(lists[asked])) if asked != other else ():
                    yield "cross", half(key), kind, name, sorted(lists[other])


def of_two_scripts(folder):
    for row in rarity.rows(folder, "names/sanctions_cross_script_pairs.tsv.xz",
                           delimiter="\t", quoting=csv.QUOTE_NONE):
        if row[0] != "list":
            kind = PERSON if row[2] in ("individual", "person") else ORGANIZATION
            yield ("native", half(row[0] + row[1]), kind, rarity.clean(row[4]),
                   [rarity.clean(row[5])])


def of_keyed_records(folder):
    def read(path):
        found = {}
        for row in rarity.rows(folder, path, skipinitialspace=True):
            if len(row) > 2 and row[0].startswith("rec-"):
                found[row[0].split("-")[1]] = f"{row[1]} {row[2]}".strip()
        return found
    originals = read("names/febrl_dataset4a.csv")
    copies = read("names/febrl_dataset4b.csv")
    for key in sorted(originals.keys() & copies.keys()):
        if originals[key] and copies[key]:
            yield "keyed", half(key), PERSON, originals[key], [copies[key]]


def of_made_up_persons(folder):
    for row in rarity.rows(folder, "names/synthetic_alias_pairs_positive.csv"):
        if row[0] != "NAME_X" and row[0] != row[1]:
            yield ("aliases", half(row[0]), PERSON, rarity.clean(row[0]), [rarity.clean(row[1])])


def lines(folder):
    """What count_agreement reads."""
    for source in (of_one_entry, of_several_lists, of_two_scripts, of_keyed_records,
                   of_made_up_persons):
        for name_set, part, kind, name, others in source(folder):
            yield "\t".join(("same", f"{name_set}-{part}", TYPES[kind], name, *others))
    for _, _, name in rarity.read_population(folder):
        yield f"people\tperson\t{rarity.clean(name)}"
    for source in ("us_csl", "jp", "firms"):
        for kind, _, name in rarity.SOURCES[source](folder):
            if kind == ORGANIZATION and name.strip():
                yield f"people\torganization\t{rarity.clean(name)}"
    for source in ("ofac", "un", "eu", "uk", "au"):
        for kind, _, name in sorted(set(rarity.SOURCES[source](folder))):
            if kind in TYPES and name.strip():
                yield f"listed\t{TYPES[kind]}\t{rarity.clean(name)}"


# ------------------------------------------------------------------ counts

class Counts:
    """What count_agreement printed."""

    def __init__(self, text):
        self.same = defaultdict(float)    # (set, half, domain, relation, band)
        self.chance = defaultdict(float)  # (domain, relation, band)
        self.fates = defaultdict(float)   # (set or "chance", half or "", domain, role, fate)
        self.together = defaultdict(float)  # (domain, observed or expected, bits)
        for line in text.splitlines():
            kind, *rest, count = line.split("\t")
            if kind == "link":
                self.same[(*rest[0].split("-"), rest[1], rest[2], band(rest[3]))] += float(count)
            elif kind == "chance":
                self.chance[rest[0], rest[1], band(rest[2])] += float(count)
            elif kind == "together":
                self.together[rest[0], rest[1], int(rest[2])] += float(count)
            elif kind == "fate":
                name_set, _, part = rest[0].partition("-")
                self.fates[name_set, part, rest[1], rest[2], rest[3]] += float(count)


def band(bits):
    return min(max(int(bits) // BAND_BITS * BAND_BITS, BAND_FIRST), BAND_LAST)


BANDS = range(BAND_FIRST, BAND_LAST + 1, BAND_BITS)


def odds(counts, domain, relation, at, part):
    """Weighted mean over the sets of the odds of a relation against equality."""
    total = weights = 0.0
    for name_set, weight in SETS.items():
        equal = counts.same[name_set, part, domain, "equal", at]
        if weight > 0 and equal >= 20 and name_set in OF_SETS.get(relation, SETS):
            total += weight * counts.same[name_set, part, domain, relation, at] / equal
            weights += weight
    return total / weights if weights else 0.0


def seen(counts, domain, relation, part):
    return sum(count for (name_set, half_of, of, name, _), count in counts.same.items()
               if SETS.get(name_set) and half_of == part and of == domain and name == relation)


def relation_loss(counts, domain, relation, part):
    """(bits, m odds, u odds) of a relation, or None where nothing tells."""
    loss = mass = m_sum = u_sum = 0.0
    for at in BANDS:
        m = odds(counts, domain, relation, at, part)
        equal = counts.chance[domain, "equal", at]
        if m > 0 and equal >= 20:
            u = max(counts.chance[domain, relation, at], 0.5) / equal
            equals = sum(counts.same[s, part, domain, "equal", at] for s in SETS if SETS[s])
            loss += m * equals * (log2(u) - log2(m))
            m_sum += m * equals
            u_sum += u * equals
            mass += equals
    return (loss / m_sum, m_sum / mass, u_sum / mass) if m_sum else None


def fate_bits(counts, domain, role, fate, part):
    """(bits, m, u, observations) of what became of a part of a role."""
    of_one = defaultdict(float)
    chance = defaultdict(float)
    for (name_set, half_of, of, what, became), count in counts.fates.items():
        if of == domain and what == role:
            if name_set == "chance":
                chance[became] += count
            elif half_of == part and SETS.get(name_set):
                of_one[became] += count * SETS[name_set] / 40
    m_all, u_all = sum(of_one.values()), sum(chance.values())
    if of_one[fate] == 0 or chance[fate] == 0:
        return None
    m, u = of_one[fate] / m_all, chance[fate] / u_all
    return log2(m / u), m, u, of_one[fate]


# ------------------------------------------------------------------ the table

def row(domain, what, name, observations, m, u, fit, check):
    apart = "-" if check is None else f"{check:.2f}"
    return (domain, what, name, f"{observations:.0f}", f"{m:.6f}", f"{u:.6f}", f"{fit:.2f}", apart)


def relation_rows(counts):
    for domain in TYPES.values():
        names = sorted({name for _, _, of, name, _ in counts.same if of == domain})
        for name in names:
            fit = relation_loss(counts, domain, name, "fit")
            if fit is None or name in ("equal", "script", "initial", "joined", "none"):
                continue
            check = relation_loss(counts, domain, name, "check")
            yield row(domain, "relation", name, seen(counts, domain, name, "fit"), fit[1], fit[2],
                      fit[0], check[0] if check else None)


def fate_rows(counts):
    for domain in TYPES.values():
        roles = sorted({(role, fate) for _, _, of, role, fate in counts.fates if of == domain})
        for role, fate in roles:
            fit = fate_bits(counts, domain, role, fate, "fit")
            check = fate_bits(counts, domain, role, fate, "check")
            if fit is not None:
                yield row(domain, "fate", f"{role}_{fate}", fit[3], fit[1], fit[2], fit[0],
                          check[0] if check else None)


def attribute_rows(folder, root):
    for name, seen, m, u, fit, check in estimate_attributes.rows(folder, root):
        yield row("person", "attribute", name, seen, m, u, fit, check)
    for name, seen, m, u, fit, check in estimate_births.rows(folder):
        yield row("person", "attribute", name, seen, m, u, fit, check)


def score_rows(folder, root, build, scratch):
    for name, seen, m, u, fit, check in estimate_scores.rows(folder, root, build, scratch):
        yield row("any", "score", name, seen, m, u, fit, check)


def together_rows(counts):
    """Parts of one name are not independent: how much more often they stand together by chance than
    the product of their frequencies says."""
    for domain in TYPES.values():
        for first in range(12, 33, 4):
            observed, expected = (
                sum(count for (of, what, bits), count in counts.together.items()
                    if of == domain and what == name and first <= bits < first + 4)
                for name in ("observed", "expected"))
            if observed >= estimated.SEEN_MIN and expected > 0:
                yield row(domain, "together", f"{first}_bits", observed, observed, expected,
                          log2(observed / expected), None)


HEAD = """\
# What agreement, difference and omission are worth. Written by tools/estimate_weights.py, which
# says how; edit that, not this. version {version}
#
# domain TAB what TAB name TAB observations TAB m TAB u TAB bits TAB check
#   relation   m, u: odds against an equal part among names of one party, and by chance;
#              bits: what the relation loses against equality
#   fate       m, u: how often a part of the role so ends once another part agrees, in names of one
#              party, and of two; bits: log2(m / u)
#   together   m, u: listed names that have two parts of somebody's name, and what the product of
#              the parts' frequencies says; bits: by how much two parts say less than their sum
#   attribute  m, u: how often a country asked, a nationality or where somebody lives, is not that
#              of a listed nationality, of an address, or of the programme, in one party and in two;
#              how two dates of birth stand to each other (dob_...; observations of both halves)
#   score      labelled pairs of names below and above the alert bar; m, u: the share that is of one
#              party, and what the score takes it for; bits: over how many its odds double
#   check      bits by the parties kept out of the estimate
#
# Labelled names, with their weight in the odds (parties fit / kept out):
"""
TAIL = """\
# each, lists: names that one entry of OFAC's, the UN's, the EU's, the United Kingdom's and
# Australia's lists has for its party, each with each, and each with the most alike, as of the dates
# in names/rarity.tsv. cross: names that two of these lists, but OFAC's, have for one party, joined
# by the UN's reference. native: names that the EU, the United Kingdom and Australia give in their
# own script and in Latin letters. keyed: Febrl data sets 4a and 4b (BSD). aliases:
# vietexob/name-matching (MIT), persons made up by a model; they alone tell of nicknames.
# By chance: synthetic persons published with opensanctions/yente (MIT), odd rows, against all
# listed persons; firms of the joint US list, Japan's list and DeNederlandscheBank/name_matching
# (MIT) against all listed organizations. attribute: persons of the UN's, the EU's and the joint US
# list (tools/estimate_attributes.py); dates of birth of the UN's, the EU's and Australia's, and of
# Febrl (tools/estimate_births.py). score: nomenklatura's name_bench (MIT) and vietexob's aliases
# (tools/estimate_scores.py).
"""


def table(counts, sizes, *others):
    text = HEAD.format(version=VERSION)
    for name, weight in SETS.items():
        text += f"#   {name:9}{weight:3}   {sizes[name, 'fit']} / {sizes[name, 'check']} names\n"
    text += TAIL
    for rows in (relation_rows(counts), fate_rows(counts), together_rows(counts), *others):
        text += "".join("\t".join(cells) + "\n" for cells in rows)
    return text


# ------------------------------------------------------------------ weights

def carried_over(weights, text):
    """weights.txt with its estimated rows as the table has them."""
    found = estimated.weights(text)
    out = []
    for line in weights.splitlines():
        name, value, _ = estimated.row(line) or (None, None, None)
        if name in found:
            at = line.index(value, len(name))
            line = f"{name}{found[name]:>{at + len(value) - len(name)}}{line[at + len(value):]}"
        out.append(line)
    return "\n".join(out) + "\n"


def write(path, text, check):
    with open(path, encoding="utf-8") as handle:
        before = handle.read()
    if check:
        print(f"{path}: {'as estimated' if before == text else 'differs'}")
        return before == text
    with open(path, "w", encoding="utf-8") as handle:
        handle.write(text)
    print(f"{path}: {'unchanged' if before == text else 'written'}")
    return True


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parser = argparse.ArgumentParser(description="estimate what agreement of names is worth")
    parser.add_argument("--lists", required=True, help="folder with lists and labelled names")
    parser.add_argument("--build", default=os.path.join(root, "build"))
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    args = parser.parse_args()
    sizes = defaultdict(int)
    given = list(lines(args.lists))
    for line in given:
        if line.startswith("same\t"):
            sizes[tuple(line.split("\t")[1].split("-"))] += 1
    with tempfile.TemporaryDirectory() as scratch:
        program = rarity.compile_program("count_agreement", root, args.build, scratch)
        out = subprocess.run([program, os.path.join(root, "data")], input="\n".join(given) + "\n",
                             capture_output=True, text=True, check=True).stdout
        scores = list(score_rows(args.lists, root, args.build, scratch))
    text = table(Counts(out), sizes, attribute_rows(args.lists, root), scores)
    folder = os.path.join(root, "data", "match")
    same = write(os.path.join(folder, "estimates.tsv"), text, args.check)
    with open(os.path.join(folder, "weights.txt"), encoding="utf-8") as handle:
        weights = handle.read()
    weights = carried_over(weights, text)
    same = write(os.path.join(folder, "weights.txt"), weights, args.check) and same
    same = write(os.path.join(folder, "score.tsv"), estimated.score_table(weights),
                 args.check) and same
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
