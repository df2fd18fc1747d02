#!/usr/bin/env python3
"""Compile how Han characters and Hangul syllables are spelled in Latin letters into the C tables of
src/text/han.h.

usage: compile_han_tables.py TRANSLIT_DIR OUT

Reads han_readings.tsv, han_words.tsv, han_variants.tsv, wade_giles.tsv and hangul.tsv. What their
columns mean stands at the head of each.
"""
import os
import sys

# In the order of enum han_system.
SYSTEMS = ["pinyin", "wade_giles", "cantonese", "korean", "revised", "japanese", "gwoyeu"]
SYLLABLE_BITS = 13
SPELLING_MAX = 24  # HAN_SPELLING_MAX
WORD_CHARACTERS_MAX = 4  # IX_HAN_RUN_MAX


# The letters of Hangul syllables by their place, in the order of Unicode (section 3.12).
ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
NUCLEI = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
HANGUL_PLACES = {"onset": ONSETS, "onset_i": ONSETS, "onset_u": ONSETS, "nucleus": NUCLEI,
                 "open": NUCLEI, "coda": CODAS}
HANGUL_LETTERS_MAX = SPELLING_MAX // 3


class Fault(Exception):
    pass


def rows(path):
    """Yield (place, fields) of each line that is not empty or a comment."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.split("#", 1)[0].strip()
            if line:
                yield f"{path}:{number}", line.split("\t")


def spellings(field, place):
    words = [] if field == "-" else field.split()
    for word in words:
        if not (0 < len(word) <= SPELLING_MAX and all("a" <= c <= "z" for c in word)):
            raise Fault(f"{place}: '{word}' is not of letters a-z")
    return words


class Tables:
    def __init__(self, folder):
        self.folder = folder
        self.forms = {}
        self.wade_giles = {}
        self.syllables = {}
        self.characters = {}  # code -> [(system, syllable number)]
        self.words = {}       # text -> [syllable number]
        self.pinyin = set()

    def path(self, name):
        return os.path.join(self.folder, name)

    def number(self, spelling):
        return self.syllables.setdefault(spelling, len(self.syllables))

    def read_forms(self):
        for _, fields in rows(self.path("han_variants.tsv")):
            self.forms.update({form: fields[0] for form in fields[1].split()})
        for form, target in self.forms.items():
            if target in self.forms:
                raise Fault(f"{form} leads to {target}, which leads on")
        for place, fields in rows(self.path("wade_giles.tsv")):
            self.wade_giles[fields[0]] = spellings(fields[1], place)

    def read_readings(self):
        for place, fields in rows(self.path("han_readings.tsv")):
            if len(fields) != 6 or len(fields[0]) != 1 or fields[0] in self.forms:
                raise Fault(f"{place}: expected a character and five columns")
            pinyin, gwoyeu, cantonese, groups, japanese = fields[1:]
            own = []
            for syllable in spellings(pinyin, place):
                self.pinyin.add(syllable)
                own += [("pinyin", s) for s in self.with_umlaut(syllable)]
                own += [("wade_giles", s) for s in self.wade_giles.get(syllable, [syllable])]
            own += [("gwoyeu", s) for s in spellings(gwoyeu, place)]
            own += [("cantonese", s) for s in spellings(cantonese, place)]
            for group in [] if groups == "-" else groups.split():
                korean = spellings(group.replace("/", " "), place)
                own += [("revised", korean[0])] + [("korean", s) for s in korean]
            own += [("japanese", s) for s in spellings(japanese, place)]
            self.characters[ord(fields[0])] = [
                (SYSTEMS.index(system), self.number(s)) for system, s in dict.fromkeys(own)]

    @staticmethod
    def with_umlaut(syllable):
        """The u with diaeresis as names write it: Lü, Lyu, Lv, Lu."""
        if "v" not in syllable:
            return [syllable]
        return [syllable, syllable.replace("v", "u"), syllable.replace("v", "yu")]

    def read_words(self):
        for place, fields in rows(self.path("han_words.tsv")):
            text = "".join(self.forms.get(c, c) for c in fields[0])
            if len(fields) != 2 or not 1 <= len(text) <= WORD_CHARACTERS_MAX:
                raise Fault(f"{place}: expected one to four characters and their spellings")
            own = self.words.setdefault(text, [])
            own += [n for n in map(self.number, spellings(fields[1], place)) if n not in own]


def read_hangul(path):
    """The spellings of each letter in each place, separated by spaces; "-" for nothing."""
    places = {place: {} for place in HANGUL_PLACES}
    for place, fields in rows(path):
        name, letter, words = fields if len(fields) == 3 else ("", "", "")
        if letter not in HANGUL_PLACES.get(name, "") or letter in places[name]:
            raise Fault(f"{place}: expected a place, a letter of it, and spellings")
        for word in words.split():
            if spellings(word, place) and len(word) > HANGUL_LETTERS_MAX:
                raise Fault(f"{place}: '{word}' is too long")
        places[name][letter] = words.split()
    for name in ("onset", "nucleus", "coda"):
        missing = set(HANGUL_PLACES[name]) - set(places[name])
        if missing:
            raise Fault(f"{path}: no {name} {' '.join(sorted(missing))}")
    return places


def write_hangul(out, places):
    def lists(letters, *names):
        for letter in letters:
            yield '"' + " ".join(dict.fromkeys(
                word for name in names for word in places[name].get(letter, []))) + '"'

    def instead(name):
        return [places[name].get(letter) or places["onset"][letter] for letter in ONSETS]

    onsets = list(lists(ONSETS, "onset"))
    for name in ("onset_i", "onset_u"):
        onsets += ['"' + " ".join(words) + '"' for words in instead(name)]
    array(out, "const char *const hangul_onsets[]", onsets)
    array(out, "const char *const hangul_nuclei[]",
          [*lists(NUCLEI, "nucleus"), *lists(NUCLEI, "nucleus", "open")])
    array(out, "const char *const hangul_codas[]", ['"-"', *lists(CODAS, "coda")])


def array(out, declaration, values):
    out.write(f"\n{declaration} = {{\n")
    line = ""
    for value in values:
        text = f"{value},"
        if len(line) + len(text) > 98:
            out.write(f"  {line}\n")
            line = ""
        line += text
    out.write(f"  {line}\n}};\n")


def write(out, tables):
    if len(tables.syllables) >= 1 << SYLLABLE_BITS:
        raise Fault("too many syllables")
    out.write("/* Written by compile_han_tables.py from data/translit/. */\n"
              '#include "text/han.h"\n')
    pool, starts = "", []
    for syllable in tables.syllables:
        starts.append(len(pool))
        pool += syllable
    starts.append(len(pool))
    out.write(f'\nconst char han_pool[] = "{pool}";\n')
    array(out, "const uint16_t han_syllables[]", starts)

    pinyin = sorted(syllable for syllable in tables.pinyin if "v" not in syllable)
    array(out, "const uint16_t han_pinyin[][2]",
          ["{%d,%d}" % (tables.number(s), tables.number(tables.wade_giles.get(s, [s])[0]))
           for s in pinyin])
    out.write(f"\nconst int han_pinyin_count = {len(pinyin)};\n")

    codes = sorted(tables.characters)
    firsts, readings = [], []
    for code in codes:
        firsts.append(len(readings))
        readings += [system << SYLLABLE_BITS | n for system, n in tables.characters[code]]
    firsts.append(len(readings))
    array(out, "const uint32_t han_codes[]", codes)
    out.write(f"\nconst int han_code_count = {len(codes)};\n")
    array(out, "const uint32_t han_firsts[]", firsts)
    array(out, "const uint16_t han_readings[]", readings)

    texts = sorted(tables.words, key=lambda text: text.encode())
    firsts, members, text_starts, bytes_ = [], [], [], b""
    for text in texts:
        firsts.append(len(members))
        members += tables.words[text]
        text_starts.append(len(bytes_))
        bytes_ += text.encode()
    array(out, "const uint8_t han_word_text[]", [*bytes_, 0])
    array(out, "const uint16_t han_word_texts[]", [*text_starts, len(bytes_)])
    array(out, "const uint16_t han_word_firsts[]", [*firsts, len(members)])
    array(out, "const uint16_t han_word_readings[]", [*members, 0])
    out.write(f"\nconst int han_word_count = {len(texts)};\n")
    if max(len(bytes_), len(members), len(pool)) > 0xFFFF:
        raise Fault("the tables are larger than their numbers")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        tables = Tables(sys.argv[1])
        tables.read_forms()
        tables.read_readings()
        tables.read_words()
        hangul = read_hangul(tables.path("hangul.tsv"))
        with open(sys.argv[2], "w", encoding="utf-8") as out:
            write(out, tables)
            write_hangul(out, hangul)
    except (Fault, OSError) as fault:
        sys.exit(f"compile_han_tables: {fault}")


if __name__ == "__main__":
    main()
