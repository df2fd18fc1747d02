#!/usr/bin/env python3
"""What listed parties own: the stories of the 50 Percent Rule and of the Affiliates rule, told to
the real program; random graphs against a fixed point found by trying; files that are refused.

usage: owners.py BINARY
"""
import json
import os
import random
import sys
from fractions import Fraction

from program import ROOT, Home, cases, entities

DAY = "2024-07-01"
TIKHONOV = "us_ofac_sdn:45815"
EFREMOV = "us_ofac_sdn:45817"
LAZARUS = "us_ofac_sdn:27307"
AO_KASPERSKY = "us_csl:EL-6916ac0624202e41"
HEADER = "owner,owned,percent,from,until\n"


def quote(text):
    return '"' + text.replace('"', '""') + '"'


def table(*rows):
    """A file of (owner, owned, percent[, from, until])."""
    return HEADER + "".join(
        ",".join(quote(str(cell)) for cell in (*row, *[""] * (5 - len(row)))) + "\n"
        for row in rows)


def ask(home, *rows, day=DAY, options=()):
    """Decisions by the owned party's name."""
    path = home.write("owners.csv", table(*rows))
    result = home.run("owners", path, "--as-of", day, "--json", *options).expect(0, 1)
    decisions = {line["subject"]["name"]: line for line in result.json_lines()}
    cases.equal(len(decisions), len(result.json_lines()), "one decision for each owned party")
    return decisions


def claims(decision, rule="us_ofac_50_percent"):
    return [f["ownership"] for f in decision["findings"]
            if f["ownership"] and f["ownership"]["rule"] == rule]


def blocked(decision, percent=None):
    cases.equal(decision["verdict"], "block", decision["reason"])
    reached = [c for c in claims(decision) if c["outcome"] == "reached"]
    cases.true(bool(reached), "no claim that is reached")
    if percent is not None:
        cases.equal(reached[0]["percent"], percent, "percent")
    owned = [f for f in decision["findings"] if f["ownership"]]
    cases.true(all(any(e["kind"] == "ownership" for e in f["evidence"]) for f in owned),
               "evidence of ownership")
    due = {o["what"] for f in owned for o in f["obligations"] if f["effect"] == "block"}
    cases.contains(due, "report_blocked_property", "obligations")


def not_blocked(decision, verdict, percent=None):
    cases.equal((decision["verdict"], decision["open"]), (verdict, None), decision["reason"])
    if percent is not None:
        cases.equal(claims(decision)[0]["percent"], percent, "percent")
        cases.contains(decision["reason"], f"{percent} %", "the aggregate in the reason")


# ---------------------------------------------------------------- the stories

def s18_affiliate(home):
    """S18, FR Doc 2025-19001."""
    for day, verdict in (("2025-09-15", "review"), ("2025-09-28", "review"),
                         ("2025-09-29", "license"), ("2025-11-09", "license"),
                         ("2025-11-10", "review"), ("2026-11-09", "review"),
                         ("2026-11-10", "license")):
        decision = ask(home, (AO_KASPERSKY, "Affiliate Company", 100), day=day)["Affiliate Company"]
        cases.equal(decision["verdict"], verdict, f"{day}: {decision['reason']}")
        claim, = claims(decision, "us_bis_affiliates")
        cases.equal(claim["in_force"], verdict == "license", day)
        found = decision["findings"][0]
        cases.equal(found["full_effect"], "license", day)
        cases.equal(found["verified"], day < "2026-11-10", "what comes back is not verified")


def s18_mixed_owners(home):
    """An Entity List party and an SDN of 15 CFR 744.8(a)(1) are added; neither reaches it alone."""
    rows = ((AO_KASPERSKY, "Mixed Company", 25), (TIKHONOV, "Mixed Company", 25))
    decision = ask(home, *rows, day="2025-10-01")["Mixed Company"]
    cases.equal(decision["verdict"], "license", decision["reason"])
    cases.equal({c["percent"] for c in claims(decision, "us_bis_affiliates")}, {50})
    decision = ask(home, *rows, day=DAY)["Mixed Company"]
    not_blocked(decision, "review")


