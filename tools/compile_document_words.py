#!/usr/bin/env python3
"""Compile data/text/document_words.txt to a table of C, ascending by bytes.

  compile_document_words.py INPUT OUTPUT"""
import sys
import unicodedata


def literal(text):
    return '"' + "".join(f"\\{byte:03o}" for byte in text.encode()) + '"'


def main():
    source, target = sys.argv[1:]
    words = set()
    with open(source, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            for word in line.split("#", 1)[0].split():
                if word != unicodedata.normalize("NFKC", word).casefold():
                    sys.exit(f"{source}:{number}: {word} is not in small letters")
                words.add(word)
    with open(target, "w", encoding="utf-8") as out:
        out.write("/* Written by compile_document_words.py from data/text/document_words.txt. */\n"
                  "static const char *const document_words[] = {\n")
        out.writelines(f"    {literal(word)},\n" for word in sorted(words, key=str.encode))
        out.write("};\n")


main()
