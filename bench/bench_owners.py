#!/usr/bin/env python3
"""How long a million stakes take, and how much memory: read, every party screened once, the fixed
points, a decision for each owned party.

Three shapes: companies with a few owners each, mostly people; one chain; a market in which
everybody holds a little of many. One owner in two hundred is a listed party. Names are made of
common words and names, so that screening is not spared.

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


def write(home, rows):
    path = os.path.join(home.work, "owners.csv")
    with open(path, "w", encoding="utf-8") as handle:
        handle.write("owner,owned,percent\n")
        handle.writelines(f"{owner},{owned},{share}\n" for owner, owned, share in rows)
    return path


def main():
    stakes = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with Home(sys.argv[1]) as home:
        home.run("lists", "add", "ofac_sdn_csv", os.path.join(ROOT, "examples/june-2024/sdn.csv"),
                 "--published", "2024-06-21").expect(0)
        for shape in (registry, chain, market):
            path = write(home, shape(random.Random(1), stakes))
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            start = time.monotonic()
            home.run("owners", path, "--as-of", "2024-07-01", "--out",
                     os.path.join(home.work, "out.ndjson"), "--quiet").expect(0, 1)
            wall = time.monotonic() - start
            usage = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(f"{shape.__name__:10} {stakes} stakes: {wall:6.2f} s, "
                  f"{usage.ru_utime - before:6.2f} s of processor, "
                  f"{usage.ru_maxrss // 1024} MB at most so far")


if __name__ == "__main__":
    main()
