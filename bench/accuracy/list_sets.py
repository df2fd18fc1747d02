"""Sets of names that are looked for among the lists."""
import re

from engine import OFFICIAL, Question
from results import Item, Part
from scripts import script_of

CLEAN_THRESHOLD = 0.50
CLEAN = ("peers/yente/candidate_negatives_global.csv",
         "peers/yente/validation_negatives_global.csv")


def find_items(ground, questions):
    found = ground.engine.find(questions)
    return [Item(bool(q.right), ((f.right if q.right else f.top),) +
                 (f.right_plain if q.right else f.top_plain),
                 q.name, (f.right_name if q.right else f"{f.top_entity} {f.top_name}"),
                 " ".join(q.right)) for q, f in zip(questions, found)]


def by_script(group, prefix, items):
    parts = {}
    for item in items:
        parts.setdefault(script_of(item.query), []).append(item)
    return [Part(group, f"{prefix}, {name}", some) for name, some in sorted(parts.items())]


def clean_customers(ground):
    """Customers that nobody lists, by name alone and with birth date and nationality."""
    seen = {}
    for name in CLEAN:
        for row in ground.data.table(name):
            seen.setdefault((row["full_name"], row["date_of_birth"], row["nationality"]), row)
    rows = ground.sample(list(seen), ground.sizes.clean)
    step = max(1, len(rows) // ground.sizes.plain)
    out = []
    for part, with_all in (("name alone", False), ("birth date and nationality", True)):
        items = find_items(ground, [
            Question(name, "person", births if with_all else "", nation if with_all else "",
                     OFFICIAL, CLEAN_THRESHOLD,
                     baselines="all" if not with_all and i % step == 0 else "none")
            for i, (name, births, nation) in enumerate(rows)])
        out.append(Part("clean", part, items, f"the baselines: every {step}th name"))
        out += by_script("clean", part, items)
    return out


def name_key(name):
    return " ".join(re.sub(r"[^\w]+", " ", name.casefold()).split())


def un_positives(ground):
    """Names of the UN's list as a peer mangled them; row by row the same persons unmangled."""
    ground.engine.has_lists("un_sc")
    listed = {}
    for one in ground.engine.names():
        if one.list == "un_sc":
            listed.setdefault(name_key(one.name), set()).add(one.entity)
    plain = ground.data.table("peers/yente/candidate_positives_un_untreated.csv")
    treated = ground.data.table("peers/yente/candidate_positives_un_treated.csv")
    out = []
    gone = 0
    for part, rows in (("treated", treated), ("untreated", plain)):
        questions = []
        for row, original in zip(rows, plain):
            right = listed.get(name_key(original["full_name"]))
            gone += right is None
            if right:
                questions.append(Question(row["full_name"], "person", lists=("un_sc",),
                                          right=sorted(right)))
        out.append(Part("un_positives", part, find_items(ground, questions),
                        f"{len(rows) - len(questions)} rows name nobody on the list at hand"))
    return out


def congress(ground):
    """Members of the US Congress: clean names."""
    rows = ground.data.table("peers/yente/candidate_positives_us_congress_untreated.csv")
    return [Part("congress", "name alone", find_items(ground, [
        Question(row["full_name"], "person", threshold=CLEAN_THRESHOLD, baselines="none")
        for row in rows]))]