def s23_aggregate(home):
    """S23, 31 CFR 587.406: 30 % and 25 % make 55 %."""
    decision = ask(home, ("Andrei Gennadyevich Tikhonov", "Aggregate Company", 30),
                   (EFREMOV, "Aggregate Company", 25))["Aggregate Company"]
    blocked(decision, 55)
    cases.equal(sorted(entities(decision, "block")), [TIKHONOV, EFREMOV])
    cases.contains(decision["reason"], "55 %")
    step, = claims(decision)[0]["steps"]
    cases.equal([(h["percent"], h["listed"]) for h in step["holders"]], [(30, True), (25, True)])


def s24_just_below(home):
    """S24, FAQ 398: 49.99 % is a caution."""
    decision = ask(home, (TIKHONOV, "Below Company", 30), (EFREMOV, "Below Company", "19.99"))
    not_blocked(decision["Below Company"], "review", 49.99)


def s24_exactness(home):
    for share, verdict in (("20", "block"), ("19.999999999", "review"), ("20.000000000", "block")):
        decision = ask(home, (TIKHONOV, "Exact Company", "30"), (EFREMOV, "Exact Company", share))
        cases.equal(decision["Exact Company"]["verdict"], verdict, share)


def s25_chain(home):
    """S25, FAQ 401 example 1: not 25 %."""
    decisions = ask(home, (TIKHONOV, "A", 50), ("A", "B", 50))
    blocked(decisions["A"], 50)
    blocked(decisions["B"], 50)
    steps = [(s["owned"], [h["name"] for h in s["holders"]])
             for s in claims(decisions["B"])[0]["steps"]]
    cases.equal(steps, [("B", ["A"]), ("A", [f"TIKHONOV, Andrei Gennadyevich ({TIKHONOV})"])])


def s26_diamond(home):
    """S26, FAQ 401 example 2."""
    decisions = ask(home, (TIKHONOV, "A", 50), (TIKHONOV, "B", 50), ("A", "C", 25), ("B", "C", 25))
    blocked(decisions["C"], 50)
    cases.equal(sorted(s["owned"] for s in claims(decisions["C"])[0]["steps"]), ["A", "B", "C"])


def s27_direct_and_indirect(home):
    """S27, FAQ 401 example 3."""
    decisions = ask(home, (TIKHONOV, "A", 50), (TIKHONOV, "B", 10), ("A", "B", 40))
    blocked(decisions["B"], 50)


def s28_minority_does_not_pass(home):
    """S28, FAQ 401 example 4: of B's quarter nothing counts."""
    decisions = ask(home, (TIKHONOV, "A", 50), (TIKHONOV, "B", 25), ("A", "C", 25), ("B", "C", 25))
    blocked(decisions["A"], 50)
    not_blocked(decisions["B"], "review", 25)
    not_blocked(decisions["C"], "review", 25)


def s29_minorities_do_not_pass(home):
    """S29, FAQ 401 example 5."""
    decisions = ask(home, (TIKHONOV, "A", 25), (TIKHONOV, "B", 25), ("A", "C", 50), ("B", "C", 50))
    not_blocked(decisions["A"], "review", 25)
    not_blocked(decisions["B"], "review", 25)
    not_blocked(decisions["C"], "clear")


def s30_cycle(home):
    """S30: a ring with a listed owner is blocked, one without is not."""
    decisions = ask(home, (TIKHONOV, "A", 50), ("B", "A", 40), ("A", "B", 60))
    blocked(decisions["A"], 90)
    blocked(decisions["B"], 60)
    decisions = ask(home, ("B", "A", 60), ("A", "B", 60))
    not_blocked(decisions["A"], "clear")
    not_blocked(decisions["B"], "clear")


