#!/usr/bin/env python3
"""Lists read by mappings: every derived copy through the mapping that is shipped for it, the worked
example, and a list whose history begins with a snapshot of names alone.

The copies are read from the folder INTERDICT_TEST_DATA names, ../shared/data beside the source by
default; where it is absent these cases are skipped and counted.

usage: mapped.py BINARY
"""
import os
import sys

from program import ROOT, Home, cases, entities, finding

DATA = os.environ.get("INTERDICT_TEST_DATA", os.path.join(os.path.dirname(ROOT), "shared", "data"))
EXAMPLE = os.path.join(ROOT, "examples", "mapping")
# mapping: format, file, published, rows, entities, names (None: not told)
COPIES = {
    "ofac_names_jsonl": ("mapped_jsonl", "ofac/2025-08/sdn_names.jsonl.xz", "2025-09-15", 17815,
                         17815, 41859),
    "ofac_names_tsv": ("mapped_tsv", "ofac/ofac_sdn_2026-04-22.tsv.xz", "2026-04-22", 18758, 18758,
                       None),
    "ofac_wallets_json": ("mapped_jsonl", "ofac/digital_currency_addresses_2026-08-20.json",
                          "2026-08-20", 961, 94, 94),
    "eu_fsf_jsonl": ("mapped_jsonl", "eu/eu_fsf_2026-02-23.jsonl.xz", "2026-02-23", 5860, 5860,
                     29809),
    "eu_names_tsv": ("mapped_tsv", "eu/eu_names_2026-04-22.tsv.xz", "2026-04-22", 5873, 5873, None),
    "eu_csv10": ("mapped_csv", "eu/eu_csv10_excerpt.csv", None, 999, 93, None),
    "uk_sl_jsonl": ("mapped_jsonl", "uk/uk_sanctions_list_2026-08-22.jsonl.xz", "2026-08-22", 6349,
                    6349, None),
    # two rows have no name and are left out
    "uk_sl_summary_csv": ("mapped_csv", "uk/uk_sanctions_list_summary_2025-08-11.csv", "2025-08-11",
                          5302, 5300, 5300),
    # 646 targets (ships) have no body, so no name, and are left out
    "ch_seco_jsonl": ("mapped_jsonl", "other_lists/ch_seco_2026-03-15.jsonl.xz", "2026-03-15", 8254,
                      7608, None),
    "ca_sema_jsonl": ("mapped_jsonl", "other_lists/ca_sema_2026-08-22.jsonl.xz", "2026-08-22", 5690,
                      5690, 5690),
    "jp_meti_jsonl": ("mapped_jsonl", "other_lists/jp_meti_foreign_user_list_2025-09-29.jsonl",
                      "2025-09-29", 835, 835, None),
    # rows of one list, name and birth date are one party
    "multi_list_names_tsv": ("mapped_tsv",
                             "other_lists/multi_list_names_dob_2026-04-20.tsv.xz", "2026-04-20",
                             43633, 43446, None),
}
LEFT_OUT = {"uk_sl_summary_csv": 2, "ch_seco_jsonl": 646}


def data(path):
    full = os.path.join(DATA, path)
    if not os.path.exists(full):
        cases.skip(f"{full} is absent")
    return full


def a_copy_is_read_whole(home, mapping):
    form, path, published, rows, parties, names = COPIES[mapping]
    when = ["--published", published] if published else []
    line = home.run("lists", "add", form, data(path), "--map", mapping, "--list",
                    "l_" + mapping, "--hold", "--json", *when).expect(0).json_lines()[0]
    cases.equal(line["rows"], rows, "rows")
    cases.equal(line["refused"], 0, "refused rows")
    cases.equal(line["entities"], parties, "entities")
    if names is not None:
        cases.equal(line["names"], names, "names")
    left_out = [w["count"] for w in line["warnings"] if w["name"] == "excluded_by_mapping"]
    cases.equal(sum(left_out), LEFT_OUT.get(mapping, 0), "rows left out, counted")


def names_alone_come_first(binary):
    """S14: Astrakhan (45818) is in the names of 2025-09-15 and no longer in April 2026."""
    with Home(binary) as home:
        home.run("lists", "add", "mapped_jsonl", data("ofac/2025-08/sdn_names.jsonl.xz"), "--map",
                 "ofac_names_jsonl", "--published", "2025-09-15").expect(0)
        name = "Kirill Aleksandrovich Astrakhan"
        before = home.screen(name, "--type", "person", "--as-of", "2025-09-20")
        cases.equal(before["verdict"], "block", before["reason"])
        hit = finding(before, "us_ofac_sdn:45818")
        cases.equal(hit["listing"]["programs"], [], "programmes of a snapshot of names")
        cases.contains(hit["authority"], "this snapshot carries no programme")
        home.run("lists", "add", "ofac_sdn_csv", data("ofac/sdn_2026-04-22_rebuilt.csv"),
                 "--published", "2026-04-22").expect(0)
        after = home.screen(name, "--type", "person", "--as-of", "2026-05-01")
        cases.equal(after["verdict"], "info", after["reason"])
        cases.contains(after["reason"], "removed between the versions published 2025-09-15 and "
                       "2026-04-22")
        known = home.screen(name, "--type", "person", "--known-at", "2025-10-01")
        cases.equal(known["verdict"], "block", known["reason"])
        between = home.screen(name, "--type", "person", "--as-of", "2025-12-01")
        cases.equal(between["verdict"], "review", between["reason"])
        told = home.run("lists", "history", "us_ofac_sdn", "45818", "--json").expect(0)
        lines = told.json_lines()
        cases.equal(len(lines), 1, "periods of 45818")
        cases.equal([lines[0][side]["published"] for side in ("last", "next")],
                    ["2025-09-15", "2026-04-22"], "between which snapshots it went")


