#!/usr/bin/env python3
"""The completions and manual pages made from man/*.txt.

usage: test_completions.py BUILD

The bash completion is driven as the shell would drive it; those of zsh and fish are parsed by their
shells where these are installed. Every manual page passes through troff without a warning.
"""
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(ROOT, "tools")]
import cases  # noqa: E402
import mkman  # noqa: E402

MAN = os.path.join(ROOT, "man")
# A program for the completion to ask; the real one is not needed here.
STUB = """interdict() {
    case "$*" in
    'lists formats') printf 'ofac_sdn_csv  SDN list\\nun_xml  UN list\\n' ;;
    'lists status --json') printf '{"id":"us_ofac_sdn","x":1}\\n{"id":"un_sc","x":2}\\n' ;;
    esac
}
"""
# words typed (the last one is being completed), what must be offered, what must not
DIALOGUES = [
    (["scr"], ["screen"], ["batch"]),
    ([""], ["screen", "batch", "lists", "--help"], []),
    (["screen", "--ty"], ["--type"], ["--threshold"]),
    (["screen", "--type", "ve"], ["vessel"], ["person"]),
    (["screen", "--list", "u"], ["us_ofac_sdn", "un_sc"], []),
    (["screen", "--dob", ""], [], ["person"]),
    (["lists", "pro"], ["promote"], ["add"]),
    (["lists", "add", "o"], ["ofac_sdn_csv"], ["un_xml"]),
    (["batch", "--format", ""], ["ndjson", "csv"], []),
    (["help", "ex"], ["explain"], ["screen"]),
    (["batch", "READ"], ["README.md"], []),
]


def run(command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def complete_in_bash(file, words):
    line = " ".join(["interdict", *words])
    quoted = " ".join(f"'{word}'" for word in ["interdict", *words])
    script = (f"{STUB}\nsource '{file}'\ncompopt() {{ :; }}\nCOMP_WORDS=({quoted})\n"
              f"COMP_CWORD={len(words)} COMP_LINE='{line}' COMP_POINT={len(line)}\n"
              "_interdict\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n")
    result = run(["bash", "-u", "-c", script], cwd=ROOT)
    cases.equal(result.stderr, "", "standard error")
    return result.stdout.split()


def bash_case(file, words, offered, withheld):
    found = complete_in_bash(file, words)
    for word in offered:
        cases.true(word in found, f"{word} is not offered: {found}")
    for word in withheld:
        cases.true(word not in found, f"{word} is offered: {found}")


def syntax_case(shell, file):
    if not shutil.which(shell):
        cases.skip(f"{shell} is not installed")
    result = run([shell, "-n", file])
    cases.equal((result.returncode, result.stderr), (0, ""))


def troff_case(file):
    if not shutil.which("groff"):
        cases.skip("groff is not installed")
    result = run(["groff", "-k", "-man", "-ww", "-rLL=78n", "-Tutf8", file])
    cases.equal((result.returncode, result.stderr), (0, ""))


def registered_case():
    with open(os.path.join(MAN, "meson.build"), encoding="utf-8") as handle:
        build = handle.read()
    for command in mkman.commands(MAN):
        cases.contains(build, f"'{command}'", "man/meson.build")


def main():
    build = sys.argv[1]
    suite = cases.Suite("completions")
    bash = os.path.join(build, "completions", "interdict")
    for words, offered, withheld in DIALOGUES:
        suite.run(f"bash: interdict {' '.join(words)}<tab>", bash_case, bash, words, offered,
                  withheld)
    for shell, name in (("bash", "interdict"), ("zsh", "_interdict"), ("fish", "interdict.fish")):
        suite.run(f"{shell} reads its completion", syntax_case, shell,
                  os.path.join(build, "completions", name))
    for name in sorted(os.listdir(os.path.join(build, "man"))):
        if name.endswith(".1"):
            suite.run(f"troff reads {name}", troff_case, os.path.join(build, "man", name))
    suite.run("every text in man/ is built", registered_case)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
