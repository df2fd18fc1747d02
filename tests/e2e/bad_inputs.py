#!/usr/bin/env python3
"""Wrong use and hostile files: one clear line, exit status 2, and the data folder as it was.

usage: bad_inputs.py BINARY
"""
import os
import sys

from program import Home, cases

LINE_BYTES = 64 << 20


def rejected(home, *arguments, stdin=b"", mentions=()):
    """The command fails with 2, says why in one line, and changes nothing."""
    before = home.digest()
    result = home.run(*arguments, stdin=stdin).expect(2)
    lines = result.err.strip().splitlines()
    cases.equal(len(lines), 1, f"lines of standard error: {result.err!r}")
    cases.true(lines[0].startswith("interdict"), f"the line names the program: {lines[0]!r}")
    for word in mentions:
        cases.contains(lines[0], word)
    cases.equal(result.out, "", "standard output")
    cases.equal(home.digest(), before, "the data folder")
    return lines[0]


def list_file(home, name, content, *mentions):
    path = home.write(name, content)
    rejected(home, "lists", "add", "ofac_sdn_csv", path, "--published", "2024-07-01",
             mentions=(os.path.basename(name), *mentions))


def truncated(home):
    path = home.sdn("2024-06-21")
    with open(path, "rb") as handle:
        whole = handle.read()
    list_file(home, "cut/sdn.csv", whole[: len(whole) * 2 // 3])


def long_line(home):
    list_file(home, "long/sdn.csv", b'1,"' + b"A" * LINE_BYTES + b'",-0- ,"X"\r\n')


def batch_file(home, name, content, *mentions):
    path = home.write(name, content)
    out = os.path.join(home.work, "out.ndjson")
    rejected(home, "batch", path, "--out", out, mentions=mentions)
    cases.true(not os.path.exists(out), "no result file is left behind")


LISTS = [
    ("a missing list file", lambda home: rejected(
        home, "lists", "add", "ofac_sdn_csv", "nowhere.csv", mentions=("nowhere.csv",))),
    ("an empty list file", lambda home: list_file(home, "empty/sdn.csv", b"")),
    ("a folder as a list file", lambda home: rejected(
        home, "lists", "add", "ofac_sdn_csv", home.work, mentions=(home.work,))),
    ("a truncated list file", truncated),
    ("a binary file as a list", lambda home: list_file(
        home, "binary/sdn.csv", bytes(range(256)) * 64)),
    ("a list file of one 64 MB line", long_line),
    ("invalid UTF-8 in an XML list", lambda home: rejected(
        home, "lists", "add", "ofac_sdn_xml",
        home.write("sdn.xml", b'<?xml version="1.0"?><sdnList><sdnEntry>\xff\xfe'),
        mentions=("sdn.xml",))),
    ("a document type in an XML list", lambda home: rejected(
        home, "lists", "add", "ofac_sdn_xml",
        home.write("dtd.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><sdnList/>'),
        mentions=("dtd.xml",))),
    ("an unknown list format", lambda home: rejected(
        home, "lists", "add", "no_such_format", home.sdn("2024-06-21"),
        mentions=("no_such_format",))),
    ("no list file", lambda home: rejected(home, "lists", "add", "ofac_sdn_csv")),
    ("an unknown subcommand", lambda home: rejected(
        home, "lists", "frobnicate", mentions=("frobnicate",))),
    ("a time that is none", lambda home: rejected(
        home, "lists", "add", "ofac_sdn_csv", home.sdn("2024-06-21"), "--published", "yesterday",
        mentions=("yesterday",))),
    ("promotion of an unknown list", lambda home: rejected(
        home, "lists", "promote", "no_list", mentions=("no_list",))),
]

def batch_onto_itself(home):
    """The customers are not overwritten by their decisions, under whatever name."""
    path = home.write("customers.csv", b"id,name\n1,Somebody\n")
    link = os.path.join(home.work, "link.ndjson")
    os.symlink(path, link)
    for out in (path, link):
        rejected(home, "batch", path, "--out", out, mentions=("--out", out))
    with open(path, "rb") as handle:
        cases.equal(handle.read(), b"id,name\n1,Somebody\n", "the file screened")


COMMANDS = [
    ("no command", lambda home: home.run().expect(2)),
    ("an unknown command", lambda home: rejected(home, "frobnicate", mentions=("frobnicate",))),
    ("an unknown flag", lambda home: rejected(
        home, "screen", "--no-such-flag", "X", mentions=("--no-such-flag",))),
    ("a flag without its value", lambda home: rejected(
        home, "screen", "Somebody", "--dob", mentions=("--dob",))),
    ("a name missing", lambda home: rejected(home, "screen")),
    ("two names", lambda home: rejected(home, "screen", "Somebody", "Else")),
    ("a birth date that is none", lambda home: rejected(
        home, "screen", "--dob", "1966-13-45", "Somebody", mentions=("1966-13-45",))),
    ("a country that is none", lambda home: rejected(
        home, "screen", "--country", "Atlantis", "Somebody", mentions=("Atlantis",))),
    ("a type that is none", lambda home: rejected(
        home, "screen", "--type", "ghost", "Somebody", mentions=("ghost",))),
    ("an identifier of no known type", lambda home: rejected(
        home, "screen", "--id", "shoe:44", "Somebody", mentions=("shoe",))),
    ("a threshold out of range", lambda home: rejected(
        home, "screen", "--threshold", "7", "Somebody", mentions=("7",))),
    ("a list that is not loaded", lambda home: rejected(
        home, "screen", "--list", "no_list", "Somebody", mentions=("no_list",))),
    ("an as-of that is no time", lambda home: rejected(
        home, "screen", "--as-of", "soon", "Somebody", mentions=("soon",))),
    ("a missing policy", lambda home: rejected(
        home, "screen", "--policy", "none.yml", "Somebody", mentions=("none.yml",))),
    ("a missing knowledge folder", lambda home: rejected(
        home, "screen", "--data", "no-data", "Somebody", mentions=("no-data",))),
    ("a missing text", lambda home: rejected(home, "text", "gone.txt", mentions=("gone.txt",))),
    ("a folder as text", lambda home: rejected(home, "text", home.work, mentions=(home.work,))),
    ("a missing decision", lambda home: rejected(
        home, "explain", "gone.json", mentions=("gone.json",))),
    ("a decision that is no JSON", lambda home: rejected(
        home, "explain", home.write("bad.json", "{]"), mentions=("bad.json",))),
    ("a decision without a verdict", lambda home: rejected(
        home, "explain", home.write("thin.json", "{}"), mentions=("thin.json",))),
    ("a comparison of one name", lambda home: rejected(home, "compare", "Somebody")),
    ("a missing file of pairs", lambda home: rejected(
        home, "compare", "--csv", "gone.csv", mentions=("gone.csv",))),
    ("a missing batch", lambda home: rejected(home, "batch", "gone.csv", mentions=("gone.csv",))),
    ("an empty batch", lambda home: batch_file(home, "empty.csv", b"", "empty.csv")),
    ("a batch without a name column", lambda home: batch_file(
        home, "nameless.csv", b"id,colour\n1,red\n", "name")),
    ("a batch onto itself", batch_onto_itself),
    ("a batch that is a folder", lambda home: rejected(
        home, "batch", home.work, mentions=(home.work,))),
]


def no_list(binary):
    with Home(binary) as home:
        for command in (["screen", "Somebody"], ["text", "-"]):
            result = home.run(*command, stdin=b"Somebody").expect(2)
            cases.contains(result.err.lower(), "list")
            cases.true("clear" not in result.out.lower(), f"printed {result.out!r}")


def invalid_utf8_in_a_name(home):
    result = home.run("screen", "--json", b"Tikh\xffonov".decode("utf-8", "surrogateescape"))
    result.expect(0, 1)
    decision = result.json_lines()[0]
    cases.contains([a["kind"] for a in decision["anomalies"]], "invalid_utf8")


def bad_rows_of_a_batch(home):
    """A row that cannot be screened is a line that says so; the others are screened."""
    path = home.write("rows.csv", b"id,name,dob\n1,Andrei Gennadyevich Tikhonov,1966-11-09\n"
                                  b"2,,\n3,Nobody Atall,31.31.1990\n4,Nobody Atall,1990\n")
    result = home.run("batch", path, "--as-of", "2024-07-01").expect(1)
    verdicts = [line["verdict"] for line in result.json_lines()]
    cases.equal(verdicts, ["block", "not_screened", "not_screened", "clear"])


def main():
    binary = sys.argv[1]
    suite = cases.Suite("bad inputs")
    with Home(binary) as home:
        home.add_sdn("2024-06-21").expect(0)
        for title, case in [*LISTS, *COMMANDS]:
            suite.run(title, case, home)
        suite.run("invalid UTF-8 in a name", invalid_utf8_in_a_name, home)
        suite.run("rows of a batch that cannot be screened", bad_rows_of_a_batch, home)
    with Home(binary) as home:
        for title, case in LISTS:
            suite.run(f"{title}, before any list was loaded", case, home)
    suite.run("screening without a list is an error, never clear", no_list, binary)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
