"""A crude reading of a word in any script, to tell a name written in another script from another
name. It is made of the names that Unicode gives the letters and of nothing the matcher knows, so
that the matcher's own faults do not hide in it.

A word is read as its consonants in coarse classes: P (b p f v), T (d t th), K (g k q kh c x), S (s
z sh ch zh ts), M, N, L, R; vowels, h, w, y and j are not heard, nor is a letter twice. Two
words agree when they are read alike, or, of three consonants or more, with one of them different,
left out or put in. Words of one consonant tell nothing where there are others.
"""
import functools
import re
import unicodedata

DIGRAPHS = (("tsch", "S"), ("shch", "S"), ("sch", "S"), ("tch", "S"), ("tsh", "S"), ("ch", "S"),
            ("sh", "S"), ("zh", "S"), ("ts", "S"), ("tz", "S"), ("kh", "K"), ("gh", "K"),
            ("th", "T"), ("dh", "T"), ("ph", "P"), ("ck", "K"), ("ks", "KS"), ("x", "KS"),
            ("ce", "S"), ("ci", "S"), ("cy", "S"))
CLASSES = {letter: kind for kind, letters in (
    ("P", "bpfv"), ("T", "dt"), ("K", "gkqc"), ("S", "sz"), ("M", "m"), ("N", "n"), ("L", "l"),
    ("R", "r")) for letter in letters}
# Letters by the names Unicode has for them, where the first sound of the name is not theirs.
NAMED = {"HA": "K", "HAH": "", "KHA": "K", "KHAH": "K", "HET": "K", "CHI": "K", "SHORT I": "",
         "DZHE": "S", "JEH": "S", "TCHEH": "S", "GIMEL": "K", "XI": "KS", "PSI": "PS", "RHO": "R",
         "VAV": "", "WAW": "", "YEH": "", "FARSI YEH": "", "HEH": "", "HE": "", "YOD": "",
         "JEEM": "", "ETA": "", "TEH MARBUTA": "", "YI": "", "YU": "", "YA": "", "JHAN": "S",
         "CAN": "S", "CIN": "S", "CHIN": "S", "CHAR": "S", "JIL": "S", "JE": ""}
NOT_READ = ("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO")


def read_latin(text):
    out, at = [], 0
    while at < len(text):
        for letters, kind in DIGRAPHS:
            if text.startswith(letters, at):
                out.append(kind)
                at += len(letters) - (letters in ("ce", "ci", "cy"))
                break
        else:
            out.append(CLASSES.get(text[at], ""))
            at += 1
    return "".join(out)


@functools.lru_cache(maxsize=None)
def read_letter(letter):
    name = unicodedata.name(letter, "")
    found = re.search(r"(?:LETTER|SYLLABLE|CHARACTER) (?:FINAL |SMALL )?(.+?)(?: WITH .*)?$", name)
    if not found:
        return ""
    said = found[1]
    if said in NAMED:
        return NAMED[said]
    said = said.split()[-1] if "SYLLABLE" not in name else said
    if "SYLLABLE" in name and name.startswith("HANGUL"):
        return read_latin(said.lower())
    if re.match(r"E[FLMNRS]$", said):
        said = said[1:]
    consonants = re.match(r"[^AEIOUYWJH]*H?", said)[0].lower()
    return read_latin(consonants)[:1]


@functools.lru_cache(maxsize=1 << 16)
def read_word(word):
    """The consonants of a word, or None when it cannot be read (Han, Kana)."""
    if any(unicodedata.name(letter, "").startswith(NOT_READ) for letter in word):
        return None
    plain = "".join(c for c in unicodedata.normalize("NFD", word.casefold())
                    if unicodedata.category(c)[0] != "M" or not word.isascii())
    plain = re.sub(r"(.)\1+", r"\1", unicodedata.normalize("NFC", plain))
    out, latin = [], []
    for letter in plain + " ":
        bare = unicodedata.normalize("NFD", letter)[0]
        if "a" <= bare <= "z":
            latin.append(bare)
            continue
        out.append(read_latin("".join(latin)))
        latin = []
        out.append(read_letter(letter))
    return "".join(out)


def one_apart(a, b):
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    i = 0
    while i < len(a) and a[i] == b[i]:
        i += 1
    return a[i + 1:] == b[i + 1:] if len(a) == len(b) else a[i:] == b[i + 1:]


def agree(a, b):
    return a == b or (min(len(a), len(b)) >= 3 and one_apart(a, b))


def words_of(text):
    return [word for word in re.split(r"[\W\d_]+", re.sub(r"['\u2019`\u02bc]", "", text)) if word]


def share(native, other):
    """Of the words of a name that are heard, the share that some word of the other is read like, or
    two neighbouring words of it; None when none can be read."""
    read = [read_word(word) for word in words_of(native)]
    if None in read:
        return None
    mine = [word for word in read if len(word) > 1] or [word for word in read if word]
    theirs = [word for word in map(read_word, words_of(other)) if word]
    theirs += [a + b for a, b in zip(theirs, theirs[1:])]
    if not mine:
        return None
    return sum(any(agree(word, their) for their in theirs) for word in mine) / len(mine)
