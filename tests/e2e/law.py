#!/usr/bin/env python3
"""What a listing, a product or a place forbids, whom, from when, and what is owed: the stories
whose subject is the law, and rules changed under the running program.

usage: law.py BINARY
"""
import hashlib
import json
import os
import random
import re
import shutil
import sys

from program import ROOT, Home, cases, finding

CSL = os.path.join(ROOT, "examples/june-2024/csl.csv")
TIKHONOV = ("Andrei Gennadyevich Tikhonov", "--dob", "1966-11-09")
CHEKUNOV = "us_ofac_sdn:45849"
AO_KASPERSKY = "us_csl:EL-6916ac0624202e41"
WEAK_ONLY = "us_ofac_sdn:7326"  # a.k.a. 'ABOU ZEINAB', born 1 January 1966
PRODUCT = ("--type", "product")


def programs(found):
    return [tag for one in [found] + found["listings"] for tag in one["listing"]["programs"]]


def texts(decision):
    return json.dumps(decision, ensure_ascii=False)


def explain(home, decision):
    path = home.write("decision.json", json.dumps(decision, ensure_ascii=False))
    return home.run("explain", path).expect(0).out


def expect(decision, verdict, open_=None):
    cases.equal((decision["verdict"], decision["open"]), (verdict, open_), decision["reason"])
    return decision


def product(home, name, activity, as_of, *options):
    return home.screen(name, *PRODUCT, "--activity", activity, "--as-of", as_of, *options)


# ---------------------------------------------------------------- stories


def s11_founder(home):
    for name in ("Eugene Kaspersky", "Евгений Касперский"):
        decision = expect(home.screen(name, "--as-of", "2024-07-01"), "info")
        record = finding(decision, "records:eugene_kaspersky")
        cases.equal((record["effect"], programs(record)), ("info", ["deliberately_not_listed"]))
        cases.contains(record["authority"], "jy2420")


def s12_namesake(home):
    expect(home.screen("Natalya Kaspersky", "--as-of", "2024-07-01"), "clear")


def s15_proposed(home):
    decision = expect(home.screen("Kaspersky Lab", "--as-of", "2022-04-01"), "info")
    record = finding(decision, "records:kaspersky_lab")
    cases.equal((record["effect"], programs(record)), ("info", ["proposed"]))
    maker = finding(decision, "products:kaspersky")
    cases.contains(programs(maker), "FCC-COVERED-LIST")
    cases.contains(programs(maker), "NDAA-2018-1634")
    days = [one["listing"]["effective_from"] for one in [maker] + maker["listings"]]
    cases.contains(days, "2022-03-25")


def s19_information(home):
    decision = home.screen("AO Kaspersky Lab", "--country", "RU", "--type", "organization",
                           "--role",
                           "beneficiary", "--activity", "information", "--as-of", "2024-08-15")
    expect(decision, "info")
    cases.equal(finding(decision, AO_KASPERSKY)["effect"], "info", "Entity List, 15 CFR 744.11")
    cases.contains(texts(finding(decision, "products:kaspersky")),
                   "Exempt from Commerce's prohibition")
    cases.contains(texts(decision), "14071")
    feed = expect(product(home, "Kaspersky Threat Intelligence", "sale", "2024-08-15"), "info")
    cases.contains(texts(feed), "Exempt from Commerce's prohibition")


def s20_signatory(home):
    decision = home.screen("Igor Gennadyevich Chekunov", "--role", "signatory", "--as-of",
                           "2024-07-01")
    expect(decision, "prohibited")
    cases.contains(finding(decision, CHEKUNOV)["authority"], "FAQ 398")
    decision = home.screen("Igor Chekunov", "--role", "signatory", "--as-of", "2024-07-01")
    expect(decision, "review", "prohibited")
    decision = home.screen("AO Kaspersky Lab", "--type", "organization", "--country", "RU",
                           "--as-of",
                           "2024-07-01")
    expect(decision, "license")


def s22_instrument_beats_press(home):
    for day in ("2024-06-22", "2024-07-01", "2024-09-29", "2026-11-01"):
        decision = home.screen(*TIKHONOV, "--as-of", day)
        found = finding(expect(decision, "block"), "us_ofac_sdn:45815")
        cases.equal(found["listing"]["effective_from"], "2024-06-21", day)
        conflict = [n for n in found["notes"] if n["text"].startswith("Sources conflict")]
        cases.equal(len(conflict), 1, "the conflict is told")
        cases.contains(conflict[0]["text"], "2024-09-29")


