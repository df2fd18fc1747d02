"""The named cases of cases.tsv."""
import os

from engine import OFFICIAL, Question
from results import Item, Part

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases.tsv")
COLUMNS = ("origin", "asked", "kind", "name", "births", "countries", "identifiers", "other")


def read_cases():
    with open(TABLE, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if line[:1] not in "#\n"]
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


class Entities:
    """What the last column of a case means on the lists at hand."""

    def __init__(self, engine):
        self.keys = {}
        for listed in engine.names():
            self.keys.setdefault(listed.entity, []).append(listed.name.upper())

    def named(self, text):
        """The entities, or None when one is not at hand."""
        out = []
        for one in text.split(";") if text else ():
            list_, _, word = one.partition("~")
            found = ([entity for entity, names in self.keys.items()
                      if entity.startswith(list_ + ":") and any(word in name for name in names)]
                     if word else [one] if one in self.keys else [])
            if not found:
                return None
            out += found
        return out


def ask_pairs(ground, cases):
    found = ground.engine.compare([(case["kind"], case["name"], case["other"]) for case in cases])
    return [Item(case["asked"] == "same", scores, case["name"], case["other"], case["origin"])
            for case, scores in zip(cases, found)]


def ask_lists(ground, cases, entities):
    questions = [Question(case["name"], case["kind"], case["births"], case["countries"], OFFICIAL,
                          0.50, entities.named(case["other"]), identifiers=case["identifiers"])
                 for case in cases]
    items = []
    for case, question, found in zip(cases, questions, ground.engine.find(questions)):
        named = bool(question.right)
        scores = (found.right,) + found.right_plain if named else (found.top,)
        items.append(Item(case["asked"] == "yes", scores, case["name"] or case["identifiers"],
                          found.right_name if named else f"{found.top_entity} {found.top_name}",
                          f"{case['origin']} {case['other']}".strip()))
    return items


FALL = 0.05  # what a contradiction must cost at least


def ask_falls(ground, cases):
    """What contradicts lowers the score of the entity clearly."""
    asked = [(Question(case["name"], case["kind"], right=[case["other"]]),
              Question(case["name"], case["kind"], case["births"], case["countries"],
                       right=[case["other"]], identifiers=case["identifiers"])) for case in cases]
    found = ground.engine.find([question for both in asked for question in both])
    return [Item(True, (1.0 if before.right - after.right >= FALL else 0.0,), case["name"],
                 f"{before.right:.4f} falls to {after.right:.4f}", case["origin"])
            for case, before, after in zip(cases, found[::2], found[1::2])]


def named_cases(ground):
    """Cases by name that other screeners are known to get wrong, or must not get wrong."""
    cases = read_cases()
    pairs = [case for case in cases if case["asked"] in ("same", "not")]
    entities = Entities(ground.engine)
    listed = [case for case in cases if case["asked"] in ("yes", "no")]
    able = [case for case in listed if entities.named(case["other"]) is not None]
    falling = [case for case in cases
               if case["asked"] == "falls" and entities.named(case["other"])]
    items = (ask_pairs(ground, pairs) + ask_lists(ground, able, entities) +
             ask_falls(ground, falling))
    return [Part("cases", "named cases", items,
                 f"{len(listed) - len(able)} of entities that are not at hand")]