def the_example_is_read(binary):
    with Home(binary) as home:
        listed = home.run("lists", "add", "mapped_csv", os.path.join(EXAMPLE, "watchlist.csv"),
                          "--map", os.path.join(EXAMPLE, "watchlist.yml"), "--published",
                          "2023-03-01", "--json").expect(0).json_lines()[0]
        cases.equal((listed["id"], listed["rows"], listed["entities"], listed["refused"]),
                    ("house_watchlist", 4, 2, 0))
        asked = ("Ilse Beate Musterin", "--dob", "1961-04-03")
        cases.equal(home.screen(*asked)["verdict"], "prohibited", "a list without rules")
        rules = os.path.join(home.path, "programs")
        os.mkdir(rules)
        with open(os.path.join(EXAMPLE, "house.yml"), "rb") as handle:
            text = handle.read()
        with open(os.path.join(rules, "house.yml"), "wb") as handle:
            handle.write(text)
        cases.equal(home.screen(*asked)["verdict"], "license", "with the institution's own rule")
        cases.equal(entities(home.screen("Exemplar Trading GmbH")), ["house_watchlist:W-002"])
        cases.equal(home.screen("Giovanni Probato")["verdict"], "clear", "a row that is left out")
        with open(os.path.join(rules, "house.yml"), "wb") as handle:
            handle.write(b"colour: red\n")
        fault = home.run("screen", "Anyone").expect(2)
        cases.contains(fault.err, "house.yml:1: unknown key")


def the_mapping_is_archived(binary):
    """`lists rebuild` needs neither the file nor the mapping, and changes no byte."""
    with Home(binary) as home:
        rows = home.write("rows.csv", "id,name\n1,Testim Proban\n")
        mapping = home.write("m.yml", "format: mapped_csv\nlist: mine\npublisher: me\nkey: id\n"
                             "type: {constant: person}\nnames: {text: name}\n")
        home.run("lists", "add", "mapped_csv", rows, "--map", mapping, "--published",
                 "2024-01-01").expect(0)
        before = home.digest()
        os.remove(rows)
        os.remove(mapping)
        home.run("lists", "rebuild").expect(0)
        cases.equal(home.digest(), before, "the data folder after a rebuild")
        home.run("lists", "verify").expect(0)


def faults_are_one_line(binary):
    with Home(binary) as home:
        rows = home.write("rows.csv", "id,name\n1,A\n")
        head = "format: mapped_csv\nlist: mine\npublisher: me\nkey: id\ntype: {constant: any}\n"
        for text, words in (
                (head + "names: {text: name}\ncolor: x\n", "m.yml:7: unknown key \"color\""),
                (head + "names: {text: nome}\n", "m.yml:6: no row of rows.csv has 'nome'"),
                (head, "m.yml:1: key \"names\" is missing")):
            mapping = home.write("m.yml", text)
            fault = home.run("lists", "add", "mapped_csv", rows, "--map", mapping).expect(2)
            cases.contains(fault.err, words)
            cases.equal(fault.err.count("\n"), 1, "lines of the fault")
        cases.contains(home.run("lists", "add", "mapped_csv", rows).expect(2).err, "--map")
        cases.contains(home.run("lists", "add", "un_xml", rows, "--map", "x.yml").expect(2).err,
                       "--map")
        cases.contains(home.run("lists", "add", "mapped_csv", rows, "--map", "no_such").expect(2)
                       .err, "no mapping 'no_such'")
        cases.equal(home.digest(), "", "the data folder")


def main():
    binary = sys.argv[1]
    suite = cases.Suite("mapped")
    with Home(binary) as home:
        for mapping in COPIES:
            suite.run(f"the copy that {mapping} is for", a_copy_is_read_whole, home, mapping)
        suite.run("every shipped mapping has its copy", lambda: cases.equal(
            sorted(COPIES), sorted(name[:-4] for name in os.listdir(
                os.path.join(ROOT, "data", "mappings")) if name.endswith(".yml"))))
    for title, function in (("a snapshot of names, then the whole list", names_alone_come_first),
                            ("the worked example", the_example_is_read),
                            ("the mapping is archived", the_mapping_is_archived),
                            ("faults are one line", faults_are_one_line)):
        suite.run(title, function, binary)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
