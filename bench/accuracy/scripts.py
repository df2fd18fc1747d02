"""The script that most letters of a name are of."""
import unicodedata

NAMES = (("LATIN", "latin"), ("CYRILLIC", "cyrillic"), ("GREEK", "greek"), ("ARABIC", "arabic"),
         ("HEBREW", "hebrew"), ("CJK", "han"), ("HANGUL", "hangul"), ("HIRAGANA", "kana"),
         ("KATAKANA", "kana"), ("GEORGIAN", "georgian"), ("ARMENIAN", "armenian"),
         ("DEVANAGARI", "devanagari"), ("BENGALI", "bengali"), ("THAI", "thai"),
         ("MYANMAR", "myanmar"), ("ETHIOPIC", "ethiopic"), ("KHMER", "khmer"))


def letter_script(letter):
    name = unicodedata.name(letter, "")
    return next((script for prefix, script in NAMES if name.startswith(prefix)), "other")


def script_of(text):
    counts = {}
    for letter in text:
        if letter.isalpha():
            script = letter_script(letter)
            counts[script] = counts.get(script, 0) + 1
    return max(sorted(counts), key=counts.get) if counts else "none"
