#!/usr/bin/env python3
"""rescreen: which customers a change of lists affects; leaving customers out loses nothing.

What is compared with: `rescreen --full`, which must print the same bytes; and, independently of it,
two runs of `batch`, one of what was known before and one of what is known after, whose decisions
are set side by side here. Lists and clean customers are read from the folder INTERDICT_TEST_DATA
names, ../shared/data beside the source by default; where it is absent these cases are skipped and
counted.

usage: rescreen.py BINARY [real]     real: the cases over whole lists alone; without it, all others
"""
import csv
import io
import json
import lzma
import os
import random
import shutil
import sqlite3
import sys
import xml.etree.ElementTree

from program import ROOT, Home, cases

DATA = os.environ.get("INTERDICT_TEST_DATA", os.path.join(os.path.dirname(ROOT), "shared", "data"))
CUSTOMERS = int(os.environ.get("INTERDICT_RESCREEN_CUSTOMERS", "1200"))
AS_OF = ("--as-of", "2026-05-01")
ROWS = """id,name,type,dob
1,Andrei Gennadyevich Tikhonov,person,1966-11-09
2,Nobody Atall,person,1990-01-01
3,Kirill Aleksandrovich Astrakhan,,
4,,,
5,Banco Nacional de Cuba,,
6,Andrey Tikhonov,,
"""


# ------------------------------------------------------------------ the example


def load_example(home):
    for published in ("2024-06-12", "2024-06-21", "2025-10-01"):
        home.add_sdn(published).expect(0)


def changes(result):
    return {line["subject"]["id"]: line["change"] for line in result.json_lines()}


def both_directions(home):
    load_example(home)
    path = home.write("rows.csv", ROWS)
    since = ("rescreen", "--customers", path, "--json", *AS_OF, "--since")
    june = home.run(*since, "us_ofac_sdn@2024-06-12", "--to", "2024-06-21").expect(1)
    cases.equal(changes(june), {"1": "newly_hit", "3": "newly_hit", "4": "not_screened",
                                "6": "newly_hit"})
    cases.equal(changes(home.run(*since, "2024-06-21").expect(1)),
                {"3": "no_longer_hit", "4": "not_screened"})
    status = home.run("lists", "status", "--json").json_lines()[0]
    cases.equal(changes(home.run(*since, status["sha256"][:8]).expect(1)), {"4": "not_screened"})
    only = home.write("clear.csv", "id,name\n2,Nobody Atall\n")
    result = home.run("rescreen", "--customers", only, "--since", "2024-06-12", *AS_OF).expect(0)
    cases.contains(result.out, "0 of 1 customers affected")
    cases.contains(result.out, "us_ofac_sdn, 2024-06-12 to 2025-10-01: ")


def wrong_use(home):
    load_example(home)
    path = home.write("rows.csv", ROWS)
    for arguments, why in (
            (("--since", "2024-06-12"), "--customers"),
            (("--customers", path), "--since"),
            (("--customers", path, "--since", "2020-01-01"), "known"),
            (("--customers", path, "--since", "us_ofac_sdn@2024-06-13"), "2024-06-12"),
            (("--customers", path, "--since", "un_sc@2024-06-12"), "un_sc"),
            (("--customers", path, "--since", "0000"), "0000"),
            (("--customers", path, "--since", "2025-10-01", "--to", "2024-06-12"), "before"),
            (("--customers", path, "--since", "2024-06-12", "--known-at", "2024-06-12"),
             "known-at"),
            (("--customers", "postgresql://host/crm", "--since", "2024-06-12"), "PostgreSQL"),
            (("--customers", path + ".not", "--since", "2024-06-12"), "rows.csv.not"),
            (("--customers", path, "--since", "2024-06-12", "--out", path), "to be screened"),
            (("--customers", path, "--since", "2024-06-12", "--json", "--format", "csv"),
             "--json")):
        result = home.run("rescreen", *arguments).expect(2)
        cases.contains(result.err, why)
        cases.equal(result.out, "", "standard output")


