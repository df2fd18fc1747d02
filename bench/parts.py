"""The parts of `make bench`: each measures one thing and adds to the figures and tables."""
import os
import re
import subprocess
import sys
import tempfile
from types import SimpleNamespace

import inventories
import measure
import throughput
from program import Home

OFAC_AND_UN = ("us_ofac_sdn", "us_ofac_nonsdn", "un_sc")
OF_REAL_LISTS = ("ofac_un.", "official.", "batch.")  # what their figures begin with
OF_SOMEBODY = ("exact", "one edit", "two edits", "cross-script", "organization")
PROSE_BYTES = 1 << 20
PROSE_FOLDERS = ("docs", "include", "man")


class Absent(Exception):
    """Something a part needs is not at hand."""


class Bench:
    """What the parts share: the build, the lists loaded once, and what was measured so far."""

    def __init__(self, build, root, short, sizes):
        self.build, self.root, self.short, self.sizes = build, root, short, sizes
        self.binary = os.path.join(build, "interdict")
        self.figures = {}  # PART.NAME -> number
        self.results = {}  # size or name of lists -> kind -> what -> number
        self.tables = []   # (title, heads, rows) for the page
        self.loaded = None
        self.lines = measure.list_lines(root)
        self.real = len(self.lines) == len(measure.LISTS)

    def tool(self, *path):
        return os.path.join(self.build, "bench", *path)

    def home(self):
        """All lists at hand, loaded once."""
        if self.loaded is None:
            self.loaded = Home(self.binary)
            throughput.add_lists(self.loaded, self.root)
        return self.loaded

    def names_of(self, count):
        """Names of customers of no list, where a file of such is at hand; else made-up ones."""
        made = subprocess.run([self.tool("batch", "customers"), os.path.join(self.root, "data"),
                               str(count)], stdout=subprocess.PIPE, check=True).stdout.decode()
        return [line.split('"')[1] for line in made.splitlines()[1:]]

    def table(self, title, heads, rows):
        self.tables.append((title, heads, rows))
        print("   " + "  ".join(f"{head:>14}" for head in heads))
        for row in rows:
            print("   " + "  ".join(f"{cell:>14}" for cell in row))

    def close(self):
        if self.loaded is not None:
            self.loaded.__exit__()


