#!/usr/bin/env python3
"""Compile data/match/weights.txt and score.tsv into one C header.

Usage: compile_match_tables.py WEIGHTS SCORE ESTIMATES OUT

A weight that says it is estimated must be what ESTIMATES says.
"""
import sys

import estimated


def rows(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.split("#", 1)[0].rstrip()
            if line:
                yield number, line.split(None, 2)


def fail(path, number, what):
    sys.exit(f"{path}:{number}: {what}")


def integer(path, number, text):
    try:
        return int(text)
    except ValueError:
        fail(path, number, f"expected a whole number, found '{text}'")


def main():
    weights_path, score_path, estimates_path, out_path = sys.argv[1:5]
    seen = {}
    for number, words in rows(weights_path):
        if len(words) < 2:
            fail(weights_path, number, "expected a name and a value")
        if words[0] in seen:
            fail(weights_path, number, f"'{words[0]}' stands twice")
        seen[words[0]] = integer(weights_path, number, words[1])
    with open(weights_path, encoding="utf-8") as one, open(estimates_path, encoding="utf-8") as two:
        weights_text = one.read()
        for number, what in estimated.faults(weights_text, two.read()):
            fail(weights_path, number, what)
    with open(score_path, encoding="utf-8") as file:
        if file.read() != estimated.score_table(weights_text):
            fail(score_path, 1, "this is not the formula of its head by weights.txt")
    table = []
    for number, words in rows(score_path):
        pair = [integer(score_path, number, w) for w in words]
        if table and (pair[0] <= table[-1][0] or pair[1] < table[-1][1]):
            fail(score_path, number, "both columns must ascend")
        table.append(pair)
    step = table[1][0] - table[0][0]
    with open(out_path, "w", encoding="utf-8") as out:
        out.write("/* Written by tools/compile_match_tables.py from data/match/. */\n")
        out.write("#pragma once\n")
        for name, value in seen.items():
            out.write(f"#define IX_W_{name.upper()} ({value})\n")
        out.write(f"#define IX_SCORE_FIRST ({table[0][0]})\n#define IX_SCORE_STEP {step}\n")
        out.write(f"#define IX_SCORE_ROWS {len(table)}\n")
        out.write("static const short ix_score_table[IX_SCORE_ROWS] = {\n    ")
        for index, (millibits, score) in enumerate(table):
            if millibits != table[0][0] + index * step:
                fail(score_path, index, "rows must be equally spaced")
            out.write(f"{score}," + ("\n    " if index % 12 == 11 else " "))
        out.write("\n};\n")


main()