def s31_programs(home):
    """S31, FAQ 399: owners under RUSSIA-EO14024 and CYBER2 are added."""
    decision = ask(home, (TIKHONOV, "Two Programs Company", 25),
                   (LAZARUS, "Two Programs Company", 25))["Two Programs Company"]
    blocked(decision, 50)
    programs = {p for f in decision["findings"] for p in f["listing"]["programs"]}
    cases.equal(programs, {"RUSSIA-EO14024", "CYBER2"})
    # Each finding cites the programs of all whose stakes make up the half, and says who holds what.
    for found in decision["findings"]:
        cases.contains(found["authority"], "E.O. 14024", "the one program's authority")
        cases.contains(found["authority"], "E.O. 13694", "the other program's authority")
        step, = found["ownership"]["steps"]
        cases.equal(sorted((h["name"].split("(")[-1].rstrip(")"), h["percent"], h["programs"])
                           for h in step["holders"]),
                    [(LAZARUS, 25, ["CYBER2"]), (TIKHONOV, 25, ["RUSSIA-EO14024"])])
        sums = [e["listed"] for e in found["evidence"] if e["kind"] == "ownership"]
        cases.equal(len(sums), 1)
        for part in ("25 % (RUSSIA-EO14024)", "25 % (CYBER2)", "= 50 %"):
            cases.contains(sums[0], part, "the arithmetic for each owner")
    for program in ("RUSSIA-EO14024", "CYBER2"):
        cases.contains(decision["reason"], program, "both programs in the reason")


def s32_divestment(home):
    """S32, FAQ 402: from 50 % to 49 % on 2025-02-01, midnight in New York."""
    rows = ((TIKHONOV, "Sold Company", 50, "", "2025-02-01"),
            (TIKHONOV, "Sold Company", 49, "2025-02-01", ""))
    for at in ("2025-01-31", "2025-02-01T04:59:59Z"):
        blocked(ask(home, *rows, day=at)["Sold Company"], 50)
    for at in ("2025-02-01", "2025-02-01T05:00:00Z"):
        not_blocked(ask(home, *rows, day=at)["Sold Company"], "review", 49)


def s33_control(home):
    """S33, FAQ 398: the founder's 80 % and office are no ownership by blocked persons."""
    listed = [f"us_ofac_sdn:{key}" for key in (45815, 45817, 45849)]
    decision = ask(home, ("Eugene Kaspersky", "Controlled Company", 80),
                   *((owner, "Controlled Company", 5) for owner in listed))["Controlled Company"]
    not_blocked(decision, "review", 15)
    cases.equal(entities(decision, "block"), [])


# ---------------------------------------------------------------- who the owner is

def owner_not_sure(home):
    decision = ask(home, ("Andrey Tikhonov", "Doubtful Company", 60), ("Doubtful Company", "B", 50))
    for name in ("Doubtful Company", "B"):
        cases.equal((decision[name]["verdict"], decision[name]["open"]), ("review", "block"), name)
        cases.equal(claims(decision[name])[0]["outcome"], "possible", name)


def owner_is_clear(home):
    decision = ask(home, ("Quiet Holding", "Quiet Company", 100))["Quiet Company"]
    cases.equal((decision["verdict"], decision["findings"]), ("clear", []))


def owner_before_its_listing(home):
    decision = ask(home, (TIKHONOV, "Early Company", 100), day="2024-06-20")["Early Company"]
    cases.true(decision["verdict"] in ("clear", "info"), decision["reason"])


def owned_is_listed(home):
    """What is listed itself and owned too has both findings."""
    decision = ask(home, (TIKHONOV, LAZARUS, 60))[LAZARUS]
    cases.equal([(f["entity"]["id"], bool(f["ownership"])) for f in decision["findings"]],
                [(LAZARUS, False), (TIKHONOV, True)])


def owned_by_many(home):
    """Sixty owners of one percent each; the least of them are told as a number."""
    rows = [(TIKHONOV, f"Fund {n:02} LLC", 50) for n in range(60)]
    rows += [(f"Fund {n:02} LLC", "Held Company", 1) for n in range(60)]
    decision = ask(home, *rows)["Held Company"]
    blocked(decision, 60)
    step = claims(decision)[0]["steps"][0]
    cases.equal((len(step["holders"]), step["more"]), (32, 28))
    cases.true(claims(decision)[0]["cut"], "cut is told")


def spellings(home):
    decisions = ask(home, (TIKHONOV, "Alpha Limited", 50), ("ALPHA  LTD.", "Beta Company", 50))
    blocked(decisions["Beta Company"], 50)
    decisions = ask(home, (TIKHONOV, "Alpha Ltd", 50), ("Alpha GmbH", "Beta Company", 50))
    not_blocked(decisions["Beta Company"], "clear")