def s34_new_license(home):
    before = product(home, "Kaspersky Premium", "license", "2024-07-19T23:59 EDT")
    expect(before, "info")
    cases.contains(texts(before), "takes effect on 2024-07-20")
    after = expect(product(home, "Kaspersky Premium", "license", "2024-07-20T00:00 EDT"),
                   "prohibited")
    cases.contains(after["findings"][0]["authority"], "ICTS-2021-002")


def s35_update(home):
    expect(product(home, "Kaspersky Endpoint Security", "update", "2024-09-29T03:59:59Z"), "info")
    expect(product(home, "Kaspersky Endpoint Security", "update", "2024-09-29T04:00:00Z"),
           "prohibited")


def s36_resale(home):
    expect(product(home, "Kaspersky Internet Security", "resale", "2024-09-28"), "info")
    decision = product(home, "Kaspersky Internet Security", "resale", "2024-09-29")
    cases.contains(expect(decision, "prohibited")["findings"][0]["binds"], "anyone")


def s38_s39_use(home):
    private = product(home, "Kaspersky Endpoint Security", "use", "2025-03-01")
    cases.contains(texts(expect(private, "info")), "not penalised")
    agency = product(home, "Kaspersky Endpoint Security", "use", "2025-03-01", "--user", "federal")
    cases.contains(expect(agency, "prohibited")["findings"][0]["authority"], "1634")
    contractor = product(home, "Kaspersky Endpoint Security", "use", "2025-03-03", "--user",
                         "contractor")
    owed = {o["what"]: o["due"] for o in expect(contractor,
                                                "prohibited")["findings"][0]["obligations"]}
    cases.equal(owed, {"report_covered_article": "2025-03-06",
                       "follow_up_on_covered_article": "2025-03-17"})


def s42_no_nexus(home):
    expect(product(home, "Kaspersky Endpoint Security", "use", "2025-03-01", "--nexus", "none"),
           "info")
    expect(product(home, "Kaspersky Endpoint Security", "update", "2025-03-01", "--nexus", "none"),
           "info")


def s43_section_889(home):
    decision = product(home, "Hikvision camera", "use", "2021-01-15", "--user", "contractor")
    cases.contains(expect(decision, "prohibited")["findings"][0]["authority"], "889(a)(1)(B)")
    expect(product(home, "Hikvision camera", "use", "2020-08-12", "--user", "contractor"), "info")
    expect(product(home, "Hikvision camera", "use", "2021-01-15"), "info")
    phone = expect(product(home, "Huawei Mate", "use", "2021-01-15", "--user", "contractor"),
                   "info")["findings"][0]
    cases.equal((phone["full_effect"], phone["depends_on"]),
                ("prohibited", ["telecommunications_equipment"]), "section 889(f)(3)(A)")


def s45_foreign_bank(home):
    question = ("EFREMOV ANDREI ANATOLYEVICH", "--dob", "1978-09-06", "--as-of", "2024-06-24")
    expect(home.screen(*question), "block")
    decision = expect(home.screen(*question, "--user", "foreign_bank", "--nexus", "none"), "info")
    found = finding(decision, "us_ofac_sdn:45817")
    cases.equal((found["effect"], found["obligations"]), ("info", []), "no duty to block")
    cases.contains(texts(found["notes"]), "Secondary sanctions")


def s46_barred_resale(home):
    decision = product(home, "Kaspersky Total Security", "resale", "2024-10-15", "--role",
                       "originator")
    expect(decision, "prohibited")
    cases.equal([o for f in decision["findings"] for o in f["obligations"]], [],
                "nothing is owed to OFAC")


def s47_deadlines(home):
    for what, event, due in (("report_blocked_property", "2024-06-21", "2024-07-08"),
                             ("report_rejected_transaction", "2024-07-01", "2024-07-16"),
                             ("report_unblocked_property", "2024-11-08", "2024-11-25"),
                             ("keep_records", "2024-07-01", "2034-07-01")):
        owed = home.run("rules", "--owed", what, "--on", event, "--json").expect(0).json_lines()
        cases.equal([o["due"] for o in owed], [due], f"{what} of {event}")
        for part in (event, "zone America/New_York"):
            cases.contains(owed[0]["basis"], part)
    found = home.screen(*TIKHONOV, "--as-of", "2024-06-21")["findings"][0]
    owed = {o["what"]: o["due"] for o in found["obligations"]}
    cases.equal(owed, {"report_blocked_property": "2024-07-08", "keep_records": "2034-06-21",
                       "annual_report_of_blocked_property": "2024-09-30"})
    cases.contains(texts(found["obligations"]), "calendar us_federal, version")


def s50_weak_alias(home):
    decision = expect(home.screen("Abou Zeinab", "--as-of", "2024-07-01"), "info")
    found = finding(decision, WEAK_ONLY)
    cases.equal((found["identity"], found["matched"]["kind"]), ("suppressed", "weak"))
    decision = home.screen("Abou Zeinab", "--dob", "1966-01-01", "--as-of", "2024-07-01")
    expect(decision, "review", "block")
    finding(decision, WEAK_ONLY)


