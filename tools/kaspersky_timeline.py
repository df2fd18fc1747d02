#!/usr/bin/env python3
"""The June 2024 action as a matrix: who and what was barred to whom on which day.

usage: kaspersky_timeline.py BINARY [--check]

Asks the program, with the shipped examples and rules, for each party and product, each day and
each kind of user, and writes docs/manual/kaspersky-timeline.md. With --check it compares instead,
and fails where the page differs.
"""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, "docs/manual/kaspersky-timeline.md")
DAYS = ["2017-10-01", "2022-04-01", "2024-06-19", "2024-06-20", "2024-06-21", "2024-06-24",
        "2024-07-19",
        "2024-07-20", "2024-09-28", "2024-09-29", "2025-12-31"]
USERS = [("A private US person", "private", "us"), ("A federal agency", "federal", "us"),
         ("A federal contractor", "contractor", "us"),
         ("A foreign bank without a link to the United States", "foreign_bank", "none")]
# Name, type, date of birth, country: what a customer file would hold.
PARTIES = [("Andrei Gennadyevich Tikhonov", "person", "1966-11-09", ""),
           ("Andrei Anatolyevich Efremov", "person", "1978-09-06", ""),
           ("Kirill Aleksandrovich Astrakhan", "person", "", ""),
           ("Andrei Anatolyevich Suvorov", "person", "1967-10-12", ""),
           ("Igor Gennadyevich Chekunov", "person", "1966-03-27", ""),
           ("Marina Mikhaylovna Alekseeva", "person", "1978-06-15", ""),
           ("Mikhail Yuryevich Gerber", "person", "1983-01-25", ""),
           ("Anton Mikhaylovich Ivanov", "person", "1990-01-26", ""),
           ("Anna Vladimirovna Kulashova", "person", "1971-04-29", ""),
           ("Daniil Sergeyevich Borshchev", "person", "1975-12-04", ""),
           ("Andrey Petrovich Dukhvalov", "person", "1957-12-03", ""),
           ("Denis Vladimirovich Zenkin", "person", "1974-09-02", ""),
           ("AO Kaspersky Lab", "organization", "", "RU"),
           ("OOO Kaspersky Group", "organization", "", "RU"),
           ("Kaspersky Labs Limited", "organization", "", "GB"),
           ("Kaspersky Lab", "organization", "", ""),
           ("Eugene Kaspersky", "person", "", ""),
           ("Natalya Kaspersky", "person", "", "")]
LABELS = {"AO Kaspersky Lab": "AO Kaspersky Lab (consignee)",
          "OOO Kaspersky Group": "OOO Kaspersky Group (consignee)",
          "Kaspersky Labs Limited": "Kaspersky Labs Limited (consignee)",
          "Kaspersky Lab": "Kaspersky Lab (parent and group)",
          "Eugene Kaspersky": "Eugene Kaspersky (founder)",
          "Natalya Kaspersky": "Natalya Kaspersky (namesake)"}
PRODUCT = "Kaspersky Internet Security"
ACTIVITIES = [("license", "new license"), ("update", "signature update"), ("resale", "resale"),
              ("use", "use")]
# The letter behind a verdict, by what decides it.
LETTERS = {"RUSSIA-EO14024": "T", "EL": "E", "ICTS-2021-002": "C", "NDAA-2018-1634": "N",
           "BOD-17-01": "D"}
MEANING = [("T", "the Treasury's designation of 21 June 2024, E.O. 14024"),
           ("E", "the Entity List, 89 FR 52362, in force on 24 June 2024"),
           ("C",
            "Commerce's prohibition ICTS-2021-002, 89 FR 52434: 20 July and 29 September 2024, "
                 "00:00 EDT"),
           ("N", "section 1634 of the National Defense Authorization Act for 2018, in force on "
                 "1 October 2018"),
           ("D", "Binding Operational Directive 17-01 of 13 September 2017")]


class Program:
    def __init__(self, binary, home):
        self.binary = os.path.abspath(binary)
        self.home = home

    def run(self, *arguments, stdin=""):
        environment = {"PATH": os.environ["PATH"], "INTERDICT_HOME": self.home,
                       **{k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}}
        process = subprocess.run([self.binary, *arguments], input=stdin.encode(),
                                 capture_output=True,
                                 env=environment, timeout=300, check=False)
        if process.returncode == 2:
            sys.exit(f"{' '.join(arguments)}: {process.stderr.decode()}")
        return process.stdout.decode()

    def add(self, form, name, day):
        self.run("lists", "add", form, os.path.join(ROOT, "examples", name), "--published", day)


