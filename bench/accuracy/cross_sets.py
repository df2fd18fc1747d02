"""Sets of parties that several lists, or several scripts, have names of."""
from pair_sets import TYPES  # noqa: F401  (one table of types for all sets)
from results import Item, Part

PERSONS = {"individual", "person"}
SCRIPTS = {"CJK": "han"}


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
        kind = "persons" if row["type"] in PERSONS else "organizations"
        script = SCRIPTS.get(row["script"], row["script"].lower())
        parts.setdefault(f"{kind}, {script}", []).append(
            Item(True, scores, name, other, f"{list_}:{ref}"))
    return [Part("cross_script", name, items) for name, items in sorted(parts.items())]