def forms(home):
    load_example(home)
    path = home.write("rows.csv", ROWS)
    base = ("rescreen", "--customers", path, "--since", "2024-06-12", *AS_OF)
    rows = list(csv.DictReader(io.StringIO(home.run(*base, "--format", "csv").expect(1).out)))
    cases.equal([(row["id"], row["change"], row["verdict_before"], row["verdict"]) for row in rows],
                [("1", "newly_hit", "clear", "block"), ("3", "changed", "clear", "info"),
                 ("4", "not_screened", "not_screened", "not_screened"),
                 ("6", "newly_hit", "clear", "review")])
    plain = home.run(*base, "--json").expect(1).raw
    cases.equal(home.run(*base, "--format", "ndjson").raw == plain, True, "--format ndjson")
    out = os.path.join(home.work, "out.ndjson")
    cases.equal(home.run(*base, "--json", "--out", out).expect(1).out, "")
    with open(out, "rb") as handle:
        cases.equal(handle.read() == plain, True, "--out")
    cases.equal(home.run("rescreen", "--customers", "-", "--since", "2024-06-12", *AS_OF, "--json",
                         stdin=ROWS).raw == plain, True, "standard input")
    table = home.run(*base).expect(1).out.splitlines()
    cases.equal(len(table), 1 + 4 + 1 + 2, "lines of the table")
    cases.contains(table[1], "newly hit      1 ")
    cases.contains(table[-1], "3 of 6 customers affected: 2 newly hit, 0 no longer hit, 1 changed; "
                              "1 not screened")


def as_the_schema_says(home):
    try:
        import jsonschema
    except ImportError:
        cases.skip("python3-jsonschema is not installed")
    load_example(home)
    texts = []
    for name in ("decision", "rescreen"):
        with open(os.path.join(ROOT, "docs", "schema", name + ".schema.json"),
                  encoding="utf-8") as handle:
            texts.append(handle.read())
    decision = json.loads(texts[0])
    schema = json.loads(texts[1].replace("decision.schema.json#", "#")
                        .replace('"decision.schema.json"', '"#/$defs/decision"'))
    schema["$defs"] = {**decision["$defs"], "decision": decision}
    path = home.write("rows.csv", ROWS)
    for line in home.run("rescreen", "--customers", path, "--since", "2024-06-12", *AS_OF,
                         "--json").json_lines():
        jsonschema.validate(line, schema)


def a_database(home):
    """A SQLite database is the CSV file that its table would make; a view is as good as a table."""
    load_example(home)
    base = ("--since", "2024-06-12", *AS_OF, "--json")
    rows = list(csv.reader(io.StringIO(ROWS)))
    plain = home.run("rescreen", "--customers", home.write("rows.csv", ROWS), *base).expect(1).raw
    path = os.path.join(home.work, "crm.db")
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE customers(id TEXT, name TEXT, type TEXT, dob TEXT)")
        database.executemany("INSERT INTO customers VALUES (?, ?, ?, ?)",
                             [[cell or None for cell in row] for row in rows[1:]])
    database.close()
    cases.equal(home.run("rescreen", "--customers", path, *base).expect(1).raw == plain, True)
    with sqlite3.connect(path) as database:
        database.execute("ALTER TABLE customers RENAME TO clients")
        database.execute("CREATE VIEW customers AS SELECT id AS nr, name, type, dob FROM clients")
    database.close()
    before = os.path.getmtime(path)
    cases.equal(home.run("rescreen", "--customers", path, *base, "--map", "nr=id").raw == plain,
                True, "a view")
    cases.equal(os.path.getmtime(path), before, "the database is not written")
    empty = home.write("empty.db", b"")
    with sqlite3.connect(empty) as database:
        database.execute("CREATE TABLE clients(id)")
    database.close()
    cases.contains(home.run("rescreen", "--customers", empty, *base).expect(2).err, "customers")
    with open(path, "rb") as handle:
        content = handle.read()
    cases.contains(home.run("rescreen", "--customers", "-", *base, stdin=content).expect(2).err,
                   "SQLite")


# ------------------------------------------------------------------ real lists


def read(path):
    opener = lzma.open if path.endswith(".xz") else open
    with opener(os.path.join(DATA, path), "rb") as handle:
        return handle.read()


def add_ofac(home, published, files):
    folder = os.path.join(home.work, published)
    os.mkdir(folder)
    for target, source in files.items():
        suffix = ".xz" if source.endswith(".xz") else ""
        shutil.copyfile(os.path.join(DATA, "ofac", source), os.path.join(folder, target + suffix))
    first = next(iter(files)) + (".xz" if next(iter(files.values())).endswith(".xz") else "")
    home.run("lists", "add", "ofac_sdn_csv", os.path.join(folder, first), "--published", published,
             "--hold").expect(0)


