"""Invented persons of other projects' test data, one record looked for among others."""
from engine import Question
from list_sets import find_items
from results import Item, Part

FEBRL_MAP = """format: mapped_csv
list: febrl
publisher: FEBRL
key: id
type: {constant: person}
names: {text: name}
births: {date: dob}
"""


def febrl_rows(ground, name):
    """(record number, name, birth date) of each row that has both."""
    rows = []
    for row in ground.data.table(f"names/febrl_dataset{name}.csv", skipinitialspace=True):
        person = f"{row['given_name']} {row['surname']}".strip()
        day = row["date_of_birth"].strip()
        if person and len(day) == 8:
            rows.append((row["rec_id"].split("-")[1], person, f"{day[:4]}-{day[4:6]}-{day[6:]}"))
    return rows


def febrl_list(ground):
    rows = febrl_rows(ground, "4a")
    path, mapping = ground.engine.path("febrl.csv"), ground.engine.path("febrl.yml")
    with open(path, "w", encoding="utf-8") as out:
        out.write("id,name,dob\n" + "".join(f"{number},{name},{day}\n"
                                            for number, name, day in rows))
    with open(mapping, "w", encoding="utf-8") as out:
        out.write(FEBRL_MAP)
    ground.engine.add_list("febrl", "mapped_csv", mapping, [path])


def real_day(day):
    year, month, of_month = (int(word) for word in day.split("-"))
    return year > 0 and 1 <= month <= 12 and 1 <= of_month <= 28


def febrl(ground):
    """Damaged copies of invented Australians, looked for among the originals by name and birth
    date; and by name alone."""
    ground.engine.has_lists("febrl")
    keys = {number for number, _, _ in febrl_rows(ground, "4a")}
    rows = ground.sample([row for row in febrl_rows(ground, "4b") if row[0] in keys],
                         ground.sizes.febrl)
    out = []
    for part, dated in (("name and birth date", True), ("name alone", False)):
        questions = [Question(name, "person", day if dated and real_day(day) else "",
                              lists=("febrl",), right=[f"febrl:{number}"])
                     for number, name, day in rows]
        found = ground.engine.find(questions)
        items = [Item(True, (f.right,) + f.right_plain, q.name, f.right_name, q.births)
                 for q, f in zip(questions, found)]
        items += [Item(False, (f.top,), q.name, f.top_name, f"{q.births} {f.top_entity}")
                  for q, f in zip(questions, found)]
        out.append(Part("febrl", part, items, "alert: another person reaches the bar too"))
    return out


SENZING = {"CUSTOMERS": "customers", "REFERENCE": "reference", "WATCHLIST": "watchlist"}


def senzing_lists(ground):
    for name in SENZING.values():
        path = ground.data.path(f"names/senzing_truthset/{name}.jsonl")
        ground.engine.add_list(f"senzing_{name}", "senzing_jsonl", "", [path])


def senzing(ground):
    """Senzing's truth set: each name of a record, looked for on the two other lists."""
    lists = ["senzing_" + name for name in SENZING.values()]
    ground.engine.has_lists(*lists)
    cluster = {}
    for row in ground.data.table("names/senzing_truthset/truth_key.csv"):
        cluster[row["DATA_SOURCE"], row["RECORD_ID"]] = row["CLUSTER_ID"]
    place = {}
    for listed in ground.engine.names():
        if listed.list in lists:
            key = listed.entity.split(":", 1)[1].split("/")[-1]
            place[listed.entity] = cluster.get((listed.list[8:].upper(), key))
    questions = []
    for listed in ground.engine.names():
        if place.get(listed.entity):
            right = [entity for entity, one in place.items() if one == place[listed.entity]
                     and not entity.startswith(listed.list + ":")]
            if right:
                questions.append(Question(listed.name, listed.type, right=right, lists=[
                    name for name in lists if name != listed.list]))
    return [Part("senzing", "name alone", find_items(ground, questions))] if questions else []


PUTIN = "us_ofac_sdn:35096"


def putin(ground):
    """Ways to write one name in the scripts and languages of the world."""
    ground.engine.has_lists("us_ofac_sdn")
    names = [line for line in ground.data.text("peers/rigour/putin_names.txt").split("\n") if line]
    return [Part("one_name", "Vladimir Putin", find_items(ground, [
        Question(name, right=[PUTIN]) for name in names]))]


LISTS_OF = {febrl: febrl_list, senzing: senzing_lists}
