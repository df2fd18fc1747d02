#!/usr/bin/env python3
"""One digest over the data files that are compiled into the engine, as a C header.

usage: compile_data_digest.py OUT FILE...

The digest is part of the knowledge's: an image or a decision made with other tables is told apart.
"""
import hashlib
import os
import sys


def main():
    lines = []
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        folder, name = os.path.split(path)
        lines.append(f"{os.path.basename(folder)}/{name} {digest}\n")
    total = hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write("/* Written by tools/compile_data_digest.py. */\n#pragma once\n")
        out.write(f'#define IX_COMPILED_DATA_DIGEST "{total}"\n')


main()
