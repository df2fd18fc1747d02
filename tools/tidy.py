#!/usr/bin/env python3
"""Enforces the house rules of docs/style.md; part of the test run.

usage: tidy.py [--root DIR] [--counts]

Prints `file:line: rule: what is wrong; how to mend it`, one line a fault, and exits 1 if there was
any. With --counts ends in `N passed, N failed`, one case a rule. A rule can be waived for one place
by a comment on that line or the line above: `tidy: allow <rule>: <reason>`. A waiver without a
reason, for an unknown rule, or that waives nothing is itself a fault.
"""
import argparse
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import csource  # noqa: E402  (beside this file)

FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 1000
COLUMNS_MAX = 100

# The layers, lowest first; modules of one layer never include each other.
LAYERS = [["base"], ["text"], ["names"], ["entity"], ["lists", "match", "rules"], ["screen"],
          ["cases"]]
RANK = {module: rank for rank, layer in enumerate(LAYERS) for module in layer}

BANNED_HEADERS = {
    "the nine read no clock": {"time.h", "sys/time.h"},
    "the nine touch no file": {"fcntl.h", "unistd.h", "dirent.h", "sys/stat.h", "sys/mman.h"},
    "the nine touch no socket": {"sys/socket.h", "netinet/in.h", "netdb.h", "curl/curl.h"},
    "the nine know no locale": {"locale.h", "wchar.h", "wctype.h", "langinfo.h", "iconv.h"},
    "the nine start no thread": {"pthread.h", "threads.h", "signal.h"},
    "no score depends on libm": {"math.h", "tgmath.h"},
}
BANNED_CALLS = {
    "only src/os touches files": "fopen open openat creat fdopen freopen popen opendir stat mmap",
    "only src/os reads the clock; the date is an argument":
        "time gettimeofday clock clock_gettime localtime gmtime mktime strftime",
    "the nine read no environment": "getenv secure_getenv setenv putenv",
    "the nine know no locale": "setlocale newlocale uselocale strcoll strcasecmp strncasecmp "
                               "isalpha isalnum isspace toupper tolower iswalpha towlower",
    "only src/os opens sockets": "socket connect bind listen accept",
    "results are values or go into an ix_buf":
        "printf fprintf vprintf vfprintf puts putchar fputs fputc fwrite perror",
    "use ix_str_to_int or the integer parsers":
        "strtod strtof strtold atoi atol atoll atof sscanf strtok",
    "unbounded; use ix_buf or a slice": "strcpy strcat sprintf vsprintf gets alloca stpcpy",
    "same input, same bytes": "rand srand random drand48 getrandom arc4random",
    "errors are returned": "exit _exit abort quick_exit longjmp setjmp system",
}
ALLOCATING = "malloc calloc realloc reallocarray free strdup strndup asprintf vasprintf"
ALLOCATION_FILES = {"arena.c", "buf.c", "alloc.c", "allocator.c"}

TEXT_SUFFIXES = (".c", ".h", ".py", ".sh", ".md", ".build", ".txt", ".yml", ".yaml", ".js",
                 ".css", ".html", ".fish", ".bash", ".1", ".toml", ".rst", ".sql")
TEXT_NAMES = {"Makefile", "run", "_interdict", ".editorconfig", ".clang-format", ".gitignore",
              "meson_options.txt"}
# Bytes of others, or byte-exact inputs of tests: their form is not ours to choose.
FOREIGN = ("examples/", "data/", "tests/lists/", "tests/corpus/", "tests/e2e/files/",
           "fuzz/corpus/", "fuzz/seeds/", "tests/tidy/samples/", "LICENSE")
# Spelled apart so that these lines do not fault themselves.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
WORKPLACE = re.compile(r"(?<![\w.])/(wo" r"rk|fa" r"rm|ro" r"ot)/[\w.]")
WAIVER = re.compile(r"tidy: allow ([\w-]+)(?:: *(\S.*?))?\s*(?:\*/)?$")


class File:
    """One file of the tree: its path below the root, its bytes as text, and its parsed form."""

    def __init__(self, root, path):
        self.path = path
        with open(os.path.join(root, path), "rb") as handle:
            self.text = handle.read().decode("utf-8", "replace")
        self.lines = self.text.split("\n")
        self.is_c = path.endswith((".c", ".h"))
        # What only tests include: X_test.c, and headers test_*.h for several of them.
        self.is_test = path.endswith("_test.c") or os.path.basename(path).startswith("test_")
        self._source = None

    @property
    def source(self):
        if self._source is None:
            self._source = csource.Source(self.text)
        return self._source

    def module(self):
        """The module a file of the nine or of os belongs to, or None."""
        match = re.match(r"(?:src/(\w+)/|include/interdict/([a-z0-9]+)(?:_\w+)?\.h$)", self.path)
        return (match.group(1) or match.group(2)) if match else None

    def in_nine(self):
        return self.path.startswith("src/") and self.module() in RANK and not self.is_test


