#!/usr/bin/env python3
"""Makes manual pages and shell completions from the texts in man/ (their form: man/README.md).

usage: mkman.py page MAN_DIR COMMAND VERSION      the roff of interdict(1) or interdict-COMMAND(1)
       mkman.py bash|zsh|fish MAN_DIR             a completion file
       mkman.py commands MAN_DIR                  the commands, one a line
Output goes to standard output.
"""
import glob
import os
import re
import sys
from dataclasses import dataclass, field

PROGRAM = "interdict"
SECTION = re.compile(r"^[A-Z][A-Z ]+$")
ITEM_SECTIONS = {"OPTIONS", "SUBCOMMANDS", "ARGUMENTS", "EXIT STATUS", "ENVIRONMENT", "FILES",
                 "COMMANDS"}


@dataclass
class Item:
    head: str
    text: list = field(default_factory=list)
    values: list = field(default_factory=list)

    @property
    def flag(self):
        return self.head.split()[0]

    @property
    def takes_value(self):
        return len(self.head.split()) > 1


@dataclass
class Page:
    command: str
    summary: str
    sections: dict  # title -> lines

    def items(self, section):
        found = []
        for line in self.sections.get(section, []):
            if not line.strip():
                continue
            if not line.startswith(" "):
                found.append(Item(line))
            elif not found:
                raise SystemExit(f"man/{self.command}.txt: {section}: '{line}' has no item")
            elif line.strip().startswith("= "):
                found[-1].values += line.split()[1:]
            else:
                found[-1].text.append(line.strip())
        return found


def read_lines(man, name):
    with open(os.path.join(man, name), encoding="utf-8") as handle:
        for line in handle.read().splitlines():
            if line.startswith("@include "):
                yield from read_lines(man, line.split()[1])
            elif line == "@commands":
                for page in read_all(man):
                    yield page.command
                    yield f"    {page.summary[0].upper()}{page.summary[1:]}."
            else:
                yield line


def read_page(man, command):
    lines = list(read_lines(man, f"{command}.txt"))
    head = re.match(r"interdict(?: (\w+))? - (.+)$", lines[0])
    if not head or (head.group(1) or PROGRAM) != command:
        raise SystemExit(f"man/{command}.txt: first line must be 'interdict {command} - ...'")
    sections, title = {}, None
    for line in lines[1:]:
        if SECTION.match(line):
            title = line
            sections[title] = []
        elif title:
            sections[title].append(line)
        elif line:
            raise SystemExit(f"man/{command}.txt: '{line}' stands before the first section")
    return Page(command, head.group(2), sections)


def commands(man):
    names = [os.path.basename(path)[:-4] for path in glob.glob(os.path.join(man, "*.txt"))]
    return sorted(name for name in names if name not in (PROGRAM, "meson_options"))


def read_all(man):
    return [read_page(man, command) for command in commands(man)]


# ---------------------------------------------------------------------- roff

def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = re.sub(r"(interdict(?:\\-\w+)?)\((\d)\)", r"\\fB\1\\fR(\2)", text)
    text = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text)
    return "\\&" + text if text[:1] in ".'" else text


def roff_head(head):
    words = head.split()
    out = [f"\\fB{roff(words[0])}\\fR"]
    out += [w if w == "..." else f"\\fI{roff(w)}\\fR" for w in words[1:]]
    return " ".join(out)


def print_page(man, command, version):
    page = read_page(man, command)
    name = PROGRAM if command == PROGRAM else f"{PROGRAM}-{command}"
    print('.\\" -*- mode: nroff; coding: utf-8 -*- made by tools/mkman.py')
    print(f'.TH {name.upper()} 1 "" "{PROGRAM} {version}" "User Commands"\n.nh')
    print(f".SH NAME\n{roff(name)} \\- {roff(page.summary)}")
    for title, lines in page.sections.items():
        print(f'.SH "{"SYNOPSIS" if title == "USE" else title}"')
        if title in ITEM_SECTIONS:
            for item in page.items(title):
                print(f".TP\n{roff_head(item.head)}")
                values = [v for v in item.values if not v.startswith("@")]
                text = " ".join(item.text)
                if values and not any(v.strip(":") in text for v in values[1:2]):
                    text += f" One of {', '.join(v.strip(':') for v in values)}."
                print(roff(text.strip()))
        else:
            print_prose(lines)
    others = [f"interdict-{c}(1)" for c in commands(man) if c != command]
    if command != PROGRAM:
        others.insert(0, "interdict(1)")
    print(".SH SEE ALSO\n" + roff(", ".join(others)))


