#!/usr/bin/env python3
"""What was listed, when: histories of real lists against an independent reading of their files.

The SDN list of 309 days (daily.py) is added state by state; what the program says of any of them is
compared with the files. The folder of real lists is the one INTERDICT_TEST_DATA names,
../shared/data beside the source by default; where it is absent these cases are skipped and counted.
Under sanitizers (ASAN_OPTIONS set) every tenth state is taken.

usage: history.py BINARY
"""
import bisect
import collections
import csv
import io
import json
import lzma
import os
import random
import sys
import time
import xml.etree.ElementTree

import daily
from program import ROOT, Home, cases

LIST = "us_ofac_sdn"
STEP = 10 if "ASAN_OPTIONS" in os.environ else 1
ALERT = 0.70
PAIRS = 1000
DAYS = 100          # at which they are asked; a batch has one as_of
SAMPLE = 40         # entities whose whole history is read
DISK_BYTES_MAX = 12_000_000
UN_FILES = ("un_consolidated_2025-11-18.xml.xz", "un_consolidated_2026-02-27.xml")


def schema(name):
    """A check of lines against a published schema; without jsonschema none."""
    try:
        import jsonschema
    except ImportError:
        return lambda line: None
    with open(os.path.join(ROOT, "docs", "schema", name), encoding="utf-8") as handle:
        return jsonschema.Draft202012Validator(json.load(handle)).validate


class Archive:
    """A home with the states, and for each uid its rows with the ordinals that hold them."""

    def __init__(self, binary):
        self.home = Home(binary)
        self.published = []
        self.counts = []
        self.runs = collections.defaultdict(list)  # uid: [row, from, to exclusive]
        self.moved = collections.defaultdict(set)  # ordinal: uids whose row came, went or changed
        self.empty = None
        self.seconds = 0.0

    def add(self, state):
        path = self.home.write("sdn.csv", state.content)
        start = time.monotonic()
        self.home.run("lists", "add", "ofac_sdn_csv", path, "--published", state.published,
                      "--hold").expect(0)
        self.seconds += time.monotonic() - start
        at = len(self.published)
        for uid, line in state.rows.items():
            runs = self.runs[uid]
            if runs and runs[-1][2] == at and runs[-1][0] == line:
                runs[-1][2] = at + 1
            else:
                runs.append([line, at, at + 1])
        self.published.append(state.published)
        self.counts.append(len(state.rows))

    def fill(self):
        for number, state in enumerate(daily.states()):
            if not state.content:
                self.empty = state
            elif number % STEP == 0 or number == daily.COUNT - 2:
                self.add(state)
        start = time.monotonic()
        self.home.run("lists", "promote").expect(0)
        print(f"         {len(self.published)} states added in {self.seconds:.1f} s, served in "
              f"{time.monotonic() - start:.1f} s")
        for uid, runs in self.runs.items():
            for _, begin, end in runs:
                self.moved[begin].add(uid)
                self.moved[end].add(uid)

    def row(self, uid, at):
        """The row of a uid in a state, None where it has none."""
        for line, begin, end in self.runs[uid]:
            if begin <= at < end:
                return line
        return None

    def diff(self, begin, end):
        return self.home.run("lists", "diff", LIST, self.published[begin], self.published[end],
                             "--json").expect(0).json_lines()


def key(line):
    return line["entity"].removeprefix(LIST + ":")


# ---------------------------------------------------------------------------- the daily states

def states_arrive(archive):
    archive.fill()
    status = archive.home.run("lists", "status", "--json").expect(0).json_lines()[0]
    cases.equal(status["snapshots"], len(archive.published), "snapshots")
    cases.equal(status["entities"], archive.counts[-1], "entities")
    cases.equal(status["published"], archive.published[-1], "published")
    if STEP == 1:
        days = collections.Counter(when[:10] for when in archive.published + [
            archive.empty.published])
        cases.equal(len(archive.published), daily.COUNT - 1, "states")
        cases.equal(sum(count == 2 for count in days.values()), 13, "days of two states")
        cases.equal({when: change.rows for when, change in daily.changes().items()},
                    dict(zip(archive.published + [archive.empty.published],
                             archive.counts + [0])), "rows counted beside the diffs")


def what_a_row_says(line):
    """Details that the columns of a row give, whatever its remarks mean."""
    row = daily.columns(line)
    said = {("name", "primary", row[1])}
    said |= {("program", None, program) for program in (row[3] or "").split("] [") if program}
    said |= {("remarks", None, row[11])} if row[11] else set()
    said |= {("title", None, row[4])} if row[4] else set()
    return said