def cell(decision):
    """The verdict and the letter of what decides; an unsettled alert names what it would be."""
    verdict = decision["verdict"]
    if verdict in ("clear", "info"):
        return verdict
    findings = decision["findings"]
    deciding = [f for f in findings if f["effect"] == (decision["open"] or verdict)] or findings
    listing = deciding[0]["listing"]
    words = listing["programs"] + [listing["source"] or ""]
    letter = next((LETTERS[word] for word in words if word in LETTERS), "")
    if verdict == "review":
        gap = " (gap)" if listing["state"] == "gap" else ""
        settled = decision["open"] is None
        return "review" if settled else f"review, {decision['open']} {letter}".rstrip() + gap
    return f"{verdict} {letter}".rstrip()


def ask(program, rows, day, user, nexus, *options):
    text = "name,type,dob,country\n" + "".join(",".join(row) + "\n" for row in rows)
    out = program.run("batch", "-", "--as-of", day, "--user", user, "--nexus", nexus, *options,
                      stdin=text)
    return [cell(json.loads(line)) for line in out.splitlines()]


def matrix(program, user, nexus):
    rows = {}
    people = [row for row in PARTIES if row[1] == "person"]
    companies = [row for row in PARTIES if row[1] != "person"]
    for day in DAYS:
        for group, options in ((people, ()), (companies, ("--role", "consignee"))):
            for row, answer in zip(group, ask(program, group, day, user, nexus, *options)):
                rows.setdefault(LABELS.get(row[0], row[0]), []).append(answer)
        for activity, words in ACTIVITIES:
            answer = ask(program, [(PRODUCT, "product", "", "")], day, user, nexus, "--activity",
                         activity)
            rows.setdefault(f"{PRODUCT}: {words}", []).append(answer[0])
    order = [LABELS.get(row[0], row[0]) for row in PARTIES] + [f"{PRODUCT}: {w}" for _,
                                                               w in ACTIVITIES]
    return [(name, rows[name]) for name in order]


def table(rows):
    cells = [[""] + DAYS] + [[name] + answers for name, answers in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(DAYS) + 1)]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(row, widths)) + " |" for row in cells]
    lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(lines)


def write(program):
    parts = ["""# The June 2024 action on Kaspersky, day by day

Written by `tools/kaspersky_timeline.py` from the program's own answers, with the lists in
`examples/` and the rules in `data/`; the test run compares it. A day means 00:00 in New York. Each
cell is the verdict, and behind it what decides:
""", "\n".join(f"- **{letter}**: {words}" for letter, words in MEANING), """
`info` forbids nothing in these circumstances and tells something: an act announced or still to
come, what binds others, a fact on record ("deliberately not listed", "proposed, on hold"). `review`
with an effect behind it is open: a person must settle whether it is the same party, or (gap)
whether the party was listed at all, because two archived versions of the list disagree about that
day and no dated source tells. The examples hold the SDN list of 21 June 2024 and one of April 2026.
"""]
    for title, user, nexus in USERS:
        parts.append(f"## {title}\n\n{table(matrix(program, user, nexus))}\n")
    return "\n".join(parts)


def main():
    with tempfile.TemporaryDirectory() as home:
        program = Program(sys.argv[1], home)
        program.add("ofac_sdn_csv", "june-2024/sdn.csv", "2024-06-21")
        program.add("us_csl_csv", "june-2024/csl.csv", "2024-06-24")
        program.add("ofac_sdn_csv", "april-2026/sdn.csv", "2026-04-23")
        text = write(program)
    if "--check" not in sys.argv[2:]:
        os.makedirs(os.path.dirname(PAGE), exist_ok=True)
        with open(PAGE, "w", encoding="utf-8") as handle:
            handle.write(text)
        return 0
    with open(PAGE, encoding="utf-8") as handle:
        same = handle.read() == text
    print(f"{int(same)} passed, {int(not same)} failed")
    if not same:
        print(f"{PAGE} is not what the program says; write it again with {sys.argv[0]} BINARY",
              file=sys.stderr)
    return int(not same)


if __name__ == "__main__":
    sys.exit(main())