def print_prose(lines):
    block = False
    for line in lines:
        if line.startswith("    "):
            print(roff(line[4:]) if block else f".nf\n.RS 4\n{roff(line[4:])}")
            block = True
            continue
        if block:
            print(".RE\n.fi")
            block = False
        print(roff(line) if line.strip() else ".PP")
    if block:
        print(".RE\n.fi")


# ---------------------------------------------------------------------- completions

FORMATS = "$(interdict lists formats 2>/dev/null | awk '{print $1}')"
LISTS = "$(interdict lists status --json 2>/dev/null | awk -F'\"' '{print $4}')"


def value_kind(item):
    """What completes an item's argument: ('file'|'dir'|'words'|'none', words)."""
    for value in item.values:
        if value in ("@file", "@csv"):
            return "file", ""
        if value == "@dir":
            return "dir", ""
        if value == "@list":
            return "words", LISTS
        if value == "@none":
            return "none", ""
    words = " ".join(v for v in item.values if not v.startswith("@"))
    return ("words", words) if words else ("none", "")


def takes_files(page):
    return any(re.search(r"(?<!--csv )(\bFILE\b|\.json\b|\.csv\b)", line)
               for line in page.sections["USE"])


BASH_VALUE = {
    "file": "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\"))",
    "dir": "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$cur\"))",
    "none": "COMPREPLY=()",
}


def print_bash(man):
    pages = read_all(man)
    names = " ".join(page.command for page in pages)
    print(f"# bash completion for {PROGRAM}; made by tools/mkman.py from man/*.txt\n")
    print(f"_{PROGRAM}()\n{{")
    print("    local cur prev words cword command=''")
    print("    if declare -F _get_comp_words_by_ref >/dev/null; then")
    print("        _get_comp_words_by_ref -n =: cur prev words cword")
    print("    else")
    print("        words=(\"${COMP_WORDS[@]}\") cword=$COMP_CWORD")
    print("        cur=${words[cword]} prev=${words[cword - 1]}")
    print("    fi")
    print("    [ \"$cword\" -gt 1 ] && command=${words[1]}")
    print("    COMPREPLY=()")
    print("    case $command in")
    print(f"    '')\n        COMPREPLY=($(compgen -W \"{names} --help --version\" -- \"$cur\"))"
          "\n        return\n        ;;")
    for page in pages:
        print_bash_command(page, names)
    print("    esac\n}")
    print(f"complete -F _{PROGRAM} {PROGRAM}")


def print_bash_command(page, names):
    options = page.items("OPTIONS")
    print(f"    {page.command})\n        case $prev in")
    for item in options:
        if not item.takes_value:
            continue
        kind, words = value_kind(item)
        action = BASH_VALUE.get(kind) or f"COMPREPLY=($(compgen -W \"{words}\" -- \"$cur\"))"
        space = "; compopt -o nospace" if words.endswith(":") else ""
        print(f"        {item.flag})\n            {action}{space}\n            return\n"
              "            ;;")
    print("        esac")
    flags = " ".join([item.flag for item in options] + ["--help"])
    print("        if [[ $cur == -* ]]; then")
    print(f"            COMPREPLY=($(compgen -W \"{flags}\" -- \"$cur\"))\n            return\n"
          "        fi")
    if page.items("SUBCOMMANDS"):
        words = " ".join(item.flag for item in page.items("SUBCOMMANDS"))
        print(f"        if [ \"$cword\" -eq 2 ]; then\n            COMPREPLY=($(compgen -W "
              f"\"{words}\" -- \"$cur\"))\n            return\n        fi")
        print("        if [ \"$cword\" -eq 3 ] && [ \"${words[2]}\" = add ]; then\n"
              f"            COMPREPLY=($(compgen -W \"{FORMATS}\" -- \"$cur\"))\n"
              "            return\n        fi")
    if page.command == "help":
        print(f"        COMPREPLY=($(compgen -W \"{names}\" -- \"$cur\"))")
    elif takes_files(page):
        print("        " + BASH_VALUE["file"])
    print("        ;;")


