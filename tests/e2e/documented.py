#!/usr/bin/env python3
"""The program's own help, the manual pages and the completions say the same.

usage: documented.py BINARY
"""
import os
import re
import shlex
import sys

from program import ROOT, Home, cases

sys.path.insert(0, os.path.join(ROOT, "tools"))
import mkman  # noqa: E402

MAN = os.path.join(ROOT, "man")
EVERYWHERE = {"--help"}


def commands(home):
    """Names at the start of the indented lines that `interdict help` lists commands on."""
    text = home.run("help").expect(0).out
    return re.findall(r"^  +([a-z]+)  +\S", text, re.M)


def same_commands(home):
    cases.equal(sorted(set(commands(home))), mkman.commands(MAN), "commands of help and of man/")


def same_options(home, command):
    page = mkman.read_page(MAN, command)
    texts = [home.run("help", command).expect(0).out]
    texts += [home.run(command, item.flag, "--help").expect(0).out
              for item in page.items("SUBCOMMANDS")]
    said = set(re.findall(r"^  +(--[a-z][a-z0-9-]*)", "\n".join(texts), re.M)) - EVERYWHERE
    written = {item.flag for item in page.items("OPTIONS")} - EVERYWHERE
    cases.equal((sorted(said - written), sorted(written - said)), ([], []),
                "options only in the help, options only in man/")


def same_summaries(home):
    text = home.run("help").expect(0).out
    for page in mkman.read_all(MAN):
        cases.contains(re.sub(r" +", " ", text), f"{page.command} {page.summary}\n")


def help_forms(home):
    text = home.run("help").expect(0).out
    cases.equal(home.run("--help").expect(0).out, text, "interdict --help")
    for command in commands(home):
        cases.equal(home.run(command, "--help").expect(0).out,
                    home.run("help", command).expect(0).out, f"interdict {command} --help")


def subcommands(home):
    text = home.run("help", "lists").expect(0).out
    for item in mkman.read_page(MAN, "lists").items("SUBCOMMANDS"):
        cases.contains(text, item.flag)


def conversations(path):
    """The commands shown in a document, as (words, expected lines): `    $ interdict ...` and what
    stands behind it up to the next command or the end of the block. A line `...` is any lines."""
    with open(path, encoding="utf-8") as handle:
        lines = handle.read().splitlines()
    words, expected = None, []
    for line in [*lines, "end"]:
        if line.startswith("    $ ") or not line.startswith("    ") and line:
            if words:
                yield words, "\n".join(expected).strip("\n")
            words, expected = None, []
        if line.startswith("    $ interdict "):
            words = shlex.split(line.removeprefix("    $ interdict "))
        elif words:
            expected.append(line[4:])


FIGURE = re.compile(r" *[+-]?\d+\.\d{3,4}\b")
FIGURE_TOLERANCE = 0.1


def same_line(found, expected):
    """Equal, but for scores and bits, which move a little whenever the knowledge grows."""
    if FIGURE.sub("#", found) != FIGURE.sub("#", expected):
        return False
    pairs = zip(map(float, FIGURE.findall(found)), map(float, FIGURE.findall(expected)))
    return all(abs(a - b) <= FIGURE_TOLERANCE * max(abs(a), abs(b)) for a, b in pairs)


def same_lines(found, expected):
    return len(found) == len(expected) and all(map(same_line, found, expected))


def agrees(found, expected):
    """Are these the lines expected, `...` standing for any number of them?"""
    at = 0
    parts = re.split(r"(?m)^ *\.\.\.$\n?", expected)
    for number, part in enumerate(parts):
        lines = part.strip("\n").split("\n") if part.strip("\n") else []
        last = number == len(parts) - 1
        places = range(at, len(found) - len(lines) + 1) if number else [0]
        if last and lines:
            places = [len(found) - len(lines)] if number else [0]
        start = next((n for n in places if same_lines(found[n:n + len(lines)], lines)), None)
        if start is None or start < at:
            return False
        at = start + len(lines)
    return at == len(found) or expected.rstrip().endswith("...")


LISTS = ("lists", "add", "ofac_sdn_csv", "examples/june-2024/sdn.csv", "--published", "2024-06-21")


def shown_as_it_is(binary, name, *before):
    """`before`: what the document takes to have been done."""
    count = 0
    with Home(binary) as home:
        for words in before:
            home.run(*words, cwd=ROOT).expect(0)
        for words, expected in conversations(os.path.join(ROOT, name)):
            found = home.run(*words, cwd=ROOT).expect(0, 1).out.strip("\n")
            cases.true(agrees(found.split("\n"), expected),
                       f"interdict {' '.join(words)} now prints\n{found}")
            count += 1
    cases.true(count > 0, "no command is shown")


def version(home):
    with open(os.path.join(ROOT, "meson.build"), encoding="utf-8") as handle:
        number = re.search(r"version: '([^']+)'", handle.read()).group(1)
    cases.contains(home.run("version").expect(0).out, number)
    cases.contains(home.run("--version").expect(0).out, number)


def main():
    suite = cases.Suite("documented")
    with Home(sys.argv[1]) as home:
        suite.run("help and man/ name the same commands", same_commands, home)
        for command in mkman.commands(MAN):
            suite.run(f"help and man/ name the same options of {command}", same_options, home,
                      command)
        suite.run("help and man/ say the same of each command", same_summaries, home)
        suite.run("--help is help", help_forms, home)
        suite.run("the subcommands of lists", subcommands, home)
        suite.run("the version", version, home)
    suite.run("what README.md shows is what is printed", shown_as_it_is, sys.argv[1], "README.md")
    for page in ("inventory", "message", "text"):
        suite.run(f"what man/{page}.txt shows is what is printed", shown_as_it_is, sys.argv[1],
                  f"man/{page}.txt", LISTS)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