class Tree:
    def __init__(self, root):
        self.root = root
        self.paths = sorted(set(self._list()))
        self.known = set(self.paths)
        self.files = [File(root, path) for path in self.paths if self._is_text(path)]

    def _list(self):
        try:
            out = subprocess.run(
                ["git", "-C", self.root, "ls-files", "-z", "--cached", "--others",
                 "--exclude-standard"], check=True, capture_output=True).stdout.decode()
            listed = [path for path in out.split("\0") if path]
        except (OSError, subprocess.CalledProcessError):
            listed = self._walk()
        return [path for path in listed if os.path.isfile(os.path.join(self.root, path))]

    def _walk(self):
        for folder, folders, names in os.walk(self.root):
            folders[:] = [f for f in folders if not f.startswith((".git", "build"))]
            for name in names:
                yield os.path.relpath(os.path.join(folder, name), self.root)

    @staticmethod
    def _is_text(path):
        return path.endswith(TEXT_SUFFIXES) or os.path.basename(path) in TEXT_NAMES

    def c_files(self):
        return [file for file in self.files if file.is_c]

    def own_files(self):
        return [file for file in self.files if not file.path.startswith(FOREIGN)]


def rule_layering(tree):
    for file in tree.c_files():
        for line, bracket, target in file.source.includes():
            fault = include_fault(tree, file, bracket, target)
            if fault:
                yield file, line, fault


def include_fault(tree, file, bracket, target):
    """Why `file` may not include `target`, or None."""
    top = file.path.split("/")[0]
    if bracket == '"':
        if "/" in target:
            return (f'"{target}" reaches into another folder; include <interdict/x.h> or a header '
                    "of this folder")
        beside = os.path.join(os.path.dirname(file.path), target)
        elsewhere = [p for p in tree.known if p.startswith(("src/", "cli/", "include/"))
                     and os.path.basename(p) == target]
        if elsewhere and beside not in tree.known:
            return f'"{target}" is private to {os.path.dirname(elsewhere[0])}'
        return None
    if not target.startswith("interdict/"):
        return None
    # A long header is cut in pieces: screen_message.h is of module screen.
    word = target[len("interdict/"):].removesuffix(".h").split("_")[0]
    module = file.module()
    if top == "include" and module == "interdict":
        return None
    if top not in ("src", "include") or file.is_test or module not in RANK:
        return None
    if word == "os":
        return f"{module} is one of the nine and may not know os; take the bytes as an argument"
    if word not in RANK:
        return f"<{target}> is not a module to the left of {module}; include modules one by one"
    if word == module or RANK[word] < RANK[module]:
        return None
    if RANK[word] == RANK[module]:
        return f"{module} and {word} stand side by side and never include each other"
    return f"{module} may not include {word}, which stands to its right; move the code up"


def rule_banned(tree):
    reasons = {name: why for why, names in BANNED_CALLS.items() for name in names.split()}
    reasons.update({name: "memory comes from an ix_arena or ix_buf" for name in ALLOCATING.split()})
    headers = {name: why for why, names in BANNED_HEADERS.items() for name in names}
    for file in tree.c_files():
        if not file.in_nine():
            continue
        for line, _, target in file.source.includes():
            if target in headers:
                yield file, line, f"<{target}> is banned in the nine: {headers[target]}"
        fine = {name for name, _, _ in file.source.functions()}
        if file.module() == "base" and os.path.basename(file.path) in ALLOCATION_FILES:
            fine.update(ALLOCATING.split())
        for line, name in file.source.calls():
            if name in reasons and name not in fine:
                yield file, line, f"{name}() is banned in the nine: {reasons[name]}"


def rule_globals(tree):
    for file in tree.c_files():
        if not file.in_nine():
            continue
        for line, name in file.source.mutable_statics():
            yield file, line, (f"'{name}' outlives a call and can change; make it const, or pass "
                               "it as an argument")


def rule_function_length(tree):
    for file in tree.c_files():
        for name, first, last in file.source.functions():
            if last - first + 1 > FUNCTION_LINES_MAX:
                yield file, first, (f"{name} has {last - first + 1} lines, at most "
                                    f"{FUNCTION_LINES_MAX}; split it where the thought changes")


def rule_file_length(tree):
    for file in tree.own_files():
        count = len(file.lines) - 1
        if file.path.endswith((".c", ".h", ".py", ".js")) and count > FILE_LINES_MAX:
            yield file, count, f"{count} lines, at most {FILE_LINES_MAX}; split the file"


def rule_columns(tree):
    for file in tree.own_files():
        if not file.path.endswith((".c", ".h", ".py", ".sh", ".build")):
            continue
        for number, line in enumerate(file.lines, 1):
            if len(line) > COLUMNS_MAX:
                yield file, number, f"{len(line)} columns, at most {COLUMNS_MAX}; break the line"