def load_real(home):
    add_ofac(home, "2021-07-15", {name: f"2021-07/{name}.xz" for name in (
        "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")})
    add_ofac(home, "2024-06-20", {"sdn.csv": "2024-06/sdn.csv", "add.csv": "2024-06/add.csv"})
    for name in ("un_consolidated_2025-11-18.xml.xz", "un_consolidated_2026-02-27.xml"):
        home.run("lists", "add", "un_xml", os.path.join(DATA, "un", name), "--hold").expect(0)
    home.run("lists", "add", "eu_xml",
             os.path.join(DATA, "eu", "eu_fsf_2026-02-23_rebuilt.xml.xz"), "--hold").expect(0)
    home.run("lists", "promote").expect(0)


def listed_names():
    """Primary names and aliases of both states of the SDN list, and of the UN lists' newer one."""
    names = []
    for path, column in (("ofac/2021-07/sdn.csv.xz", 1), ("ofac/2021-07/alt.csv.xz", 3),
                         ("ofac/2024-06/sdn.csv", 1)):
        text = read(path).decode("utf-8", "replace").rstrip("\x1a")
        names += [row[column] for row in csv.reader(io.StringIO(text, newline=""))
                  if len(row) > column and row[0].isdigit()]
    for name in ("un_consolidated_2025-11-18.xml.xz", "un_consolidated_2026-02-27.xml"):
        for entry in xml.etree.ElementTree.fromstring(read("un/" + name)).iter():
            if entry.tag in ("INDIVIDUAL", "ENTITY"):
                parts = [(entry.findtext(f"{nth}_NAME") or "").strip()
                         for nth in ("FIRST", "SECOND", "THIRD", "FOURTH")]
                names.append(" ".join(part for part in parts if part))
    return names


def mutate(name, chance):
    text = list(name)
    for _ in range(chance.choice((1, 1, 2))):
        text[chance.randrange(len(text))] = chance.choice("aeiounrst ")
    return "".join(text)


def customers(seed):
    """A third as listed, a third mutated, a third clean; some without what can be read."""
    chance = random.Random(seed)
    listed = listed_names()
    clean = list(csv.DictReader(io.StringIO(read(
        "peers/yente/candidate_negatives_global.csv").decode())))
    rows = []
    for number in range(CUSTOMERS):
        kind = number % 3
        person = chance.choice(clean)
        name = chance.choice(listed) if kind < 2 else person["full_name"]
        rows.append((number, mutate(name, chance) if kind == 1 else name,
                     "person" if kind == 2 else "",
                     person["date_of_birth"] if chance.random() < 0.3 else
                     "never" if number % 101 == 0 else "",
                     person["nationality"] if chance.random() < 0.2 else ""))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("id", "name", "type", "dob", "country"))
    writer.writerows(rows)
    return out.getvalue()


def projection(decision):
    """What of a decision counts as affected; of the listings all but the publishers' reasons."""
    findings = {}
    for one in decision["findings"]:
        listings = [(one["listing"], one["effect"], one["authority"], one["binds"],
                     one["depends_on"], one["verified"])]
        listings += [(other["listing"], other["effect"], other["authority"], other["binds"],
                      other["depends_on"], other["verified"]) for other in one["listings"]]
        shown = [({key: value for key, value in listing.items()
                   if key not in ("reason", "removed", "citation")}, *law)
                 for listing, *law in listings]
        findings[one["entity"]["id"]] = (one["entity"], one["effect"], one["identity"],
                                         one["score"], one["matched"], one["through"], shown,
                                         one["full_effect"])
    return decision["verdict"], decision["open"], findings


# Findings of no list: what the rules say of a place, a product, a name on record.
UNLISTED = ("places:", "products:", "records:")


def hit(decision):
    return any(listing["listing"]["state"] in ("in_force", "gap")
               for one in decision["findings"] if one["identity"] in ("open", "established")
               and not one["entity"]["id"].startswith(UNLISTED)
               for listing in (one, *one["listings"]))


def expected(before, after):
    """The change as this test sees it, None for a customer who is not affected. Decisions that
    show only some of their findings are left to the program's own oracle."""
    if not hit(before) and hit(after):
        return "newly_hit"
    if "not_screened" in (before["verdict"], after["verdict"]):
        return "not_screened"
    if hit(before) and not hit(after):
        return "no_longer_hit"
    return "changed" if projection(before) != projection(after) else None