def unknown_share(home):
    for share in ("", "?"):
        decision = ask(home, (TIKHONOV, "Unknown Company", share))["Unknown Company"]
        cases.equal((decision["verdict"], decision["open"]), ("review", "block"), share)


def repeated_row(home):
    """Once for sure, twice as possible: 25 % and 25 % of one line may be half."""
    path = home.write("owners.csv", table((TIKHONOV, "Twice Company", 25)) * 1 +
                      table((TIKHONOV, "Twice Company", 25)).removeprefix(HEADER))
    result = home.run("owners", path, "--as-of", DAY, "--json").expect(1)
    decision, = result.json_lines()
    cases.equal((decision["verdict"], decision["open"]), ("review", "block"))
    cases.contains(result.err, "owners.csv:3: the same row as line 2")


def odd_rows(home):
    path = home.write("owners.csv", table((TIKHONOV, "Full Company", 60), ("A", "Full Company", 60),
                                          ("Full Company", "Full Company", 10)))
    result = home.run("owners", path, "--as-of", DAY, "--json").expect(1)
    cases.contains(result.err, "owners.csv:3: with this stake 120 % of Full Company")
    cases.contains(result.err, "owners.csv:4: Full Company owns itself")
    blocked(result.json_lines()[0], 70)


def nexus(home):
    """Without a US nexus the listing asks nothing, and so does what follows from it."""
    decision = ask(home, (TIKHONOV, "Abroad Company", 60),
                   options=("--nexus", "none"))["Abroad Company"]
    cases.equal(decision["verdict"], "info", decision["reason"])


def linked_owner(home):
    """OFAC's "Linked To" is a caution, and never a stake."""
    decision = ask(home, ("us_ofac_sdn:15059", "Hull Company", 20))["Hull Company"]
    not_blocked(decision, "review", 20)
    notes = [n["text"] for f in decision["findings"] for n in f["notes"]]
    cases.true(any("linked to" in n and "no ownership" in n for n in notes), f"notes: {notes}")


# ---------------------------------------------------------------- by other commands

def as_subject_of_screen(home):
    path = home.write("owners.csv", table((TIKHONOV, "Alpha Limited", 50)))
    decision = home.screen("ALPHA LTD", "--owners", path, "--as-of", DAY)
    blocked(decision, 50)
    decision = home.screen("Another Company", "--owners", path, "--as-of", DAY)
    cases.equal(decision["verdict"], "clear")


def as_subject_of_batch(home):
    path = home.write("owners.csv", table((TIKHONOV, "Alpha Limited", 50)))
    customers = home.write("customers.csv", "id,name\n1,Alpha Ltd\n2,Another Company\n")
    lines = home.run("batch", customers, "--owners", path, "--as-of",
                     DAY).expect(1).json_lines()
    cases.equal([line["verdict"] for line in lines], ["block", "clear"])


def explained(home):
    path = home.write("owners.csv", table((TIKHONOV, "A", 50), ("A", "B", 50)))
    lines = home.run("owners", path, "--as-of", DAY, "--json").expect(1).out.splitlines()
    text = home.run("explain", home.write("b.json", lines[1])).expect(0).out
    cases.contains(text, "50 % of the subject")
    cases.contains(text, "its id agrees with its bytes".capitalize())
    shown = home.run("owners", path, "--as-of", DAY).expect(1).out
    cases.contains(shown, "B: A 50 % = 50 %")


def matches_schema(home):
    try:
        import jsonschema
    except ImportError:
        cases.skip("jsonschema is not installed")
    with open(os.path.join(ROOT, "docs/schema/decision.schema.json"), encoding="utf-8") as handle:
        check = jsonschema.Draft202012Validator(json.load(handle)).validate
    for decision in ask(home, (TIKHONOV, "A", 50), ("A", "B", 20), ("C", "D", 1)).values():
        check(decision)


def out_file(home):
    path = home.write("owners.csv", table((TIKHONOV, "A", 50), ("Quiet Holding", "B", 20)))
    out = os.path.join(home.work, "out.ndjson")
    home.run("owners", path, "--as-of", DAY, "--out", out, "--only", "alerts").expect(1)
    with open(out, encoding="utf-8") as handle:
        line, = [json.loads(text) for text in handle]
    cases.equal((line["subject"]["name"], line["verdict"]), ("A", "block"))
    cases.true(os.path.exists(out + ".run.json"), "the run record")


