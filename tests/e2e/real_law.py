#!/usr/bin/env python3
"""The stories of the law, on the publishers' own lists: the SDN list of June 2024 before the action
and that of April 2026 after it, UN and EU lists, and the FCC's Covered List.

The stories are those of stories.py, law.py and owners.py, told on whole lists in place of excerpts:
among all the other names the answers must be the same. The publications are read from the folder
INTERDICT_TEST_DATA names, ../shared/data beside the source by default; where it is absent these
cases are skipped and counted.

usage: real_law.py BINARY
"""
import os
import shutil
import sys

import law
import owners
import stories
from program import Home, cases, entities, finding
from real_lists import DATA, OFAC, XML_LISTS

SDN = {"2024-06-13": {"sdn.csv": "2024-06/sdn.csv", "add.csv": "2024-06/add.csv"},
       "2026-04-22": {"sdn.csv": "sdn_2026-04-22_rebuilt.csv", "alt.csv": "2026-08/alt.csv",
                      "add.csv": "2026-08/add.csv",
                      "sdn_comments.csv": "2026-08/sdn_comments.csv"}}
TWELVE_LEFT = {"45815", "45817", "45821", "45849", "45854", "45856", "45858", "45860", "45862",
               "45863", "45864"}
PESKOV = "us_ofac_sdn:35320"
NAMES = """The Treasury named Andrei Gennadyevich Tikhonov, Daniil Sergeyevich Borshchev,
Andrei Anatolyevich Efremov, Igor Gennadyevich Chekunov, Andrey Petrovich Dukhvalov,
Andrei Anatolyevich Suvorov, Denis Vladimirovich Zenkin, Marina Mikhaylovna Alekseyeva,
Mikhail Yuryevich Gerber, Anton Mikhaylovich Ivanov and Anna Vladimirovna Kulashova. Eugene
Kaspersky was not named, said Brian Nelson. The spokesman Dmitriy Peskov protested.
"""


def add_sdn(home):
    for day, files in SDN.items():
        folder = os.path.join(home.work, day)
        os.mkdir(folder)
        for target, source in files.items():
            shutil.copyfile(os.path.join(OFAC, source), os.path.join(folder, target))
        home.run("lists", "add", "ofac_sdn_csv", os.path.join(folder, "sdn.csv"), "--published",
                 day).expect(0)


def s21_press_release(home):
    """S21: each person named is hit where it stands; who is not listed is not."""
    text = NAMES.encode()
    decision = home.run("text", "-", "--json", "--limit", "0", "--as-of", "2024-07-01",
                        stdin=text).expect(1).json_lines()[0]
    hits = {f["entity"]["id"]: f for f in decision["findings"] if f["effect"] == "block"}
    for key in sorted(TWELVE_LEFT):
        found = hits.get(f"us_ofac_sdn:{key}")
        cases.true(found is not None, f"us_ofac_sdn:{key} is not hit")
        spans = [e["span"] for e in found["evidence"] if e["span"]]
        cases.true(bool(spans) and all(0 <= a < b <= len(text) for a, b in spans), "spans")
    cases.contains([f["entity"]["id"] for f in decision["findings"]], PESKOV)
    for name in ("Kaspersky", "Nelson"):
        at = text.index(name.encode())
        told = [key for key, f in hits.items() for e in f["evidence"]
                if e["span"] and e["span"][0] <= at < e["span"][1]]
        cases.equal(told, [], f"{name} is nobody's hit")


def s31_programs(home):
    """S31: owners under two programmes are added (OFAC FAQ 399); BELAN stands under CYBER2."""
    decision = owners.ask(home, (owners.TIKHONOV, "Mixed Company", 25),
                          ("us_ofac_sdn:21324", "Mixed Company", 25))["Mixed Company"]
    owners.blocked(decision, 50)


OWNED = "Quintal Fjordwright Company"  # like no listed name


def s23_aggregate(home):
    """S23, 31 CFR 587.406: 30 % and 25 % make 55 %."""
    decision = owners.ask(home, ("Andrei Gennadyevich Tikhonov", OWNED, 30),
                          (owners.EFREMOV, OWNED, 25))[OWNED]
    owners.blocked(decision, 55)
    cases.equal(sorted(entities(decision, "block")), [owners.TIKHONOV, owners.EFREMOV])