def s56_replay(binary):
    """The decision of 2024-07-01 with the list as known then: the same bytes with the image of
    then, the same answer with any later one."""
    with Home(binary) as home:
        home.add_sdn("2024-06-12").expect(0)
        home.add_sdn("2024-06-21").expect(0)
        question = (*TIKHONOV, "--as-of", "2024-07-01", "--known-at", "2024-07-01")
        then = home.screen(*question)
        kept = os.path.join(home.root, "kept")
        shutil.copytree(home.path, kept)
        home.add_sdn("2025-08-11").expect(0)
        home.add_sdn("2026-04-23").expect(0)
        later = home.screen(*question)
        for decision in (then, later):
            cases.equal({o["what"]: o["due"]
                         for o in decision["findings"][0]["obligations"]}["keep_records"],
                        "2034-07-01")
        replayed = home.run("screen", "--json", *question,
                            env={"INTERDICT_HOME": kept}).json_lines()[0]
        cases.equal(replayed, then, "replayed with the stored image")
        explained = [explain(home, decision) for decision in (then, replayed)]
        cases.equal(explained[0], explained[1], "explanation")
        for decision in (then, later):
            del decision["id"], decision["engine"]
        cases.equal(later, then, "the same answer from a later image")


# ---------------------------------------------------------------- decided pairs

IVANOV = "us_ofac_sdn:45858"
PAIR_HEAD = "id,name,dob,country,entity,decided_on,decided_by,approved_by,until,reason\n"
PAIR = (f"C-17,Anton Ivanov,1990,RU,{IVANOV},2024-07-02,A. Analyst,,2025-07-02,"
        "another employer\n")
CUSTOMERS = "id,name,dob,country\nC-17,Anton Ivanov,1990,RU\nC-18,Anton Ivanov,1990,RU\n"


def batch_verdicts(home, pairs, *options):
    customers = home.write("customers.csv", CUSTOMERS)
    accept = home.write("pairs.csv", pairs)
    lines = home.run("batch", customers, "--accept", accept, *options).expect(0, 1).json_lines()
    return {line["subject"]["id"]: line for line in lines}


def amended(rows):
    rows["alt.csv"] = [*rows["alt.csv"], b'45858,99001,"aka","IVANOV, Anton M.",-0- ']


def s49_accepted_pair(binary):
    """The good-guy rules: exact on both sides, expiring, void when the entry changes."""
    with Home(binary) as home:
        home.add_sdn("2024-06-21").expect(0)
        found = batch_verdicts(home, PAIR_HEAD + PAIR, "--as-of", "2024-07-03")
        accepted = finding(expect(found["C-17"], "info"), IVANOV)
        cases.equal((accepted["identity"], accepted["effect"]), ("suppressed", "info"))
        cases.equal(accepted["obligations"], [])
        told = accepted["accepted"]
        cases.equal((told["holds"], told["decided_on"], told["decided_by"], told["until"],
                     told["line"]), (True, "2024-07-02", "A. Analyst", "2025-07-02", 2))
        cases.contains(found["C-17"]["reason"], "accepted as another party on 2024-07-02")
        with open(os.path.join(home.work, "pairs.csv"), "rb") as handle:
            digest = hashlib.sha256(handle.read()).hexdigest()
        cases.equal(found["C-17"]["context"]["accepted"], digest, "the file by its hash")
        other = finding(expect(found["C-18"], "review", "block"), IVANOV)
        cases.equal(other["accepted"], None, "another customer of the same data")
        cases.contains(explain(home, found["C-17"]), "accepted as another party")
        over = batch_verdicts(home, PAIR_HEAD + PAIR, "--as-of", "2025-07-02")["C-17"]
        cases.equal(finding(expect(over, "review", "block"), IVANOV)["accepted"]["void"],
                    "its time is over")
        before = batch_verdicts(home, PAIR_HEAD + PAIR.replace("1990", "1990-02"), "--as-of",
                                "2024-07-03")["C-17"]
        cases.contains(finding(expect(before, "review", "block"), IVANOV)["accepted"]["void"],
                       "what is said of the subject")
        home.add_sdn("2024-08-01", edit=amended).expect(0)
        found = batch_verdicts(home, PAIR_HEAD + PAIR, "--as-of", "2024-08-02")
        raised = finding(expect(found["C-17"], "review", "block"), IVANOV)
        cases.equal((raised["effect"], raised["accepted"]["holds"], raised["accepted"]["void"]),
                    ("block", False, "the entry has changed since"))
        kept = batch_verdicts(home, PAIR_HEAD + PAIR, "--as-of", "2024-07-03", "--known-at",
                              "2024-07-03")["C-17"]
        expect(kept, "info")
        customers = os.path.join(home.work, "customers.csv")
        pairs = os.path.join(home.work, "pairs.csv")
        lines = home.run("rescreen", "--customers", customers, "--since", "2024-07-03", "--accept",
                         pairs, "--as-of", "2024-08-02", "--json").expect(1).json_lines()
        cases.equal([(line["after"]["subject"]["id"], line["change"]) for line in lines
                     if line["change"] != "unaffected"][0], ("C-17", "newly_hit"))


