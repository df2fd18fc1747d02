#!/usr/bin/env python3
"""Compile data/unicode/ and data/translit/ into the C tables of src/text/tables.h.

usage: compile_text_tables.py UNICODE_DIR TRANSLIT_DIR OUT

The files of data/unicode/ state facts; here stands what is made of them: which marks are dropped,
which composed letters stay letters of their own, what separates words.
"""
import os
import sys

CODE_MAX = 0x10FFFF
SCRIPTS = ["none", "latin", "cyrillic", "greek", "armenian", "georgian", "arabic", "hebrew",
           "devanagari", "bengali", "thai", "myanmar", "ethiopic", "hangul", "kana", "han",
           "other"]
# Scripts whose letters lose their marks (include/interdict/text.h, step 3).
STRIPPED = {"latin", "cyrillic", "greek", "arabic", "hebrew"}
# Marks of these (and of no script) attach to letters; those of other scripts are letters of words.
ATTACHING = STRIPPED | {"none"}
# Scripts that leave vowels out: their letters stay, folded, and have readings.
ABJADS = {"arabic", "hebrew"}
CLUSTER_MAX = 7  # letters of a-z that are one sound of a romanized script
# In the order of enum text_class.
CLASSES = ["other", "space", "hyphen", "period", "comma", "ampersand", "slash", "bracket",
           "apostrophe", "letter", "digit", "mark", "invisible", "bidi", "control", "nothing"]
SEPARATORS = set(CLASSES[:8])
REMOVED = {"invisible", "bidi", "control", "nothing", "apostrophe"}
WORD = {"letter", "digit"}
UPPER, CASED, COMPATIBILITY, FOLDS, COMPOSES, STRIPS, SILENT, UNUSUAL = (
    1 << bit for bit in range(8))
# Case folding makes a letter of this mark (iota below), and so depends on the order of marks. It is
# kept a mark, and dropped with the others.
IOTA_BELOW = 0x345
PATTERN_MAX = 2
PLACES = {"start": 1, "middle": 2, "end": 4}
READING_COST_MAX = 3
FOLD_MAX = 18  # TEXT_FOLD_MAX
CONTEXT_EDGE = 0


class Fault(Exception):
    pass