def shipped_example(home):
    """examples/owners.csv: two of the twelve own a firm, one a minority of another."""
    path = os.path.join(ROOT, "examples", "owners.csv")
    lines = home.run("owners", path, "--as-of", "2024-07-01", "--json").expect(1).json_lines()
    verdicts = {line["subject"]["name"]: line["verdict"] for line in lines}
    cases.equal(verdicts, {"Severny Trade LLC": "block", "Volga Logistics GmbH": "block",
                           "Harbour Analytics Ltd": "review", "Meadow Foods Ltd": "clear"})


# ---------------------------------------------------------------- refused files

REFUSED = {
    "no such column": ("owner,owned\nA,B\n", ":1: ", "percent is missing"),
    "no header": ("A,B,50\n", ":1: ", "owner is missing"),
    "empty": ("", "the file is empty"),
    "too many decimals": (table(("A", "B", "49.9999999999")), ":2: percent: ", "49.9999999999"),
    "a comma": (table(("A", "B", "49,5")), ":2: percent: ", "49,5"),
    "a negative": (table(("A", "B", "-1")), ":2: percent: "),
    "more than all": (table(("A", "B", "100.000000001")), ":2: percent: "),
    "no owner": (table(("", "B", "1")), ":2: owner: "),
    "no date": (table(("A", "B", "1", "soon")), ":2: from: "),
    "ends before it begins": (table(("A", "B", "1", "2024-02-01", "2024-01-01")), ":2: until: "),
    "cells": (HEADER + "A,B,1\n", ":2: expected 5 cells"),
    "unknown key": (table(("us_ofac_sdn:1", "B", "1")), ":2: ", "never held the key 1"),
    "unknown list": (table(("A", "B", "1"), ("A", "xx_list:1", "1")), ":3: ", "xx_list is not"),
}


def refused(home, content, *words):
    path = home.write("owners.csv", content)
    result = home.run("owners", path, "--as-of", DAY, "--json").expect(2)
    cases.equal(result.out, "", "nothing was screened")
    for word in words:
        cases.contains(result.err, word)


def every_bad_row_is_told(home):
    path = home.write("owners.csv", table(("A", "B", "x"), ("A", "B", "1"), ("A", "B", "y")))
    result = home.run("owners", path).expect(2)
    cases.contains(result.err, "owners.csv:2: ")
    cases.contains(result.err, "owners.csv:4: ")


# ---------------------------------------------------------------- random graphs

SEEDS = (TIKHONOV, EFREMOV, LAZARUS)
SHARES = ("5", "10", "24.5", "25", "25.5", "40", "49.999999999", "50", "60", "100")


def random_graph(rng, number):
    """Rows of a graph whose parties belong to it alone."""
    names = [f"Node {number:03} {letter} LLC" for letter in "ABCDEFGH"[:rng.randint(2, 8)]]
    rows = set()
    for _ in range(rng.randint(1, 3 * len(names))):
        owner = rng.choice(SEEDS) if rng.random() < 0.3 else rng.choice(names)
        rows.add((owner, rng.choice(names), rng.choice(SHARES)))
    return sorted(rows)


def fixed_point(rows):
    """Blocked parties and what is held of each by such, found by trying until nothing changes."""
    blocked_ones = set(SEEDS)
    while True:
        held = {}
        for owner, owned, share in rows:
            if owner in blocked_ones:
                held[owned] = held.get(owned, 0) + Fraction(share)
        grown = blocked_ones | {name for name, share in held.items() if share >= 50}
        if grown == blocked_ones:
            return blocked_ones, held
        blocked_ones = grown


def verdicts_of(home, rows):
    return {name: d["verdict"] for name, d in ask(home, *rows).items()}


def agrees_with_trying(home, rng):
    rows = [row for number in range(120) for row in random_graph(rng, number)]
    rng.shuffle(rows)
    blocked_ones, held = fixed_point(rows)
    for name, decision in ask(home, *rows).items():
        expected = "block" if name in blocked_ones else "review" if held.get(name) else "clear"
        cases.equal(decision["verdict"], expected, f"{name}: {decision['reason']}")
        if name in held:
            percent = Fraction(str(claims(decision)[0]["percent"]))
            cases.equal(percent, held[name], f"{name}: percent")


