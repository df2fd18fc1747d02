#!/usr/bin/env python3
"""Compile data/match/references.txt into a C header.

usage: compile_references.py REFERENCES OUT
"""
import sys

FORMS = {"key": (2, None), "relation": (2, None), "identifier": (2, 4)}


def fail(path, number, what):
    sys.exit(f"{path}:{number}: {what}")


def rows(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            words = line.split("#", 1)[0].split()
            if not words:
                continue
            least, most = FORMS.get(words[0], (0, 0))
            if least == 0:
                fail(path, number, f"expected key, relation or identifier, found '{words[0]}'")
            if len(words) - 1 < least or (most is not None and len(words) - 1 > most):
                fail(path, number, f"'{words[0]}' has too few or too many words")
            yield words


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main():
    path, out_path = sys.argv[1:3]
    with open(out_path, "w", encoding="utf-8") as out:
        out.write("/* Written by tools/compile_references.py from data/match/. */\n#pragma once\n")
        out.write("static const ix_reference ix_references[] = {\n")
        for how, space, *rest in rows(path):
            if how == "relation":
                rest = [" ".join(rest)]
            is_inn = how == "identifier" and len(rest) > 1 and rest[-1] == "inn"
            what, more = rest[0], " ".join(rest[1:-1] if is_inn else rest[1:])
            out.write(f"    {{IX_REFERENCE_{how.upper()}, {literal(space)}, {literal(what)}, "
                      f"{literal(more)}, {str(is_inn).lower()}}},\n")
        out.write("};\n")


main()
