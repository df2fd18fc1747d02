#!/usr/bin/env python3
"""Compile data/unicode/code_pages.txt to a table of C.

  compile_code_pages.py INPUT OUTPUT"""
import sys

CODES = 128


def read(source):
    """[name, other names, codes] of each page; 0 is nothing."""
    pages = []
    with open(source, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.split("#", 1)[0].strip()
            words = line.split()
            if not line:
                continue
            if len(words) == 16 and all(len(word) == 4 for word in words):
                if not pages:
                    sys.exit(f"{source}:{number}: codes of no page")
                pages[-1][2].extend(0 if word == "----" else int(word, 16) for word in words)
                continue
            name, _, others = line.partition("|")
            if pages and len(pages[-1][2]) != CODES:
                sys.exit(f"{source}:{number}: {pages[-1][0]} has not {CODES} codes")
            pages.append((name.strip(), others.split(), []))
    if not pages or len(pages[-1][2]) != CODES:
        sys.exit(f"{source}: the last page has not {CODES} codes")
    names = [name for page in pages for name in [page[0], *page[1]]]
    if len(names) != len(set(names)) or any(name != name.lower() for name in names):
        sys.exit(f"{source}: a name is given twice, or not in small letters")
    return pages


def main():
    source, target = sys.argv[1:]
    pages = read(source)
    with open(target, "w", encoding="utf-8") as out:
        out.write("/* Written by compile_code_pages.py from data/unicode/code_pages.txt. */\n"
                  "static const ix_code_page code_pages[] = {\n")
        for name, _, codes in pages:
            rows = [", ".join(f"0x{code:04X}" for code in codes[i:i + 16])
                    for i in range(0, CODES, 16)]
            out.write(f'    {{"{name}",\n     {{' + ",\n      ".join(rows) + "}},\n")
        out.write("};\nstatic const struct {\n    const char *name;\n    int page;\n"
                  "} code_page_names[] = {\n")
        for number, (name, others, _) in enumerate(pages):
            out.writelines(f'    {{"{word}", {number}}},\n' for word in [name, *others])
        out.write("};\n")


main()
