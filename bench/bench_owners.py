#!/usr/bin/env python3
"""How long a million stakes take, and how much memory, by step: read, every party screened once,
the fixed points, a decision for each owned party.

Four shapes: companies with a few owners each, mostly people; one chain; a market in which
everybody holds a little of many; a random graph in which nearly everybody is blocked. One owner in
two hundred is a listed party. Names are made of common words and names, so that screening is not
spared.

The baseline is `interdict batch` over the distinct names of the same file, in the same run: what
screening them alone costs. The ratio of processor times says what stakes add to that, whatever else
the machine does.

usage: bench_owners.py BINARY [STAKES]
"""
import os
import random
import resource
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "e2e"))
from program import ROOT, Home  # noqa: E402

LISTED = [f"us_ofac_sdn:{key}" for key in (45815, 45817, 45849, 45854, 45856, 45858, 45860)]
GIVEN = ("Anna Maria Peter John Olga Ivan Chen Fatima Ahmed Lucas Emma Noah Mia Carlos Yuki Priya "
         "Igor Elena Hans Greta").split()
FAMILY = ("Schneider Rossi Kowalski Okafor Nguyen Haddad Larsen Moreau Petrov Silva Tanaka Kumar "
          "Novak Jansen Murphy Costa Weber Lindqvist Popescu Horvat").split()
WORDS = ("Nordic Harbor Blue Atlas Summit Vertex Orion Delta Pacific Crown Silver Maple Granite "
         "Falcon Beacon Meridian Quartz Willow Cobalt Ember").split()
KINDS = "Trading Logistics Foods Energy Holdings Capital Shipping Textiles Software Mining".split()
FORMS = "Ltd LLC GmbH AG SA BV OOO Inc PLC SARL".split()


def company(rng):
    return (f"{rng.choice(WORDS)} {rng.choice(WORDS)} {rng.choice(FAMILY)} {rng.choice(KINDS)} "
            f"{rng.choice(FORMS)}")


def person(rng):
    return f"{rng.choice(GIVEN)} {rng.choice(GIVEN)} {rng.choice(FAMILY)}-{rng.choice(FAMILY)}"


def registry(rng, stakes):
    """Four owners a company, three of them people."""
    companies = [company(rng) for _ in range(stakes // 4)]
    for n, owned in enumerate(companies):
        yield rng.choice(companies[max(0, n - 50):n + 1]), owned, 40
        for share in (30, 20, 10):
            owner = rng.choice(LISTED) if rng.random() < 0.005 else person(rng)
            yield owner, owned, share


def chain(rng, stakes):
    del rng
    above = LISTED[0]
    for n in range(stakes):
        below = f"Link {n} Ltd"
        yield above, below, 50
        above = below


def market(rng, stakes):
    companies = [company(rng) for _ in range(stakes // 50)]
    for owned in companies:
        for _ in range(50):
            owner = rng.choice(LISTED) if rng.random() < 0.005 else rng.choice(companies)
            yield owner, owned, 2


def tangle(rng, stakes):
    """Two owners of a half each for everybody, at random."""
    companies = [f"{company(rng)} {n}" for n in range(stakes // 2)]
    for owned in companies:
        for _ in range(2):
            owner = rng.choice(LISTED) if rng.random() < 0.005 else rng.choice(companies)
            yield owner, owned, 50


def write(home, rows):
    """The file, and one of the distinct names in it."""
    path = os.path.join(home.work, "owners.csv")
    names = {}
    with open(path, "w", encoding="utf-8") as handle:
        handle.write("owner,owned,percent\n")
        for owner, owned, share in rows:
            handle.write(f"{owner},{owned},{share}\n")
            names[owner] = names[owned] = True
    alone = os.path.join(home.work, "names.csv")
    with open(alone, "w", encoding="utf-8") as handle:
        handle.write("name\n")
        handle.writelines(f"{name}\n" for name in names)
    return path, alone


def spend(home, *arguments):
    """Seconds, seconds of processor, and what was said on standard error."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    result = home.run(*arguments).expect(0, 1)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, result.err)


def main():
    stakes = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with Home(sys.argv[1]) as home:
        home.run("lists", "add", "ofac_sdn_csv", os.path.join(ROOT, "examples/june-2024/sdn.csv"),
                 "--published", "2024-06-21").expect(0)
        for shape in (registry, chain, market, tangle):
            path, names = write(home, shape(random.Random(1), stakes))
            out = os.path.join(home.work, "out.ndjson")
            wall, spent, said = spend(home, "owners", path, "--as-of", "2024-07-01", "--out", out,
                                      "--quiet", "--times")
            _, alone, _ = spend(home, "batch", names, "--as-of", "2024-07-01", "--out", out)
            memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
            print(f"{shape.__name__:8} {stakes} stakes: {wall:6.2f} s, {spent:6.2f} s of "
                  f"processor, {spent / alone:.2f} times that of batch over its names; at most "
                  f"{memory} MB so far")
            print("        ", *[line for line in said.splitlines() if line.startswith("read ")])


if __name__ == "__main__":
    main()
