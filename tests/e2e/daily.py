"""The SDN list day by day, August 2021 to May 2024, read without the program.

The folder of real lists holds 309 states of sdn.csv as unified diffs without context, each headed
`### COMMIT TIME`; the last one is the empty file that the publisher served on 4 May 2024.

    for state in daily.states():
        state.published, state.content, state.rows     rows: {uid: line}
"""
import csv
import hashlib
import io
import lzma
import os
import re
from dataclasses import dataclass

from program import ROOT

DATA = os.environ.get("INTERDICT_TEST_DATA", os.path.join(os.path.dirname(ROOT), "shared", "data"))
DIFFS = os.path.join(DATA, "ofac", "sdn_daily_2021-08-18_to_2024-05-03.diffs.xz")
CHANGES = os.path.join(DATA, "ofac", "sdn_daily_changes_2021-2024.tsv")
COUNT = 309
HEAD = re.compile(rb"^### [0-9a-f]{40} (\S+)\n", re.M)
HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@")
BLOB = re.compile(rb"^index [0-9a-f]+\.\.([0-9a-f]+)", re.M)


@dataclass
class State:
    published: str  # 2021-08-18T09:39:01Z
    content: bytes
    rows: dict      # uid: line, in the order of the file


@dataclass
class Change:
    rows: int
    added: set
    removed: set
    changed: int


def apply(lines, diff):
    """The lines of the next state."""
    out = []
    at = 0
    for line in diff.split(b"\n"):
        hunk = HUNK.match(line)
        if hunk:
            count = int(hunk[2] or 1)
            begin = int(hunk[1]) - (count > 0)
            out += lines[at:begin]
            at = begin + count
        elif line.startswith(b"+") and not line.startswith(b"+++"):
            out.append(line[1:] + b"\n")
        elif line.startswith(b"\\") and added:
            out[-1] = out[-1][:-1]  # that line has no end
        added = line.startswith(b"+")
    return out + lines[at:]


def uid_of(line):
    uid = line.split(b",", 1)[0]
    return uid.decode() if uid.isdigit() else None


def states():
    """All states, the empty one last. Each is proved by the hash that its diff names."""
    parts = HEAD.split(lzma.open(DIFFS).read())
    lines = []
    for when, diff in zip(parts[1::2], parts[2::2]):
        lines = apply(lines, diff)
        content = b"".join(lines)
        blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
        if not blob.startswith(BLOB.search(diff)[1].decode()):
            raise ValueError(f"the state of {when} is not what its diff says")
        yield State(when.decode().replace("+00:00", "Z"), content,
                    {uid_of(line): line for line in lines if uid_of(line)})


def changes():
    """{published: Change} as counted beside the diffs; the first row is the base."""
    out = {}
    with open(CHANGES, encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            out[row["committed_utc"].replace("+00:00", "Z")] = Change(
                int(row["rows"]), set(row["added_uids"].split()),
                set(row["removed_uids"].split()), int(row["changed"]))
    return out


def columns(line):
    """The twelve columns of a row without spaces around them, None for the publisher's null."""
    row = next(csv.reader(io.StringIO(line.decode("utf-8"), newline="")))
    return [None if field.strip() == "-0-" else field.strip() for field in row]