def told(fields, side):
    return {(field["field"], field["of"], field[side]) for field in fields
            if field[side] is not None and (field["field"], field["of"]) in (
                ("name", "primary"), ("program", None), ("remarks", None), ("title", None))}


def differences_are_the_files(archive):
    """Added, removed and amended are the rows that came, went and changed; applied one after the
    other, the changes give each state as the file has it."""
    counted = daily.changes()
    valid = schema("lists_diff.schema.json")
    last = len(archive.published) - 1
    said = {uid: what_a_row_says(archive.row(uid, 0)) for uid in archive.runs
            if archive.row(uid, 0)}
    for at in range(1, last + 1):
        lines = archive.diff(at - 1, at)
        kinds = collections.defaultdict(set)
        for line in lines:
            valid(line)
            kinds[line["change"]].add(key(line))
            have = said.setdefault(key(line), set())
            have -= told(line["fields"], "from")
            have |= told(line["fields"], "to")
            if line["change"] == "removed":
                cases.equal(said.pop(key(line)), set(), f"left of {key(line)}")
        when = archive.published[at]
        touched = archive.moved[at]
        came = {uid for uid in touched if archive.row(uid, at - 1) is None}
        went = {uid for uid in touched if archive.row(uid, at) is None}
        cases.equal(kinds["added"], came, f"added by {when}")
        cases.equal(kinds["removed"], went, f"removed by {when}")
        cases.equal(kinds["amended"], touched - came - went, f"amended by {when}")
        if STEP == 1:
            cases.equal((len(lines) and kinds["added"], kinds["removed"], len(kinds["amended"])),
                        (len(lines) and counted[when].added, counted[when].removed,
                         counted[when].changed), f"changes counted beside the diffs, {when}")
        for uid in touched - went:
            cases.equal(said[uid], what_a_row_says(archive.row(uid, at)), f"{uid} in {when}")
        cases.equal(len(said), archive.counts[at], f"entities in {when}")
    for uid, have in said.items():
        cases.equal(have, what_a_row_says(archive.row(uid, last)), f"{uid} in the last state")


def histories_are_the_files(archive):
    valid = schema("lists_history.schema.json")
    chance = random.Random(20210818)
    moved = sorted(uid for uid, runs in archive.runs.items() if len(runs) > 1)
    gone = sorted(uid for uid, runs in archive.runs.items()
                  if runs[-1][2] < len(archive.published))
    for uid in (chance.sample(sorted(archive.runs), SAMPLE) + chance.sample(moved, SAMPLE) +
                chance.sample(gone, min(len(gone), SAMPLE))):
        lines = archive.home.run("lists", "history", LIST, uid, "--json").expect(0).json_lines()
        runs = archive.runs[uid]
        cases.equal(len(lines), len(runs), f"periods of {uid}")
        for line, (row, begin, end), follower in zip(lines, runs, runs[1:] + [None]):
            valid(line)
            at = dict(enumerate(archive.published))
            cases.equal((line["from"], line["to"], line["snapshots"]),
                        (at[begin], at.get(end), end - begin), f"period of {uid}")
            cases.equal(line["gone"], end < len(at) and (not follower or follower[1] != end),
                        f"{uid} is gone")
            cases.equal([line[name] and line[name]["published"]
                         for name in ("before", "first", "last", "next")],
                        [at.get(begin - 1), at[begin], at[end - 1], at.get(end)],
                        f"neighbors of a period of {uid}")
            if line["change"] == "added":
                cases.equal(told(line["fields"], "to"), what_a_row_says(row), uid)


def batch_table(rows):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("id", "name"))
    writer.writerows(rows)
    return out.getvalue()


def instant_of(when):
    return int(time.mktime(time.strptime(when, "%Y-%m-%dT%H:%M:%SZ")) - time.timezone)


def expected_state(archive, uid, at):
    """By the states around an instant: listed in both, in neither, or not known."""
    before = archive.row(uid, at) is not None
    after = archive.row(uid, at + 1) is not None
    return "in_force" if before and after else "gap" if before or after else "absent"