def accepted_pairs_fail_closed(home):
    question = ("Anton Ivanov", "--dob", "1990", "--as-of", "2024-07-03")
    for text, reason in ((PAIR_HEAD.replace("reason", "why") + PAIR, "'why' is not known"),
                         (PAIR_HEAD + PAIR.replace("2025-07-02", "someday"), "until: "),
                         (PAIR_HEAD + PAIR + PAIR, "the same pair as line 2"),
                         (PAIR_HEAD + PAIR.replace("C-17", "").replace("1990,RU", ","),
                          "a name alone is no subject")):
        result = home.run("screen", *question, "--accept", home.write("bad.csv", text)).expect(2)
        cases.equal(result.out, "", "nothing is said by half a file")
        cases.true(re.search(r"bad\.csv:\d+: ", result.err), f"file and line in {result.err!r}")
        cases.contains(result.err, reason)
    missing = home.run("screen", *question, "--accept", os.path.join(home.work, "none")).expect(2)
    cases.equal(missing.out, "")
    full = "Andrei Gennadyevich Tikhonov"
    line = f"{full},1966-11-09,us_ofac_sdn:45815,2024-07-02,A,%s,2025-07-02,a namesake\n"
    head = "name,dob,entity,decided_on,decided_by,approved_by,until,reason\n"
    for second, verdict in (("", "block"), ("B", "info")):
        path = home.write("pairs.csv", head + line % second)
        decision = home.screen(full, "--dob", "1966-11-09", "--accept", path, "--as-of",
                               "2024-07-03")
        expect(decision, verdict)
    path = home.write("pairs.csv", head.replace("dob", "id_number") + line.replace(
        "1966-11-09", "passport:530193947") % "B")
    decision = home.screen(full, "--id", "passport:530193947", "--accept", path, "--as-of",
                           "2024-07-03")
    cases.equal(finding(expect(decision, "block"), "us_ofac_sdn:45815")["accepted"]["void"],
                "an identifier agrees")


# ---------------------------------------------------------------- context


def without_context_it_says_what_decides(home):
    decision = home.screen("Kaspersky Premium", *PRODUCT, "--as-of", "2024-10-01")
    found = expect(decision, "info")["findings"][0]
    cases.equal((found["full_effect"], found["depends_on"]), ("prohibited", ["activity"]))
    decision = home.screen("Reza Karimi", "--type", "person", "--country", "IR", "--as-of",
                           "2024-07-01")
    found = finding(expect(decision, "info"), "places:EMBARGO-IRAN")
    cases.equal((found["full_effect"], found["depends_on"]), ("prohibited", ["residence"]))


def places(home):
    at = ("Acme Trading", "--type", "organization", "--address")
    expect(home.screen(*at, "Lenina 4, Simferopol, Crimea", "--as-of", "2024-07-01"), "prohibited")
    expect(home.screen(*at, "Lenina 4, Simferopol, Crimea", "--as-of", "2014-12-18"), "clear")
    expect(home.screen(*at, "Artema 1, Donetsk, Ukraine", "--as-of", "2024-07-01"), "review",
           "prohibited")
    for address in ("Donetsk", "Artema 1, Donetsk", "Luhansk", "Донецк", "Donetsk oblast"):
        found = finding(expect(home.screen(*at, address, "--as-of", "2024-07-01"), "review",
                               "prohibited"), "places:EMBARGO-DNR-LNR")
        cases.contains(texts(found["notes"]), "not the whole oblasts")
        expect(home.screen(*at, address, "--as-of", "2022-02-20"), "clear")
    expect(home.screen(*at, "Artema 1, Donetsk People's Republic", "--as-of", "2024-07-01"),
           "prohibited")
    expect(home.screen(*at, "Azadi St, Tehran, Iran", "--as-of", "2024-07-01"), "prohibited")
    expect(home.screen(*at, "Mezzeh, Damascus, Syria", "--as-of", "2025-05-22"), "prohibited")
    ended = expect(home.screen(*at, "Mezzeh, Damascus, Syria", "--as-of", "2025-07-01"), "info")
    cases.contains(texts(ended), "E.O. 14312")
    expect(home.screen(*at, "Azadi St, Tehran, Iran", "--as-of", "2024-07-01", "--nexus", "none"),
           "info")


