"""Running the real program in a home folder of its own.

    with Home(binary) as home:
        home.add_sdn("2024-06-21")
        decision = home.screen("Andrei Tikhonov", "--as-of", "2024-07-01")

Nothing of the caller's environment reaches the program but PATH and sanitizer options.
"""
import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "tests", "harness"))
import cases  # noqa: E402

FILES = os.path.join(HERE, "files")
SDN_FILES = ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")
# The persons designated on 21 June 2024, and the one of them removed later.
THE_TWELVE = {"45815", "45817", "45818", "45821", "45849", "45854", "45856", "45858", "45860",
              "45862", "45863", "45864"}
REMOVED = "45818"
UNRELATED = "10508"  # left out of later states, so that each state differs from the one before
SECONDS_MAX = 400
PASSED_ON = ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH")


class Result:
    def __init__(self, process, command):
        self.command = command
        self.status = process.returncode
        self.raw = process.stdout
        self.out = process.stdout.decode("utf-8", "strict")
        self.err = process.stderr.decode("utf-8", "strict")

    def json_lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def expect(self, *statuses):
        cases.true(self.status in statuses,
                   f"{' '.join(self.command)}: exit status {self.status}, expected "
                   f"{' or '.join(map(str, statuses))}\n{self.out[-2000:]}{self.err[-2000:]}")
        return self


class Home:
    """A temporary data folder and a working folder beside it."""

    def __init__(self, binary):
        self.binary = os.path.abspath(binary)
        self.root = tempfile.mkdtemp(prefix="interdict-e2e-")
        self.path = os.path.join(self.root, "home")
        self.work = os.path.join(self.root, "work")
        os.mkdir(self.work)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root)

    def run(self, *arguments, stdin=b"", env=None, cwd=None):
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment["INTERDICT_HOME"] = self.path
        environment.update(env or {})
        command = [self.binary, *map(str, arguments)]
        if isinstance(stdin, str):
            stdin = stdin.encode()
        process = subprocess.run(command, input=stdin, capture_output=True, cwd=cwd or self.work,
                                 env=environment, timeout=SECONDS_MAX, check=False)
        return Result(process, ["interdict", *command[1:]])

    def digest(self):
        """A hash over every name and byte below the data folder, without what is kept of refused
        attempts; '' when the folder does not exist."""
        if not os.path.isdir(self.path):
            return ""
        total = hashlib.sha256()
        for folder, folders, names in os.walk(self.path):
            folders[:] = sorted(set(folders) - {"refused"})
            for name in sorted(names):
                path = os.path.join(folder, name)
                with open(path, "rb") as handle:
                    content = hashlib.sha256(handle.read()).hexdigest()
                total.update(f"{os.path.relpath(path, self.path)} {content}\n".encode())
        return total.hexdigest()

    def write(self, name, content):
        """A file in the working folder; returns its path."""
        path = os.path.join(self.work, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as handle:
            handle.write(content.encode() if isinstance(content, str) else content)
        return path

    def sdn(self, published, edit=None):
        """The four files of the SDN list as of a day, in a folder of their own; returns the path
        of sdn.csv. `edit` may change the dictionary name -> list of rows (bytes, without CRLF)."""
        rows = {name: read_rows(name) for name in SDN_FILES}
        gone = set()
        if published < "2024-06-21":
            gone = THE_TWELVE
        elif published >= "2025":
            gone = {UNRELATED} | ({REMOVED} if published >= "2025-10-01" else set())
        for name in SDN_FILES:
            rows[name] = [row for row in rows[name] if row.split(b",")[0].decode() not in gone]
        if edit:
            edit(rows)
        folder = f"sdn-{published}-{len(os.listdir(self.work))}"
        for name in SDN_FILES:
            self.write(os.path.join(folder, name),
                       b"".join(row + b"\r\n" for row in rows[name]) + b"\x1a")
        return os.path.join(self.work, folder, "sdn.csv")

    def add_sdn(self, published, *options, edit=None):
        return self.run("lists", "add", "ofac_sdn_csv", self.sdn(published, edit), "--published",
                        published, *options)

    def screen(self, name, *options):
        """One decision of `screen --json`."""
        result = self.run("screen", "--json", *options, name).expect(0, 1)
        lines = result.json_lines()
        cases.equal(len(lines), 1, "lines of screen --json")
        severe = lines[0]["verdict"] not in ("clear", "info")
        cases.equal(result.status, int(severe or bool(lines[0]["open"])),
                    f"exit status with verdict {lines[0]['verdict']}")
        return lines[0]


def read_rows(name):
    with open(os.path.join(FILES, "sdn", name), "rb") as handle:
        return handle.read().removesuffix(b"\x1a").split(b"\r\n")[:-1]


def read_csv(text):
    return list(csv.reader(text.splitlines()))


def entities(decision, effect=None):
    """Ids of the findings' entities, in order; only those of an effect if one is given."""
    return [finding["entity"]["id"] for finding in decision["findings"]
            if effect is None or finding["effect"] == effect]


def finding(decision, entity):
    for one in decision["findings"]:
        if one["entity"]["id"] == entity:
            return one
    raise cases.Failure(f"no finding for {entity} in {entities(decision)}; verdict "
                        f"{decision['verdict']}: {decision['reason']}")
