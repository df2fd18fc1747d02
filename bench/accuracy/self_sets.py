"""Listed names, as they stand and mangled: each must find its own party."""
import random

from engine import LIST_FOLDERS, Question
from list_sets import find_items
from mangle import MANGLINGS, two
from results import Part

SEED = 1


def chance_of(name, number):
    return random.Random(f"{SEED} {name} {number}")


def ask(ground, group, part, chosen, text=""):
    """chosen: (listed, asked, note)."""
    lists = [name for name in LIST_FOLDERS if name in ground.engine.added]
    items = find_items(ground, [Question(asked, listed.type, lists=lists, right=[listed.entity])
                                for listed, asked, _ in chosen])
    for item, (listed, _, note) in zip(items, chosen):
        item.other = listed.name
        item.note = " ".join((listed.entity, listed.type, listed.kind, note)).strip()
    return Part(group, part, items, text)


def listed_once(ground):
    seen = {}
    for listed in ground.engine.names():
        if listed.list in LIST_FOLDERS:
            seen.setdefault((listed.entity, listed.name), listed)
    return list(seen.values())


def unmodified(ground):
    """Every listed name as it stands."""
    names = listed_once(ground)
    out = []
    for name in LIST_FOLDERS:
        some = [(listed, listed.name, "") for listed in names if listed.list == name]
        if some:
            out.append(ask(ground, "self", "unmodified, " + name, ground.sample(
                some, ground.sizes.unmodified)))
    return out


def mangled(ground):
    """A sample of all lists under each mangling, and under two."""
    names = listed_once(ground)
    random.Random(SEED).shuffle(names)
    out, both = [], []
    for one in MANGLINGS:
        chosen = []
        for number, listed in enumerate(names):
            asked = one.apply(chance_of(one.name, number), listed.name, listed.type)
            if asked is not None:
                chosen.append((listed, asked, ""))
            if len(chosen) == ground.sizes.mangled:
                break
        out.append(ask(ground, "self", "one mangling, " + one.name, chosen, one.rule))
    for number, listed in enumerate(names):
        asked, which = two(chance_of("two", number), listed.name, listed.type)
        if asked is not None:
            both.append((listed, asked, which))
        if len(both) == ground.sizes.two_mangled:
            break
    return out + [ask(ground, "self", "two manglings", both, two.__doc__)]