def russia_services(home):
    """What is barred is the kind of service, which no question tells: a note, from its second."""
    tag = "places:RUSSIA-EO14071"
    at = ("Acme Ltd", "--address", "Tverskaya 1, Moscow, Russian Federation", "--activity",
          "service", "--as-of")
    for before, after, words in (
            ("2022-06-07T03:59:59Z", "2022-06-07", "Accounting, trust"),
            ("2022-10-15T04:00:59Z", "2022-10-15T04:01:00Z", "Quantum computing"),
            ("2023-06-18T04:00:59Z", "2023-06-18T04:01:00Z", "Architecture and engineering"),
            ("2024-09-12T03:59:59Z", "2024-09-12", "design of information technology")):
        found = finding(expect(home.screen(*at, after), "info"), tag)
        cases.equal(found["depends_on"], ["kind_of_service"], after)
        cases.contains(texts(found["notes"]), words)
        earlier = [f for f in home.screen(*at, before)["findings"] if f["entity"]["id"] == tag]
        for one in earlier:
            idle = [n for n in texts(one["notes"]).split(".") if "takes effect on" in n]
            cases.true(idle, f"{words} before its day")
    alone = home.screen("Acme Ltd", "--country", "RU", "--activity", "service", "--as-of",
                        "2024-10-01")
    found = finding(expect(alone, "info"), tag)
    cases.equal(sorted(found["depends_on"]), ["kind_of_service", "residence"],
                "a country alone may be a nationality")
    expect(home.screen("Acme Ltd", "--country", "RU", "--activity", "payment", "--as-of",
                       "2024-10-01"), "clear")


OWN_LICENSE = """zone: America/New_York
checked: 2024-06-01
sources: our file
licenses:
  - kind: specific
    id: MUL-2024-1
    title: legal fees
    citation: specific licence MUL-2024-1
    scope: payment of legal fees
    conditions: [paid from funds outside the United States]
    lists: us_ofac_sdn
    parties: ["45815"]
    licensees: [Example Bank]
    activities: payment
    releases: false
    from: 2024-06-25
    until: 2024-12-31T00:01:00-05:00
    verified: true
"""


def licenses(home):
    folder = os.path.join(home.path, "licenses")
    os.makedirs(folder)
    with open(os.path.join(folder, "own.yml"), "w", encoding="utf-8") as handle:
        handle.write(OWN_LICENSE)
    question = (*TIKHONOV, "--activity", "payment", "--as-of")
    alone = expect(home.screen(*question, "2024-07-01"), "block")["findings"][0]
    cases.equal([(u["id"], u["covers"]) for u in alone["licenses"]], [("MUL-2024-1", False)])
    released = expect(home.screen(*question, "2024-07-01", "--license", "MUL-2024-1"), "info")
    found = finding(released, "us_ofac_sdn:45815")
    cases.equal([(u["kind"], u["covers"]) for u in found["licenses"]], [("specific", True)])
    cases.equal([owed["what"] for owed in found["obligations"]], ["keep_records"],
                "31 CFR 501.601: pursuant to license or otherwise")
    cases.contains(released["reason"], "released by MUL-2024-1 (specific licence MUL-2024-1)")
    text = home.run("screen", *question, "2024-07-01", "--license", "MUL-2024-1").expect(0).out
    for part in ("released by", "MUL-2024-1", "provided that"):
        cases.contains(text, part)
    ended = home.screen(*question, "2024-12-31T05:01:00Z", "--license", "MUL-2024-1")
    cases.contains(texts(expect(ended, "block")), "does not cover this")
    other = home.screen("Igor Gennadyevich Chekunov", "--activity", "payment", "--as-of",
                        "2024-07-01",
                        "--license", "MUL-2024-1")
    expect(other, "block")
    explained = explain(home, released)
    cases.contains(explained, "Released by MUL-2024-1")
    shutil.rmtree(folder)


SEVERAL_LICENSES = """zone: America/New_York
checked: 2024-06-01
sources: our file
licenses:
  - {kind: specific, id: A-1, title: legal fees, citation: licence A-1, scope: legal fees,
     conditions: [paid from abroad], lists: us_ofac_sdn, parties: ["45815"], licensees: [Our Bank],
     activities: payment, from: 2024-06-25, verified: true}
  - {kind: general, id: GL B, title: payments, citation: GL B of 2024, scope: payments,
     lists: us_ofac_sdn, programs: RUSSIA-EO14024, activities: payment, from: 2024-06-22,
     until: "2024-09-01T00:01:00 EDT", verified: true}
  - {kind: general, id: GL OLD, title: payments, citation: GL OLD of 2024, scope: payments,
     lists: us_ofac_sdn, programs: RUSSIA-EO14024, activities: payment, from: 2024-01-22,
     until: "2024-06-29T00:01:00-04:00", verified: true}
"""


