"""Sets of parties that several lists, or several scripts, have names of."""
import functools
import re
import unicodedata

import sounds
from engine import Question
from list_sets import find_items
from results import Item, Part
from scripts import script_of

PERSONS = {"individual", "person"}
SCRIPTS = {"CJK": "han"}
FAULT_SHARE = 0.5  # of the words of a missed name that are read alike: it is the same name
LISTS = {"UN": "un_sc", "UK": "uk_sl", "EU": "eu_fsf", "AU": "au_dfat"}
EDITS = 2          # between two parts that are one name in two spellings


def why_missed(native, latin_names, person):
    """What a missed pair is, as sounds.py reads it."""
    shares = [sounds.share(native, other) for other in latin_names]
    best = max((share for share in shares if share is not None), default=None)
    if best is None:
        return "not read"
    if best >= FAULT_SHARE:
        return "fault"
    translated = best > 0 or len(sounds.words_of(native)) > 1
    return "translation" if translated and not person else "other name"


def cross_script(ground):
    """Names in their own script against the Latin names that the same list gives the same party:
    the best of them counts, for a pair is the same party, not always the same name."""
    latin, native = {}, {}
    for row in ground.data.tsv("names/sanctions_cross_script_pairs.tsv.xz"):
        party = row["list"], row["ref"]
        latin.setdefault(party, {})[row["latin_name"]] = True
        native[party + (row["native_name"],)] = row
    pairs, owners = [], []
    for (list_, ref, name), row in native.items():
        kind = "person" if row["type"] in PERSONS else "organization"
        for other in latin[list_, ref]:
            pairs.append((kind, name, other))
            owners.append((list_, ref, name))
    best = {}
    for owner, pair, found in zip(owners, pairs, ground.engine.compare(pairs)):
        scores, other = best.get(owner, ((0, 0, 0), ""))
        if found[0] >= scores[0]:
            other = pair[2]
        best[owner] = tuple(map(max, scores, found)), other
    parts = {}
    for (list_, ref, name), row in native.items():
        scores, other = best[list_, ref, name]
        person = row["type"] in PERSONS
        note = f"{list_}:{ref}"
        if scores[0] < ground.bar:
            note = why_missed(name, latin[list_, ref], person) + " " + note
        script = SCRIPTS.get(row["script"], row["script"].lower())
        parts.setdefault(f"{'persons' if person else 'organizations'}, {script}", []).append(
            Item(True, scores, name, other, note))
    return [Part("cross_script", name, items, classes_told(items))
            for name, items in sorted(parts.items())]


def classes_told(items):
    counts = {}
    for item in items:
        if item.scores[0] < 0.70:
            kind = re.match(r"fault|other name|translation|not read", item.note)[0]
            counts[kind] = counts.get(kind, 0) + 1
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    return "missed: " + told if told else ""


# ------------------------------------------------------------------ one party on several lists

def folded_words(text):
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold())
                    if unicodedata.category(c) != "Mn")
    return sounds.words_of(plain)


@functools.lru_cache(maxsize=1 << 20)
def within(a, b, most):
    """Are two words at most so many edits apart?"""
    if abs(len(a) - len(b)) > most:
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        corner, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (x != y))
        if min(row) > most:
            return False
    return row[-1] <= most


def has_acronym(words, others):
    """Is a word of one side the first letters of the words of the other?"""
    letters = "".join(word[0] for word in others)
    return any(len(word) >= 2 and word in letters for word in words)


def common_name(name, others):
    """Does a name have a part within two edits of one of the others, or an acronym of one?"""
    mine = folded_words(name)
    for other in others:
        theirs = folded_words(other)
        if any(within(a, b, EDITS) for a in mine for b in theirs):
            return True
        if has_acronym(mine, theirs) or has_acronym(theirs, mine):
            return True
    return False


def long_part(name, others):
    """Does it have a part of 4 letters or more, within a quarter of its letters?"""
    mine = [word for word in folded_words(name) if len(word) >= 4]
    theirs = {word for other in others for word in folded_words(other) if len(word) >= 4}
    return any(within(a, b, min(EDITS, len(a) // 4)) for a in mine for b in theirs)


def cross_list(ground):
    """Each name of a party on one list, looked for on each other list that carries the party."""
    ground.engine.has_lists(*LISTS.values())
    keys = {listed.entity for listed in ground.engine.names()}
    names, right, unknown = {}, {}, set()
    for row in ground.data.tsv("names/cross_list_same_party_by_un_reference.tsv"):
        ref = row["list_ref"]
        ref = re.match(r"\d+", ref)[0] if row["list"] == "AU" else ref
        entity = f"{LISTS[row['list']]}:{ref}"
        if entity not in keys:
            unknown.add(entity)
            continue
        place = row["un_reference"], row["list"]
        names.setdefault(place, {})[row["name"]] = True
        right.setdefault(place, {})[entity] = True
    questions, carried = [], []
    for (ref, source), some in names.items():
        for (other_ref, target), others in names.items():
            if ref == other_ref and source != target:
                for name in some:
                    questions.append(Question(name, lists=(LISTS[target],),
                                              right=right[ref, target]))
                    carried.append((f"{ref} {source}-{target}", list(others)))
    chosen = ground.sample(range(len(questions)), ground.sizes.crossed)
    items = find_items(ground, [questions[i] for i in chosen])
    carried = [carried[i] for i in chosen]
    parts = {"all pairs": items, "common name": [], "a long part in common": [], "the rest": [],
             "original script": []}
    for item, (note, others) in zip(items, carried):
        item.note = note + "; ".join(["", *others[:3]])
        if script_of(item.query) != "latin":
            parts["original script"].append(item)
        elif common_name(item.query, others):
            parts["common name"].append(item)
            if long_part(item.query, others):
                parts["a long part in common"].append(item)
        else:
            item.note = "shares nothing; " + item.note
            parts["the rest"].append(item)
    told = {"all pairs": f"{len(unknown)} references of the gold file are not on the lists at hand",
            "common name": "a part within two edits of a part there, or an acronym",
            "a long part in common": "of 4 letters or more, at most a quarter of them different",
            "the rest": "aliases that share nothing, and errors of the publishers"}
    return [Part("cross_list", name, some, told.get(name, "")) for name, some in parts.items()]
