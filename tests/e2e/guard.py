#!/usr/bin/env python3
"""The promotion guard: what may not serve is refused with exit status 2, the list before serves on,
and `lists status` says so; what is only odd is a warning. Over the shipped example list and the
golden excerpts, damaged in each way a download can be.

usage: guard.py BINARY
"""
import csv
import io
import json
import os
import re
import sys

from program import ROOT, Home, cases

GOLDEN = os.path.join(ROOT, "tests", "lists")
SDN = os.path.join(ROOT, "examples", "june-2024", "sdn.csv")
# name of the case: format, list id, file, rows of the excerpt that are broken on purpose
LISTS = {
    "csl csv": ("us_csl_csv", "us_csl", "us_csl_csv/consolidated.csv", 20),
    "un xml": ("un_xml", "un_sc", "un_xml/consolidated.xml", 20),
    "eu csv": ("eu_csv", "eu_fsf", "eu_csv/csvFullSanctionsList_1_1.csv", 20),
    "dpl txt": ("us_dpl_txt", "us_dpl", "us_dpl_txt/dpl.txt", 20),
}


def read(path):
    with open(path, "rb") as handle:
        return handle.read()


def schema(name):
    """A check of lines against a published schema; without jsonschema none."""
    try:
        import jsonschema
    except ImportError:
        return lambda line: None
    with open(os.path.join(ROOT, "docs", "schema", name), encoding="utf-8") as handle:
        return jsonschema.Draft202012Validator(json.load(handle)).validate


class Guarded:
    """A home in which one list serves, to which damaged files are offered."""

    def __init__(self, home, reader, list_id, first, errors=0):
        self.home, self.reader, self.list_id, self.errors = home, reader, list_id, errors
        self.day = 1
        self.add(first).expect(0)

    def add(self, data, *options):
        self.day += 1
        # In a folder of its own, so that nothing that stands beside it is taken for a companion.
        folder = os.path.join(self.home.work, str(self.day))
        os.mkdir(folder)
        path = os.path.join(folder, "offered")
        with open(path, "wb") as handle:
            handle.write(data)
        return self.home.run("lists", "add", self.reader, path, "--published",
                             f"2026-01-{self.day:02}", "--accept-errors", self.errors, "--json",
                             *options)

    def status(self):
        line = self.home.run("lists", "status", "--json").expect(0).json_lines()[0]
        schema("lists_status.schema.json")(line)
        return line

    def refused(self, data, *words):
        before = self.status()
        image = read(os.path.join(self.home.path, "image", "current.iximg"))
        result = self.add(data).expect(2)
        for word in words:
            cases.contains(result.err, word, "the message")
        after = self.status()
        for member in ("sha256", "published", "entities", "serving"):
            cases.equal(after[member], before[member], member)
        cases.true(after["serving"], "the list before serves")
        cases.equal(read(os.path.join(self.home.path, "image", "current.iximg")), image, "image")
        cases.true(after["alarm"] is not None, "lists status says that it was refused")
        shown = self.home.run("lists", "status").expect(0)
        cases.contains(shown.out + shown.err, f"{self.list_id}: refused", "lists status")

    def taken(self, data, warning=None):
        added = json.loads(self.add(data).expect(0).out)
        cases.equal(added["added"], "serving", "added")
        names = [counter["name"] for counter in added["warnings"]]
        if warning is not None:
            cases.contains(names, warning, "warnings")
            stored = [counter["name"] for counter in self.status()["warnings"]]
            cases.contains(stored, warning, "warnings of lists status")
        return names


# ------------------------------------------------------------------ sdn.csv

def sdn(home):
    return Guarded(home, "ofac_sdn_csv", "us_ofac_sdn", read(SDN))


def sdn_rows():
    return [row for row in read(SDN).rstrip(b"\x1a").split(b"\r\n") if row]


def sdn_file(rows, end=b"\x1a"):
    return b"".join(row + b"\r\n" for row in rows) + end