def several_licenses(home):
    """Each release cites the licences that cover it, and none that does not."""
    folder = os.path.join(home.path, "licenses")
    os.makedirs(folder)
    with open(os.path.join(folder, "own.yml"), "w", encoding="utf-8") as handle:
        handle.write(SEVERAL_LICENSES)
    question = (*TIKHONOV, "--activity", "payment", "--as-of")

    def lifted(verdict, *arguments):
        decision = expect(home.screen(*question, *arguments), verdict)
        found = finding(decision, "us_ofac_sdn:45815")
        return {u["id"]: u["lifts"] for u in found["licenses"] if u["covers"]}, decision, found

    tag = ["RUSSIA-EO14024"]
    cases.equal(lifted("info", "2024-06-23")[0], {"GL B": tag, "GL OLD": tag}, "two cover")
    both, decision, _ = lifted("info", "2024-07-01", "--license", "A-1")
    cases.equal(both, {"A-1": tag, "GL B": tag}, "a specific and a general one")
    for part in ("released by A-1 (licence A-1) and GL B (GL B of 2024)",):
        cases.contains(decision["reason"], part)
    cases.contains(explain(home, decision), "Released by GL B (GL B of 2024)")
    cases.equal(lifted("info", "2024-07-01")[0], {"GL B": tag}, "a specific one is not assumed")
    cases.equal(lifted("info", "2024-09-01T04:00:59Z")[0], {"GL B": tag}, "its last second")
    cases.equal(lifted("block", "2024-09-01T04:01:00Z")[0], {}, "it has ended")
    _, ended, found = lifted("block", "2024-10-01", "--license", "GL OLD; GL B")
    for name in ("GL OLD", "GL B"):
        cases.contains(texts(found["notes"]), f"{name}, does not cover this")
    cases.true(len(found["obligations"]) > 1, "all is owed again")
    cases.equal(lifted("info", "2024-10-01", "--license", "a-1; GL B")[0], {"A-1": tag})
    rows = "owner,owned,percent\nus_ofac_sdn:45815,Alpha LLC,50\n"
    path = home.write("licensed.csv", rows)
    asked = ("owners", path, "--activity", "payment", "--json", "--as-of")
    owned, = home.run(*asked, "2024-10-01", "--license", "A-1").expect(1).json_lines()
    cases.equal(owned["verdict"], "block", "a licence for him is none for his company")
    owned, = home.run(*asked, "2024-07-01", "--license", "A-1").expect(0).json_lines()
    cases.equal([u["id"] for u in owned["findings"][0]["licenses"]], ["GL B"],
                "one for the programme reaches whoever is blocked under it")
    shutil.rmtree(folder)


# ---------------------------------------------------------------- rules that change


def edit_data(home, path, old, new):
    """A copy of the knowledge in which one text of one file is another; returns the folder."""
    folder = os.path.join(home.work, f"data-{len(os.listdir(home.work))}")
    shutil.copytree(os.path.join(ROOT, "data"), folder)
    name = os.path.join(folder, path)
    with open(name, encoding="utf-8") as handle:
        text = handle.read()
    cases.true(text.count(old) >= 1, f"{path} holds {old!r}")
    with open(name, "w", encoding="utf-8") as handle:
        handle.write(text.replace(old, new))
    return folder


def a_date_in_a_file_changes_the_answer(home):
    data = edit_data(home, "programs/products/kaspersky.yml", "2024-07-20T00:00:00-04:00",
                     "2024-07-25T00:00:00-04:00")
    question = ("Kaspersky Premium", *PRODUCT, "--activity", "license", "--as-of", "2024-07-22")
    expect(home.screen(*question), "prohibited")
    other = expect(home.screen(*question, "--data", data), "info")
    cases.true(other["engine"]["rules"] != home.screen(*question)["engine"]["rules"],
               "another digest")
    data = edit_data(home, "actions/2024-06-24.yml", "effective: 2024-06-24",
                     "effective: 2024-06-26")
    cases.true(data, "copied")


NEW_PROGRAM = """zone: UTC
checked: 2024-01-01
sources: s
programs:
  - tag: NEW-BAN
    title: t
    order: New Order
    products: kaspersky
    verified: false
    measures:
      - {effect: prohibited, binds: anyone, text: all of it, citation: c, verified: false}
"""


