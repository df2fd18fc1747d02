#!/usr/bin/env python3
"""Throughput and memory of `interdict batch` over synthetic customers, no two of one name.

usage: throughput.py BINARY CUSTOMERS ROOT [ROWS]

Lists are those at hand (INTERDICT_TEST_DATA), without them the shipped example. Each run is of a
tenth of the rows and then of all: what memory grows by in between is the cache of name parts, which
is bounded; rows are never held. What ten million rows take is reckoned from the processor time of
the rows between the two, on as many processors as there are threads."""
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "speed"))
sys.path.insert(0, os.path.join(HERE, "..", "..", "tests", "e2e"))
from measure import list_lines  # noqa: E402
from program import Home  # noqa: E402

ROWS = 200000
CACHE_MB = 128  # the default of batch
OFAC_NAMES = {"us_ofac_sdn": ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"),
              "us_ofac_nonsdn": ("cons_prim.csv",)}


def add_lists(home, root):
    """The reader of OFAC's files knows them by the names the publisher gives them."""
    for line in list_lines(root):
        name, form, mapping, *files = line.split("\t")
        for at, wanted in enumerate(OFAC_NAMES.get(name, ())[:len(files)]):
            copy = os.path.join(home.work, wanted)
            shutil.copyfile(files[at], copy)
            files[at] = copy
        options = ["--list", name] + (["--map", mapping] if mapping else [])
        home.run("lists", "add", form, *files, *options, "--published", "2026-08-01",
                 "--accept-errors", "100000", "--hold").expect(0)
    home.run("lists", "promote").expect(0)


@dataclass
class Run:
    rows: int
    threads: int
    cache: int        # MB
    wall: float       # seconds by the clock
    processor: float  # seconds of processor
    memory: float     # MB resident at most
    ten_million: float = 0.0  # seconds of all its threads for ten million rows, the start left out


def run(home, path, rows, threads, cache):
    """Alerts with their evidence are written to a file, as they would be."""
    command = [home.binary, "batch", path, "--only", "alerts", "--out",
               os.path.join(home.work, "alerts.ndjson"), "--threads", str(threads), "--cache",
               str(cache), "--home", home.path]
    begun = time.monotonic()
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit status {child.returncode}")
    return Run(rows, threads, cache, time.monotonic() - begun,
               usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def write_customers(home, customers, root, count):
    path = os.path.join(home.work, f"{count}.csv")
    with open(path, "wb") as out:
        subprocess.run([customers, os.path.join(root, "data"), str(count)], stdout=out, check=True)
    return path


def measure(home, customers, root, rows):
    """A tenth of the rows and all, on all processors and on one, and all with no reuse at all."""
    few = write_customers(home, customers, root, rows // 10)
    many = write_customers(home, customers, root, rows)
    processors = os.cpu_count()
    plan = [(threads, cache) for threads in sorted({1, processors}, reverse=True)
            for cache in (CACHE_MB, 0)]
    for threads, cache in plan:
        less = run(home, few, rows // 10, threads, cache)
        more = run(home, many, rows, threads, cache)
        for one in (less, more):
            one.ten_million = ((more.processor - less.processor) / (more.rows - less.rows) *
                               1e7 / threads)
        yield less
        yield more
    os.remove(few)
    os.remove(many)


def main():
    binary, customers, root = (os.path.abspath(path) for path in sys.argv[1:4])
    rows = int(sys.argv[4]) if len(sys.argv) > 4 else int(os.environ.get("ROWS", ROWS))
    with Home(binary) as home:
        add_lists(home, root)
        print("     rows threads cache   rows/s  us/row  10M rows    MB")
        for one in measure(home, customers, root, rows):
            print(f"{one.rows:>9} {one.threads:>7} {one.cache:>5} {one.rows / one.wall:>8.0f} "
                  f"{one.processor / one.rows * 1e6:>7.1f} {one.ten_million:>7.0f} s "
                  f"{one.memory:>5.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