def s32_divestment(home):
    """S32, FAQ 402: from 50 % to 49 % on 2025-02-01."""
    rows = ((owners.TIKHONOV, OWNED, 50, "", "2025-02-01"),
            (owners.TIKHONOV, OWNED, 49, "2025-02-01"))
    owners.blocked(owners.ask(home, *rows, day="2025-01-31")[OWNED], 50)
    owners.not_blocked(owners.ask(home, *rows, day="2025-02-01")[OWNED], "review", 49)


def eu_freeze(home):
    """An EU freeze binds a foreign bank, and a US person is told of it."""
    question = ("Ramzan Akhmadovitch KADYROV", "--as-of", "2026-03-01", "--list", "eu_fsf")
    decision = home.screen(*question, "--user", "foreign_bank", "--nexus", "none")
    found = decision["findings"][0]
    cases.equal((found["listing"]["list"], found["full_effect"]), ("eu_fsf", "block"))
    cases.true(decision["verdict"] == "block" or decision["open"] == "block", decision["reason"])
    decision = home.screen(*question)
    cases.equal((decision["verdict"], decision["open"]), ("info", None))


def un_freeze(home):
    """The UN's list freezes through the law of states: told to all, asked of a foreign bank."""
    question = ("AIMAN MUHAMMED RABI AL-ZAWAHIRI", "--as-of", "2025-12-01", "--list", "un_sc")
    decision = home.screen(*question, "--user", "foreign_bank", "--nexus", "none")
    cases.true("block" in (decision["verdict"], decision["open"]), decision["reason"])
    cases.contains(finding(decision, "un_sc:QDi.006")["authority"], "Security Council")


def s15_covered_list(home):
    """S15: the FCC's entry of 25 March 2022, from its own list."""
    path = os.path.join(DATA, "kaspersky", "fcc_covered_list_2026.json")
    home.run("lists", "add", "us_fcc_covered_json", path, "--published", "2026-08-01").expect(0)
    decision = home.screen("AO Kaspersky Lab", "--type", "organization", "--as-of", "2026-08-02")
    days = [o["listing"]["effective_from"] for f in decision["findings"]
            if f["listing"]["list"] == "us_fcc_covered" for o in [f] + f["listings"]]
    cases.contains(days, "2022-03-25")
    cases.equal([f for f in decision["findings"] if f["effect"] not in ("info",)], [])


# No copy of the list in between holds UID 45818, and the one of 2026 was put together from a table,
# without the cut remarks: these are told on examples only.
LEFT_OUT = {stories.s14_before_removal, stories.s14_after_removal,
            stories.s52_continued_remark_and_identifier}
ON_SDN = ([(title, story) for title, story in stories.STORIES if story not in LEFT_OUT] +
          [(title, story) for title, story in law.STORIES
           if story in (law.s11_founder, law.s12_namesake, law.s22_instrument_beats_press,
                        law.s45_foreign_bank, law.s46_barred_resale, law.s47_deadlines,
                        law.s50_weak_alias)] +
          [(story.__doc__ or story.__name__, story) for story in (
              s23_aggregate, owners.s24_just_below, owners.s25_chain, owners.s26_diamond,
              owners.s27_direct_and_indirect, owners.s28_minority_does_not_pass,
              owners.s29_minorities_do_not_pass, owners.s30_cycle, s32_divestment,
              owners.s33_control, s31_programs, s21_press_release)])


def main():
    suite = cases.Suite("real law")
    binary = sys.argv[1]
    if not os.path.isdir(OFAC):
        suite.run("the publishers' lists", lambda: cases.skip(f"no folder {OFAC}"))
        return suite.finish()
    with Home(binary) as home:
        suite.run("the SDN lists of June 2024 and April 2026 are added", add_sdn, home)
        for title, story in ON_SDN:
            suite.run(title, story, home)
    for name, story in (("eu 2026-02", eu_freeze), ("un 2025-11", un_freeze)):
        reader, path, _, _ = XML_LISTS[name]
        with Home(binary) as home:
            home.run("lists", "add", reader, os.path.join(DATA, path)).expect(0)
            suite.run(story.__doc__, story, home)
    with Home(binary) as home:
        suite.run(s15_covered_list.__doc__, s15_covered_list, home)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
