#!/usr/bin/env python3
"""Every benchmark of speed and memory, one table of the bars at its end, and the page
bench/report.html with tables and plots; a line a figure with a bar goes to bench/history.tsv.

usage: run.py [--short] [--sizes "10000 35000"] [--only PART]... BUILD

--short takes small sizes and few questions, to try the benchmarks themselves: some two minutes on
two processors. README.md tells what each part measures."""
import argparse
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(HERE, "speed"))
sys.path.insert(0, os.path.join(HERE, "batch"))
sys.path.insert(0, os.path.join(ROOT, "tests", "e2e"))
import parts  # noqa: E402
from measure import commit  # noqa: E402
from page import write_page  # noqa: E402

GB_OF_FIVE_MILLION = 8  # of memory, to build an image of five million names
SIZES = (10000, 35000, 100000, 1000000, 5000000)
SHORT_SIZES = (10000, 35000)


def read_bars():
    with open(os.path.join(HERE, "bars.tsv"), encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines if line[0] != "#"]


def reaches(value, relation, bar):
    return {"<=": value <= bar, "<": value < bar, ">=": value >= bar, ">": value > bar}[relation]


def distance(value, relation, bar):
    """How far a missed bar is, in words."""
    if relation in (">", ">=") and bar > 0:
        return f"{bar / value:.1f} times too little" if value > 0 else "nothing at all"
    return f"{value / bar:.1f} times too much" if bar > 0 else f"{value:g} beyond"


def judged(figures, bars, why_not):
    """(what, value, unit, bar, verdict) of every bar; a figure that was not measured says why."""
    rows = []
    for name, relation, bar, unit, words in bars:
        value, bar = figures.get(name), float(bar)
        if value is None:
            part = next((p for p in why_not if name.startswith(p)), None)
            verdict = "not measured: " + why_not.get(part, "not asked for")
        elif reaches(value, relation, bar):
            verdict = "reached"
        else:
            verdict = "MISSED, " + distance(value, relation, bar)
        rows.append((words, value, unit, f"{relation} {bar:g}", verdict))
    return rows


def show(rows):
    print(f"\n{'figure':<56} {'measured':>12}        {'bar':>10}")
    for words, value, unit, bar, verdict in rows:
        told = "" if value is None else f"{value:,.2f}" if value < 100 else f"{value:,.0f}"
        print(f"{words:<56} {told:>12} {unit:<7} {bar:>8}  {verdict}")
    load = os.getloadavg()[0]
    if load > os.cpu_count():
        print(f"(the load is {load:.0f} on {os.cpu_count()} processors: what goes by the clock on "
              "the wall, the build of the image, is that of a busy machine)")
    print(f"{sum(row[4] == 'reached' for row in rows)} bars reached, "
          f"{sum(row[4].startswith('MISSED') for row in rows)} missed, "
          f"{sum(row[1] is None for row in rows)} not measured")


def keep_history(path, figures, bars):
    """One line a figure: so that columns stay what they are when figures come and go."""
    with open(path, "a", encoding="utf-8") as out:
        for name, _, _, unit, _ in bars:
            if name in figures:
                out.write(f"{commit(ROOT)}\t{name}\t{figures[name]:.3f}\t{unit}\n")


def sizes_of(options):
    """Sizes to measure, and of those left out why."""
    if options.sizes:
        return [int(size) for size in options.sizes.split()], {}
    if options.short:
        return list(SHORT_SIZES), {"5000000": "with --short"}
    available = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    if available < GB_OF_FIVE_MILLION:
        return list(SIZES[:-1]), {"5000000": f"needs {GB_OF_FIVE_MILLION} GB of free memory, there "
                                             f"are {available:.0f}"}
    return list(SIZES), {}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--sizes", default=os.environ.get("SIZES", ""))
    parser.add_argument("--only", action="append", default=[], choices=sorted(parts.ALL))
    parser.add_argument("--no-history", action="store_true")
    parser.add_argument("build")
    options = parser.parse_args()
    sizes, why_not = sizes_of(options)
    bench = parts.Bench(os.path.abspath(options.build), ROOT, options.short, sizes)
    try:
        for name, part in parts.ALL.items():
            if options.only and name not in options.only:
                continue
            begun = time.monotonic()
            print(f"== {name}", flush=True)
            try:
                part(bench)
            except parts.Absent as why:
                print(f"   skipped: {why}")
                why_not.update({prefix: str(why) for prefix in parts.PREFIXES.get(name, (name,))})
            print(f"   ({time.monotonic() - begun:.0f} s)", flush=True)
    finally:
        bench.close()
    if not bench.real:
        for name in [name for name in bench.figures if name.startswith(parts.OF_REAL_LISTS)]:
            del bench.figures[name]
        why_not.update(dict.fromkeys(parts.OF_REAL_LISTS, "not all publishers' lists are at hand"))
    bars = read_bars()
    rows = judged(bench.figures, bars, why_not)
    write_page(os.path.join(HERE, "report.html"), bench.results, rows, bench.tables, commit(ROOT))
    if not (options.short or options.no_history):
        keep_history(os.path.join(HERE, "history.tsv"), bench.figures, bars)
    show(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