def as_of_is_what_the_files_say(archive):
    """Random entities at random times: what a screening as of then says is what the state before
    and the one behind it say."""
    chance = random.Random(20240504)
    instants = [instant_of(when) for when in archive.published]
    uids = sorted(archive.runs)
    seen = collections.Counter()
    for _ in range(DAYS):
        instant = chance.randrange(instants[0] + 1, instants[-1])
        at = bisect.bisect_right(instants, instant) - 1
        asked = [chance.choice(uids) for _ in range(PAIRS // DAYS)]
        asked[0] = near(archive, chance, at) or asked[0]
        rows = []
        for uid in asked:
            line = archive.row(uid, at) or archive.row(uid, at + 1) or archive.runs[uid][0][0]
            rows.append((uid, daily.columns(line)[1]))
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(instant))
        found = archive.home.run("batch", archive.home.write("asked.csv", batch_table(rows)),
                                 "--as-of", when).expect(0, 1).json_lines()
        cases.equal(len(found), len(rows), "lines")
        for (uid, name), decision in zip(rows, found):
            states = {finding["listing"]["state"] for finding in decision["findings"]
                      if finding["entity"]["id"] == f"{LIST}:{uid}" and finding["score"] >= ALERT}
            wanted = expected_state(archive, uid, at)
            seen[wanted] += 1
            if wanted == "absent":
                cases.true(not states & {"in_force", "gap"}, f"{name} ({uid}) as of {when}: "
                           f"{states}, but neither state around it has the row")
            else:
                cases.equal(states, {wanted}, f"{name} ({uid}) as of {when}")
    print(f"         {sum(seen.values())} pairs: {dict(sorted(seen.items()))}")
    cases.equal(sum(seen.values()), PAIRS, "pairs")
    cases.true(min(seen["in_force"], seen["gap"], seen["absent"]) > 0, f"pairs of a kind: {seen}")


def near(archive, chance, at):
    """An entity that came or went between a state and the next; None when none did."""
    moved = sorted(uid for uid in archive.moved[at + 1]
                   if (archive.row(uid, at) is None) != (archive.row(uid, at + 1) is None))
    return chance.choice(moved) if moved else None


def the_empty_state_is_refused(archive):
    before = archive.home.digest()
    path = archive.home.write("empty/sdn.csv", archive.empty.content)
    for published in (archive.empty.published, "2023-01-01T00:00:00Z"):
        refused = archive.home.run("lists", "add", "ofac_sdn_csv", path, "--published", published)
        refused.expect(2)
        cases.contains(refused.err, "empty")
    cases.equal(archive.home.digest(), before, "the data folder")
    uid = next(uid for uid in archive.runs if archive.row(uid, len(archive.published) - 1))
    name = daily.columns(archive.row(uid, len(archive.published) - 1))[1]
    found = archive.home.run("screen", name, "--as-of", "2024-05-05", "--json").expect(0, 1)
    cases.true(any(finding["entity"]["id"] == f"{LIST}:{uid}" and
                   finding["listing"]["state"] == "in_force"
                   for finding in found.json_lines()[0]["findings"]), f"{name} is listed")


def on_disk_and_again(archive):
    """The archive is small, and the same from its bytes alone."""
    total = sum(os.path.getsize(os.path.join(folder, name))
                for folder, _, names in os.walk(os.path.join(archive.home.path, "lists"))
                for name in names)
    before = archive.home.digest()
    start = time.monotonic()
    archive.home.run("lists", "rebuild").expect(0)
    print(f"         {total / 1e6:.1f} MB on disk, replayed in {time.monotonic() - start:.1f} s")
    cases.equal(archive.home.digest(), before, "the data folder")
    cases.true(total <= DISK_BYTES_MAX, f"{total} bytes on disk")


# ---------------------------------------------------------------------------- the UN's list

def un_entries(name):
    """{reference number: element}, read without the program."""
    opener = lzma.open if name.endswith(".xz") else open
    with opener(os.path.join(daily.DATA, "un", name), "rb") as handle:
        root = xml.etree.ElementTree.fromstring(handle.read())
    return {entry.findtext("REFERENCE_NUMBER").strip(): entry
            for entry in (*root.iter("INDIVIDUAL"), *root.iter("ENTITY"))}


def un_text(entry):
    """All texts with their paths, in the order of the file, spaces as one."""
    texts = []

    def walk(element, path):
        text = " ".join((element.text or "").split())
        if text and element.tag not in ("VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD"):
            texts.append((path, text))
        for child in element:
            walk(child, f"{path}/{child.tag}")
    walk(entry, "")
    return sorted(texts)


def un_changes(home):
    old, new = (un_entries(name) for name in UN_FILES)
    for name in UN_FILES:
        home.run("lists", "add", "un_xml", os.path.join(daily.DATA, "un", name)).expect(0)
    valid = schema("lists_diff.schema.json")
    lines = home.run("lists", "diff", "un_sc", "2025-11-18", "2026-02-27",
                     "--json").expect(0).json_lines()
    kinds = collections.defaultdict(dict)
    for line in lines:
        valid(line)
        kinds[line["change"]][line["entity"].removeprefix("un_sc:")] = line["fields"]
    cases.equal(sorted(kinds["added"]), [f"SDi.{n:03}" for n in range(7, 11)], "added")
    cases.equal(sorted(kinds["removed"]), ["IQi.074"], "removed")
    changed = {number for number in old.keys() & new.keys()
               if un_text(old[number]) != un_text(new[number])}
    cases.equal(set(kinds["amended"]), changed, "amended")
    for number, fields in kinds["amended"].items():
        for side, entry in (("from", old[number]), ("to", new[number])):
            whole = " ".join(" ".join(entry.itertext()).split())
            for field in fields:
                if field[side] is not None:
                    cases.contains(whole, " ".join(field[side].split()), f"{number}, {side}")
    cases.equal(home.run("lists", "diff", "un_sc", "--json").expect(0).json_lines(), lines,
                "without dates")
    text = home.run("lists", "diff", "un_sc").expect(0).out
    cases.contains(text, f"4 added, 1 removed, {len(changed)} amended")
    cases.contains(text, "(un_sc:IQi.074) was removed: person, Iraq")


# ---------------------------------------------------------------------------- one who went

def delisted(home):
    """Uid 45818: in the names that were taken from the list in 2025, not in the list of 2026."""
    ofac = os.path.join(daily.DATA, "ofac")
    mapping = os.path.join(ROOT, "data", "mappings", "ofac_names_jsonl.yml")
    home.run("lists", "add", "mapped_jsonl", os.path.join(ofac, "2025-08", "sdn_names.jsonl.xz"),
             "--map", mapping, "--published", "2025-09-15").expect(0)
    home.run("lists", "add", "ofac_sdn_csv", os.path.join(ofac, "sdn_2026-04-22_rebuilt.csv"),
             "--published", "2026-04-22").expect(0)
    lines = home.run("lists", "history", LIST, "45818", "--json").expect(0).json_lines()
    cases.equal([(line["from"], line["to"], line["gone"], line["snapshots"], line["before"],
                  line["last"]["published"], line["next"]["published"]) for line in lines],
                [("2025-09-15", "2026-04-22", True, 1, None, "2025-09-15", "2026-04-22")])
    cases.true("Astrakhan Kirill" in {field["to"] for field in lines[0]["fields"]},
               f"the name in {lines[0]['fields']}")
    cases.contains(home.run("lists", "history", LIST, "Astrakhan Kirill").expect(0).out,
                   "gone between the snapshot published 2025-09-15 and the one published "
                   "2026-04-22")
    gone = {key(line) for line in home.run("lists", "diff", LIST, "--json").expect(0).json_lines()
            if line["change"] == "removed"}
    cases.true("45818" in gone, "45818 was removed")


# ---------------------------------------------------------------------------- asking wrongly

def wrong_questions(home):
    home.add_sdn("2024-06-20").expect(0)
    for arguments, words in (
            (("diff",), "takes a list"), (("diff", "a", "b", "c", "d"), "takes a list"),
            (("history", LIST), "takes a list and an entity"),
            (("diff", "un_sc"), "there is no list 'un_sc'"),
            (("history", "un_sc", "x"), "there is no list 'un_sc'"),
            (("diff", "../x"), "there is no list"),
            (("diff", LIST), "there is only one snapshot"),
            (("diff", LIST, "2024-06-19"), "no snapshot was published on 2024-06-19"),
            (("diff", LIST, "2024-06-20", "0000"), "no snapshot has a hash"),
            (("diff", LIST, "yesterday"), "is no date"),
            (("history", LIST, "Nobody At All"), "no snapshot holds")):
        refused = home.run("lists", *arguments)
        refused.expect(2)
        cases.contains(refused.err, words)
        cases.equal((refused.out, len(refused.err.splitlines())), ("", 1), "output")


def in_words(home):
    home.add_sdn("2024-06-20").expect(0)
    home.add_sdn("2024-06-21").expect(0)
    home.add_sdn("2025-10-01", "--hold").expect(0)
    text = home.run("lists", "diff", LIST).expect(0).out
    cases.contains(text, "from the snapshot published 2024-06-20")
    cases.contains(text, "12 added, 0 removed, 0 amended")
    cases.contains(text, "TIKHONOV, Andrei Gennadyevich (us_ofac_sdn:45815) was added: person, "
                         "RUSSIA-EO14024")
    cases.contains(home.run("lists", "diff", LIST, "2024-06-21", "2024-06-21").expect(0).out,
                   "nothing changed")
    # A held snapshot is compared when it is named, and no part of the history yet.
    text = home.run("lists", "diff", LIST, "2024-06-21", "2025-10-01").expect(0).out
    cases.contains(text, "(us_ofac_sdn:45818) was removed: person, RUSSIA-EO14024")
    cases.contains(home.run("lists", "history", LIST, "45818").expect(0).out,
                   "held by the newest snapshot, published 2024-06-21")
    home.run("lists", "promote").expect(0)
    by_key = home.run("lists", "history", LIST, "us_ofac_sdn:45818").expect(0).out
    cases.contains(by_key, "added between the snapshot published 2024-06-20 and the one published "
                           "2024-06-21")
    cases.contains(by_key, "gone between the snapshot published 2024-06-21 and the one published "
                           "2025-10-01")
    line = home.run("lists", "history", LIST, "45818", "--json").expect(0).json_lines()[0]
    by_name = home.run("lists", "history", LIST, line["name"].lower()).expect(0).out
    cases.equal(by_name, by_key, "asked by name")


def status_is_a_table(home):
    home.add_sdn("2024-06-21").expect(0)
    home.add_sdn("2025-10-01", "--hold").expect(0)
    home.add_sdn("2026-01-01", edit=lambda rows: rows.update({"sdn.csv": []})).expect(2)
    lines = home.run("lists", "status").expect(0).out.splitlines()
    heads = lines[0].split("  ")
    cases.equal([head.strip() for head in heads if head.strip()],
                ["LIST", "PUBLISHER", "PUBLISHED", "LOADED", "ENTITIES", "NAMES", "ERRORS",
                 "WARNINGS", "UNMODELLED", "STALE", "STATE"])
    line = home.run("lists", "status", "--json").expect(0).json_lines()[0]
    for value in (line["id"], line["publisher"], "2024-06-21", str(line["entities"]),
                  str(line["names"]), line["received"][:10], "yes" if line["stale"] else "no",
                  "serves"):
        cases.contains(lines[1], value)
    for head, value in (("PUBLISHER", line["publisher"]), ("LOADED", line["received"][:10])):
        cases.equal(lines[1].find(value), lines[0].find(head), f"place of {head}")
    cases.contains(lines[2], f"{LIST}: refused 20")
    cases.contains(lines[2], "; the snapshot published 2024-06-21 serves on")
    cases.contains(lines[3], f"{LIST}: 1 snapshot held back")
    cases.equal(len(lines), 4, "lines")


def in_a_home(binary, case, data):
    def run():
        if data and not os.path.isdir(daily.DATA):
            cases.skip(f"no folder {daily.DATA}")
        with Home(binary) as home:
            case(home)
    return run


def of_the_archive(archive, case):
    def run():
        if not os.path.exists(daily.DIFFS):
            cases.skip(f"no file {daily.DIFFS}")
        case(archive)
    return run


def main():
    binary = sys.argv[1]
    suite = cases.Suite("history")
    suite.run("wrong questions", in_a_home(binary, wrong_questions, False))
    suite.run("in words", in_a_home(binary, in_words, False))
    suite.run("status is a table", in_a_home(binary, status_is_a_table, False))
    suite.run("sdn: who was delisted between 2025 and 2026", in_a_home(binary, delisted, True))
    suite.run("un: what came, went and changed", in_a_home(binary, un_changes, True))
    archive = Archive(binary)
    with archive.home:
        for title, case in (
                ("sdn: 309 states arrive, the empty one apart", states_arrive),
                ("sdn: differences are those of the files", differences_are_the_files),
                ("sdn: histories are those of the files", histories_are_the_files),
                ("sdn: as of any time it is what the files say", as_of_is_what_the_files_say),
                ("sdn: the empty state delists nobody", the_empty_state_is_refused),
                ("sdn: on disk, and again from the bytes", on_disk_and_again)):
            suite.run(title, of_the_archive(archive, case))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
