#!/usr/bin/env python3
"""batch, compare and explain: files in, lines out, and what happens to what cannot be read.

usage: batch.py BINARY
"""
import csv
import gzip
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import time

from program import ROOT, Home, cases

AS_OF = ("--as-of", "2024-07-01")
TIKHONOV = "us_ofac_sdn:45815"
MEMORY_GROWTH_MB = 12
ROWS = """id,name,type,dob
1,Andrei Gennadyevich Tikhonov,person,1966-11-09
2,Nobody Atall,person,1990-01-01
3,Andrey Tikhonov,,
4,,,
"""


def verdicts(result):
    return [line["verdict"] for line in result.json_lines()]


def example_customers(home):
    """examples/README.md says what each of the example customers should come out as."""
    lists = os.path.join(ROOT, "examples", "june-2024", "sdn.csv")
    with Home(home.binary) as other:
        other.run("lists", "add", "ofac_sdn_csv", lists, "--published", "2024-06-21").expect(0)
        customers = os.path.join(ROOT, "examples", "customers.csv")
        result = other.run("batch", customers, *AS_OF).expect(1)
    with open(os.path.join(ROOT, "examples", "README.md"), encoding="utf-8") as handle:
        table = {cells[1].strip(): cells[2].strip()
                 for cells in (line.split("|") for line in handle)
                 if len(cells) > 4 and cells[1].strip()[:1] == "C"}
    decisions = {line["subject"]["id"]: line for line in result.json_lines()}
    cases.equal(sorted(decisions), sorted(table), "customers")
    for customer, expected in table.items():
        cases.true(decisions[customer]["verdict"] in expected.split(" or "),
                   f"{customer}: {decisions[customer]['verdict']} "
                   f"({decisions[customer]['reason']}), expected {expected}")


def run_record(home):
    out = os.path.join(home.work, "run.ndjson")
    home.run("batch", home.write("rows.csv", ROWS), *AS_OF, "--out", out).expect(1)
    with open(out + ".run.json", "rb") as handle:
        record = handle.read()
    with open(out, encoding="utf-8") as handle:
        lines = [json.loads(line) for line in handle]
    cases.equal({line["run"] for line in lines}, {hashlib.sha256(record).hexdigest()}, "run")
    repeated = [key for key in ("as_of", "engine", "lists") if key in lines[0]]
    cases.equal(repeated, [], "what stands in the record already")
    cases.equal({line["known_at"] for line in lines}, {None}, "known_at of each line")
    common = json.loads(record)
    cases.equal(common["as_of"], "2024-07-01", "as_of")
    cases.equal([used["id"] for used in common["lists"]], ["us_ofac_sdn"], "lists")
    said = home.run("explain", out).expect(0).out
    cases.contains(said, "2024-07-01")
    cases.contains(said, "Its id agrees with its bytes")


def whole_decisions_on_standard_output(home):
    result = home.run("batch", home.write("rows.csv", ROWS), *AS_OF).expect(1)
    cases.equal(verdicts(result), ["block", "clear", "review", "not_screened"])
    for line in result.json_lines():
        cases.equal(line["as_of"], "2024-07-01")
        cases.true("run" not in line, "a run without a record")


def as_the_schema_says(home):
    try:
        import jsonschema
    except ImportError:
        cases.skip("python3-jsonschema is not installed")
    schemas = os.path.join(ROOT, "docs", "schema")
    with open(os.path.join(schemas, "decision.schema.json"), encoding="utf-8") as handle:
        schema = json.load(handle)
    for line in home.run("batch", home.write("rows.csv", ROWS), *AS_OF).json_lines():
        jsonschema.validate(line, schema)


def input_in_other_forms(home):
    plain = home.run("batch", home.write("rows.csv", ROWS), *AS_OF).raw
    cases.equal(home.run("batch", "-", *AS_OF, stdin=ROWS).raw == plain, True, "standard input")
    packed = home.write("rows.csv.gz", gzip.compress(ROWS.encode()))
    cases.equal(home.run("batch", packed, *AS_OF).raw == plain, True, "gzip")
    streamed = home.run("batch", "-", *AS_OF, stdin=gzip.compress(ROWS.encode()))
    cases.equal(streamed.raw == plain, True, "gzip on standard input")
    marked = home.write("marked.csv", b"\xef\xbb\xbf" + ROWS.replace("\n", "\r\n").encode())
    cases.equal(home.run("batch", marked, *AS_OF).raw == plain, True, "byte-order mark and CRLF")