def a_new_file_is_a_new_program(home):
    data = edit_data(home, "policy.yml", "alert_score:", "alert_score:")
    with open(os.path.join(data, "programs/products/acme.yml"), "w", encoding="utf-8") as handle:
        handle.write(NEW_PROGRAM)
    decision = home.screen("Kaspersky Premium", *PRODUCT, "--as-of", "2020-01-01", "--data", data)
    found = expect(decision, "prohibited")["findings"][0]
    cases.equal((found["authority"], found["verified"]), ("New Order; c", False))


def dates_are_of_the_files_own_zone(home):
    """At 00:00 of a day in Brussels a law of 02:00 that day is still to come; in New York it is
    not."""
    data = edit_data(home, "policy.yml", "alert_score:", "alert_score:")
    with open(os.path.join(data, "programs/products/acme.yml"), "w", encoding="utf-8") as handle:
        handle.write(NEW_PROGRAM.replace("UTC", "Europe/Brussels").replace(
            "effect: prohibited,", "effect: prohibited, from: 2024-05-02T02:00:00+02:00,"))
    for as_of, verdict in (("2024-05-02", "info"), ("2024-05-01T23:59:59Z", "info"),
                           ("2024-05-02T00:00:00Z", "prohibited"), ("2024-05-03", "prohibited")):
        expect(home.screen("Kaspersky Premium", *PRODUCT, "--as-of", as_of, "--data", data),
               verdict)


def a_malformed_file_is_refused(home):
    question = ("Kaspersky Premium", *PRODUCT, "--activity", "license", "--as-of", "2024-07-22")
    before = home.screen(*question)
    for old, new, reason in (("effect: prohibited", "effect: forbidden", "expected block, reject"),
                             ("binds: us_nexus", "binds: everybody", "names nobody who is bound"),
                             ("activities: [update, service]", "activities: [dancing]",
                              "is no activity"),
                             ("verified: true\n", "verified: yes please\n",
                              "expected true or false"),
                             ("    products: kaspersky\n", "    product: kaspersky\n",
                              "unknown key"),
                             ("    products: kaspersky\n", "    products: kasperski\n",
                              "no products/kasperski.yml")):
        data = edit_data(home, "programs/products/kaspersky.yml", old, new)
        for command in (("screen", *question), ("rules",)):
            result = home.run(*command, "--data", data).expect(2)
            cases.equal(result.out, "", "no answer by broken rules")
            cases.true(re.search(r"programs/products/kaspersky\.yml:\d+: ", result.err),
                       f"file and line in {result.err!r}")
            cases.contains(result.err, reason)
    os.remove(os.path.join(data, "programs/products/kaspersky.yml"))
    result = home.run("screen", *question, "--data", data).expect(2)
    cases.contains(result.err, "products/kaspersky.yml: no programme")
    cases.equal(home.screen(*question), before, "the old rules serve on")


# ---------------------------------------------------------------- properties

SUBJECTS = [(*TIKHONOV,), ("AO Kaspersky Lab", "--type", "organization", "--country", "RU"),
            ("Kaspersky Premium", *PRODUCT, "--activity", "license"),
            ("Kaspersky Premium", *PRODUCT, "--activity", "update"),
            ("Kaspersky Premium", *PRODUCT, "--user", "federal"),
            ("Acme", "--type", "organization", "--address", "Simferopol, Crimea")]
# Instants at which the shipped data says that something changes for one of them, 2014 to 2025.
BOUNDARIES = ["2014-12-19T05:00:00Z", "2017-12-12T05:00:00Z", "2018-10-01T04:00:00Z",
              "2022-03-25T04:00:00Z", "2022-03-31T04:00:00Z", "2024-06-12T04:00:00Z",
              "2024-06-20T04:00:00Z", "2024-06-21T04:00:00Z", "2024-06-24T04:00:00Z",
              "2024-07-20T04:00:00Z", "2024-09-29T04:00:00Z"]
EXPECTED = {"2014-12-19T05:00:00Z": {5: ("clear", "prohibited")},
            "2017-12-12T05:00:00Z": {4: ("info", "prohibited")},
            "2024-06-21T04:00:00Z": {0: ("clear", "block")},
            "2024-06-24T04:00:00Z": {1: ("info", "license")},
            "2024-07-20T04:00:00Z": {2: ("info", "prohibited")},
            "2024-09-29T04:00:00Z": {3: ("info", "prohibited")}}