def processor_seconds(command, expect=(0, 1)):
    """Of a program that runs to its end; (seconds of processor, resident MB at most)."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in expect:
        raise SystemExit(f"{' '.join(command)}: exit status {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


# ------------------------------------------------------------------ names

def run_speed(bench, size, lines, questions, scan_seconds):
    options = SimpleNamespace(binary=bench.tool("speed", "speed"), root=bench.root,
                              questions=questions, scan_seconds=scan_seconds, timeout=7200)
    return measure.run_size(options, size, lines)


def note_image(bench, prefix, image):
    bench.figures[f"{prefix}.image.build_s"] = image["build_ms"] / 1e3
    bench.figures[f"{prefix}.image.open_ms"] = image["open_ms"]
    bench.figures[f"{prefix}.image.gb"] = image["bytes"] / 1e9


TIMES = ("p50_us", "p99_us", "kept_p50_us", "kept_p99_us")


def note_kinds(bench, prefix, kinds):
    for kind, own in kinds.items():
        if kind != "image":
            for what in TIMES:
                bench.figures[f"{prefix}.{kind}.{what}"] = own[what]
    if "customer" not in kinds:  # only where the folder has such: clean ones stand for them
        for what in TIMES:
            bench.figures[f"{prefix}.customer.{what}"] = kinds["clean"][what]


def note_baseline(bench, prefix, kinds):
    """Of the same questions: throughput by throughput, recall less recall."""
    asked = {kind: own for kind, own in kinds.items() if kind != "image" and "scan_us" in own}
    clean = asked.get("customer", asked.get("clean"))
    bench.figures[f"{prefix}.customer_ratio"] = clean["scan_us"] / clean["mean_us"]
    bench.figures[f"{prefix}.ratio"] = (sum(own["scan_us"] for own in asked.values()) /
                                        sum(own["mean_us"] for own in asked.values()))
    listed = [kinds[kind] for kind in OF_SOMEBODY if "scan_recall" in kinds.get(kind, ())]
    if listed:
        bench.figures[f"{prefix}.recall_gain"] = 100 * sum(
            own["recall_of_scanned"] - own["scan_recall"] for own in listed) / len(listed)


def lists(bench):
    """The lists as they are: OFAC and the UN, and all."""
    questions, scan = (100, 5) if bench.short else (2000, 90)
    some = [line for line in bench.lines if line.split("\t")[0] in OFAC_AND_UN]
    for prefix, lines in (("ofac_un", some), ("official", bench.lines)):
        kinds = run_speed(bench, 0, lines, questions, scan)
        measure.print_table({prefix: kinds})
        bench.results[prefix] = kinds
        note_image(bench, prefix, kinds["image"])
        note_kinds(bench, prefix, kinds)
        note_baseline(bench, prefix, kinds)


def sizes(bench):
    """Lists cut to a size, or grown beyond what there is."""
    questions, scan = (100, 5) if bench.short else (1000, 60)
    for size in bench.sizes:
        kinds = run_speed(bench, size, bench.lines, questions, scan)
        measure.print_table({size: kinds})
        bench.results[size] = kinds
        note_image(bench, str(size), kinds["image"])
        note_kinds(bench, str(size), kinds)


def screen(bench):
    """Resident memory of one question against all lists, by the name asked."""
    home = bench.home()
    names = ["Andrei Tikhonov", "Ali Hassan Mohammed", "محمد علي", "Global Trading Company LLC",
             "Nobody Whatsoever"]
    rows = []
    for name in names:
        seconds, memory = processor_seconds([bench.binary, "screen", name, "--home", home.path])
        rows.append((name, f"{memory:.0f}", f"{seconds * 1e3:.0f}"))
        bench.figures["official.screen.mb"] = max(memory,
                                                  bench.figures.get("official.screen.mb", 0))
    bench.table("One screening", ("name", "MB", "ms of processor"), rows)


# ------------------------------------------------------------------ rows, swaps

def batch(bench):
    """Customers by the thousand, with what is kept of their words and with nothing kept."""
    rows = 20000 if bench.short else int(os.environ.get("ROWS", throughput.ROWS))
    told = []
    for run in throughput.measure(bench.home(), bench.tool("batch", "customers"), bench.root, rows):
        told.append((run.rows, run.threads, run.cache, f"{run.rows / run.wall:.0f}",
                     f"{run.processor / run.rows * 1e6:.1f}", f"{run.ten_million:.0f}",
                     f"{run.memory:.0f}"))
        if run.rows == rows and run.threads == os.cpu_count() and run.cache > 0:
            bench.figures["batch.ten_million_s"] = run.ten_million
            bench.figures["batch.mb"] = run.memory
    bench.table("Batch: synthetic customers against all lists",
                ("rows", "threads", "cache MB", "rows/s", "us/row", "s/10M", "MB"), told)


def swap(bench):
    """Readers at full rate, alone and while what serves is swapped."""
    swaps = 20 if bench.short else 1000
    done = subprocess.run([bench.tool("speed", "swap"), os.path.join(bench.root, "data"),
                           bench.home().path, str(swaps)], check=True, text=True,
                          input="\n".join(bench.names_of(500)) + "\n", stdout=subprocess.PIPE)
    told = {}
    for line in done.stdout.splitlines():
        when, what, figure = line.split("\t")
        told.setdefault(when, {})[what] = float(figure)
    bench.figures["swap.p99_ratio"] = told["swapped"]["own_p99_us"] / told["alone"]["own_p99_us"]
    bench.figures["swap.wrong"] = told["swapped"]["wrong"] + told["alone"]["wrong"]
    heads = ("p50_us", "p99_us", "own_p50_us", "own_p99_us", "per_s", "wrong")
    bench.table(f"Readers and {swaps} swaps, {told['swapped']['swap_ms']:.0f} ms each",
                ("readers", *heads), [(when, *(f"{told[when][head]:.0f}" for head in heads))
                                      for when in ("alone", "swapped")])


# ------------------------------------------------------------------ other subjects

def message(bench):
    """pacs.008 messages, read, screened, written."""
    command = [bench.tool("bench_message"), os.path.join(bench.root, "data"),
               os.path.join(bench.root, "examples/june-2024/sdn.csv")]
    done = subprocess.run(command + (["1"] if bench.short else []), text=True, check=True,
                          stdout=subprocess.PIPE, cwd=bench.root).stdout
    print(done, end="")
    found = re.search(r"(\d+) messages a second a core", done)
    bench.figures["message.per_s"] = float(found[1])
    bench.table("Payment messages", ("kind", "/s a core"), [("pacs.008", found[1])])


def prose(root):
    """A megabyte of what this repository says in words, its own code behind it."""
    files = []
    for top in (*PROSE_FOLDERS, "src"):
        for folder, folders, names in os.walk(os.path.join(root, top)):
            folders.sort()
            files += [os.path.join(folder, name) for name in sorted(names)
                      if name.endswith((".md", ".txt", ".h", ".c"))]
    text = b""
    for path in files:
        if len(text) >= PROSE_BYTES:
            break
        with open(path, "rb") as handle:
            text += handle.read()
    return text[:PROSE_BYTES].decode(errors="ignore").encode()


def beyond_start(bench, command, much, little):
    """Seconds of processor that `much` takes beyond `little`, which is nearly the start alone."""
    seconds = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for content in (much, little):
            path = os.path.join(folder, "subject")
            with open(path, "wb") as out:
                out.write(content)
            seconds.append(processor_seconds([bench.binary, command, path, "--home",
                                              bench.home().path])[0])
    return max(seconds[0] - seconds[1], 0.001)


def text(bench):
    """Running text, against all lists."""
    seconds = beyond_start(bench, "text", prose(bench.root), b"Nothing to tell.\n")
    bench.figures["text.s_per_mb"] = seconds
    bench.table("Running text", ("bytes", "s of processor", "MB/s"),
                [(PROSE_BYTES, f"{seconds:.2f}", f"{1 / seconds:.2f}")])


def inventory(bench):
    """Made-up inventories, with no list loaded and with all, where makers are screened too."""
    rows = []
    with Home(bench.binary) as empty:
        for title, suffix, make, count in inventories.FORMS:
            count = count // 50 if bench.short else count
            path = os.path.join(empty.work, "inventory" + suffix)
            small = os.path.join(empty.work, "small" + suffix)
            for file, lines in ((path, count), (small, 1)):
                with open(file, "wb") as out:
                    out.write(make(lines))
            for lists_of, home in (("none", empty), ("all", bench.home())):
                command = [bench.binary, "inventory", "--json", "--home", home.path]
                seconds, memory = processor_seconds([*command, path])
                seconds = max(seconds - processor_seconds([*command, small])[0], 0.001)
                rows.append((title, count, lists_of, f"{count / seconds:.0f}", f"{memory:.0f}"))
    bench.table("Software inventories",
                ("form", "lines", "lists", "lines/s a core", "MB"), rows)


def script(bench, name, *arguments):
    """A benchmark that prints what it measures."""
    done = subprocess.run([sys.executable, "-B", os.path.join(bench.root, "bench", name),
                           bench.binary, *arguments], check=True, text=True,
                          stdout=subprocess.PIPE).stdout
    print(done, end="", flush=True)
    return done


def owners(bench):
    """Stakes: registries, a chain, a market."""
    told = script(bench, "bench_owners.py", str(20000 if bench.short else 1000000))
    bench.tables.append(("Owners", ("what was read, and what it took",),
                         [(line,) for line in told.splitlines()]))


def past(bench):
    """Questions as of earlier days; re-screening of whom a change affects; FollowTheMoney."""
    if bench.short:
        raise Absent("with --short")
    script(bench, "bench_as_of.py")
    script(bench, "bench_rescreen.py")
    subprocess.run([bench.tool("bench_ftm"), os.path.join(bench.root, "data")], check=True)


ALL = {"lists": lists, "sizes": sizes, "screen": screen, "batch": batch, "swap": swap,
       "message": message, "text": text, "inventory": inventory, "owners": owners, "past": past}
# Of a part that is skipped, what figures of it begin with; else its name.
PREFIXES = {"lists": ("ofac_un", "official.image"), "sizes": ("5000000",),
            "screen": ("official.screen",)}