def rows(path):
    """Yield (place, fields split at white space) of each line that is not empty or a comment."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.split("#", 1)[0].strip()
            if line:
                yield f"{path}:{number}", line.replace(" ; ", " ").replace(" ;", "").split()


def code_range(text):
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


# ---------------------------------------------------------------- Unicode

class Property:
    def __init__(self, name, script, attributes):
        self.name = name
        self.script = script
        values = dict(a.partition("=")[::2] for a in attributes)
        self.zero = int(values["zero"], 16) if "zero" in values else None
        self.order = int(values.get("order", 0))
        self.flags = (UPPER * ("upper" in values) | CASED * ("cased" in values)
                      | COMPATIBILITY * ("compatibility" in values))


class Unicode:
    """The facts of data/unicode/ with the overrides of signs.txt and enclosed.txt."""

    def __init__(self, folder, signs, enclosed=()):
        self.properties = {}
        for _, fields in rows(os.path.join(folder, "properties.txt")):
            record = Property(fields[1], fields[2], fields[3:])
            for code in code_range(fields[0]):
                self.properties[code] = record
        self.foldings = {}
        for _, fields in rows(os.path.join(folder, "nfkc_casefold.txt")):
            targets = [int(f, 16) for f in fields[1:]]
            for step, code in enumerate(code_range(fields[0])):
                self.foldings[code] = targets if step == 0 else [t + step for t in targets]
        self.decompositions = {}
        self.pairs = {}
        for _, fields in rows(os.path.join(folder, "decompositions.txt")):
            excluded = fields[-1] == "excluded"
            parts = [int(f, 16) for f in fields[1:len(fields) - excluded]]
            self.decompositions[int(fields[0], 16)] = parts
            if not excluded:
                self.pairs[tuple(parts)] = int(fields[0], 16)
        self.signs = signs
        self.han_forms = {}  # other form of a Han character -> the one all are read as
        for codes, letter in enclosed:
            for step, code in enumerate(codes):
                record = self.property(code)
                self.properties[code] = Property(record.name, record.script, [])
                self.properties[code].flags = record.flags | COMPATIBILITY
                self.foldings[code] = [letter + step]

    def read_han_forms(self, path):
        for place, fields in rows(path):
            for form in fields[1:]:
                if self.script(ord(form)) != "han" or ord(form) in self.han_forms:
                    raise Fault(f"{place}: '{form}' is no Han character, or stands twice")
                self.han_forms[ord(form)] = ord(fields[0])

    def property(self, code):
        return self.properties.get(code) or Property("other", "none", [])

    def script(self, code):
        return self.property(code).script

    def kind(self, code):
        """The class of a character, by its own properties."""
        if code in self.signs:
            return self.signs[code]
        record = self.property(code)
        if record.name == "mark":
            attaches = record.order != 0 or record.script in ATTACHING
            return "mark" if attaches else "letter"
        return {"ignorable": "invisible", "dash": "hyphen"}.get(record.name, record.name)

    def decomposed(self, code):
        out = []
        for part in self.decompositions.get(code, [code]):
            out += [part] if part == code else self.decomposed(part)
        return out


class Compositions:
    """The canonical compositions that are made: where the composed letter is not stripped of its
    mark again, or has a row of its own in data/translit/."""

    def __init__(self, unicode, romanization):
        self.unicode = unicode
        self.pairs = {}
        self.orders = {}  # first part -> orders of the marks that it composes with
        for pair, code in unicode.pairs.items():
            stripped = unicode.script(code) in STRIPPED
            if code in romanization.rules or (not stripped and code not in unicode.foldings):
                self.pairs[pair] = code
                self.orders.setdefault(pair[0], set()).add(unicode.property(pair[1]).order)

    def composed(self, base, mark):
        """What the two can be composed to at once: not where a mark yet to come may go before."""
        order = self.unicode.property(mark).order
        if (base, mark) not in self.pairs or min(self.orders[base]) < order:
            return None
        return self.pairs[base, mark]

    def is_bare(self, base):
        """Whether marks behind this letter can be dropped at once: they neither stay, nor compose,
        nor keep another mark from composing."""
        stripped = self.unicode.script(base) in STRIPPED and self.unicode.kind(base) == "letter"
        return stripped and base not in self.orders


def fold(unicode, compositions, code):
    """What a character is analyzed as: a list of codes, [code] when it stands for itself."""
    if code in unicode.signs:
        return [code]
    targets = unicode.foldings.get(code, [code])
    if IOTA_BELOW in unicode.decomposed(code):
        targets = [target for part in unicode.decomposed(code) if part != IOTA_BELOW
                   for target in unicode.foldings.get(part, [part])] or [code]
    out = []
    parts = [part for target in targets for part in unicode.decomposed(target)]
    for part in (unicode.han_forms.get(part, part) for part in parts):
        base = out[-1] if out else None
        if base is None or unicode.kind(part) != "mark":
            out.append(part)
        elif compositions.composed(base, part):
            out[-1] = compositions.composed(base, part)
        elif not compositions.is_bare(base):
            out.append(part)
    return out


def separator_of(unicode, targets):
    """The class of a character that folds to separators only, or None."""
    kinds = [unicode.kind(t) for t in targets]
    if len(targets) == 1 and kinds[0] in SEPARATORS:
        return kinds[0]
    if all(kind in SEPARATORS or kind == "mark" for kind in kinds) and "mark" != kinds[0]:
        return "other"
    return None


# ---------------------------------------------------------------- transliteration

class Rule:
    def __init__(self, pattern, output, after=0, before=0):
        self.pattern = pattern
        self.output = output
        self.after = after
        self.before = before
        self.language = 0

    def is_plain(self):
        return len(self.pattern) == 1 and not (self.after or self.before or self.language)


class File:
    """What the directives of one file of data/translit/ have said so far."""

    def __init__(self):
        self.script = None
        self.sets = {}
        self.languages = {}
        self.inherent = ""
        self.mutes = []  # contexts in which the inherent vowel is not spelled
        self.unusual = False


class Reading:
    """What one or two letters of an abjad may be in a-z, where, and how many steps that costs."""

    def __init__(self, second, text, cost, places, before):
        self.second, self.text, self.cost = second, text, cost
        self.places, self.before = places, before


class Romanization:
    """All of data/translit/*.txt on letters: rules by first letter, sets, languages, readings."""

    def __init__(self):
        self.readings = {}   # first letter of an abjad -> [Reading]
        self.near = []       # (letter, second letter or 0, letter or 0 for none, places)
        self.extras = []     # (script, Reading): letters of a-z that an abjad leaves out
        self.clusters = {}   # (script, letters of a-z) -> number above all codes: one sound
        self.ids = {}        # letter -> number, from 1
        self.rules = {}      # first letter -> [Rule]
        self.sets = [None]   # frozensets of letter numbers; 0 is no restriction
        self.languages = []  # (letters, letters that must not be there)
        self.scripts = {}    # letter -> script
        self.unusual = set()  # letters that no name is written with

    def number(self, letter):
        return self.ids.setdefault(letter, len(self.ids) + 1)

    def set_number(self, names, named):
        members = set()
        for name in names:
            if name in ("start", "end"):
                members.add(CONTEXT_EDGE)
            elif name in named:
                members |= named[name]
            elif name.isascii():
                raise Fault(f"unknown context '{name}'")
            else:
                members |= {self.number(ord(letter)) for letter in name}
        members = frozenset(members)
        if members not in self.sets:
            self.sets.append(members)
        return self.sets.index(members)

    def read(self, path, unicode):
        """Add the rows of a file. What its directives say holds for the rows behind them."""
        file = File()
        for place, fields in rows(path):
            try:
                if fields[0] == "script":
                    file.script = fields[1]
                elif fields[0] == "unusual":
                    file.unusual = True
                elif fields[0] == "set":
                    file.sets[fields[1]] = {self.number(ord(letter)) for letter in fields[2]}
                elif fields[0] == "language":
                    file.languages[fields[1]] = self.add_language(fields[2:])
                elif fields[0] == "inherent":
                    file.inherent = fields[1]
                elif fields[0] == "mute":
                    file.mutes.append(self.context(Rule([], ""), fields[1:], file))
                elif fields[0] == "lead":
                    self.add_leads(fields[1], fields[2], file.sets[fields[3]])
                elif file.script in ABJADS and fields[0] in ("read", "near", "extra"):
                    self.add_reading(fields, file)
                elif file.script not in ABJADS and fields[0] in ("respell", "extra"):
                    self.add_respelling(fields, file)
                else:
                    self.add_rows(fields, file, unicode)
                    self.unusual |= {ord(fields[0][0])} if file.unusual else set()
            except (Fault, IndexError, KeyError) as fault:
                raise Fault(f"{place}: {fault}") from fault

    def add_language(self, fields):
        if len(fields) not in (1, 3) or (len(fields) == 3 and fields[1] != "without"):
            raise Fault("expected: language NAME letters [without letters]")
        self.languages.append(tuple({self.number(ord(letter)) for letter in f}
                                    for f in (fields[0], fields[2] if len(fields) == 3 else "")))
        return len(self.languages)

    def context(self, rule, fields, file):
        """Give a rule its contexts: [after ...] [before ...] [in ...]."""
        words = {"after": [], "before": [], "in": []}
        current = None
        for field in fields:
            if field in words:
                current = words[field]
            else:
                current.append(field)
        rule.after = self.set_number(words["after"], file.sets) if words["after"] else 0
        rule.before = self.set_number(words["before"], file.sets) if words["before"] else 0
        rule.language = file.languages[words["in"][0]] if words["in"] else 0
        return rule

    def add_rows(self, fields, file, unicode):
        """The rule of one row; of a letter with an inherent vowel, one for each place without."""
        pattern = [ord(letter) for letter in fields[0]]
        output = "" if fields[1] == "-" else fields[1]
        inherent = output.endswith("*")
        output = output.rstrip("*")
        if file.script in ABJADS:
            if len(pattern) != 1 or not all(unicode.script(ord(c)) == file.script for c in output):
                raise Fault(f"expected a letter of {file.script} and the one it folds to, or -")
            for letter in output:
                self.number(ord(letter))
        elif len(pattern) > PATTERN_MAX or not all("a" <= c <= "z" for c in output):
            raise Fault("expected one or two letters and what they become in a-z, or -")
        for letter in pattern:
            if unicode.script(letter) != file.script or unicode.foldings.get(letter):
                raise Fault(f"{letter:04X} is not a folded letter of {file.script}")
        numbers = [self.number(letter) for letter in pattern]
        for mute in file.mutes if inherent else []:
            self.add_rule(pattern[0], Rule(numbers, output, mute.after, mute.before))
        rule = Rule(numbers, output + (file.inherent if inherent else ""))
        self.add_rule(pattern[0], self.context(rule, fields[2:], file))
        self.scripts[pattern[0]] = file.script

    def add_rule(self, letter, rule):
        previous = self.rules.setdefault(letter, [])
        if previous and previous[-1].is_plain():
            raise Fault("this row comes behind one that always applies")
        previous.append(rule)

    def add_leads(self, lead, spelling, followers):
        """A vowel before each letter of a set: spelled behind what the letter is otherwise."""
        letters = {number: letter for letter, number in self.ids.items()}
        for number in sorted(followers):
            spelled = self.rules[letters[number]][-1].output
            self.add_rule(ord(lead), Rule([self.number(ord(lead)), number], spelled + spelling))

    def add_respelling(self, fields, file):
        """What a sound of a romanized script may be in the romanization of another."""
        if fields[0] == "respell":
            cluster = fields[1]
            if not 0 < len(cluster) <= CLUSTER_MAX or not all("a" <= c <= "z" for c in cluster):
                raise Fault(f"expected one to {CLUSTER_MAX} letters of a-z and their readings")
            code = self.clusters.setdefault((file.script, cluster),
                                            CODE_MAX + 1 + len(self.clusters))
            fields = ["read", chr(0), *fields[2:]]
            self.add_reading(fields, file, code)
        else:
            self.add_reading(fields, file)

    def add_reading(self, fields, file, cluster=None):
        texts, places, cost, context = [], 0, 0, None
        for field in fields[1 if fields[0] == "extra" else 2:]:
            if context is not None:
                context.append(field)
            elif field == "before":
                context = []
            elif field[0] == "@":
                places |= PLACES[field[1:]]
            elif set(field) == {"~"}:
                cost += len(field)
            else:
                texts.append(("" if field == "-" else field, cost))
        places = places or sum(PLACES.values())
        before = self.set_number(context, file.sets) if context else 0
        letters = ([0] if fields[0] == "extra" else [self.number(cluster)] if cluster else
                   [self.number(ord(c)) for c in fields[1]])
        if fields[0] == "near":
            second = letters[1] if len(letters) == 2 else 0
            other = 0 if fields[2] == "-" else self.number(ord(fields[2]))
            self.near.append((letters[0], second, other, places))
            if other:
                self.near.append((other, second, letters[0], places))
            return
        if len(letters) > PATTERN_MAX or not texts or cost > READING_COST_MAX:
            raise Fault("expected one or two letters and their readings")
        for text, steps in texts:
            doubled = any(a == b for a, b in zip(text, text[1:]))
            if doubled or not all("a" <= c <= "z" for c in text):
                raise Fault(f"'{text}' is no reading in a-z without double letters")
            reading = Reading(letters[1] if len(letters) == 2 else 0, text, steps, places, before)
            if fields[0] == "extra":
                self.extras.append((file.script, reading))
            else:
                self.readings.setdefault(cluster or ord(fields[1][0]), []).append(reading)

    def keep_abjads(self, unicode):
        """Letters of abjads that are not folded stay."""
        for letter in self.ids:
            if letter <= CODE_MAX and unicode.script(letter) in ABJADS and letter not in self.rules:
                self.rules[letter] = [Rule([self.number(letter)], chr(letter))]
                self.scripts[letter] = unicode.script(letter)

    def check(self):
        for letter, rules in self.rules.items():
            if not rules[-1].is_plain():
                raise Fault(f"no row without a context for {chr(letter)} ({letter:04X})")
        for letter in self.ids:
            if letter <= CODE_MAX and letter not in self.rules:
                raise Fault(f"no row for {chr(letter)} ({letter:04X}), which a context names")


# ---------------------------------------------------------------- confusables

def read_confusables(path, unicode):
    """Yield ((folded letter, is upper), [folded target in latin, cyrillic, greek or 0])."""
    seen = set()
    for place, fields in rows(path):
        letters = [ord(field) for field in fields]
        folded = [unicode.foldings.get(letter, [letter]) for letter in letters]
        if any(len(f) != 1 for f in folded):
            raise Fault(f"{place}: a letter that folds to more than one")
        targets = {}
        for f in folded:
            targets.setdefault(unicode.script(f[0]), f[0])
        for letter, f in zip(letters, folded):
            key = (f[0], bool(unicode.property(letter).flags & UPPER))
            if key in seen:
                raise Fault(f"{place}: {chr(letter)} stands twice")
            seen.add(key)
            yield key, [targets.get(script, 0) for script in ("latin", "cyrillic", "greek")]


# ---------------------------------------------------------------- writing

def two_stage(values):
    """Split a list over all code points into (block size, index, blocks), as small as it gets with
    an index of one byte an entry."""
    best = None
    for size in (32, 64, 128, 256, 512):
        blocks, index = {}, []
        for at in range(0, CODE_MAX + 1, size):
            index.append(blocks.setdefault(tuple(values[at:at + size]), len(blocks)))
        cost = len(index) + len(blocks) * size * 2
        if len(blocks) <= 256 and (best is None or cost < best[0]):
            best = (cost, size, index, [v for block in blocks for v in block])
    return best[1:]


class Writer:
    def __init__(self, file):
        self.file = file

    def array(self, declaration, values):
        self.file.write(f"\n{declaration} = {{\n")
        line = ""
        for value in values:
            text = f"{value},"
            if len(line) + len(text) > 98:
                self.file.write(f"  {line}\n")
                line = ""
            line += text
        self.file.write(f"  {line}\n}};\n")

    def number(self, declaration, value):
        self.file.write(f"\n{declaration} = {value};\n")

    def table(self, name, values):
        size, index, blocks = two_stage(values)
        self.number(f"const uint8_t {name}_shift", size.bit_length() - 1)
        self.array(f"const uint8_t {name}_index[]", index)
        self.array(f"const uint16_t {name}_blocks[]", blocks)


class Foldings:
    """Numbers for what characters fold to: entries of text_folds, over text_fold_pool."""

    def __init__(self):
        self.entries = {0: 0}
        self.sequences = {}
        self.pool = []

    def number(self, targets):
        key = tuple(targets)
        if len(key) > FOLD_MAX:
            raise Fault(f"a character folds to more than {FOLD_MAX}")
        if len(key) == 1:
            at = key[0]
        else:
            at = self.sequences.setdefault(key, len(self.pool))
            if at == len(self.pool):
                self.pool += key
        return self.entries.setdefault(len(key) << 24 | at, len(self.entries))


def character(unicode, romanization, compositions, foldings, code):
    """The record of a character (members of text_char) and the number of what it folds to."""
    record = unicode.property(code)
    kind, script = unicode.kind(code), record.script
    # The case is that of the letter without its marks, so that both normal forms have one.
    flags = unicode.property(unicode.decomposed(code)[0]).flags | record.flags & COMPATIBILITY
    order, letter, number = 0, 0, 0
    targets = fold(unicode, compositions, code)
    if kind not in REMOVED and targets != [code]:
        separator = separator_of(unicode, targets)
        if separator is None:
            number = foldings.number(targets)
            flags |= FOLDS
        else:
            kind = separator
        if not any(unicode.kind(target) in WORD for target in targets):
            flags &= ~COMPATIBILITY
    if kind == "digit":
        order, script = code - record.zero, "none"
    elif kind == "mark":
        order, letter = record.order, romanization.ids.get(code, 0)
    elif kind == "letter":
        letter = romanization.ids.get(code, 0)
        flags |= UNUSUAL * (code in romanization.unusual)
        flags |= STRIPS * (script in STRIPPED)
        if letter and any(rule.output == "" for rule in romanization.rules[code]):
            flags |= SILENT
    else:
        script = "none"
    if not flags & FOLDS:
        flags &= ~(COMPATIBILITY if kind in WORD else UPPER | CASED | COMPATIBILITY)
    return (CLASSES.index(kind), SCRIPTS.index(script), flags, order, letter), number


def write_characters(writer, unicode, romanization, compositions):
    hangul = set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
    seconds = {second for _, second in compositions.pairs} | hangul
    foldings, records, numbers, fold_numbers = Foldings(), {}, [], []
    plain = records.setdefault((0, 0, 0, 0, 0), 0)
    for code in range(CODE_MAX + 1):
        if not any(code in facts for facts in
                   (unicode.properties, unicode.foldings, unicode.signs)):
            numbers.append(plain)
            fold_numbers.append(0)
            continue
        key, fold_number = character(unicode, romanization, compositions, foldings, code)
        key = key[:2] + (key[2] | COMPOSES * (code in seconds),) + key[3:]
        numbers.append(records.setdefault(key, len(records)))
        fold_numbers.append(fold_number)
    writer.array("const text_char text_chars[]", ["{%d,%d,%d,%d,%d}" % key for key in records])
    writer.table("text_char", numbers)
    writer.array("const uint32_t text_folds[]", foldings.entries)
    writer.table("text_fold", fold_numbers)
    writer.array("const uint32_t text_fold_pool[]", foldings.pool)


def write_compositions(writer, compositions):
    triples = sorted((first, second, code) for (first, second), code in compositions.pairs.items())
    writer.array("const text_pair text_pairs[]", ["{%d,%d,%d}" % triple for triple in triples])
    writer.number("const int text_pair_count", len(triples))


def write_readings(writer, romanization):
    starts, readings, pool = [], [], ""
    letters = sorted(romanization.ids, key=romanization.ids.get)
    extras = sorted(romanization.extras, key=lambda extra: SCRIPTS.index(extra[0]))
    entries = [(letter, romanization.readings.get(letter, [])) for letter in [None, *letters]]
    entries.append((None, [reading for _, reading in extras]))
    for _, own in entries:
        starts.append(len(readings))
        for reading in own:
            at = pool.find(reading.text)
            if at < 0:
                at, pool = len(pool), pool + reading.text
            readings.append("{%d,%d,%d,%d,%d,%d}" % (reading.second, at, len(reading.text),
                                                     reading.cost, reading.places, reading.before))
    writer.array("const text_reading text_readings[]", readings)
    writer.array("const uint16_t text_reading_starts[]", [*starts, len(readings)])
    writer.number("const int text_letter_count", len(letters))
    writer.array("const uint8_t text_extra_scripts[]",
                 [SCRIPTS.index(script) for script, _ in extras])
    writer.file.write(f'\nconst char text_reading_texts[] = "{pool}";\n')
    writer.array("const text_near text_nears[]", ["{%d,%d,%d,%d}" % pair for pair in
                                                  sorted(set(romanization.near))])
    writer.number("const int text_near_count", len(set(romanization.near)))
    if len(pool) > 0xFFFF or len(readings) > 0xFFFF:
        raise Fault("too many readings")


def write_clusters(writer, romanization):
    """The sounds of each script, in the order of their letters."""
    starts, rows_ = [], []
    for script in SCRIPTS:
        starts.append(len(rows_))
        own = sorted(text for of, text in romanization.clusters if of == script)
        rows_ += ["{%d,%d,\"%s\"}" % (romanization.ids[romanization.clusters[script, text]],
                                      len(text), text) for text in own]
    writer.array("const text_cluster text_clusters[]", rows_)
    writer.array("const uint16_t text_cluster_starts[]", [*starts, len(rows_)])


def write_rules(writer, romanization):
    starts, rules, outputs, pool = [], [], {}, ""
    letters = sorted(romanization.ids, key=romanization.ids.get)
    for letter in [None, *letters]:
        starts.append(len(rules))
        for rule in romanization.rules.get(letter, []):
            if rule.output not in outputs:
                outputs[rule.output] = len(pool.encode())
                pool += rule.output
            second = rule.pattern[1] if len(rule.pattern) == 2 else 0
            rules.append("{%d,%d,%d,%d,%d,%d}" % (second, outputs[rule.output],
                                                  len(rule.output.encode()), rule.after,
                                                  rule.before, rule.language))
    writer.array("const text_rule text_rules[]", rules)
    writer.array("const uint16_t text_rule_starts[]", [*starts, len(rules)])
    writer.file.write(f'\nconst char text_rule_outputs[] = "{pool}";\n')

    width = (len(letters) + 1 + 7) // 8
    words = []
    for members in romanization.sets:
        bits = bytearray(width)
        for member in members or []:
            bits[member // 8] |= 1 << member % 8
        words += bits
    writer.number("const int text_set_bytes", width)
    writer.array("const uint8_t text_sets[]", words)

    marks = [0] * (len(letters) + 1)
    for number, (present, absent) in enumerate(romanization.languages):
        for letter in present:
            marks[letter] |= 1 << 2 * number
        for letter in absent:
            marks[letter] |= 2 << 2 * number
    writer.array("const uint16_t text_language_marks[]", marks)
    if len(romanization.languages) > 8 or max(starts) > 0xFFFF:
        raise Fault("too many languages or rules")


def write_confusables(writer, path, unicode, compositions, romanization):
    entries = sorted(read_confusables(path, unicode))
    for (letter, _), _ in entries:
        # A letter left as it is would be read differently when it is analyzed again.
        if unicode.script(letter) != "latin" and letter not in romanization.rules:
            raise Fault(f"{chr(letter)} of confusables.txt has no row in a romanization")
        if fold(unicode, compositions, letter) != [letter]:
            raise Fault(f"{chr(letter)} of confusables.txt has a mark")
    writer.array("const text_confusable text_confusables[]",
                 ["{%d,%d,{%d,%d,%d}}" % (letter, upper, *targets)
                  for (letter, upper), targets in entries])
    writer.number("const int text_confusable_count", len(entries))


def write_ascii(writer, unicode):
    """One byte for each byte: the class, and bits for what a plain word is made of."""
    table = []
    for byte in range(256):
        record = unicode.property(byte)
        kind = unicode.kind(byte) if byte < 0x80 else "control"
        value = CLASSES.index(kind)
        if kind == "letter":
            value |= 0x10 if record.flags & UPPER else 0x20
        elif kind == "digit":
            value |= 0x40
        elif kind == "control":
            value |= 0x80
        table.append(value)
    writer.array("const uint8_t text_ascii[256]", table)


def read_signs(path):
    signs = {}
    for place, fields in rows(path):
        if fields[1] not in CLASSES:
            raise Fault(f"{place}: unknown kind '{fields[1]}'")
        signs[int(fields[0], 16)] = fields[1]
    return signs


def read_enclosed(path):
    return [(code_range(fields[0]), ord(fields[1])) for _, fields in rows(path)]


def compile_tables(unicode_folder, translit_folder, out):
    unicode = Unicode(unicode_folder, read_signs(os.path.join(translit_folder, "signs.txt")),
                      read_enclosed(os.path.join(translit_folder, "enclosed.txt")))
    unicode.read_han_forms(os.path.join(translit_folder, "han_variants.tsv"))
    romanization = Romanization()
    names = {name for name in os.listdir(translit_folder) if name.endswith(".txt")}
    for name in sorted(names - {"signs.txt", "confusables.txt", "enclosed.txt"}):
        romanization.read(os.path.join(translit_folder, name), unicode)
    romanization.keep_abjads(unicode)
    romanization.check()
    compositions = Compositions(unicode, romanization)
    out.write("/* Written by compile_text_tables.py from data/unicode/ and data/translit/. */\n"
              '#include "text/tables.h"\n')
    writer = Writer(out)
    write_characters(writer, unicode, romanization, compositions)
    write_compositions(writer, compositions)
    write_rules(writer, romanization)
    write_readings(writer, romanization)
    write_clusters(writer, romanization)
    confusables = os.path.join(translit_folder, "confusables.txt")
    write_confusables(writer, confusables, unicode, compositions, romanization)
    write_ascii(writer, unicode)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    try:
        with open(sys.argv[3], "w", encoding="utf-8") as out:
            compile_tables(sys.argv[1], sys.argv[2], out)
    except (Fault, OSError) as fault:
        os.unlink(sys.argv[3])
        sys.exit(f"compile_text_tables: {fault}")


if __name__ == "__main__":
    main()