def memory_is_bounded(home):
    """Twenty times the rows are no more in memory: rows stream, and what is kept of their words is
    bounded. Each row has words of its own, so that a cache without a bound would grow."""
    resident = []
    for rows in (5000, 100000):
        path = home.write("people.csv", "id,name\n" + "".join(
            f"{n},{word(n)} {word(n * 7919 + 1)}\n" for n in range(rows)))
        out = os.path.join(home.work, "people.ndjson")
        child = subprocess.Popen([home.binary, "batch", path, *AS_OF, "--out", out, "--only",
                                  "alerts", "--threads", "2", "--cache", "4", "--home",
                                  home.path],
                                 stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        cases.true(child.returncode in (0, 1), f"exit status {child.returncode}")
        resident.append(usage.ru_maxrss / 1024)
    cases.true(resident[1] - resident[0] < MEMORY_GROWTH_MB,
               f"resident memory grew from {resident[0]:.0f} to {resident[1]:.0f} MB")


def word(number):
    """A pronounceable word, another for each number."""
    letters = []
    number += 1000
    while number > 0:
        number, at = divmod(number, 100)
        letters.append("bdfgklmnprstvz"[at % 14] + "aeiou"[at // 20])
    return "".join(letters) + "berg"


def without_a_cache(home):
    """What is kept of words that come again changes no answer."""
    rows = home.write("again.csv", ROWS + "".join(f"{n},Andrey Tikhonov,person,\n"
                                                  for n in range(5, 60)))
    plain = home.run("batch", rows, *AS_OF).expect(1).raw
    for size in ("0", "1", "64"):
        cases.equal(home.run("batch", rows, *AS_OF, "--cache", size).raw == plain, True,
                    f"--cache {size}")
    cases.contains(home.run("batch", rows, "--cache", "100000").expect(2).err, "--cache")


def packed_both_ways(home):
    """Much is packed, cut and read again; an output by its name is packed too."""
    rows = "id,name\n" + "".join(f"{n},Nobody Atall {n}\n" for n in range(3000))
    whole = home.write("many.csv", rows)
    plain = os.path.join(home.work, "many.ndjson")
    home.run("batch", whole, *AS_OF, "--out", plain).expect(0)
    with open(plain, "rb") as handle:
        expected = handle.read()
    packed = home.write("many.csv.gz", gzip.compress(rows.encode()))
    for name in ("out.ndjson.gz", "out.ndjson.zst"):
        out = os.path.join(home.work, name)
        written = []
        for threads in ("1", "3"):
            home.run("batch", packed, *AS_OF, "--out", out, "--threads", threads).expect(0)
            with open(out, "rb") as handle:
                written.append(handle.read())
        cases.equal(written[0] == written[1], True, f"{name}: the same bytes by more threads")
        cases.true(len(written[0]) < len(expected) / 2, f"{name} is packed")
        if name.endswith(".gz"):
            cases.equal(gzip.decompress(written[0]) == expected, True, f"{name}: the lines")
    out = os.path.join(home.work, "out.csv.zst")
    home.run("batch", whole, *AS_OF, "--out", out, "--format", "csv").expect(0)
    again = home.run("batch", out, *AS_OF, "--format", "csv").expect(0, 1)
    cases.equal(len(again.out.splitlines()), 3001, "an output read as an input")
    with open(packed, "rb") as handle:
        cut = handle.read()[:-20]
    result = home.run("batch", home.write("cut.csv.gz", cut), *AS_OF, "--out", out).expect(2)
    cases.contains(result.err, "cannot be unpacked")
    result = home.run("batch", whole, *AS_OF, "--out", os.path.join(home.work, "x.xz")).expect(2)
    cases.contains(result.err, ".gz or .zst")


def malformed_rows(home):
    """Each is a line that says so with its number; a stray quote swallows no row below it."""
    path = home.write("bad.csv", 'id,name\n1,Anna Dudorina\n2,"stray\n3,Anton Ivanov\n4,"a" b\n'
                                 '5,too,many\n6,"two\nlines"\n7,Andrey Tikhonov\n8,"never closed\n'
                                 '9,Nobody Atall\n')
    result = home.run("batch", path, *AS_OF).expect(1)
    found = [(line["subject"]["line"], line["verdict"]) for line in result.json_lines()]
    cases.equal(found, [(2, "review"), (3, "not_screened"), (4, "review"), (5, "not_screened"),
                        (6, "not_screened"), (7, "clear"), (9, "review"), (10, "not_screened"),
                        (11, "clear")])
    cases.contains(result.json_lines()[1]["reason"], "line 3")


def mapped_columns(home):
    path = home.write("mapped.csv", "kunde;nr,vorname,nachname,name,pass\n"
                                    "7,Andrei,Tikhonov,ignored,530193947\n")
    result = home.run("batch", path, *AS_OF, "--map", "kunde;nr=id", "--map", "vorname=name",
                      "--map", "nachname=name", "--map", "pass=passport").expect(1)
    line = result.json_lines()[0]
    cases.equal((line["subject"]["id"], line["subject"]["name"], line["verdict"]),
                ("7", "Andrei Tikhonov", "block"))
    cases.contains(home.run("batch", path, "--map", "nowhere=name").expect(2).err, "nowhere")
    cases.contains(home.run("batch", path, "--map", "pass=shoe").expect(2).err, "shoe")


COLUMNS = ("id", "name", "type", "dob", "country", "alias", "id_number", "colour")
VALUES = (("1", "Andrei Gennadyevich Tikhonov", "person", "1966-11-09", ["RU"], [], [], "red"),
          ("2", "Nobody Atall", "person", "1990", ["DE", "US"], ["No One", "N. Atall"],
           ["passport:530193947", "77777123"], ""),
          ("3", 'Андрей "Tikhonov"', "", "not a date", ["nowhere"], ["Ün\\ï"], [], ""),
          ("4", "", "", "", [], [], [], ""))


def lines_of_json(home):
    """The same values give the same bytes, whichever of the two forms they come in."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    lines = [""]  # is none, and the header's line
    for row in VALUES:
        writer.writerow([";".join(v) if isinstance(v, list) else v for v in row])
        values = dict(zip(COLUMNS, row))
        values["id"] = int(values["id"])
        lines.append(json.dumps(values, ensure_ascii=len(lines) % 2 == 0))
    text = "\n".join(lines)
    expected = home.run("batch", home.write("same.csv", table.getvalue()), *AS_OF).expect(1).raw
    packed = home.write("same.jsonl.gz", gzip.compress(text.encode()))
    marked = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    for said, args, stdin in (
            ("by name", [home.write("same.ndjson", text)], None),
            ("packed", [packed], None),
            ("byte-order mark and CRLF", [home.write("marked.jsonl", marked)], None),
            ("standard input", ["-", "--input", "ndjson"], text),
            ("packed standard input", ["-", "--input", "ndjson"], gzip.compress(text.encode())),
            ("another name", [home.write("same.txt", text), "--input", "ndjson"], None)):
        found = home.run("batch", *args, *AS_OF, stdin=stdin).expect(1).raw
        cases.equal(found.decode(), expected.decode(), said)
    cases.contains(home.run("batch", "-", "--input", "xml", stdin=text).expect(2).err, "--input")
    mapped = home.run("batch", "-", "--input", "ndjson", *AS_OF, "--map", "kunde=name", "--map",
                      "name=-", stdin='{"name":{"x":1},"kunde":"Andrei Tikhonov"}\n').expect(1)
    cases.equal(verdicts(mapped), ["review"])
    cases.contains(home.run("batch", packed, "--map", "kunde=shoe").expect(2).err, "shoe")


def bad_lines_of_json(home):
    """Each is a line that says so with its number, and the next line is a party again."""
    good = '{"id":"7","name":"Andrey Tikhonov"}'
    bad = ('{"id":"7","name":"Andrey Tikhonov","address":{"city":"X"}}', '{"id":"7"', "[]",
           '{"name":"' + "Ж" * 200 + "\t", '{"name":"' + "x" * (1 << 21) + '"}', "x", "{}")
    text = "".join(f"{line}\n\n{good}\n" for line in bad)
    result = home.run("batch", "-", "--input", "ndjson", *AS_OF, stdin=text).expect(1)
    expected = []
    for at in range(len(bad)):
        expected += [(3 * at + 1, "not_screened"), (3 * at + 3, "review")]
    decisions = result.json_lines()
    cases.equal([(d["subject"]["line"], d["verdict"]) for d in decisions], expected)
    cases.contains(decisions[0]["reason"], "line 1: the key 'address' holds an object")
    cases.equal(decisions[0]["subject"]["id"], "7", "what could be read of it")
    cases.contains(decisions[8]["reason"], "line 13: a line of more than")


def only_alerts(home):
    path = home.write("rows.csv", ROWS)
    cases.equal(verdicts(home.run("batch", path, *AS_OF, "--only", "alerts").expect(1)),
                ["block", "review", "not_screened"], "what is not screened is not dropped")


def as_csv(home):
    result = home.run("batch", home.write("rows.csv", ROWS), *AS_OF, "--format", "csv").expect(1)
    rows = list(csv.DictReader(io.StringIO(result.out)))
    cases.equal([row["verdict"] for row in rows], ["block", "clear", "review", "not_screened"])
    cases.equal((rows[0]["id"], rows[0]["line"], rows[0]["entity"]), ("1", "2", TIKHONOV))
    cases.equal([None in row or None in row.values() for row in rows], [False] * 4, "cells missing")


def clear_run(home):
    path = home.write("clear.csv", "name\nNobody Atall\nNoone Either\n")
    cases.equal(verdicts(home.run("batch", path, *AS_OF).expect(0)), ["clear", "clear"])
    cases.equal(home.run("batch", home.write("none.csv", "name\n"), *AS_OF).expect(0).out, "")


def straight_to_a_pipe(home):
    """A pipe is written straight, in whole decisions, and no file stands beside it."""
    pipe = os.path.join(home.work, "pipe")
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    home.run("batch", home.write("rows.csv", ROWS), *AS_OF, "--out", pipe).expect(1)
    lines = [json.loads(line) for line in reader.communicate()[0].splitlines()]
    cases.equal([line["verdict"] for line in lines], ["block", "clear", "review", "not_screened"])
    cases.true(not os.path.exists(pipe + ".run.json"), "a run record beside a pipe")
    out = home.run("batch", home.write("rows.csv", ROWS), *AS_OF, "--out", "/dev/stdout").expect(1)
    cases.equal(len(out.json_lines()), 4, "lines on /dev/stdout")


def interrupted(home):
    """An interrupted run leaves no output, neither whole nor half, and the old one as it was."""
    out = os.path.join(home.work, "old.ndjson")
    home.write("old.ndjson", "old\n")
    environment = {"PATH": os.environ["PATH"], "INTERDICT_HOME": home.path}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            environment[name] = os.environ[name]
    process = subprocess.Popen([home.binary, "batch", "-", *AS_OF, "--out", out],
                               stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
                               cwd=home.work)
    process.stdin.write(b"name\n" + b"Andrei Tikhonov\n" * 5000)
    process.stdin.flush()
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    process.wait(60)  # although its input is still open
    process.stdin.close()
    cases.equal(process.returncode, 2, "exit status")
    cases.contains(process.stderr.read().decode(), "interrupted")
    with open(out, encoding="utf-8") as handle:
        cases.equal(handle.read(), "old\n", "the old output")
    left = [name for name in os.listdir(home.work) if name.startswith((".old", "old.ndjson."))]
    cases.equal(left, [], "leftovers")


def one_day_one_answer(home):
    """Without --as-of two runs still give the same bytes (but for a midnight between them)."""
    path = home.write("rows.csv", ROWS)
    first, second = (home.run("batch", path).raw for _ in range(2))
    if first != second:
        first, second = (home.run("batch", path).raw for _ in range(2))
    cases.equal(first == second, True, "two runs of one day")


def compare_two(home):
    result = home.run("compare", "--json", "Andrei Tikhonov", "Тихонов Андрей").expect(1)
    pair = result.json_lines()[0]
    cases.true(pair["alert"] and pair["score"] >= 0.7, f"score {pair['score']}")
    swapped = home.run("compare", "--json", "Тихонов Андрей", "Andrei Tikhonov").expect(1)
    cases.equal(swapped.json_lines()[0]["score"], pair["score"], "swapped")
    other = home.run("compare", "Andrei Tikhonov", "Maria Gonzalez").expect(0).out
    cases.contains(other, "not alike")


def compare_a_file(home):
    path = home.write("pairs.csv", "nr,type,name1,name2\n1,person,Andrei Tikhonov,TIKHONOV Andrey\n"
                                   '2,,"Acme, Inc.","Other ""Co"""\n')
    rows = list(csv.DictReader(io.StringIO(home.run("compare", "--csv", path).expect(0).out)))
    cases.equal(list(rows[0]), ["nr", "type", "name1", "name2", "score"])
    cases.equal([row["nr"] for row in rows], ["1", "2"])
    cases.equal(rows[1]["name2"], 'Other "Co"')
    cases.true(float(rows[0]["score"]) >= 0.7 > float(rows[1]["score"]), f"scores {rows}")
    cases.contains(home.run("compare", "--csv", home.write("no.csv", "a,b\n1,2\n")).expect(2).err,
                   "name1")


def explain_a_screening(home):
    line = home.run("screen", "--json", *AS_OF, "Andrey Tikhonov").expect(1).out
    said = home.run("explain", "-", stdin=line).expect(0).out
    for part in ("Asked about: Andrey Tikhonov", "The verdict is review", TIKHONOV,
                 "If it is the same party, the law asks: blocked", "Its id agrees"):
        cases.contains(said, part)
    changed = line.replace('"verdict":"review"', '"verdict":"clear"')
    cases.contains(home.run("explain", "-", stdin=changed).expect(0).out, "CAUTION")


CASES = (example_customers, run_record, whole_decisions_on_standard_output, as_the_schema_says,
         input_in_other_forms, packed_both_ways, memory_is_bounded, without_a_cache,
         malformed_rows, mapped_columns, lines_of_json, bad_lines_of_json,
         only_alerts, as_csv, clear_run,
         straight_to_a_pipe, interrupted, one_day_one_answer, compare_two, compare_a_file,
         explain_a_screening)


def main():
    suite = cases.Suite("batch")
    with Home(sys.argv[1]) as home:
        home.add_sdn("2024-06-21").expect(0)
        for case in CASES:
            suite.run(case.__name__.replace("_", " "), case, home)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
