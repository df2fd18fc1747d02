#!/usr/bin/env python3
"""Compile data/match/programmes.txt, which says what its rows mean, into a C header.

usage: compile_programmes.py PROGRAMMES OUT
"""
import re
import sys

COUNTRIES_MAX = 8


def rows(path):
    """(countries, programme) of each programme."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.split("#", 1)[0].strip()
            if not line:
                continue
            codes, *programmes = [cell.strip() for cell in line.split("|")]
            if not re.fullmatch(r"[A-Z]{2}( [A-Z]{2})*", codes) or not all(programmes):
                sys.exit(f"{path}:{number}: expected: CODE... | programme | programme ...")
            if not programmes or len(codes.split()) > COUNTRIES_MAX:
                sys.exit(f"{path}:{number}: no programme, or more than {COUNTRIES_MAX} countries")
            for programme in programmes:
                yield tuple(codes.split()), programme


def compile_programmes(path, out):
    found = {}
    for codes, programme in rows(path):
        if programme in found:
            sys.exit(f"{path}: '{programme}' stands in two rows")
        found[programme] = codes
    out.write("/* Written by compile_programmes.py from data/match/programmes.txt. */\n")
    out.write("typedef struct programme_row {\n    ix_str programme;\n"
              f"    char countries[{COUNTRIES_MAX}][3];\n    int count;\n}} programme_row;\n\n")
    out.write("/* Sorted. */\nstatic const programme_row programmes[] = {\n")
    for programme in sorted(found, key=lambda text: text.encode()):
        codes = found[programme]
        listed = ", ".join(f'"{code}"' for code in codes)
        text = programme.replace("\\", "\\\\").replace('"', '\\"')
        out.write(f'    {{{{"{text}", {len(programme.encode())}}}, {{{listed}}}, {len(codes)}}},\n')
    out.write("};\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        compile_programmes(sys.argv[1], out)


if __name__ == "__main__":
    main()
