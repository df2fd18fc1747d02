#!/usr/bin/env python3
"""Measures how well names are matched, on every evaluation set at hand; README.md tells how.

usage: measure.py [OPTION]... BINARY
"""
import argparse
import os
import random
import sys
import time

import case_set
import cross_sets
import list_sets
import pair_sets
import person_sets
import self_sets
from data import Data
from engine import Absent, Engine
from results import BAR, read_bars

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SETS = {
    "cases": case_set.named_cases,
    "name_bench": pair_sets.name_bench,
    "adversarial": pair_sets.adversarial,
    "nicknames": pair_sets.nicknames,
    "companies": pair_sets.dutch_companies,
    "aliases": pair_sets.synthetic_aliases,
    "tokens": pair_sets.transliteration,
    "cross_script": cross_sets.cross_script,
    "cross_list": cross_sets.cross_list,
    "un_positives": list_sets.un_positives,
    "congress": list_sets.congress,
    "clean": list_sets.clean_customers,
    "unmodified": self_sets.unmodified,
    "mangled": self_sets.mangled,
    "one_name": person_sets.putin,
    "febrl": person_sets.febrl,
    "senzing": person_sets.senzing,
}


class Sizes:
    """How many of a large set are asked; None: all."""

    def __init__(self, full):
        self.clean = None
        self.unmodified = None if full else 5000
        self.mangled = None if full else 2000
        self.aliases = None
        self.tokens = None if full else 20000
        self.two_mangled = None if full else 10000


class Ground:
    """What a set is measured with."""

    def __init__(self, engine, data, sizes):
        self.engine, self.data, self.sizes, self.bar = engine, data, sizes, BAR

    @staticmethod
    def sample(rows, count):
        """So many rows of a set, in their order, the same in every run."""
        if count is None or count >= len(rows):
            return rows
        return [rows[i] for i in sorted(random.Random(1).sample(range(len(rows)), count))]


def percent(value):
    return "" if value is None else f"{100 * value:.2f}"


def print_table(parts, out):
    columns = ("{:<13} {:<38} {:>6} {:>6} | {:>6} {:>6} {:>6} {:>6} | {:>12} | {:>7} {:>7} | "
               "{:>7} {:>7}")
    out.write(columns.format("set", "part", "same", "other", "recall", "alert", "prec", "F1",
                             "best F1 (at)", "JW rec", "alert", "Lev rec", "alert") + "\n")
    for part in parts:
        ours, plain, edits = (part.figures(method) for method in range(3))
        best = "" if ours.f1 is None else "{:.2f} ({:.2f})".format(100 * part.best()[0],
                                                                  part.best()[1])
        out.write(columns.format(
            part.group, part.name, ours.positives, ours.negatives, percent(ours.recall),
            percent(ours.alert), percent(ours.precision), percent(ours.f1), best,
            percent(plain.recall), percent(plain.alert), percent(edits.recall),
            percent(edits.alert)).rstrip() + "\n")


def write_failures(parts, path):
    with open(path, "w", encoding="utf-8", errors="replace") as out:
        out.write("set\tpart\tkind\tscore\tname\tother\tnote\n")
        for part in parts:
            for item in part.failures():
                out.write("\t".join((part.group, part.name, "miss" if item.label else "alarm",
                                     f"{item.scores[0]:.4f}", item.query, item.other,
                                     item.note)) + "\n")


def judge(parts, bars, out):
    """Print what each bar comes to; returns how many are missed."""
    missed = 0
    for bar in bars:
        for part in parts:
            margin = bar.margin(part) if bar.covers(part) else None
            if margin is not None:
                missed += margin < 0
                out.write(f"{'reached' if margin >= 0 else 'MISSED '} {part.group}, {part.name}: "
                          f"{bar.measure} {bar.relation} {100 * bar.value:.2f} %, "
                          f"{'by' if margin >= 0 else 'short by'} {abs(100 * margin):.2f}\n")
    return missed


def measure(ground, wanted):
    parts, skipped = [], []
    chosen = [(name, function) for name, function in SETS.items() if not wanted or name in wanted]
    for _, function in chosen:
        if function in person_sets.LISTS_OF:
            try:
                person_sets.LISTS_OF[function](ground)
            except Absent:
                pass  # told when the set is measured
    for name, function in chosen:
        start = time.monotonic()
        try:
            parts += function(ground)
            print(f"  {name}: {time.monotonic() - start:.1f} s", file=sys.stderr)
        except Absent as why:
            skipped.append((name, str(why)))
    return parts, skipped


def main():
    parser = argparse.ArgumentParser(description="measure how well names are matched")
    parser.add_argument("binary", help="the engine, build/bench/accuracy/accuracy")
    parser.add_argument("--data", default=os.environ.get(
        "INTERDICT_TEST_DATA", os.path.join(os.path.dirname(ROOT), "shared", "data")))
    parser.add_argument("--knowledge", default=os.path.join(ROOT, "data"))
    parser.add_argument("--only", action="append", default=[], choices=sorted(SETS))
    parser.add_argument("--failures", help="write misses and false alarms here")
    parser.add_argument("--full", action="store_true", help="all of every set, no samples")
    parser.add_argument("--gate", action="store_true", help="exit 1 when a bar is missed")
    options = parser.parse_args()
    with Engine(options.binary, options.knowledge, options.data) as engine:
        ground = Ground(engine, Data(options.data), Sizes(options.full))
        parts, skipped = measure(ground, options.only)
    print_table(parts, sys.stdout)
    for name, why in skipped:
        print(f"skipped {name}: {why}")
    missed = judge(parts, read_bars(os.path.join(HERE, "bars.tsv")), sys.stdout)
    if options.failures:
        write_failures(parts, options.failures)
    return 1 if options.gate and missed else 0


if __name__ == "__main__":
    sys.exit(main())
