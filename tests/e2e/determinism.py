#!/usr/bin/env python3
"""The same question gives the same bytes: on any number of threads, in any run, in any home.

usage: determinism.py BINARY
"""
import os
import sys

from program import Home, cases, read_rows

ROWS = 400
QUESTION = ("--as-of", "2024-07-01", "--known-at", "2024-07-01")


def customers():
    """Listed names, plain and mangled, among names that are on no list."""
    names = [row.split(b'"')[1].decode("latin-1") for row in read_rows("sdn.csv")]
    lines = ["id,name,type,dob,country"]
    for number in range(ROWS):
        name = names[number * 7 % len(names)]
        if number % 5 == 1:
            name = name.replace("e", "a", 1).title()
        elif number % 5 == 2:
            name = " ".join(reversed(name.replace(",", "").split()))
        elif number % 5 > 2:
            name = f"Customer {number} Nobodyson"
        dob = "1966-11-09" if number % 3 == 0 else ""
        lines.append(f'{number},"{name}",,{dob},{"RU" if number % 2 else ""}')
    return "\n".join(lines) + "\n"


def batch(home, *options):
    return home.run("batch", home.write("customers.csv", customers()), *QUESTION, *options)


def threads(home):
    first = batch(home, "--threads", "1").expect(1)
    cases.equal(len(first.out.splitlines()), ROWS, "lines")
    for count in ("2", "3", "8"):
        cases.equal(batch(home, "--threads", count).raw == first.raw, True, f"{count} threads")


def repeated(home):
    runs = {batch(home).raw for _ in range(3)}
    cases.equal(len(runs), 1, "distinct outputs of three runs")


def another_home(home):
    with Home(home.binary) as other:
        load(other, reverse=True)
        cases.equal(batch(other).raw == batch(home).raw, True,
                    "snapshots added in the other order give the same decisions")


def file_and_standard_output(home):
    out = os.path.join(home.work, "decisions.ndjson")
    batch(home, "--out", out).expect(1)
    first = open(out, "rb").read()
    batch(home, "--out", out, "--threads", "2").expect(1)
    cases.equal(open(out, "rb").read() == first, True, "the written file")
    cases.equal(len(first.splitlines()), ROWS, "lines")


def screen_equals_exhaustive(home):
    for name in ("Andrei Tikhonov", "Тихонов Андрей", "Ivanov A.", "Lazarus", "Po Tong Gang"):
        one = home.screen(name, *QUESTION)
        other = home.screen(name, *QUESTION, "--exhaustive")
        cases.equal(one["findings"] == other["findings"], True, name)


def rebuild(home):
    before = home.screen("Andrei Gennadyevich Tikhonov", *QUESTION)
    home.run("lists", "rebuild").expect(0)
    cases.equal(home.screen("Andrei Gennadyevich Tikhonov", *QUESTION), before,
                "the decision after a rebuild, image digest included")


def image_by_any_processors(home):
    """Threads share the building as processors are at hand; the bytes do not show it."""
    path = os.path.join(home.path, "image", "current.iximg")
    allowed = os.sched_getaffinity(0)
    images = set()
    for processors in ({min(allowed)}, allowed):
        os.sched_setaffinity(0, processors)  # the program inherits it
        try:
            home.run("lists", "rebuild").expect(0)
        finally:
            os.sched_setaffinity(0, allowed)
        with open(path, "rb") as handle:
            images.add(handle.read())
    cases.equal(len(images), 1, f"distinct images of one and {len(allowed)} processors")


def identifier_is_hash(home):
    import hashlib
    line = home.run("screen", "--json", "Andrei Tikhonov", *QUESTION).out.rstrip("\n")
    head, _, rest = line.partition(",")
    key, _, digest = head.removeprefix("{").partition(":")
    cases.equal(key, '"id"', "first key")
    cases.equal(hashlib.sha256(("{" + rest).encode()).hexdigest(), digest.strip('"'),
                "SHA-256 of the line without its id")


def load(home, reverse=False):
    days = ["2024-06-12", "2024-06-21"]
    for day in reversed(days) if reverse else days:
        home.add_sdn(day).expect(0)


def main():
    suite = cases.Suite("determinism")
    with Home(sys.argv[1]) as home:
        suite.run("two snapshots are added", load, home)
        for case in (threads, repeated, another_home, file_and_standard_output,
                     screen_equals_exhaustive, rebuild, image_by_any_processors,
                     identifier_is_hash):
            suite.run(case.__name__.replace("_", " "), case, home)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
