#!/usr/bin/env python3
"""Compile data/text/case_endings.txt to a table of C.

  compile_case_endings.py INPUT OUTPUT"""
import sys


def literal(text):
    return '"' + "".join(f"\\{byte:03o}" for byte in text.encode()) + '"'


def main():
    source, target = sys.argv[1:]
    rows = []
    with open(source, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.split("#", 1)[0].strip()
            if not line:
                continue
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) != 2 or not cells[0] or tuple(cells) in rows:
                sys.exit(f"{source}:{number}: not `ending | ending`, or given twice")
            rows.append(tuple(cells))
    with open(target, "w", encoding="utf-8") as out:
        out.write("/* Written by compile_case_endings.py from data/text/case_endings.txt. */\n"
                  "static const struct {\n    const char *ending, *name;\n} case_endings[] = {\n")
        out.writelines(f"    {{{literal(a)}, {literal(b)}}},\n" for a, b in rows)
        out.write("};\n")


main()
