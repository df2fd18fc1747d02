"""How steeply the score rises with the evidence, from labelled pairs of names.

Rows of data/match/estimates.tsv, for estimate_weights.py; data/match/score.tsv is a formula of two
weights (estimated.score_table). The score is meant as a probability: at the alert bar 0.70, and its
odds double every `slope` bits. Where evidence is independent that is every bit. Parts of names are
not, so that slope is found which makes the labels of pairs below the bar, and above it, the
likeliest (logistic regression through the bar; both sets of pairs count alike).

  name_bench   pairs of nomenklatura (MIT)
  aliases      made-up persons and firms of vietexob/name-matching (MIT), of one, and of two
"""
import csv
import hashlib
import os
import subprocess
from math import log

import write_rarity as rarity
from estimated import probability

BENCH = "peers/nomenklatura/name_bench_cases.csv"
ALIASES = ("names/synthetic_alias_pairs_positive.csv", "names/synthetic_alias_pairs_negative.csv")
TYPES = {"Person": "person", "Company": "organization", "Organization": "organization",
         "Vessel": "vessel", "Airplane": "aircraft"}
BAR_BITS = 17
SLOPES = [tenths / 10 for tenths in range(10, 201)]


def pairs(folder):
    """(set, type, name, name, are they one)."""
    with open(os.path.join(folder, BENCH), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield ("name_bench", TYPES.get(row["schema"], "any"), row["name1"], row["name2"],
                   row["is_match"] == "true")
    for path, same in zip(ALIASES, (True, False)):
        with open(os.path.join(folder, path), encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield "aliases", "any", row["NAME_X"], row["NAME_Y"], same


def evidence(folder, root, build, scratch):
    """{(set, half)}: [(bits beyond the bar, are they one)]"""
    given = [(name, kind, rarity.clean(a), rarity.clean(b), same)
             for name, kind, a, b, same in pairs(folder)]
    program = rarity.compile_program("pair_evidence", root, build, scratch)
    out = subprocess.run([program, os.path.join(root, "data")], check=True, capture_output=True,
                         text=True,
                         input="".join(f"{kind}\t{a}\t{b}\n" for _, kind, a, b, _ in given))
    found = {}
    for (name, _, a, _, same), line in zip(given, out.stdout.split()):
        half = "fit" if hashlib.sha256(a.encode()).digest()[0] % 2 == 0 else "check"
        found.setdefault((name, half), []).append((int(line) / 1000 - BAR_BITS, same))
    return found


def likelihood(found, half, chosen, slope):
    """The mean over sets of the mean logarithm of what the labels are taken for."""
    sums = []
    for (_, of), items in found.items():
        some = [log(max(1e-9, probability(bits, slope) if same else 1 - probability(bits, slope)))
                for bits, same in items if of == half and chosen(bits)]
        sums += [sum(some) / len(some)] if some else []
    return sum(sums)


def rows(folder, root, build, scratch):
    """(name, pairs, share of one party, the score's mean, slope, slope by the other half)."""
    found = evidence(folder, root, build, scratch)
    for name, chosen in (("slope_below", lambda bits: bits < 0),
                         ("slope_above", lambda bits: bits >= 0)):
        slopes = [max(SLOPES, key=lambda slope, half=half, chosen=chosen: likelihood(
            found, half, chosen, slope)) for half in ("fit", "check")]
        seen = [(bits, same) for (_, half), items in found.items() if half == "fit"
                for bits, same in items if chosen(bits)]
        yield (name, len(seen), sum(same for _, same in seen) / len(seen),
               sum(probability(bits, slopes[0]) for bits, _ in seen) / len(seen), *slopes)
