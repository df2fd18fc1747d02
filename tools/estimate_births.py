"""What dates of birth and gender are worth, from persons that two records tell of.

Rows of data/match/estimates.tsv, for estimate_weights.py. m is the mean of two kinds of pairs of
one party, each the share of pairs in which the dates, both known, stand so: an entry of the EU's or
Australia's list and one of the UN's, joined by the UN's reference (publishers give what they know,
to the year or day), and the two records of Febrl's persons (keyed by hand, with slips). u: the same
of two listed persons, everyone with some far from him. How dates stand to each other is what
src/match/attribute.c says; of several dates, the pair that says most counts, in the order of CASES.
Gender: m and u over the entries of both lists.
"""
import csv
import datetime
import hashlib
import json
import lzma
import os
import re
from math import log2

import estimate_attributes as attributes

AU = "other_lists/au_dfat_2026-08-02.csv.xz"
JOINED = "names/cross_list_same_party_by_un_reference.tsv"
FEBRL = ("names/febrl_dataset4a.csv", "names/febrl_dataset4b.csv")
CIRCA_DAYS = 731
# How dates may stand to each other, what says most first.
CASES = ("equal_day", "equal_month", "equal_year", "swapped", "circa", "first_january", "near",
         "near_year", "near_circa", "differs_within_year", "contradicts")
STEPS = 20  # others that everyone is held against
SPREADSHEET_DAY_0 = datetime.date(1899, 12, 30)


class Date:
    """A year, and 0 or more of month and day; a last year where it is a range."""

    def __init__(self, year, month=0, day=0, circa=False, last=None):
        self.year, self.month, self.day, self.circa = year, month, day if month else 0, circa
        self.last = last or year

    def plain(self):
        return not self.circa and self.last == self.year

    def first_day(self):
        return datetime.date(self.year, self.month or 1, self.day or 1).toordinal()

    def last_day(self):
        if self.month and self.last == self.year:
            if self.day:
                return self.first_day()
            return datetime.date(self.year + self.month // 12, self.month % 12 + 1,
                                 1).toordinal() - 1
        return datetime.date(self.last, 12, 31).toordinal()


def meet(a, b, reach):
    return a.first_day() - reach <= b.last_day() and b.first_day() - reach <= a.last_day()


def near_number(x, y):
    return x % 10 == y % 10 or x // 10 == y // 10 or (x % 10 == y // 10 and x // 10 == y % 10)