def quoted(text):
    return text.replace("'", "'\\''")


def zsh_text(item):
    text = " ".join(item.text).split(". ")[0].rstrip(".")
    return quoted(re.sub(r"([\[\]:])", r"\\\1", text))


def print_zsh(man):
    pages = read_all(man)
    print(f"#compdef {PROGRAM}\n# made by tools/mkman.py from man/*.txt\n")
    print(f"_{PROGRAM}() {{\n    local -a commands\n    commands=(")
    for page in pages:
        print(f"        '{page.command}:{quoted(page.summary)}'")
    print("    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n"
          "        return\n    fi\n    local command=$words[2]\n    shift words\n"
          "    (( CURRENT-- ))\n    case $command in")
    for page in pages:
        print(f"    {page.command})\n        _arguments -S \\")
        for item in page.items("OPTIONS"):
            repeat = "\\*" if item.head.endswith("...") else ""
            argument = ""
            if item.takes_value:
                kind, words = value_kind(item)
                action = {"file": "_files", "dir": "_files -/", "none": " "}.get(kind)
                if action is None and words.startswith("$("):
                    action = f"compadd -- {words}"
                elif action is None:
                    action = "(" + words.replace(":", "\\:") + ")"
                name = item.head.split()[1].lower().replace(":", "\\:")
                name = re.sub(r"[\[\]]", "", name)
                argument = f":{name}:{quoted(action)}"
            print(f"            {repeat}'{item.flag}[{zsh_text(item)}]{argument}' \\")
        print("            '--help[print the options]' \\")
        print(f"            {zsh_rest(page)}\n        ;;")
    print("    esac\n}\n\n_" + PROGRAM + ' "$@"')


def zsh_rest(page):
    subcommands = page.items("SUBCOMMANDS")
    if subcommands:
        words = " ".join(item.flag for item in subcommands)
        return f"'1:subcommand:({words})' '*:argument:_files'"
    if page.command == "help":
        return "'1:command:{ _describe command commands }'"
    return "'*:file:_files'" if takes_files(page) else "'*:name: '"


def print_fish(man):
    pages = read_all(man)
    print(f"# fish completion for {PROGRAM}; made by tools/mkman.py from man/*.txt\n")
    print(f"complete -c {PROGRAM} -f")
    for page in pages:
        print(f"complete -c {PROGRAM} -n __fish_use_subcommand -a {page.command} "
              f"-d '{quoted(page.summary)}'")
    for page in pages:
        when = f"-n '__fish_seen_subcommand_from {page.command}'"
        for item in page.items("OPTIONS"):
            text = quoted(" ".join(item.text).split(". ")[0].rstrip("."))
            argument = ""
            if item.takes_value:
                kind, words = value_kind(item)
                words = words.replace("$(", "(").replace("$1", "\\$1")
                argument = {"file": " -r -F", "dir": " -x -a '(__fish_complete_directories)'",
                            "none": " -x"}.get(kind) or f" -x -a \"{fish_words(words)}\""
            print(f"complete -c {PROGRAM} {when} -l {item.flag[2:]}{argument} -d '{text}'")
        print(f"complete -c {PROGRAM} {when} -l help -d 'Print the options'")
        for item in page.items("SUBCOMMANDS"):
            text = quoted(" ".join(item.text).split(". ")[0].rstrip("."))
            print(f"complete -c {PROGRAM} {when} -a {item.flag} -d '{text}'")
        if page.command == "help":
            print(f"complete -c {PROGRAM} {when} -a '{' '.join(p.command for p in pages)}'")
        elif takes_files(page):
            print(f"complete -c {PROGRAM} {when} -F")


def fish_words(words):
    return words.replace('"', '\\"') if words.startswith("(") else words


def main(arguments):
    if len(arguments) == 4 and arguments[0] == "page":
        print_page(*arguments[1:])
    elif len(arguments) == 2 and arguments[0] == "commands":
        print("\n".join(commands(arguments[1])))
    elif len(arguments) == 2 and arguments[0] in ("bash", "zsh", "fish"):
        {"bash": print_bash, "zsh": print_zsh, "fish": print_fish}[arguments[0]](arguments[1])
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