def order_changes_nothing(home, rng):
    rows = [row for number in range(30) for row in random_graph(rng, number)]
    answers = set()
    for threads in (1, 2, 3):
        rng.shuffle(rows)
        path = home.write("owners.csv", table(*rows))
        result = home.run("owners", path, "--as-of", DAY, "--json", "--threads", threads).expect(1)
        answers.add("\n".join(sorted(result.out.splitlines())))
    cases.equal(len(answers), 1, "different answers for one set of rows")


def more_owners_unblock_nobody(home, rng):
    rows = [row for number in range(60) for row in random_graph(rng, number)]
    before = verdicts_of(home, rows)
    names = sorted({row[1] for row in rows})
    more = rows + [(rng.choice(SEEDS + ("Bystander LLC",)), rng.choice(names), "7")
                   for _ in range(40)]
    after = verdicts_of(home, sorted(set(more)))
    lost = [name for name in before if before[name] == "block" and after[name] != "block"]
    cases.equal(lost, [], "unblocked by another owner")


def fewer_stakes_block_nobody(home, rng):
    rows = [row for number in range(60) for row in random_graph(rng, number)]
    before = verdicts_of(home, rows)
    fewer = rng.sample(rows, len(rows) * 3 // 4)
    after = verdicts_of(home, fewer)
    gained = [name for name in after if after[name] == "block" and before[name] != "block"]
    cases.equal(gained, [], "blocked by a stake less")


def within_an_interval(home, rng):
    """As_of moving between the dates of a file changes nothing; at them it does what they say."""
    days = ["2024-07-10", "2024-08-10", "2024-09-10"]
    rows = []
    for number in range(30):
        for owner, owned, share in random_graph(rng, number):
            begin, end = sorted(rng.sample(range(4), 2))
            rows.append((owner, owned, share, days[begin - 1] if begin > 0 else "",
                         days[end] if end < 3 else ""))
    for number, (first, last) in enumerate((("2024-07-01", "2024-07-10T03:59:59Z"),
                                            ("2024-07-10T04:00:00Z", "2024-08-09"),
                                            ("2024-08-10", "2024-09-10T03:59:59Z"),
                                            ("2024-09-10", "2024-09-30"))):
        found = []
        for at in (first, last):
            decisions = ask(home, *rows, day=at)
            found.append({name: d["verdict"] for name, d in decisions.items()})
        cases.equal(found[0], found[1], f"between {first} and {last}")
        held = [row[:3] for row in rows
                if (row[3] == "" or days.index(row[3]) < number) and
                (row[4] == "" or days.index(row[4]) >= number)]
        blocked_ones, _ = fixed_point(held)
        cases.equal({name for name, verdict in found[0].items() if verdict == "block"},
                    {name for name in found[0] if name in blocked_ones}, f"after {first}")


def eu_half(home):
    """The Council made half enough on 3 July 2024; before, more than half was asked. One rule
    speaks at a time."""
    with open(os.path.join(ROOT, "tests/lists/eu_xml/xmlFullSanctionsList_1_1.xml"),
              encoding="utf-8") as handle:
        text = handle.read()
    end = "</sanctionEntity>"
    whole = text[:text.index(end) + len(end)] + text[text.rindex(end) + len(end):]
    with Home(home.binary) as own:
        own.run("lists", "add", "eu_xml", own.write("eu.xml", whole)).expect(0)
        found = {}
        for day in ("2024-07-02T21:59:59Z", "2024-07-02T22:00:00Z"):
            path = own.write("owners.csv", table(("eu_fsf:EU.90001.10", "Half Ltd", 50),
                                                 ("eu_fsf:EU.90001.10", "More Ltd", "50.01"),
                                                 ("eu_fsf:EU.90001.10", "Less Ltd", "49.99")))
            lines = own.run("owners", path, "--as-of", day, "--user", "foreign_bank",
                            "--json").expect(1).json_lines()
            found[day] = [(line["verdict"], [f["ownership"]["rule"] for f in line["findings"]])
                          for line in lines]
    before, now = ["eu_ownership_before_2024"], ["eu_ownership"]
    cases.equal(found["2024-07-02T21:59:59Z"],
                [("review", before), ("block", before), ("review", before)])
    cases.equal(found["2024-07-02T22:00:00Z"], [("block", now), ("block", now), ("review", now)])


def long_chain(home):
    """Twenty thousand companies in a row: no recursion, and the path is told as far as it is."""
    rows = [(TIKHONOV, "Link 0 LLC", 50)]
    rows += [(f"Link {n} LLC", f"Link {n + 1} LLC", 50) for n in range(20000)]
    path = home.write("owners.csv", table(*rows))
    result = home.run("owners", path, "--as-of", DAY, "--only", "alerts", "--json").expect(1)
    lines = result.out.splitlines()
    cases.equal(len(lines), 20001, "all of them are blocked")
    last = json.loads(lines[-1])
    cases.equal(last["verdict"], "block", last["reason"])
    claim, = claims(last)
    cases.equal([s["owned"] for s in claim["steps"]], ["Link 20000 LLC"])
    cases.equal([(h["name"], h["beyond"]) for h in claim["steps"][0]["holders"]],
                [("Link 19999 LLC", 20000)], "how far the way goes on")
    cases.true(claim["cut"], "it is told that there is more")
    result = home.run("owners", path, "Link 20000 LLC", "link 5, llc", "--as-of", DAY,
                      "--json").expect(1)
    whole, near = result.json_lines()
    claim, = claims(whole)
    cases.equal([s["owned"] for s in claim["steps"]],
                [f"Link {n} LLC" for n in range(20000, -1, -1)], "the whole way")
    cases.true(not claim["cut"], "nothing is left out")
    cases.equal([h["listed"] for h in claim["steps"][-1]["holders"]], [True])
    cases.equal(near["subject"]["name"], "Link 5 LLC", "a spelling of it")
    refused = home.run("owners", path, "Nobody LLC", "--as-of", DAY).expect(2)
    cases.contains(refused.err, "Nobody LLC")


def two_programs(rows):
    rows["sdn.csv"] = [row.replace(b'"DPRK3"', b'"CYBER2"') if row.startswith(b"27307,") else row
                       for row in rows["sdn.csv"]]


STORIES = (s18_affiliate, s18_mixed_owners, s23_aggregate, s24_just_below, s24_exactness, s25_chain,
           s26_diamond, s27_direct_and_indirect, s28_minority_does_not_pass,
           s29_minorities_do_not_pass, s30_cycle, s31_programs, s32_divestment, s33_control,
           owner_not_sure, owner_is_clear, owner_before_its_listing, owned_is_listed, owned_by_many,
           spellings, unknown_share, repeated_row, odd_rows, nexus, linked_owner,
           as_subject_of_screen, as_subject_of_batch, explained, matches_schema, out_file,
           shipped_example, every_bad_row_is_told, eu_half, long_chain)
PROPERTIES = (agrees_with_trying, order_changes_nothing, more_owners_unblock_nobody,
              fewer_stakes_block_nobody, within_an_interval)


def main():
    suite = cases.Suite("owners")
    seed = int(os.environ.get("INTERDICT_SEED", random.SystemRandom().randrange(1 << 32)))
    with Home(sys.argv[1]) as home:
        suite.run("no list is loaded", lambda: home.run(
            "owners", home.write("a.csv", table(("A", "B", 1)))).expect(2))
        suite.run("the lists are added", lambda: [
            home.add_sdn("2024-06-12").expect(0),
            home.add_sdn("2024-06-21", edit=two_programs).expect(0),
            home.run("lists", "add", "us_csl_csv", os.path.join(ROOT, "examples/june-2024/csl.csv"),
                     "--published", "2024-06-24").expect(0)])
        for story in STORIES:
            suite.run(story.__doc__ or story.__name__, story, home)
        for name, (content, *words) in REFUSED.items():
            suite.run(f"refused: {name}", refused, home, content, *words)
        for test in PROPERTIES:
            suite.run(f"{test.__name__} (seed {seed})", test, home, random.Random(seed))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
