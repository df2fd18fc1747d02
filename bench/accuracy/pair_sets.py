"""Sets of two names each, and whether they name one party."""
from results import Item, Part

TYPES = {"Person": "person", "Company": "organization", "Organization": "organization",
         "Vessel": "vessel", "Airplane": "aircraft"}


def parts_of_pairs(ground, group, rows):
    """rows: (part, label, type, name, name, note, further scores)."""
    scores = ground.engine.compare([(kind, a, b) for _, _, kind, a, b, *_ in rows])
    parts = {}
    for (part, label, _, a, b, note, *further), found in zip(rows, scores):
        parts.setdefault(part, []).append(Item(label, found + tuple(further), a, b, note))
    return [Part(group, name, items) for name, items in parts.items()]


def name_bench(ground):
    """Pairs of nomenklatura's name_bench, hand-curated apart from those that a model wrote."""
    frozen = {}
    for row in ground.data.table("peers/nomenklatura/name_bench_logicv2-frozen.csv"):
        frozen[row["case_group"], row["name1"], row["name2"]] = float(row["score"])
    rows = []
    for row in ground.data.table("peers/nomenklatura/name_bench_cases.csv"):
        group = row["case_group"]
        part = ("hand-curated" if group.startswith("nk_") else
                "model-written" if group.startswith("synth_") else "others")
        rows.append((part, row["is_match"] == "true", TYPES.get(row["schema"], "any"),
                     row["name1"], row["name2"], f"{group} {row['quality']} {row['category']}",
                     frozen.get((group, row["name1"], row["name2"]))))
    parts = parts_of_pairs(ground, "name_bench", rows)
    together = [item for part in parts for item in part.items]
    return parts + [Part("name_bench", "together", together)]