def rule_whitespace(tree):
    for file in tree.own_files():
        tabs_allowed = os.path.basename(file.path) == "Makefile" or file.path.endswith(".1")
        for number, line in enumerate(file.lines, 1):
            if line.endswith((" ", "\t", "\r")):
                yield file, number, "white space at the end of the line; remove it"
            if "\t" in line and not tabs_allowed:
                yield file, number, "a tab; indent by four spaces, write \\t in strings"
        if file.text and not file.text.endswith("\n"):
            yield file, len(file.lines), "no line end at the end of the file; add one"


def rule_unfinished(tree):
    for file in tree.own_files():
        for number, line in enumerate(file.lines, 1):
            found = UNFINISHED.search(line)
            if found:
                yield file, number, f"{found.group(1)}: finish it, or describe the limit in docs/"


def rule_test_beside(tree):
    for file in tree.c_files():
        if not file.path.startswith("src/") or file.is_test or not file.path.endswith(".c"):
            continue
        if file.path[:-2] + "_test.c" not in tree.known:
            name = os.path.basename(file.path)[:-2]
            yield file, 1, f"no {name}_test.c beside it; write one and add it to unit_tests"


def rule_documented(tree):
    for file in tree.c_files():
        if not file.path.startswith("include/interdict/"):
            continue
        for line, name in file.source.undocumented():
            yield file, line, (f"{name} has no /** comment */ above it nor above the lines it "
                               "stands with; say what it does and how it fails")


def rule_registered(tree):
    """A source file that no meson.build names is never compiled, a test never run."""
    builds = {}
    for path in tree.paths:
        if os.path.basename(path) == "meson.build":
            with open(os.path.join(tree.root, path), encoding="utf-8") as handle:
                builds[os.path.dirname(path)] = handle.read()
    for file in tree.c_files():
        folder, name = os.path.split(file.path)
        if not file.path.endswith(".c") or folder not in builds or not folder.startswith("src/"):
            continue
        module = folder[len("src/"):]
        stem = name.removesuffix("_test.c")
        wanted = f"'{module}/{stem}'" if file.is_test else f"'{name}'"
        if wanted not in builds[folder]:
            yield file, 1, f"{folder}/meson.build does not name {wanted}; add it"


def rule_workplace(tree):
    for file in tree.own_files():
        for number, line in enumerate(file.lines, 1):
            found = WORKPLACE.search(line)
            if found:
                yield file, number, "an absolute path of one machine; make it relative or an option"


RULES = {
    "layering": rule_layering,
    "banned": rule_banned,
    "globals": rule_globals,
    "function-length": rule_function_length,
    "file-length": rule_file_length,
    "columns": rule_columns,
    "whitespace": rule_whitespace,
    "unfinished": rule_unfinished,
    "test-beside": rule_test_beside,
    "documented": rule_documented,
    "registered": rule_registered,
    "workplace": rule_workplace,
}


class Waivers:
    def __init__(self, tree):
        self.faults = []
        self.open = {}
        for file in tree.files:
            if file.path.startswith(FOREIGN) or not (file.is_c or file.path.endswith(".sh")):
                continue
            for number, line in enumerate(file.lines, 1):
                match = WAIVER.search(line)
                if not match:
                    continue
                rule, reason = match.groups()
                if rule not in RULES:
                    self.faults.append((file, number, f"no rule is called '{rule}'"))
                elif not reason:
                    self.faults.append((file, number, "a waiver needs its reason behind a colon"))
                else:
                    self.open[(file.path, number, rule)] = (file, False)

    def covers(self, rule, file, line):
        for number in (line, line - 1):
            key = (file.path, number, rule)
            if key in self.open:
                self.open[key] = (file, True)
                return True
        return False

    def leftover(self):
        for (_, number, rule), (file, used) in sorted(
                self.open.items(), key=lambda item: item[0]):
            if not used:
                yield file, number, f"waives {rule}, but nothing here breaks it; remove it"


def check(root):
    """All faults of a tree as (rule, path, line, message), and the names of the rules checked."""
    tree = Tree(root)
    waivers = Waivers(tree)
    faults = []
    for rule, function in RULES.items():
        for file, line, message in function(tree):
            if not waivers.covers(rule, file, line):
                faults.append((rule, file.path, line, message))
    for file, line, message in [*waivers.faults, *waivers.leftover()]:
        faults.append(("waiver", file.path, line, message))
    return faults, [*RULES, "waiver"]


def main():
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parser = argparse.ArgumentParser(description="enforce the house rules")
    parser.add_argument("--root", default=here)
    parser.add_argument("--counts", action="store_true", help="end in a count, one case a rule")
    args = parser.parse_args()
    faults, rules = check(args.root)
    for rule, path, line, message in faults:
        print(f"{path}:{line}: {rule}: {message}")
    broken = {rule for rule, *_ in faults}
    if args.counts:
        print(f"{len(rules) - len(broken)} passed, {len(broken)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
