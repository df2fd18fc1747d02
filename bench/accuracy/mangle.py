"""The ways a name is mangled on its way to a screener: each one a rule in words and a function.

A function takes a source of chance, the name and its party's type, and returns the mangled name, or
None where its rule does not apply or changes nothing.
"""
import re
import string
import unicodedata

VOWELS = "aeiou"
WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc`][^\W\d_]+)*")
LETTERS_LEAST = 4     # of a word in which a letter is changed
SPLIT_LEAST = 3       # letters of either piece of a word that is split
LOOK_ALIKES = dict(zip("aceopxyABCEHKMOPTXacesij", "асеорхуАВСЕНКМОРТХасеѕіј"))
ROMANIZATIONS = (("kh", "h"), ("ou", "u"), ("y", "i"), ("i", "y"), ("h", "kh"), ("u", "ou"))
PAIRS = {"ch", "kh", "gh", "sh", "th", "zh", "ph", "ou"}  # whose second letter is not alone
FORMS = {
    "LTD": "Limited", "CO": "Company", "CORP": "Corporation", "INC": "Incorporated",
    "LLC": "Limited Liability Company", "PLC": "Public Limited Company",
    "JSC": "Joint Stock Company", "PJSC": "Public Joint Stock Company",
    "OJSC": "Open Joint Stock Company", "CJSC": "Closed Joint Stock Company",
    "GMBH": "Gesellschaft mit beschränkter Haftung", "AG": "Aktiengesellschaft",
    "BV": "Besloten Vennootschap", "FZE": "Free Zone Establishment",
    "FZCO": "Free Zone Company", "LLP": "Limited Liability Partnership"}
MANGLINGS = []


class Mangling:
    def __init__(self, name, rule, function):
        self.name, self.rule, self.function = name, rule, function

    def apply(self, chance, text, kind):
        out = self.function(chance, text, kind)
        return None if out is None or out == text or not out.strip() else out


def mangling(name, rule):
    def enter(function):
        MANGLINGS.append(Mangling(name, rule, function))
        return function
    return enter


def is_latin(word):
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in word
               if letter.isalpha())


def words(text, least=1):
    return [found for found in WORD.finditer(text)
            if len(found[0]) >= least and is_latin(found[0])]


def some_word(chance, text, least=LETTERS_LEAST, fits=None):
    """A word of so many letters, and one of its places that fits; None: there is none."""
    places = [(found.start() + i) for found in words(text, least) for i in range(len(found[0]))
              if found[0][i].isalpha() and (fits is None or fits(found[0], i))]
    return chance.choice(places) if places else None


def put(text, at, letters, length=1):
    return text[:at] + letters + text[at + length:]


def like(letter, other):
    return other.upper() if letter.isupper() else other


def another(chance, letter, letters):
    return like(letter, chance.choice([other for other in letters if other != letter.lower()]))


@mangling("letter substituted", "one letter of a word of 4 or more is another one of a to z")
def substituted(chance, text, kind):
    at = some_word(chance, text)
    return at if at is None else put(text, at, another(chance, text[at], string.ascii_lowercase))


@mangling("letter deleted", "one letter of a word of 4 or more is left out")
def deleted(chance, text, kind):
    at = some_word(chance, text)
    return at if at is None else put(text, at, "")


@mangling("letter doubled", "one letter of a word of 4 or more stands twice")
def doubled(chance, text, kind):
    at = some_word(chance, text)
    return at if at is None else put(text, at, text[at] * 2)


@mangling("neighbours swapped", "two different neighbouring letters of a word of 4 or more swap")
def swapped(chance, text, kind):
    at = some_word(chance, text, fits=lambda word, i: i + 1 < len(word) and word[i + 1].isalpha()
                   and word[i].lower() != word[i + 1].lower())
    if at is None:
        return None
    first, second = text[at], text[at + 1]
    return put(text, at, like(first, second.lower()) + like(second, first.lower()), 2)


@mangling("vowel changed", "one of a, e, i, o, u in a word of 4 or more letters is another of them")
def vowel(chance, text, kind):
    at = some_word(chance, text, fits=lambda word, i: word[i].lower() in VOWELS)
    return at if at is None else put(text, at, another(chance, text[at], VOWELS))


@mangling("'?' for a letter", "one letter of a word of 4 or more is a question mark")
def questioned(chance, text, kind):
    at = some_word(chance, text)
    return at if at is None else put(text, at, "?")


@mangling("non-ASCII stripped", "all that is not ASCII is left out; of names in Latin letters, of "
          "which most are ASCII in every word")
def stripped(chance, text, kind):
    found = list(WORD.finditer(text))
    ascii_most = all(2 * sum(letter.isascii() for letter in word[0]) > len(word[0])
                     for word in found)
    return "".join(c for c in text if c.isascii()) if ascii_most and is_latin(text) else None


@mangling("parts reordered", "the words, without commas, in another order")
def reordered(chance, text, kind):
    parts = text.replace(",", " ").split()
    other = list(parts)
    for _ in range(8):
        chance.shuffle(other)
        if other != parts:
            return " ".join(other)
    return None


@mangling("no-break spaces", "every space is U+00A0")
def no_break(chance, text, kind):
    return text.replace(" ", "\u00a0")


@mangling("part dropped", "one word of a person's name of 4 or more is left out, so that 3 remain")
def dropped(chance, text, kind):
    parts = text.split()
    if kind != "person" or len(parts) < 4 or not is_latin(text):
        return None
    del parts[chance.randrange(len(parts))]
    return " ".join(parts)


@mangling("initial", "a given name of a person's name of 3 or more words is its first letter: one "
          "behind the comma, else one between the first and the last")
def initial(chance, text, kind):
    parts = text.split()
    comma = next((i + 1 for i, part in enumerate(parts) if part.endswith(",")), None)
    able = [i for i in (range(comma, len(parts)) if comma else range(1, len(parts) - 1))
            if len(parts[i]) > 1 and parts[i].isalpha() and is_latin(parts[i])]
    if kind != "person" or len(parts) < 3 or not able:
        return None
    at = chance.choice(able)
    return " ".join(parts[:at] + [parts[at][0] + "."] + parts[at + 1:])


@mangling("neighbours joined", "the space or hyphen between two words is left out")
def joined(chance, text, kind):
    places = [i for i in range(1, len(text) - 1)
              if text[i] in " -" and text[i - 1].isalpha() and text[i + 1].isalpha()]
    return put(text, chance.choice(places), "") if places and is_latin(text) else None


@mangling("word split", "a space in a word, with 3 or more letters on either side")
def split(chance, text, kind):
    at = some_word(chance, text, 2 * SPLIT_LEAST, lambda word, i: word.isalpha() and
                   SPLIT_LEAST <= i <= len(word) - SPLIT_LEAST)
    return at if at is None else put(text, at, " ", 0)


@mangling("zero width", "U+200B inside a word")
def zero_width(chance, text, kind):
    at = some_word(chance, text, 2, lambda word, i: i > 0)
    return at if at is None else put(text, at, "\u200b", 0)


@mangling("fullwidth", "every ASCII letter is the fullwidth one")
def fullwidth(chance, text, kind):
    return "".join(chr(ord(c) + 0xfee0) if c.isascii() and c.isalpha() else c for c in text)


@mangling("homoglyph", "one letter of a word is the Cyrillic one that looks the same")
def homoglyph(chance, text, kind):
    at = some_word(chance, text, 3, lambda word, i: word[i] in LOOK_ALIKES)
    return at if at is None else put(text, at, LOOK_ALIKES[text[at]])


@mangling("punctuation changed", "hyphens are spaces, all other marks are left out")
def punctuation(chance, text, kind):
    return " ".join("".join(
        " " if c in "-/\u2013\u2014" else "" if unicodedata.category(c)[0] in "PS" else c
        for c in text).split())


@mangling("diacritics removed", "letters lose their marks")
def undecorated(chance, text, kind):
    return "".join(c for c in unicodedata.normalize("NFKD", text)
                   if unicodedata.category(c) != "Mn") if is_latin(text) else None


@mangling("case", "all upper case, all lower case, or capitals in front")
def case(chance, text, kind):
    other = [t for t in (text.upper(), text.lower(), text.title()) if t != text]
    return chance.choice(other) if other else None


def form_at_end(text):
    """(the rest, the form) of a name that ends with a legal form of the table."""
    found = re.match(r"(.*\w\S*?),?\s+([A-Za-z.]{2,6})$", text.strip())
    form = found and found[2].replace(".", "").upper()
    return (found[1], form) if form in FORMS else (None, None)


@mangling("legal form dropped", "the form that ends an organization's name of 3 or more words is "
          "left out")
def form_dropped(chance, text, kind):
    rest, form = form_at_end(text)
    return rest if kind == "organization" and form and len(rest.split()) > 1 else None


@mangling("legal form expanded", "the abbreviated form that ends an organization's name is "
          "written out")
def form_expanded(chance, text, kind):
    rest, form = form_at_end(text)
    return f"{rest} {FORMS[form]}" if kind == "organization" and form else None


@mangling("read by machine", "one o is 0, or one l or i is 1, in a word of 4 or more letters")
def ocr(chance, text, kind):
    at = some_word(chance, text, fits=lambda word, i: word[i].lower() in "oli")
    return at if at is None else put(text, at, "0" if text[at] in "oO" else "1")


@mangling("romanization", "y is i, kh is h, ou is u, or the other way, once in a word of 4 or more")
def romanization(chance, text, kind):
    able = []
    for found in words(text, LETTERS_LEAST):
        low = found[0].lower()
        able += [(found.start() + i, old, new) for old, new in ROMANIZATIONS
                 for i in range(len(low)) if low.startswith(old, i) and not low.startswith(new, i)
                 and low[max(i - 1, 0):i + 1] not in PAIRS]
    if not able:
        return None
    at, old, new = chance.choice(able)
    return put(text, at, new.upper() if text[at].isupper() else new, len(old))


@mangling("hyphen for space", "one hyphen is a space, or one space between words a hyphen")
def hyphen(chance, text, kind):
    places = [i for i in range(1, len(text) - 1) if text[i] in " -" and text[i - 1].isalpha()
              and text[i + 1].isalpha()]
    if not places:
        return None
    at = chance.choice(places)
    return put(text, at, " " if text[at] == "-" else "-")


def two(chance, text, kind):
    """Two different manglings, one after the other."""
    for first, second in (chance.sample(MANGLINGS, 2) for _ in range(8)):
        once = first.apply(chance, text, kind)
        twice = once and second.apply(chance, once, kind)
        if twice and twice != text:
            return twice, f"{first.name}, {second.name}"
    return None, ""
