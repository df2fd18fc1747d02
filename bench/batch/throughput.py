#!/usr/bin/env python3
"""Throughput and memory of `interdict batch` over synthetic customers, no two of one name.

usage: throughput.py BINARY CUSTOMERS ROOT [ROWS]

Lists are those at hand (INTERDICT_TEST_DATA), without them the shipped example. Each run is of a
tenth of the rows and then of all: what memory grows by in between is the cache of name parts, which
is bounded; rows are never held."""
import os
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "speed"))
sys.path.insert(0, os.path.join(HERE, "..", "..", "tests", "e2e"))
from measure import list_lines  # noqa: E402
from program import Home  # noqa: E402

ROWS = 1000000
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


def run(home, path, threads):
    """Seconds by the clock, of processor, and the largest resident memory in MB."""
    command = [home.binary, "batch", path, "--only", "alerts", "--out", os.devnull,
               "--threads", str(threads), "--home", home.path]
    begun = time.monotonic()
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit status {child.returncode}")
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    binary, customers, root = (os.path.abspath(path) for path in sys.argv[1:4])
    rows = int(sys.argv[4]) if len(sys.argv) > 4 else int(os.environ.get("ROWS", ROWS))
    with Home(binary) as home:
        add_lists(home, root)
        print("     rows threads   rows/s  us/row  10M rows    MB")
        for count in (rows // 10, rows):
            path = os.path.join(home.work, f"{count}.csv")
            with open(path, "wb") as out:
                subprocess.run([customers, os.path.join(root, "data"), str(count)], stdout=out,
                               check=True)
            for threads in sorted({1, os.cpu_count()}):
                wall, processor, memory = run(home, path, threads)
                print(f"{count:>9} {threads:>7} {count / wall:>8.0f} "
                      f"{processor / count * 1e6:>7.1f} {wall / count * 1e7:>7.0f} s "
                      f"{memory:>5.0f}", flush=True)
            os.remove(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
