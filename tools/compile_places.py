#!/usr/bin/env python3
"""Compile data/match/places.txt into a C header.

usage: compile_places.py PLACES OUT
"""
import re
import sys


def rows(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            fields = line.split("#", 1)[0].split()
            if fields:
                yield number, fields


def fail(path, number, why):
    sys.exit(f"{path}:{number}: {why}")


def compile_places(path, out):
    former, words = [], set()
    for number, fields in rows(path):
        if fields[0] == "former" and len(fields) > 2:
            for code in fields[1:]:
                if not re.fullmatch("[A-Z]{2}", code):
                    fail(path, number, f"'{code}' is no code of a country")
            former += [(fields[1], code) for code in fields[2:]]
        elif fields[0] == "word" and len(fields) > 1:
            words |= {word for word in fields[1:] if word.isalpha()}
        else:
            fail(path, number, "expected: former CODE CODE..., or: word WORD...")
    out.write("/* Written by compile_places.py from data/match/places.txt. */\n")
    out.write("static const char former_countries[][2][3] = {\n")
    out.write("".join(f'    {{"{a}", "{b}"}},\n' for a, b in former))
    out.write("};\n\n/* Sorted. */\nstatic const ix_str address_words[] = {\n")
    out.write("".join(f'    {{"{word}", {len(word)}}},\n' for word in sorted(words)))
    out.write("};\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[2], "w", encoding="ascii") as out:
        compile_places(sys.argv[1], out)


if __name__ == "__main__":
    main()