def sdn_damage(home):
    guarded = sdn(home)
    rows = sdn_rows()
    whole = sdn_file(rows)
    guarded.refused(b"")
    guarded.refused(b"\x1a")
    guarded.refused(b"<!DOCTYPE html><html><body>Service unavailable</body></html>\n")
    guarded.refused(sdn_file(rows[:len(rows) * 6 // 10]), "shrank")
    quote = whole.rindex(b'","') + 2
    guarded.refused(whole[:quote + 4], "truncated")
    guarded.refused(sdn_file(rows[:-1], b",".join(rows[-1].split(b",")[:4])), "truncated")
    guarded.refused(sdn_file(rows[:-1] + [b",".join(rows[-1].split(b",")[:4])]), "rows refused")
    guarded.refused(sdn_file([row + b',"more"' for row in rows]))
    guarded.refused(sdn_file([row.replace(b",", b";") for row in rows]))


def sdn_oddities(home):
    guarded = sdn(home)
    rows = sdn_rows()
    rows[0] = rows[0].replace(b'"', b'" ', 1)
    cases.contains(guarded.taken(sdn_file(rows, b"")), "end_mark_missing", "warnings")
    header = (b"ent_num,SDN_Name,SDN_Type,Program,Title,Call_Sign,Vess_type,Tonnage,GRT,Vess_flag,"
              b"Vess_owner,Remarks")
    guarded.taken(sdn_file([header, *rows]), "header_row")
    emptied = []
    for row in csv.reader(io.StringIO(sdn_file(rows, b"").decode(), newline="")):
        row[11] = "-0- "
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow(row)
        emptied.append(out.getvalue().encode())
    names = guarded.taken(sdn_file(emptied), "emptied_column")
    cases.contains(names, "emptied_births", "warnings")


def sdn_history(home):
    guarded = sdn(home)
    rows = sdn_rows()
    older = home.write("older.csv", sdn_file(rows[1:]))
    added = json.loads(home.run("lists", "add", "ofac_sdn_csv", older, "--published", "2025-06-01",
                                "--json").expect(0).out)
    cases.equal(added["added"], "history", "an older file")
    cases.equal(guarded.status()["published"], "2026-01-02", "what serves")


def shares(home):
    """The share is the policy's, and each addition may have its own."""
    guarded = sdn(home)
    rows = sdn_rows()
    guarded.refused(sdn_file(rows[:len(rows) // 2]), "more than 20 percent")
    guarded.add(sdn_file(rows[:len(rows) // 2]), "--shrink-max", "60").expect(0)


# ------------------------------------------------------------------ the other layouts

def lines_of(data):
    return data.splitlines(keepends=True)


def golden(name):
    def case(home):
        reader, list_id, path, errors = LISTS[name]
        data = read(os.path.join(GOLDEN, path))
        guarded = Guarded(home, reader, list_id, whole(name, data), errors)
        guarded.refused(b" \n")
        guarded.refused(b"<html><head><title>503</title></head></html>\n")
        body = whole(name, data)
        if reader.endswith("xml"):
            guarded.refused(body[:body.rindex(b"</")], "truncated")
            guarded.refused(re.sub(rb"CONSOLIDATED_LIST", b"CONSOLIDATED", body))
            guarded.refused(b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + body)
        else:
            lines = lines_of(body)
            kept = lines[-1].rindex(separator(name)) + 1
            guarded.refused(b"".join(lines[:-1]) + lines[-1][:kept] + b'"open', "truncated")
            guarded.refused(lines[0].rstrip() + separator(name) + b"new_column\n" +
                            b"".join(line.rstrip(b"\r\n") + separator(name) + b"\n"
                                     for line in lines[1:]), "layout changed")
            guarded.taken(b"".join(lines[1:]), "header_missing")
    return case


def separator(name):
    return {"csl csv": b",", "eu csv": b";", "dpl txt": b"\t"}[name]


def whole(name, data):
    """The excerpt without what is cut off at its end on purpose."""
    if name == "un xml":
        return data
    lines = lines_of(data)
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline=""),
                            delimiter=separator(name).decode()))
    width = len(table[0])
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator(name).decode(), quoting=csv.QUOTE_MINIMAL)
    writer.writerows(row for row in table if len(row) == width)
    cases.true(len(lines) > 2, "the excerpt has rows")
    return out.getvalue().encode()


def emptied_csl(home):
    reader, list_id, path, errors = LISTS["csl csv"]
    data = whole("csl csv", read(os.path.join(GOLDEN, path)))
    table = list(csv.reader(io.StringIO(data.decode(), newline="")))
    guarded = Guarded(home, reader, list_id, data, errors)
    at = table[0].index("license_policy")
    cases.true(any(row[at] for row in table[1:]), "the excerpt fills the column")
    out = io.StringIO()
    csv.writer(out).writerows([table[0]] + [row[:at] + [""] + row[at + 1:] for row in table[1:]])
    guarded.taken(out.getvalue().encode(), "emptied_column")
    dropped = io.StringIO()
    csv.writer(dropped).writerows(row[:at] + row[at + 1:] for row in table)
    guarded.refused(dropped.getvalue().encode(), "gone is 'license_policy'")
    added = guarded.add(dropped.getvalue().encode(), "--accept-layout").expect(0)
    cases.equal(json.loads(added.out)["added"], "serving", "an accepted layout")


def renamed_un(home):
    """XML has no header; that an element goes by another name shows in what is read."""
    person = ("<INDIVIDUAL><FIRST_NAME>Testname{0}</FIRST_NAME><SECOND_NAME>Proban</SECOND_NAME>"
              "<UN_LIST_TYPE>ZZ</UN_LIST_TYPE><REFERENCE_NUMBER>ZZi.00{0}</REFERENCE_NUMBER>"
              "<LISTED_ON>2020-01-0{0}</LISTED_ON><INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY>"
              "<ALIAS_NAME>Aliasname{0} Proban</ALIAS_NAME></INDIVIDUAL_ALIAS></INDIVIDUAL>")
    data = ("<CONSOLIDATED_LIST dateGenerated='2026-01-01T00:00:00Z'><INDIVIDUALS>" +
            "".join(person.format(i) for i in range(1, 10)) +
            "</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>").encode()
    guarded = Guarded(home, "un_xml", "un_sc", data)
    renamed = data.replace(b"INDIVIDUAL_ALIAS>", b"INDIVIDUAL_AKA>")
    guarded.refused(renamed, "layout changed: 9 entities had strong_names, now 0",
                    "new is 'INDIVIDUAL_AKA/")
    added = guarded.add(renamed, "--accept-layout").expect(0)
    cases.contains([counter["name"] for counter in json.loads(added.out)["warnings"]],
                   "emptied_strong_names", "warnings")


def main():
    suite = cases.Suite("guard")
    todo = [("sdn.csv: what is damaged is refused", sdn_damage),
            ("sdn.csv: what is odd is a warning", sdn_oddities),
            ("sdn.csv: an older file goes into history", sdn_history),
            ("the share that may be lost", shares),
            ("a column of the joint list emptied, dropped, accepted", emptied_csl),
            ("un xml: a renamed element is another layout", renamed_un)]
    todo += [(f"{name}: damage, layout, header", golden(name)) for name in LISTS]
    for title, case in todo:
        with Home(sys.argv[1]) as home:
            suite.run(title, case, home)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
