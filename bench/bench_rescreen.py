#!/usr/bin/env python3
"""How long a re-screening takes that leaves out whom a change of lists cannot affect, against one
that screens every customer on both sides.

Lists and customers come from the folder INTERDICT_TEST_DATA names. Of the customers one in a
hundred is listed, one in a hundred nearly; the rest is clean. Times are of processor, on one
thread, the start of the program included.

usage: bench_rescreen.py BINARY [CUSTOMERS]
"""
import csv
import io
import os
import random
import resource
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "e2e"))
import rescreen  # noqa: E402
from program import Home  # noqa: E402

CHANGES = (("UN, three months", "un_sc@2025-11-18", "un_sc@2026-02-27", "--list", "un_sc"),
           ("SDN, seven weeks", "us_ofac_sdn@2024-05-03", "us_ofac_sdn@2024-06-20",
            "--list", "us_ofac_sdn"),
           ("SDN, three years", "us_ofac_sdn@2021-07-15", "us_ofac_sdn@2024-06-20",
            "--list", "us_ofac_sdn"))


def customers(count):
    chance = random.Random(1)
    listed = rescreen.listed_names()
    clean = list(csv.DictReader(io.StringIO(rescreen.read(
        "peers/yente/candidate_negatives_global.csv").decode())))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("id", "name", "dob", "country"))
    for number in range(count):
        if number % 100 < 2:
            name = chance.choice(listed)
            writer.writerow((number, rescreen.mutate(name, chance) if number % 2 else name, "", ""))
        else:
            person = chance.choice(clean)
            writer.writerow((number, person["full_name"], person["date_of_birth"],
                             person["nationality"]))
    return out.getvalue()


def load(home):
    rescreen.add_ofac(home, "2021-07-15", {name: f"2021-07/{name}.xz" for name in (
        "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")})
    rescreen.add_ofac(home, "2024-05-03", {"sdn.csv": "sdn_2024-05-03.csv.xz"})
    rescreen.add_ofac(home, "2024-06-20", {"sdn.csv": "2024-06/sdn.csv"})
    for name in ("un_consolidated_2025-11-18.xml.xz", "un_consolidated_2026-02-27.xml"):
        home.run("lists", "add", "un_xml", os.path.join(rescreen.DATA, "un", name),
                 "--hold").expect(0)
    home.run("lists", "promote").expect(0)


def seconds(home, *arguments):
    start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    result = home.run("rescreen", *arguments, "--threads", "1").expect(0, 1)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - start, result.out


def main():
    binary = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20000
    if not os.path.isdir(os.path.join(rescreen.DATA, "ofac")):
        print(f"no folder of real lists at {rescreen.DATA}: nothing to measure")
        return 0
    with Home(binary) as home:
        load(home)
        path = home.write("customers.csv", customers(count))
        print(f"{count} customers")
        for title, since, to, *options in CHANGES:
            base = ("--customers", path, "--since", since, "--to", to, *options)
            delta, table = seconds(home, *base)
            full, oracle = seconds(home, *base, "--full")
            assert table == oracle, title
            affected = table.splitlines()[-1].split(" of ")[0]
            print(f"  {title:18} {affected:>5} affected  {delta:6.2f} s, in full {full:6.2f} s: "
                  f"{full / delta:.1f} times as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main())
