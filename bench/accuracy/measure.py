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
import report
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

    def __init__(self, scale):
        def size(usual, tiny):
            return {"full": None, "usual": usual, "tiny": tiny}[scale]
        self.clean = size(None, 500)
        self.plain = {"full": 1000, "usual": 250, "tiny": 10}[scale]  # to the baselines
        self.unmodified = size(5000, 50)
        self.mangled = size(2000, 30)
        self.two_mangled = size(10000, 50)
        self.aliases = size(None, 500)
        self.tokens = size(20000, 500)
        self.crossed = size(None, 300)
        self.febrl = size(None, 200)


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
    told = list(report.verdicts(parts, bars))
    for reached, text in told:
        out.write(f"{'reached' if reached else 'MISSED '} {text}\n")
    return sum(not reached for reached, _ in told)


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
    parser.add_argument("--json", help="write all figures and curves here")
    parser.add_argument("--report", help="write a page with curves here")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--full", action="store_const", dest="size", const="full", default="usual",
                      help="all of every set, no samples")
    size.add_argument("--tiny", action="store_const", dest="size", const="tiny",
                      help="a little of every set, to try the proving ground itself")
    parser.add_argument("--bars", default=os.path.join(HERE, "bars.tsv"),
                        help="what must be shown, bench/accuracy/bars.tsv")
    parser.add_argument("--gate", action="store_true", help="exit 1 when a bar is missed")
    options = parser.parse_args()
    with Engine(options.binary, options.knowledge, options.data) as engine:
        ground = Ground(engine, Data(options.data), Sizes(options.size))
        parts, skipped = measure(ground, options.only)
    bars = read_bars(options.bars)
    report.write_table(sys.stdout, parts)
    for name, why in skipped:
        print(f"skipped {name}: {why}")
    missed = judge(parts, bars, sys.stdout)
    if options.failures:
        write_failures(parts, options.failures)
    if options.json:
        report.write_json(options.json, parts, bars, skipped)
    if options.report:
        report.write_page(options.report, parts, bars, skipped)
    return 1 if options.gate and missed else 0


if __name__ == "__main__":
    sys.exit(main())
