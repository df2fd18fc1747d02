"""The engine of the proving ground, as a process that is asked. README.md has its commands."""
import os
import subprocess
import tempfile

LIST_FOLDERS = {
    # id: format, mapping, files
    "us_ofac_sdn": ("ofac_sdn_csv", "", ("ofac/sdn_2026-04-22_rebuilt.csv", "ofac/2025-12/alt.csv",
                                         "ofac/2025-12/add.csv")),
    "us_ofac_nonsdn": ("ofac_nonsdn_csv", "", ("ofac/nonsdn/cons_prim.csv",)),
    "un_sc": ("un_xml", "", ("un/un_consolidated_2026-02-27.xml",)),
    "eu_fsf": ("eu_xml", "", ("eu/eu_fsf_2026-02-23_rebuilt.xml.xz",)),
    "uk_sl": ("mapped_jsonl", "uk_sl_jsonl", ("uk/uk_sanctions_list_2026-08-22.jsonl.xz",)),
    "us_csl": ("us_csl_csv", "", ("csl/us_consolidated_screening_list_2022-05.csv.gz",)),
    "au_dfat": ("au_xlsx", "", ("other_lists/au_dfat_2026-08-02.xlsx",)),
}
# What a clean customer is screened against: everything but the last.
OFFICIAL = tuple(name for name in LIST_FOLDERS if name != "au_dfat")


class Absent(Exception):
    """Data that is not at hand: what needs it is skipped and counted."""


class Listed:
    """One name of one entity of the index."""
    __slots__ = ("entity", "party", "type", "kind", "name")

    def __init__(self, line):
        self.entity, self.party, self.type, self.kind, self.name = line.split("\t", 4)

    @property
    def list(self):
        return self.entity.split(":", 1)[0]


class Engine:
    """Starts with the first question; reads the lists with the first that needs them."""

    def __init__(self, binary, knowledge, data):
        self.binary, self.knowledge, self.data = binary, knowledge, data
        self.process = None
        self.folder = None
        self.added = []
        self.built = False
        self._names = None

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="accuracy-")
        return self

    def __exit__(self, *_):
        if self.process:
            self.process.stdin.close()
            self.process.wait()
        self.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def _command(self, *words):
        if self.process is None:
            self.process = subprocess.Popen([self.binary, self.knowledge], stdin=subprocess.PIPE,
                                            stdout=subprocess.PIPE, encoding="utf-8")
        self.process.stdin.write("\t".join(words) + "\n")
        self.process.stdin.flush()
        if self.process.stdout.readline() != "ok\n":
            raise SystemExit(f"the engine stopped at: {words[0]}")

    def add_list(self, name, form, mapping, paths):
        """A further list for some set; before the first search."""
        assert not self.built
        self._command("list", name, form, mapping, *paths)
        self.added.append(name)

    def _build(self):
        if self.built:
            return
        for name, (form, mapping, files) in LIST_FOLDERS.items():
            paths = [os.path.join(self.data, file) for file in files]
            if all(os.path.exists(path) for path in paths):
                mapping = mapping and os.path.join(self.knowledge, "mappings", mapping + ".yml")
                self.add_list(name, form, mapping, paths)
        if not self.added:
            raise Absent("no list at hand")
        self._command("build")
        self.built = True

    def names(self):
        """Every listed name."""
        if self._names is None:
            self._build()
            self._command("names", self.path("names"))
            self._names = [Listed(line) for line in read_lines(self.path("names"))]
        return self._names

    def has_lists(self, *wanted):
        self._build()
        missing = [name for name in wanted if name not in self.added]
        if missing:
            raise Absent("no list " + ", ".join(missing))

    def _ask(self, lines):
        asked, answered = self.path("asked"), self.path("answered")
        with open(asked, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as out:
            out.writelines(lines)
        self._command("ask", asked, answered)
        return [line.split("\t") for line in read_lines(answered)]

    def compare(self, pairs):
        """(ours, jaro_winkler, levenshtein) of each (type, name, name), 0 to 1."""
        return [tuple(score(word) for word in words[1:4]) for words in self._ask(
            pair_lines(pairs))]

    def linked(self, pairs):
        """Of each (type, name, name), how many parts are taken for the same."""
        return [int(words[4]) for words in self._ask(pair_lines(pairs))]

    def find(self, questions):
        """A Found for each Question."""
        self._build()
        return [Found(words) for words in self._ask(q.line(i) for i, q in enumerate(questions))]


def pair_lines(pairs):
    return (f"pair\t{number}\t{kind}\t{plain(a)}\t{plain(b)}\n"
            for number, (kind, a, b) in enumerate(pairs))


def read_lines(path):
    with open(path, encoding="utf-8", errors="replace", newline="\n") as lines:
        return [line.rstrip("\n") for line in lines]


def plain(text):
    """Text as one word of a question."""
    return text.replace("\t", " ").replace("\n", " ").replace("\r", " ")


def score(word):
    value = int(word)
    return None if value < 0 else value / 10000


class Question:
    """A name that is looked for: `right` are the entities it should find (none: a clean name)."""

    def __init__(self, name, kind="any", births="", countries="", lists=OFFICIAL, threshold=0.70,
                 right=(), baselines="right", identifiers=""):
        self.name, self.kind, self.births, self.countries = name, kind, births, countries
        self.lists, self.threshold, self.right = lists, threshold, tuple(right)
        self.baselines, self.identifiers = baselines, identifiers

    def line(self, number):
        return "\t".join(("find", str(number), self.kind, plain(self.name), self.births,
                          self.countries, self.identifiers, " ".join(self.lists),
                          str(round(self.threshold * 10000)), ";".join(self.right),
                          self.baselines)) + "\n"


class Found:
    """What a question found: the best of the right entities, the best of all others."""

    def __init__(self, words):
        self.right, self.right_entity, self.right_name = score(words[1]) or 0, words[2], words[3]
        self.top, self.top_entity, self.top_name = score(words[4]) or 0, words[5], words[6]
        self.others_alert = int(words[7])
        self.right_plain = (score(words[8]), score(words[9]))
        self.top_plain = (score(words[10]), score(words[11]))