def equal_with_a_full_rescreen(since, to, as_of, seed, *options):
    def case(home):
        path = home.write("customers.csv", customers(seed))
        arguments = ("--as-of", as_of, *options)
        base = ("rescreen", "--customers", path, "--since", since,
                *(("--to", to) if to else ()), *arguments)
        delta = home.run(*base, "--json", "--threads", "1").expect(1)
        for other in (("--full",), ("--threads", "3")):
            cases.equal(home.run(*base, "--json", *other).raw == delta.raw, True,
                        f"the same bytes with {' '.join(other)}")
        cases.equal(home.run(*base).out == home.run(*base, "--full").out, True, "the same table")
        lines = {line["subject"]["line"]: line for line in delta.json_lines()}
        cases.true(len(lines) > CUSTOMERS // 300, f"{len(lines)} affected")
        cases.equal(list(lines), sorted(lines), "order")
        one = next(iter(lines.values()))
        sides = []
        for moment in (one["since"], one["to"]):
            known = ("--known-at", moment) if moment else ()
            sides.append(home.run("batch", path, *known, *arguments).out.splitlines())
        for before, after in zip(*sides):
            old, new = json.loads(before), json.loads(after)
            line = lines.get(old["subject"]["line"])
            if line is not None:
                cases.equal((line["before"] == old, line["after"] == new), (True, True),
                            "decisions are those of batch")
            cut = any(side["findings_total"] > len(side["findings"]) for side in (old, new))
            if not cut:
                cases.equal(line and line["change"], expected(old, new),
                            f"change of {old['subject']['name']}")
    return case


def un_changes(home):
    """Who the United Nations listed and removed from November 2025 to February 2026."""
    names = {"SDi.007": None, "IQi.074": None}
    for name in ("un_consolidated_2025-11-18.xml.xz", "un_consolidated_2026-02-27.xml"):
        for entry in xml.etree.ElementTree.fromstring(read("un/" + name)).iter("INDIVIDUAL"):
            key = entry.findtext("REFERENCE_NUMBER").strip()
            if key in names:
                names[key] = " ".join(
                    (entry.findtext(f"{nth}_NAME") or "").strip()
                    for nth in ("FIRST", "SECOND", "THIRD", "FOURTH")).strip()
    path = home.write("two.csv", "id,name\n" + "".join(
        f'{key},"{name}"\n' for key, name in names.items()))
    result = home.run("rescreen", "--customers", path, "--since", "un_sc@2025-11-18", "--list",
                      "un_sc", *AS_OF, "--json").expect(1)
    cases.equal(changes(result), {"SDi.007": "newly_hit", "IQi.074": "no_longer_hit"})


def in_a_home(binary, case):
    def run():
        with Home(binary) as home:
            case(home)
    return run


def with_real_lists(home, case):
    def run():
        if not os.path.isdir(os.path.join(DATA, "ofac")):
            cases.skip(f"no folder of real lists at {DATA}")
        if not os.path.isdir(home.path):
            load_real(home)
        case(home)
    return run


def run_real(suite, home):
    suite.run("un changes", with_real_lists(home, un_changes))
    for name, *arguments in (
            ("sdn 2021-07 to 2024-06", "us_ofac_sdn@2021-07-15", "us_ofac_sdn@2024-06-20",
             "2024-07-01", 1),
            ("sdn 2021-07 to 2024-06, asked about 2023", "us_ofac_sdn@2021-07-15",
             "us_ofac_sdn@2024-06-20", "2023-01-01", 2, "--threshold", "0.6"),
            ("un 2025-11 to 2026-02", "un_sc@2025-11-18", None, "2026-05-01", 3, "--list", "un_sc"),
            ("un 2025-11 to all", "un_sc@2025-11-18", None, "2026-05-01", 4, "--user",
             "foreign_bank", "--nexus", "none")):
        suite.run(f"{name}: equal with a full re-screen",
                  with_real_lists(home, equal_with_a_full_rescreen(*arguments)))


def main():
    binary = sys.argv[1]
    suite = cases.Suite("rescreen")
    if sys.argv[2:] == ["real"]:
        with Home(binary) as home:  # only read from, once its lists are loaded
            run_real(suite, home)
        return suite.finish()
    for case in (both_directions, wrong_use, forms, as_the_schema_says, a_database):
        suite.run(case.__name__.replace("_", " "), in_a_home(binary, case))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