def near(a, b):
    if (a.year != b.year) + (a.month != b.month) + (a.day != b.day) != 1:
        return False
    if a.year != b.year:
        apart = abs(a.year - b.year)
        x, y = a.year % 100, b.year % 100
        return (apart == 1 or apart % 10 == 0 or
                (a.year // 100 == b.year // 100 and x % 10 == y // 10 and x // 10 == y % 10))
    return near_number(a.month, b.month) if a.month != b.month else near_number(a.day, b.day)


def stand(a, b):
    """How two dates stand to each other: one of CASES."""
    if not a.plain() or not b.plain():
        circa = a.circa or b.circa
        if meet(a, b, CIRCA_DAYS if circa else 0):
            return "circa"
        return "near_circa" if circa and meet(a, b, 2 * CIRCA_DAYS) else "contradicts"
    months, days = a.month and b.month, a.day and b.day
    if (a.year == b.year and (not months or a.month == b.month) and
            (not days or a.day == b.day)):
        return "equal_day" if days else "equal_month" if months else "equal_year"
    if days and a.year == b.year and a.month == b.day and a.day == b.month:
        return "swapped"
    if days and near(a, b):
        return "near"
    if a.year == b.year and (1, 1) in ((a.month, a.day), (b.month, b.day)):
        return "first_january"
    if abs(a.year - b.year) == 1 and not months:
        return "near_year"
    return "differs_within_year" if a.year == b.year else "contradicts"


def stand_best(some, others):
    return min((stand(a, b) for a in some for b in others), key=CASES.index)


class Person:
    def __init__(self, key, births, gender):
        self.key, self.births, self.gender = key, births, gender
        self.fit = hashlib.sha256(key.encode()).digest()[0] % 2 == 0


def reference_of(text):
    return re.sub(r"0*(\d+)", r"\1", text.replace(".", ""))


def un_date(text):
    def value(tag):
        found = re.search(f"<{tag}>(.*?)</{tag}>", text)
        return found.group(1).strip() if found else ""
    circa = value("TYPE_OF_DATE") == "APPROXIMATELY"
    if value("FROM_YEAR") and value("TO_YEAR"):
        return Date(int(value("FROM_YEAR")), circa=circa, last=int(value("TO_YEAR")))
    parts = re.match(r"(\d{4})-(\d\d)-(\d\d)", value("DATE"))
    if parts:
        return Date(*map(int, parts.groups()), circa=circa)
    return Date(int(value("YEAR")), circa=circa) if value("YEAR").isdigit() else None


def of_un(folder):
    with open(os.path.join(folder, attributes.UN), encoding="utf-8") as file:
        text = file.read()
    for entry in re.findall(r"<INDIVIDUAL>.*?</INDIVIDUAL>", text, re.S):
        reference = reference_of(re.search("<REFERENCE_NUMBER>(.*?)<", entry).group(1))
        births = [un_date(part) for part in re.findall(
            "<INDIVIDUAL_DATE_OF_BIRTH>(.*?)</INDIVIDUAL_DATE_OF_BIRTH>", entry, re.S)]
        gender = re.search("<GENDER>(.*?)<", entry)
        yield reference, Person("un" + reference, [b for b in births if b],
                                gender.group(1)[:1].upper() if gender else "")


def of_eu(folder):
    with lzma.open(os.path.join(folder, attributes.EU), "rt", encoding="utf-8") as file:
        for line in file:
            entry = json.loads(line)
            if entry["subject_type"]["code"] != "person":
                continue
            births = [Date(b.get("year") or b.get("year_range_from"), b.get("month_of_year") or 0,
                           b.get("day_of_month") or 0, b.get("circa"), b.get("year_range_to"))
                      for b in entry.get("birthdates", [])
                      if b.get("year") or b.get("year_range_from")]
            genders = {name.get("gender") for name in entry["name_aliases"]} & {"M", "F"}
            yield (reference_of(entry.get("united_nation_id") or ""),
                   Person("eu" + entry["eu_reference_number"], births,
                          genders.pop() if len(genders) == 1 else ""))


def au_dates(text):
    """Dates as the spreadsheet has them: its day numbers, day first, month first, years."""
    for part in re.split("[, ]+", text.replace("_x000D_", " ")):
        numbers = [int(number) for number in re.findall("[0-9]+", part)]
        circa = "pproximately" in text
        if len(part) == 5 and part.isdigit():
            made = SPREADSHEET_DAY_0 + datetime.timedelta(numbers[0])
            yield Date(made.year, made.month, made.day, circa)
        elif re.fullmatch("(?:[0-9]{1,2}/){0,2}[12][0-9]{3}", part):
            year, month, day = (numbers[::-1] + [0, 0])[:3]
            if month <= 12 and day <= 28:
                yield Date(year, month, day, circa)


def of_au(folder):
    with lzma.open(os.path.join(folder, AU), "rt", encoding="utf-8") as file:
        dates = {row["Reference"]: list(au_dates(row["Date of Birth"]))
                 for row in csv.DictReader(file)
                 if row["Type"] == "Individual" and row["Name Type"] == "Primary Name"}
    with open(os.path.join(folder, JOINED), encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["list"] == "AU" and row["list_ref"] in dates:
                yield (reference_of(row["un_reference"]),
                       Person("au" + row["list_ref"], dates[row["list_ref"]], ""))


def valid(text):
    try:
        made = datetime.datetime.strptime(text, "%Y%m%d")
    except ValueError:
        return []
    return [Date(made.year, made.month, made.day)]


def of_febrl(folder):
    """Pairs of records of one person, by the number that both have."""
    sides = []
    for path in FEBRL:
        side = {}
        with open(os.path.join(folder, path), encoding="utf-8") as file:
            for line in csv.DictReader(file, skipinitialspace=True):
                number = line["rec_id"].split("-")[1]
                side[number] = Person("febrl" + number, valid(line["date_of_birth"].strip()), "")
        sides.append(side)
    return [(person, sides[1][number]) for number, person in sides[0].items()
            if number in sides[1]]


def counted(pairs):
    """How many pairs with known dates stand in each way, and how many there are."""
    counts = dict.fromkeys(CASES, 0)
    for a, b in pairs:
        if a.births and b.births:
            counts[stand_best(a.births, b.births)] += 1
    return counts, sum(counts.values())


def by_chance(people, known):
    some = [person for person in people if known(person)]
    return ((person, some[(i + 1 + step * 101) % len(some)])
            for i, person in enumerate(some) for step in range(1, STEPS + 1))


def gender_rows(twice, people):
    def shares(pairs):
        known = [(a.gender, b.gender) for a, b in pairs if a.gender and b.gender]
        return sum(a == b for a, b in known), len(known)
    same, chance = [], shares(by_chance(people, lambda person: person.gender))
    for fit in (True, False):
        same.append(shares(pair for pair in twice if pair[0].fit == fit))
    for name, equal in (("gender_equal", True), ("gender_differs", False)):
        m = [((all_ - hit if not equal else hit) + 0.5) / (all_ + 1) for hit, all_ in same]
        hit, all_ = chance
        u = (hit if equal else all_ - hit) / all_
        yield name, same[0][1] + same[1][1], m[0], u, log2(m[0] / u), log2(m[1] / u)


def rows(folder):
    """(name, observations, m, u, bits, check) of each way to stand."""
    un, eu = dict(of_un(folder)), list(of_eu(folder))
    people = [person for _, person in eu] + list(un.values())
    twice = [(person, un[reference]) for reference, person in [*eu, *of_au(folder)]
             if reference in un]
    keyed = of_febrl(folder)
    chance, chances = counted(by_chance(people, lambda person: person.births))
    ways = [[counted(pair for pair in pairs if pair[0].fit == fit) for pairs in (twice, keyed)]
            for fit in (True, False)]
    for case in CASES:
        m = [sum((counts[case] + 0.5) / (all_ + 1) for counts, all_ in way) / len(way)
             for way in ways]
        seen = sum(counts[case] for way in ways for counts, _ in way)
        u = (chance[case] + 0.5) / (chances + 1)
        yield "dob_" + case, seen, m[0], u, log2(m[0] / u), log2(m[1] / u)
    yield from gender_rows(twice, people)
