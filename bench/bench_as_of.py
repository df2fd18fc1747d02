#!/usr/bin/env python3
"""What a screening as of an earlier day costs, against one of the present, in one image.

The image holds the SDN list of 308 days (tests/e2e/daily.py, from the folder of real lists). The
same names, listed ones with and without one changed letter, are screened by `batch` on one thread
in turn at the newest snapshot and at five earlier times; of each the fastest of several rounds
counts, without what a batch of one row takes.

usage: bench_as_of.py BINARY
"""
import os
import random
import resource
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tests", "e2e"))
import daily  # noqa: E402
from program import Home  # noqa: E402

NAMES = 4000
ROUNDS = 5
AS_OF = ("2021-09-01", "2022-03-15", "2022-10-01", "2023-06-01", "2024-01-15")
PRESENT = "2024-05-03T20:00:00Z"


def fill(home):
    for state in daily.states():
        if not state.content:
            break
        home.run("lists", "add", "ofac_sdn_csv", home.write("sdn.csv", state.content),
                 "--published", state.published, "--hold").expect(0)
        newest = state
    home.run("lists", "promote").expect(0)
    return [daily.columns(line)[1] for line in newest.rows.values()]


def table(names):
    return "id,name\n" + "".join(f'{number},"{name}"\n' for number, name in enumerate(names))


def questions(names, chance):
    asked = [name.replace('"', "") for name in chance.sample(names, NAMES)]
    for at in range(0, NAMES, 2):
        letters = list(asked[at])
        letters[chance.randrange(len(letters))] = chance.choice("aeiounrst")
        asked[at] = "".join(letters)
    return asked


def seconds(home, path, as_of):
    """Of the processor, so that what else runs on the machine counts little."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    home.run("batch", path, "--threads", "1", "--as-of", as_of).expect(0, 1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    if not os.path.exists(daily.DIFFS):
        print(f"no file {daily.DIFFS}: nothing to measure")
        return 0
    with Home(sys.argv[1]) as home:
        names = fill(home)
        asked = questions(names, random.Random(1))
        many, one = home.write("many.csv", table(asked)), home.write("one.csv", table(asked[:1]))
        best = {}
        for _ in range(ROUNDS):
            for as_of in (PRESENT, *AS_OF):
                for path in (many, one):
                    took = seconds(home, path, as_of)
                    best[as_of, path] = min(took, best.get((as_of, path), took))
        present = best[PRESENT, many] - best[PRESENT, one]
        print(f"{NAMES} names, one thread; a screening at {PRESENT}: "
              f"{present / NAMES * 1e6:.0f} us")
        for as_of in AS_OF:
            past = best[as_of, many] - best[as_of, one]
            print(f"  as of {as_of}  {past / NAMES * 1e6:6.0f} us  ratio {past / present:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
