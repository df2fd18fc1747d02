#!/usr/bin/env python3
"""Compile data/text/plain_words.txt to a table of hashes, ascending, that a search halves.

  compile_plain_words.py INPUT OUTPUT"""
import re
import sys

FNV_START, FNV_PRIME = 0xcbf29ce484222325, 0x100000001b3


def fnv1a(word):
    value = FNV_START
    for byte in word.encode():
        value = (value ^ byte) * FNV_PRIME % (1 << 64)
    return value


def main():
    source, target = sys.argv[1:]
    hashes = {}
    with open(source, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            word = line.strip()
            if not word or word.startswith("#"):
                continue
            if not re.fullmatch("[a-z]+", word):
                sys.exit(f"{source}:{number}: not a word of letters a-z: {word}")
            if hashes.setdefault(fnv1a(word), word) != word:
                sys.exit(f"{source}:{number}: {word} and {hashes[fnv1a(word)]} have one hash")
    with open(target, "w", encoding="utf-8") as out:
        out.write("/* Written by tools/compile_plain_words.py from data/text/plain_words.txt. */\n"
                  "static const uint64_t plain_words[] = {\n")
        out.writelines(f"    0x{value:016x}u,\n" for value in sorted(hashes))
        out.write("};\n")


main()
