"""Sets of two names each, and whether they name one party."""
import random

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


def adversarial(ground):
    """Scenarios of openwatchlist: a query against all names of the record it is aimed at."""
    records = {record["provider_record_id"]: record for record in ground.data.json(
        "peers/openwatchlist/synthetic-catalog-adversarial-v1.json")["records"]}
    scenarios = [one for one in ground.data.json(
        "peers/openwatchlist/adversarial-scenarios-v1.json")["scenarios"]
                 if one.get("query_name") and one["truth"].startswith("match")
                 and one["target_provider_record_id"] in records]
    pairs, owners = [], []
    for number, one in enumerate(scenarios):
        record = records[one["target_provider_record_id"]]
        kind = "person" if record["entity_type"] == "individual" else "organization"
        for name in [record["primary_name"]] + record.get("aliases", []):
            pairs.append((kind, one["query_name"], name))
            owners.append(number)
    best = {}
    for number, pair, found in zip(owners, pairs, ground.engine.compare(pairs)):
        scores, other = best.get(number, ((0, 0, 0), ""))
        best[number] = tuple(map(max, scores, found)), (
            pair[2] if found[0] >= scores[0] else other)
    parts = {}
    for number, one in enumerate(scenarios):
        parts.setdefault(one["category"], []).append(
            Item(True, best[number][0], one["query_name"], best[number][1], one["scenario_id"]))
    return [Part("adversarial", name, items) for name, items in parts.items()]


SURNAME = "Featherstonehaugh"  # that the two names of a nickname pair share


def nicknames(ground):
    """English given names and their short forms, with one rare surname; and, of the same list, as
    many pairs of names that are not related."""
    rows = ground.data.table("names/english_nicknames.csv")
    related = {(row["name1"], row["name2"]) for row in rows}
    given = sorted({name for pair in related for name in pair})
    chance = random.Random(1)
    apart = set()
    kin = related | {(b, a) for a, b in related}
    while len(apart) < len(related):
        pair = chance.choice(given), chance.choice(given)
        if pair[0] != pair[1] and pair not in kin:
            apart.add(pair)
    return parts_of_pairs(ground, "nicknames", [
        ("with one surname", label, "person", f"{a.title()} {SURNAME}", f"{b.title()} {SURNAME}",
         "") for label, some in ((True, related), (False, apart)) for a, b in sorted(some)])


def dutch_companies(ground):
    """Candidates of ing-bank's EntityMatchingModel with its label."""
    return parts_of_pairs(ground, "companies", [
        ("dutch", row["correct"] == "True", "organization", row["gt_name"], row["name"], "")
        for row in ground.data.table("names/company_pairs_emm_dutch.csv")])


def synthetic_aliases(ground):
    """Aliases that a model wrote for invented persons and firms."""
    rows = [("model-written", label, "any", row["NAME_X"], row["NAME_Y"], "")
            for name, label in (("positive", True), ("negative", False))
            for row in ground.data.table(f"names/synthetic_alias_pairs_{name}.csv")]
    return parts_of_pairs(ground, "aliases", ground.sample(rows, ground.sizes.aliases))


def transliteration(ground):
    """Single name parts of Wikidata in two scripts: are they taken for one?"""
    rows = ground.sample(ground.data.tsv("names/wikidata_person_name_transliteration_test.tsv.xz"),
                         ground.sizes.tokens)
    linked = ground.engine.linked([("person", row["latin"], row["native"]) for row in rows])
    parts = {}
    for row, count in zip(rows, linked):
        parts.setdefault(row["lang"], []).append(
            Item(True, (1.0 if count else 0.0,), row["native"], row["latin"], ""))
    return [Part("tokens", name, items, "rate of parts that are linked")
            for name, items in sorted(parts.items())]