def epoch(text):
    from datetime import datetime, timezone
    return int(datetime.strptime(text,
                                 "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp())


def instant(seconds):
    from datetime import datetime, timezone
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def law_of(decision):
    """What the law says, without what counts from the day of the question."""
    return (decision["verdict"], decision["open"],
            [(f["entity"]["id"], f["effect"], f["full_effect"], f["authority"],
              [(o["listing"]["programs"], o["listing"]["state"], o["effect"])
               for o in f["listings"]])
             for f in decision["findings"]])


def one_second_across_a_boundary(home):
    for boundary in BOUNDARIES:
        at = epoch(boundary)
        for number, subject in enumerate(SUBJECTS):
            verdicts = tuple(home.screen(*subject, "--as-of", instant(at + d))["verdict"]
                             for d in (-1, 0))
            expected = EXPECTED.get(boundary, {}).get(number)
            if expected is not None:
                cases.equal(verdicts, expected, f"{subject[0]} at {boundary}")
            else:
                cases.equal(verdicts[0], verdicts[1],
                            f"{subject[0]} at {boundary}: nothing is to change")


def within_an_interval_nothing_changes(home):
    draw = random.Random(20240621)
    edges = [epoch(b) for b in BOUNDARIES] + [epoch("2025-08-01T00:00:00Z")]
    for number, subject in enumerate(SUBJECTS):
        for _ in range(4):
            i = draw.randrange(len(edges) - 1)
            a, b = (draw.randrange(edges[i], edges[i + 1]) for _ in range(2))
            # Between two of these boundaries no date of the data concerns the subject.
            laws = [law_of(home.screen(*subject, "--as-of", instant(t))) for t in (a, b)]
            cases.equal(laws[0][:2], laws[1][:2],
                        f"{subject[0]} between {instant(a)} and {instant(b)}")


STORIES = [
    ("S11 the founder, deliberately not listed (jy2420)", s11_founder),
    ("S12 a namesake is nobody's record", s12_namesake),
    ("S15 proposed and on hold: info; FCC list and section 1634 for its products", s15_proposed),
    ("S19 threat intelligence: exempt (89 FR 52434), E.O. 14071 to be checked", s19_information),
    ("S20 a blocked person signs (OFAC FAQ 398): prohibited, the company not blocked",
     s20_signatory),
    ("S22 the instrument's date beats the press's, the conflict is told",
     s22_instrument_beats_press),
    ("S34 new license, 20 July 2024 00:00 EDT (89 FR 52434)", s34_new_license),
    ("S35 signature update, 29 September 2024 00:00 EDT (89 FR 52434)", s35_update),
    ("S36 resale, 29 September 2024, binds anyone (89 FR 52434)", s36_resale),
    ("S38 S39 use: private, agency, contractor (Pub. L. 115-91 s.1634, FAR 52.204-23)",
     s38_s39_use),
    ("S42 no nexus with the United States: info", s42_no_nexus),
    ("S43 Hikvision at a contractor (Pub. L. 115-232 s.889)", s43_section_889),
    ("S45 a foreign bank without nexus: warned of secondary sanctions (E.O. 14114)",
     s45_foreign_bank),
    ("S46 resale of barred software: prohibited, no report to OFAC", s46_barred_resale),
    ("S47 due dates (31 CFR 501.603, 501.604)", s47_deadlines),
    ("S49 a file of decided pairs that is not in order decides nothing",
     accepted_pairs_fail_closed),
    ("S50 a weak a.k.a. alone, and with a birth date (OFAC FAQ 122 to 125)", s50_weak_alias),
    ("without context the answer says what decides", without_context_it_says_what_decides),
    ("territories: Crimea, Donetsk, Iran, Syria until its end", places),
    ("services to persons in Russia, each from its day (E.O. 14071)", russia_services),
    ("a licence releases what it covers, and is cited", licenses),
    ("of several licences each that covers is cited (31 CFR 501.601)", several_licenses),
    ("a date in a file changes the answer", a_date_in_a_file_changes_the_answer),
    ("a new file is a new programme", a_new_file_is_a_new_program),
    ("dates alone are of the zone of the file that speaks", dates_are_of_the_files_own_zone),
    ("a malformed file is refused with file, line and reason", a_malformed_file_is_refused),
    ("instants one second apart across a boundary change what the data says",
     one_second_across_a_boundary),
    ("within an interval nothing changes", within_an_interval_nothing_changes),
]


def main():
    suite = cases.Suite("law")
    with Home(sys.argv[1]) as home:
        suite.run("the SDN list before and of 21 June 2024, and the Entity List, are added",
                  lambda: (
            home.add_sdn("2024-06-12").expect(0), home.add_sdn("2024-06-21").expect(0),
            home.run("lists", "add", "us_csl_csv", CSL, "--published", "2024-06-24").expect(0)))
        for title, story in STORIES:
            suite.run(title, story, home)
    suite.run("S49 an accepted pair, until its entry changes", s49_accepted_pair, sys.argv[1])
    suite.run("S56 a decision replayed with its stored list (31 CFR 501.601)", s56_replay,
              sys.argv[1])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
