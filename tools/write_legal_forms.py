#!/usr/bin/env python3
"""Appends to data/names/legal_forms.txt the legal forms of the GLEIF list that it lacks.

usage: write_legal_forms.py --gleif FILE [--build BUILD] [--forms FILE]

FILE is GLEIF's ISO 20275 Entity Legal Forms code list as csv (CC0). What stands above the line
"# ==== Derived" is curated by hand and wins: a derived spelling that folds to a curated one is left
out, and so are forms whose class the words below do not tell. BUILD is a build folder with
src/libinterdict.a, against which tools/fold_words.c is compiled, so that both fold alike.
"""
import argparse
import csv
import os
import re
import subprocess
import sys
import tempfile

import write_rarity

MARKER = "# ==== Derived from the GLEIF list by tools/write_legal_forms.py"
WORDS_MAX = 7
ABBREVIATION_LETTERS_MIN = 4
# Class by words of the name, the first that matches. Names are matched in lower case. Associations
# and state bodies are left out: their "forms" are the generic words of generic_words.txt.
CLASSES = [
    ("cooperative", r"(co-?oper|coopér|coöper|kooperat|cooperat).*(limitad|responsab|limited)|"
                    r"genossenschaft|osuuskunta|andelslag|spółdzielnia"),
    ("partnership", r"partnership|kommandit|commandit|comandit|komandit|nom collectif|collettivo|"
                    r"colectiv|handelsgesellschaft|vennootschap onder firma|öppet bolag|jawna|"
                    r"avoin yhtiö|interessentskab|ansvarlig selskap|betéti|közkereseti|"
                    r"partnerská|veřejná obchodní|javno trgovačko|usaldusühing|täisühing"),
    ("limited", r"limited liability|responsabilit|responsabilidad limitada|"
                r"responsabilidade limitada|beschränkter haftung|beperkte aansprakelijk|"
                r"besloten vennootschap|begrenset ansvar|ograničen|omejeno odgovorn|ručením|"
                r"ograniczoną odpowied|korlátolt|ierobežotu|ribotos|osaühing|private limited|"
                r"sociedad limitada|sociedade por quotas|einkahluta|anpartsselskab"),
    ("stock", r"joint.stock|anonym|anónim|anônim|aktiengesell|aktiebolag|aktiesel|aksjesel|"
              r"akcyjn|akciov|akcin|akciju|dioničk|delnišk|per azioni|por acciones|por ações|"
              r"par actions|pe acțiuni|naamloze|részvény|osakeyhtiö|hlutafélag|"
              r"public limited company|société européenne|societas europaea"),
    ("sole", r"sole proprietor|individual entrepreneur|einzelunternehm|einzelkauf|unipersonal|"
             r"enskild firma|enkeltpersonforetak|empresario individual|eenmanszaak|toiminimi"),
]
# Descriptions of a statistic, provinces, and trades are no legal forms.
NO_FORM = re.compile(r"^(autre|other|annan|annat|övrig|muu|alberta|ontario|quebec|nova|foreign|"
                     r"extra-?provincial|professional|régime|caisse|groupement|mutuel|succursale|"
                     r"partnerships?$|overseas|international|domestic|labuan|new brunswick|master|"
                     r"business name|safer|special purpose|sole proprietors)|"
                     r"bank|banc|assur|insur|seguro|afore|almacén|fond|fund|logement|hlm|"
                     r"formed in|formed outside|immobil|agric|vivienda|branch|oddzia|pojišť|poisť|"
                     r"rural|bolsa|crédit")


def class_of(name):
    for class_, pattern in CLASSES:
        if re.search(pattern, name.lower()):
            return class_
    return None


def read_forms(path):
    """(class, country, spelling, is an abbreviation) of the list's active forms."""
    with open(path, encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            name = re.sub(r"\s*\([^)]*\)", "", row["Entity Legal Form name Local name"]).strip()
            class_ = class_of(name)
            skip = (row["ELF Status ACTV/INAC"] != "ACTV" or NO_FORM.search(name.lower()) or
                    row["Language Code (ISO 639-1)"] == "ru")
            if skip or class_ is None or re.search(r"[,;:/]", name):
                continue
            country = row["Country Code (ISO 3166-1)"]
            yield class_, country, name, name, False
            for abbreviation in row["Abbreviations Local language"].split(";"):
                if re.fullmatch(r"[^\W\d_][\w. ]*", abbreviation.strip()):
                    yield class_, country, name, abbreviation.strip(), True


def fold(program, data, spellings):
    """The key of each spelling: its folded tokens, single letters in a row joined."""
    text = "".join(f"tokens\t{spelling}\n" for spelling in spellings)
    out = subprocess.run([program, data], input=text, check=True, capture_output=True,
                         text=True).stdout.split("\n")
    return [re.sub(r"(?<=\b\w) (?=\w\b)", "", line.strip()) for line in out[:len(spellings)]]


def curated_spellings(lines):
    spellings = []
    for line in lines:
        if "|" in line and not line.startswith("#"):
            for column in line.split("|")[2:]:
                spellings.append(re.sub(r"[~^?]+$", "", column.strip()))
    return spellings


def collect(entries, keys, taken):
    """Forms by folded name: (class, countries, spellings) in the order of first sight."""
    forms = {}
    for (class_, country, name, spelling, short), key in zip(entries, keys):
        words = key.split()
        letters = key.replace(" ", "")
        wanted = (letters.isascii() and len(words) <= WORDS_MAX and
                  (len(words) >= 2 or len(letters) >= 9 or
                   (short and len(letters) >= ABBREVIATION_LETTERS_MIN)))
        if not short:
            if not wanted or key in taken:
                forms.setdefault(name, None)
                continue
            taken.add(key)
            forms[name] = (class_, {country}, [spelling])
        elif forms.get(name) is not None:
            forms[name][1].add(country)
            if wanted and key not in taken:
                taken.add(key)
                forms[name][2].append(spelling + "~")
    return [form for form in forms.values() if form is not None]


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    data = os.path.join(root, "data")
    parser = argparse.ArgumentParser(description="derive legal forms from the GLEIF list")
    parser.add_argument("--gleif", required=True)
    parser.add_argument("--build", default=os.path.join(root, "build"))
    parser.add_argument("--forms", default=os.path.join(data, "names", "legal_forms.txt"))
    args = parser.parse_args()
    with open(args.forms, encoding="utf-8") as handle:
        curated = handle.read().split(MARKER)[0].rstrip("\n").split("\n")
    entries = list(read_forms(args.gleif))
    known = curated_spellings(curated)
    with tempfile.TemporaryDirectory() as scratch:
        program = write_rarity.compile_program("fold_words", root, args.build, scratch)
        keys = fold(program, data, known + [entry[3] for entry in entries])
    forms = collect(entries, keys[len(known):], set(keys[:len(known)]))
    with open(args.forms, "w", encoding="utf-8") as handle:
        handle.write("\n".join(curated) + f"\n\n{MARKER}\n")
        for class_, countries, spellings in sorted(forms, key=lambda form: form[2][0].lower()):
            country = countries.pop() if len(countries) == 1 else "-"
            handle.write(" | ".join([class_, country, *spellings]) + "\n")
    print(f"{args.forms}: {len(forms)} forms derived")
    return 0


if __name__ == "__main__":
    sys.exit(main())
