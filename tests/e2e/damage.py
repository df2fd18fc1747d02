#!/usr/bin/env python3
"""A byte of the image is damaged, in each of its sections: it is refused with the section named, or
what was not touched is answered as before. Nothing crashes, nobody comes out clear by it.

usage: damage.py BINARY
"""
import os
import re
import struct
import sys

from program import Home, cases

WHEN = ("--as-of", "2024-07-01")
# Of the header: magic, size, digest of the knowledge, hash of the table; then offset, size, hash of
# each section (src/match/image.h).
HEADER = struct.Struct("<QQ32sQ")
SECTION = struct.Struct("<QQQ")
NAMED = re.compile(r"section '([a-z_]+)'")
CUSTOMERS = ("id,name\n1,Andrei Tikhonov\n2,Nobody Whatsoever\n3,Bank Rossiya\n"
             "4,Tikhonov Andrei Gennadyevich\n")
COMMANDS = {
    "screen": lambda home: ("screen", "Andrei Gennadyevich Tikhonov", *WHEN, "--json"),
    "clean": lambda home: ("screen", "Nobody Whatsoever", *WHEN, "--json"),
    "batch": lambda home: ("batch", os.path.join(home.work, "customers.csv"), *WHEN),
    "text": lambda home: ("text", os.path.join(home.work, "story.txt"), *WHEN, "--json"),
}


def image_path(home):
    return os.path.join(home.path, "image", "current.iximg")


def sections_of(image):
    """(number, offset, size) of each that holds anything."""
    first = SECTION.unpack_from(image, HEADER.size)[0]
    rows = [SECTION.unpack_from(image, at)
            for at in range(HEADER.size, first - SECTION.size + 1, SECTION.size)]
    return [(number, offset, size) for number, (offset, size, _) in enumerate(rows) if size > 0]


def write_damaged(home, image, at=None):
    """With a byte changed; without, as it was."""
    damaged = bytearray(image)
    if at is not None:
        damaged[at] ^= 0x10
    with open(image_path(home), "wb") as out:
        out.write(damaged)


def section_named(result, what):
    cases.true(result.status == 2, f"{what}: exit status {result.status}, expected 2: {result.err}")
    found = NAMED.search(result.err + result.out)
    cases.true(found is not None, f"{what}: no section is named: {result.err}")
    return found[1]


def expect_no_lie(plain, damaged, name, what):
    """As before; or refused by this section's name; or not screened, for the same reason."""
    if damaged.raw == plain.raw and damaged.status == plain.status:
        return False
    cases.equal(damaged.status, 2 if not damaged.out else damaged.status, f"{what}: exit status")
    cases.true(damaged.status in (1, 2), f"{what}: exit status {damaged.status}")
    for before, after in zip(plain.out.splitlines(), damaged.out.splitlines()):
        if before != after:
            cases.contains(after, '"verdict":"not_screened"', what)
    cases.equal(NAMED.search(damaged.err + damaged.out)[1], name, what)
    return True


def each_section(home, image):
    plain = {key: home.run(*command(home)) for key, command in COMMANDS.items()}
    noticed, names = set(), {}
    for number, offset, size in sections_of(image):
        for at in sorted({offset + size // 3, offset + size - 1}):
            write_damaged(home, image, at)
            what = f"byte {at - offset} of section {number}"
            name = section_named(home.run("lists", "verify"), f"lists verify, {what}")
            names.setdefault(number, name)
            cases.equal(name, names[number], what)
            for key, command in COMMANDS.items():
                if expect_no_lie(plain[key], home.run(*command(home)), name, f"{key}, {what}"):
                    noticed.add((key, number))
    cases.equal(len(set(names.values())), len(names), "sections by name")
    cases.true(len(names) >= 20, f"only {len(names)} sections hold anything")
    for key in COMMANDS:
        count = sum(1 for other, _ in noticed if other == key)
        cases.true(count >= len(names) - 4, f"{key} noticed {count} of {len(names)}")


def the_frame(home, image):
    """The header, the table of sections, the digest at the end. An image of another magic or other
    knowledge is made anew from the archived bytes, and answers as before."""
    write_damaged(home, image)
    plain = {key: home.run(*command(home)) for key, command in COMMANDS.items()}
    first = SECTION.unpack_from(image, HEADER.size)[0]
    for at in (*range(0, HEADER.size, 9), *range(HEADER.size, first, 97)):
        write_damaged(home, image, at)
        if at < HEADER.size + 24 * SECTION.size:
            cases.equal(home.run("lists", "verify").status, 2, f"lists verify, byte {at}")
        for key, command in list(COMMANDS.items())[::2]:
            result = home.run(*command(home))
            cases.true(result.status == 2 or result.raw == plain[key].raw, f"{key}, byte {at}: "
                       f"exit status {result.status}")
    write_damaged(home, image, len(image) - 1)
    cases.equal(home.run("lists", "verify").status, 2, "lists verify, the digest")


def cut_short(home, image):
    for length in (0, 1, HEADER.size, len(image) // 3, len(image) - 1):
        with open(image_path(home), "wb") as out:
            out.write(image[:length])
        for key, command in COMMANDS.items():
            cases.equal(home.run(*command(home)).status, 2, f"{key}, cut to {length} bytes")
        cases.equal(home.run("lists", "verify").status, 2, f"lists verify, cut to {length} bytes")


def main():
    suite = cases.Suite("damage")
    with Home(sys.argv[1]) as home:
        home.add_sdn("2024-06-21").expect(0)
        home.write("customers.csv", CUSTOMERS)
        home.write("story.txt", "OFAC named Andrei Gennadyevich Tikhonov of Moscow on Friday.\n")
        with open(image_path(home), "rb") as handle:
            image = handle.read()
        suite.run("a byte in each section", each_section, home, image)
        suite.run("a byte of the frame", the_frame, home, image)
        suite.run("an image cut short", cut_short, home, image)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
