#!/usr/bin/env python3
"""Payment messages through the real program: the stories, every real message, MT against MX.

usage: message.py BINARY
"""
import json
import os
import re
import sys

from program import ROOT, Home, cases, entities, finding

PAYMENTS = os.path.join(os.environ.get("INTERDICT_TEST_DATA")
                        or os.path.join(ROOT, "..", "shared", "data"), "payments")
TIKHONOV = "us_ofac_sdn:45815"
EFREMOV = "us_ofac_sdn:45817"
BROKEN = {"pacs008-malformed.xml", "pacs008-unsafe-doctype.xml", "fedWireMessage-NoMessage.txt"}


def pacs008(creditor="<Nm>Ordinary Customer GmbH</Nm>", remittance="Invoice 4471", currency="USD",
            extra=""):
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08">
  <FIToFICstmrCdtTrf>
    <GrpHdr><MsgId>MSG-1</MsgId><CreDtTm>2024-06-24T14:05:00Z</CreDtTm><NbOfTxs>1</NbOfTxs>
      <SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf></GrpHdr>
    <CdtTrfTxInf>
      <PmtId><EndToEndId>E2E-1</EndToEndId>
        <UETR>123e4567-e89b-42d3-a456-426614174000</UETR></PmtId>
      <IntrBkSttlmAmt Ccy="{currency}">12500.00</IntrBkSttlmAmt>
      <IntrBkSttlmDt>2024-06-24</IntrBkSttlmDt>
      <Dbtr><Nm>Acme Import LLC</Nm><PstlAdr><TwnNm>Berlin</TwnNm><Ctry>DE</Ctry></PstlAdr></Dbtr>
      <DbtrAgt><FinInstnId><BICFI>BOFAUS3NXXX</BICFI></FinInstnId></DbtrAgt>
      <CdtrAgt><FinInstnId><BICFI>DEUTDEFFXXX</BICFI></FinInstnId></CdtrAgt>
      <Cdtr>{creditor}</Cdtr>
      <RmtInf><Ustrd>{remittance}</Ustrd></RmtInf>{extra}
    </CdtTrfTxInf>
  </FIToFICstmrCdtTrf>
</Document>
"""


S44 = pacs008("<Nm>EFREMOV ANDREI ANATOLYEVICH</Nm><Id><PrvtId><DtAndPlcOfBirth>"
              "<BirthDt>1978-09-06</BirthDt></DtAndPlcOfBirth></PrvtId></Id>")


def screen(home, content, *options, expect=(0, 1)):
    """The decisions of one file, in their order."""
    path = home.write("message.txt", content)
    result = home.run("message", path, "--json", *options).expect(*expect)
    decisions = result.json_lines()
    raw = content.encode() if isinstance(content, str) else content
    cases.equal(sum(d["coverage"]["total"] for d in decisions), len(raw), "bytes accounted for")
    for decision in decisions:
        check_account(decision)
    return decisions


def check_account(decision):
    account = decision["coverage"]
    cases.equal(account["screened"] + account["exempt"] + account["anomaly"], account["total"],
                "the account of the bytes")
    cases.equal(sum(account["exempt_by"].values()), account["exempt"], "exempt by rule")


def one(home, content, *options, **more):
    decisions = screen(home, content, *options, **more)
    cases.equal(len(decisions), 1, "decisions")
    return decisions[0]


def spans(content, found, kind):
    raw = content.encode()
    return [raw[slice(*e["span"])].decode() for e in found["evidence"]
            if e["kind"] == kind and e["span"]]


def s09_passport_in_remittance(home):
    text = pacs008(remittance="530193947")
    decision = one(home, text, "--as-of", "2024-07-01")
    cases.equal((decision["verdict"], decision["open"]), ("review", "block"), decision["reason"])
    found = finding(decision, TIKHONOV)
    cases.equal(spans(text, found, "identifier"), ["530193947"], "span")
    cases.equal([(p["role"], p["path"]) for p in found["places"]],
                [("remittance", "CdtTrfTxInf/RmtInf/Ustrd")], "place")


def short_passport(rows):
    rows["sdn.csv"] = [row.replace(b"530193947", b"53019") for row in rows["sdn.csv"]]


def short_numbers(binary):
    """Five digits alone are somebody's invoice; behind a document's name they are its number."""
    with Home(binary) as home:
        home.add_sdn("2024-06-21", edit=short_passport).expect(0)
        for remittance, verdict in (("Invoice 53019 of June", "info"), ("53019", "info"),
                                    ("Order no 53019", "info"), ("PASSPORT NO. 53019", "review"),
                                    ("паспорт 53019", "review"),
                                    ("passport\n53019", "info")):
            decision = one(home, pacs008(remittance=remittance), "--as-of", "2024-07-01")
            cases.equal(decision["verdict"], verdict, remittance)
            cases.contains(entities(decision), TIKHONOV)
        typed = ("<Nm>Andrey Tikhonov</Nm><Id><PrvtId><Othr><Id>53019</Id><SchmeNm><Cd>CCPT</Cd>"
                 "</SchmeNm></Othr></PrvtId></Id>")
        decision = one(home, pacs008(typed), "--as-of", "2024-07-01")
        cases.equal(decision["verdict"], "block", "a passport where passports stand")


def s44_blocked_creditor(home):
    decision = one(home, S44, "--as-of", "2024-06-24")
    cases.equal(decision["verdict"], "block", decision["reason"])
    found = finding(decision, EFREMOV)
    cases.equal((found["places"][0]["role"], found["places"][0]["path"]),
                ("creditor", "CdtTrfTxInf/Cdtr/Nm"), "where")
    cases.equal(found["places"][0]["normalized"], "efremov andrei anatolyevich", "normalized")
    cases.equal(spans(S44, found, "name_part"), ["EFREMOV", "ANATOLYEVICH", "ANDREI"], "spans")
    cases.equal(spans(S44, found, "dob"), ["1978-09-06"], "the birth date's place")
    due = {o["what"]: o["due"] for o in found["obligations"]}
    cases.equal(due["report_blocked_property"], "2024-07-09", "4 July is no business day")
    cases.equal(due["annual_report_of_blocked_property"], "2024-09-30", "held on 30 June")
    subject = decision["subject"]
    cases.equal((subject["format"], subject["id"], subject["currency"], subject["amount"],
                 subject["value_date"], subject["uetr"]),
                ("pacs.008.001.08", "MSG-1", "USD", "12500.00", "2024-06-24",
                 "123e4567-e89b-42d3-a456-426614174000"), "the head of the report")


def s44_before_the_day(home):
    decision = one(home, S44, "--as-of", "2024-06-20")
    cases.true(decision["verdict"] in ("clear", "info"), decision["reason"])


def s45_no_link_to_the_us(home):
    text = S44.replace('Ccy="USD"', 'Ccy="EUR"')
    decision = one(home, text, "--as-of", "2024-06-24", "--user", "foreign_bank", "--nexus", "none")
    cases.true(decision["verdict"] not in ("block", "reject"), decision["reason"])
    found = finding(decision, EFREMOV)
    cases.true(found["effect"] != "block", "no duty to block")
    cases.equal([o for o in found["obligations"] if "block" in o["what"]], [], "nothing is owed")
    cases.contains(json.dumps(found["notes"]).lower(), "secondary sanctions")


def s46_barred_software(home):
    text = pacs008(remittance="200 licences Kaspersky Endpoint Security for resale")
    decision = one(home, text, "--as-of", "2024-10-15")
    cases.equal(decision["verdict"], "prohibited", decision["reason"])
    found = decision["findings"][0]
    cases.equal((found["entity"]["type"], found["effect"]), ("product", "prohibited"), "effect")
    cases.contains(found["authority"], "89 FR 52434")
    party = home.run("screen", "Kaspersky Endpoint Security", "--type", "product", "--json",
                     "--activity", "resale", "--as-of", "2024-10-15").expect(0, 1).json_lines()[0]
    same = finding(party, found["entity"]["id"])
    for key in ("basis", "reason", "announced", "effective_from"):
        cases.equal(found["listing"][key], same["listing"][key], f"{key}, as a party is told")
    cases.true(found["listing"]["reason"], "the measure's words")
    cases.equal([o for f in decision["findings"] for o in f["obligations"]
                 if "block" in o["what"] or "reject" in o["what"]], [], "OFAC is owed nothing")
    cases.equal(spans(text, found, "name"), ["Kaspersky Endpoint Security"], "span")
    before = one(home, text, "--as-of", "2024-09-28")
    cases.true(before["verdict"] in ("clear", "info", "prohibited"), before["reason"])
    maker = one(home, pacs008(remittance="Speaking fee Eugene Kaspersky"), "--as-of", "2024-10-15")
    cases.true(maker["verdict"] in ("clear", "info"), maker["reason"])


def earlier_decisions(home):
    """What was decided of a party and an entity before stands in the hit report, while it holds."""
    creditor = ("<Nm>Andrey Tikhonov</Nm><PstlAdr><StrtNm>Am Wall</StrtNm><TwnNm>Bremen</TwnNm>"
                "<Ctry>DE</Ctry></PstlAdr><Id><PrvtId>"
                "<DtAndPlcOfBirth><BirthDt>{}</BirthDt></DtAndPlcOfBirth></PrvtId></Id>")
    text = pacs008(creditor.format("1966-11"))
    before = one(home, text, "--as-of", "2024-07-03")
    cases.true("block" in (before["verdict"], before["open"]), before["reason"])
    cases.equal(finding(before, TIKHONOV)["accepted"], None)
    pair = f"""name,type,dob,country,address,entity,decided_on,decided_by,approved_by,until,reason
Andrey Tikhonov,person,1966-11,DE,"Am Wall, Bremen",{TIKHONOV},2024-07-02,A. Analyst,B. Chief,\
2025-07-02,a German of that name
"""
    pairs = home.write("pairs.csv", pair)
    options = ("--as-of", "2024-07-03", "--accept", pairs)
    decision = one(home, text, *options)
    cases.equal((decision["verdict"], decision["open"]), ("info", None), decision["reason"])
    told = finding(decision, TIKHONOV)["accepted"]
    cases.equal((told["holds"], told["decided_by"], told["reason"]),
                (True, "A. Analyst", "a German of that name"))
    page = home.run("message", os.path.join(home.work, "message.txt"), *options).expect(0).out
    cases.contains(page, "A. Analyst")
    other = one(home, pacs008(creditor.format("1966-11-09")), *options)
    cases.true("block" in (other["verdict"], other["open"]), "another birth date, another subject")
    other = one(home, text.replace("Bremen", "Kassel"), *options)
    cases.true("block" in (other["verdict"], other["open"]), "another town, another subject")


def cut_off(home):
    """The time by which a message asks to be settled stands at the head of its report."""
    text = pacs008().replace("</IntrBkSttlmDt>", "</IntrBkSttlmDt><SttlmTmReq>"
                             "<CLSTm>14:30:00+02:00</CLSTm></SttlmTmReq>")
    cases.equal(one(home, text, "--as-of", "2024-07-01")["subject"]["cut_off"], "14:30:00+02:00")
    text = ("{1:F01BANKDEFFXXXX0000000000}{2:I103BANKUS33XXXXN}{4:\r\n:20:REF\r\n"
            ":13C:/CLSTIME/0915+0100\r\n:59:/456\r\nORDINARY CUSTOMER\r\n-}")
    decision = one(home, text, "--as-of", "2024-07-01")
    cases.equal(decision["subject"]["cut_off"], "/CLSTIME/0915+0100")
    told = home.run("message", os.path.join(home.work, "message.txt"), "--as-of", "2024-07-01")
    cases.contains(told.out, "cut-off /CLSTIME/0915+0100")


def embargoed_place(home):
    text = pacs008("<Nm>Ordinary Customer</Nm><PstlAdr><TwnNm>Havana</TwnNm><Ctry>CU</Ctry>"
                   "</PstlAdr>")
    decision = one(home, text, "--as-of", "2024-07-01")
    found = next(f for f in decision["findings"] if f["listing"]["list"] == "places")
    cases.true(found["effect"] not in ("info",), decision["reason"])
    cases.equal(found["places"][0]["path"].split("/")[-1] in ("Ctry", "TwnNm"), True, "where")


def examples(home):
    folder = os.path.join(ROOT, "examples", "payments")
    result = home.run("message", folder, "--json", "--as-of", "2024-10-15").expect(1)
    verdicts = {os.path.basename(d["subject"]["source"]): d["verdict"]
                for d in result.json_lines()}
    cases.equal(verdicts.pop("pacs008_founder.xml") in ("clear", "info"), True, "the founder")
    cases.equal(verdicts, {"pacs008_blocked.xml": "block", "mt103_blocked.fin": "block",
                           "mt103_barred_software.fin": "prohibited"})


def s51_name_over_two_lines(home):
    text = ("{1:F01BANKDEFFXXXX0000000000}{2:I103BANKUS33XXXXN}{4:\r\n:20:REF\r\n"
            ":50K:/123\r\nACME LTD\r\n:59:/456\r\nMR PRESIDENT ANDREI GENNADYEVICH TIK\r\n"
            "HONOV\r\nMOSCOW\r\n:71A:SHA\r\n-}")
    decision = one(home, text, "--as-of", "2024-07-01")
    found = finding(decision, TIKHONOV)
    cases.true("block" in (decision["verdict"], decision["open"]), decision["reason"])
    placed = [e["span"] for e in found["evidence"] if e["span"]]
    whole = text[min(s[0] for s in placed):max(s[1] for s in placed)]
    cases.equal(whole, "ANDREI GENNADYEVICH TIK\r\nHONOV", "the original span")
    cases.equal(found["places"][0]["path"], "59", "field")


def clean_message(home):
    decision = one(home, pacs008(), "--as-of", "2024-07-01", expect=(0,))
    cases.equal((decision["verdict"], decision["findings"]), ("clear", []), decision["reason"])


def broken_message_tells_where(home):
    text = S44.replace("</Cdtr>", "</Creditor>")
    decision = one(home, text, "--as-of", "2024-06-24", expect=(1,))
    cases.equal((decision["verdict"], decision["open"]), ("not_screened", "block"), "verdict")
    cases.contains(entities(decision), EFREMOV)
    at = decision["subject"]["fault_offset"]
    cases.equal(text[at - 2:at + 8], "</Creditor", "where it breaks")
    cases.contains(decision["reason"], f"byte {at}, line 14: mismatched tag")
    nothing = one(home, "<a><b></a>", "--as-of", "2024-06-24", expect=(2,))
    cases.equal(nothing["verdict"], "not_screened")


def gravest_first(home):
    folder = os.path.dirname(home.write("many/1-clean.xml", pacs008()))
    home.write("many/2-blocked.xml", S44)
    home.write("many/3-review.xml", pacs008(remittance="530193947"))
    home.write("many/4-broken.xml", "<a>")
    home.write("many/deep/5-clean.xml", pacs008())
    result = home.run("message", folder, "--json", "--as-of", "2024-07-01").expect(1)
    cases.equal([d["verdict"] for d in result.json_lines()],
                ["block", "review", "not_screened", "clear", "clear"], "order")
    text = home.run("message", folder, "--as-of", "2024-07-01").expect(1).out
    cases.true(text.startswith("BLOCK  pacs.008.001.08 MSG-1"), text[:80])
    cases.contains(text, 'CdtTrfTxInf/Cdtr/Nm (creditor), "EFREMOV ANDREI ANATOLYEVICH", bytes')
    again = home.run("message", folder, "--json", "--as-of", "2024-07-01").expect(1)
    cases.equal(again.raw, result.raw, "the same bytes twice")


def standard_input(home):
    result = home.run("message", "-", "--json", "--as-of", "2024-06-24", stdin=S44).expect(1)
    cases.equal(result.json_lines()[0]["subject"]["source"], "-")


def bad_use(home):
    for arguments in ((), ("no-such-file",), ("--json",)):
        result = home.run("message", *arguments).expect(2)
        cases.true(result.err.startswith("interdict: "), result.err)


# ---------------------------------------------------------------- the real messages

def real_decisions(home):
    result = home.run("message", PAYMENTS, "--json", "--as-of", "2024-07-01").expect(1)
    return result.json_lines()


def every_real_message(home):
    decisions = real_decisions(home)
    files = sum(len(names) for _, _, names in os.walk(PAYMENTS))
    cases.true(len(decisions) >= files, f"{len(decisions)} decisions of {files} files")
    sizes = {}
    for decision in decisions:
        check_account(decision)
        subject = decision["subject"]
        sizes[subject["source"]] = sizes.get(subject["source"], 0) + subject["bytes"]
        broken = os.path.basename(subject["source"]) in BROKEN
        cases.equal(decision["verdict"] == "not_screened", broken, subject["source"])
        cases.equal(subject["fault"] is not None, broken, subject["source"])
        if not broken:
            cases.equal(decision["coverage"]["anomaly"], 0, subject["source"])
    for path, size in sizes.items():
        cases.equal(size, os.path.getsize(path), path)


# An agent that an MT has as the sender or the receiver of the message, and an MX besides by name.
BY_SENDER = {"instructing_agent": "sender", "instructed_agent": "receiver"}
TWELVE = {"us_ofac_sdn:45815": "ANDREI GENNADYEVICH TIKHONOV",
          "us_ofac_sdn:45817": "ANDREI ANATOLYEVICH EFREMOV",
          "us_ofac_sdn:45818": "KIRILL ALEKSANDROVICH ASTRAKHAN",
          "us_ofac_sdn:45821": "ANDREI ANATOLYEVICH SUVOROV",
          "us_ofac_sdn:45849": "IGOR GENNADYEVICH CHEKUNOV",
          "us_ofac_sdn:45854": "MARINA MIKHAYLOVNA ALEKSEYEVA",
          "us_ofac_sdn:45856": "MIKHAIL YUYEVICH GERBER",
          "us_ofac_sdn:45858": "ANTON MIKHAYLOVICH IVANOV",
          "us_ofac_sdn:45860": "ANNA VLADIMIROVNA KULASHOVA",
          "us_ofac_sdn:45862": "DANIIL SERGEYEVICH BORSHCHEV",
          "us_ofac_sdn:45863": "ANDREY PETROVICH DUKHVALOV",
          "us_ofac_sdn:45864": "DENIS VLADIMIROVICH ZENKIN"}
# Where a value stands: the text of an element; a line of an MT; a part of a tag of Fedwire.
VALUES = {".xml": rb">([^<>]*[^<>\s][^<>]*)</", ".txt": rb"(?:\}|\*)([^{}*\r\n]+)",
          ".fin": rb"(?m)^(?::\d\d\w?:)?([^:{\r\n-][^{}\r\n]*)(?=\r?$)"}


def planted(content, places):
    """The content with one of the twelve in each of some places; who stands where then."""
    out, at, where = b"", 0, {}
    for (entity, name), (begin, end) in zip(TWELVE.items(), places):
        out += content[at:begin]
        where[entity] = (len(out), len(out) + len(name))
        out += name.encode()
        at = end
    return out + content[at:], where


def plant_everywhere(home):
    """In each value of every real message one of the twelve is found, where it stands: twelve
    values of a message at once, far apart."""
    wanted = {}
    for number, path in enumerate(real_files()):
        with open(path, "rb") as handle:
            content = handle.read()
        places = [match.span(1) for match in re.finditer(VALUES[path[-4:]], content)]
        step = -(-len(places) // len(TWELVE)) or 1
        for first in range(step if places else 0):
            text, where = planted(content, places[first::step])
            wanted[f"{number}-{first}"] = where
            home.write(f"planted/{number}-{first}", text)
    result = home.run("message", os.path.join(home.work, "planted"), "--json", "--as-of",
                      "2024-07-01", "--limit", "0").expect(1)
    for decision in result.json_lines():
        check_account(decision)
        where = wanted[os.path.basename(decision["subject"]["source"])]
        for found in decision["findings"]:
            # The samples have birth dates of their own, which speak against the twelve.
            against = found["why"].startswith("contradicted")
            if against or found["identity"] in ("open", "established"):
                spans_found = {tuple(place["span"]) for place in found["places"]}
                if where.get(found["entity"]["id"]) in spans_found:
                    del where[found["entity"]["id"]]
    cases.equal({name: where for name, where in wanted.items() if where}, {}, "not found")
    cases.true(len(wanted) > 500, f"{len(wanted)} messages")


def real_files():
    """Those that can be read whole: in a broken one the places are of no fields."""
    for folder, _, names in sorted(os.walk(PAYMENTS)):
        for name in sorted(set(names) - BROKEN):
            if os.path.splitext(name)[1] in VALUES:
                yield os.path.join(folder, name)


# What an MT leaves out of a payment, because it is the sender or the receiver itself.
LEFT_OUT = {"debtor": "sender", "debtor_agent": "sender", "creditor_agent": "receiver",
            "creditor": "receiver", "previous_instructing_agent": "sender"}
ANYBODY = {"party", "agent", "contact"}  # an MX gives a role to some whom an MT only mentions


def plain(value):
    """Names without signs, BICs of eight; what only says that nothing is known is nothing."""
    said = value["value"][:8] if value["kind"] == "bic" else value["value"]
    said = re.sub(r"\W+", " ", said).strip().upper()
    return None if said.startswith("NOTPROVI") else said


def parties(decision):
    """(of each role all names and BICs; all numbers of accounts and documents)"""
    roles, numbers = {}, set()
    for party in decision["subject"]["parties"]:
        for value in party["values"]:
            said = plain(value)
            if said and value["kind"] in ("bic", "name"):
                roles.setdefault(party["role"], set()).add(said)
            elif said and value["kind"] in ("other", "iban"):
                numbers.add(said)
    return roles, numbers


def same_parties(mt, mx):
    ours, our_numbers = parties(mt)
    theirs, their_numbers = parties(mx)
    where = f"{mt['subject']['source']} and {mx['subject']['source']}"
    for role in set(ours) - set(theirs) - ANYBODY:
        raise AssertionError(f"{where}: only the MT has {role} {ours[role]}")
    for role, said in theirs.items():
        other = BY_SENDER.get(role, role)
        found = ours.get(other) or ours.get(LEFT_OUT.get(role), set())
        if role in ANYBODY:
            said, found = said - set().union(*ours.values()), set()
        cases.equal(found, said, f"{where}: {role}")
    cases.equal(our_numbers, their_numbers, f"{where}: accounts")


def named(decision, folder):
    """Of a file's name: the MT's type, the scenario's number, the leg ("A_B")."""
    name = os.path.basename(decision["subject"]["source"])
    if folder == "cbpr_scenarios_mt":
        kind, rest = re.match(r"MT(\d{3})_(.*)\.fin", name).groups()
        scenario = re.match(r"[a-z]?_?((?:\d+_?)+(?:[ab](?=_))?)", rest)
    else:
        kind = re.search(r"__mt_?(\w\d\d)", name).group(1)
        scenario = re.match(r"[a-z]+_((?:\d+_?)+(?:[ab](?=_))?)", name, re.I)
    leg = re.search(r"_([A-Z]_[A-Z]\w*)\.\w+$", name)
    number = scenario and re.sub(r"_", "", scenario.group(1))
    return kind, number, leg and leg.group(1)


def same_message(mt, mx):
    keys = [(d["subject"]["id"], *((d["subject"][end] or "")[:8] for end in ("sender", "receiver")))
            for d in (mt, mx)]
    kinds = [named(mt, "cbpr_scenarios_mt"), named(mx, "cbpr_scenarios_mx")]
    alike = [a == b or None in (a, b) for a, b in zip(kinds[0][2:], kinds[1][2:])]
    typed = kinds[0][0] == kinds[1][0] or kinds[1][0] == "n" + kinds[0][0][1:]
    return keys[0] == keys[1] and typed and all(alike)


def mt_and_mx_agree(home):
    """Each MT with its MX: an MX says in its file's name which MT of which leg it is made of; of
    several, those of its own scenario."""
    decisions = {"cbpr_scenarios_mt": [], "cbpr_scenarios_mx": []}
    for decision in real_decisions(home):
        folder = os.path.basename(os.path.dirname(decision["subject"]["source"]))
        decisions.get(folder, []).append(decision)
    compared = set()
    for mx in decisions["cbpr_scenarios_mx"]:
        found = [mt for mt in decisions["cbpr_scenarios_mt"] if same_message(mt, mx)]
        scenario = named(mx, "cbpr_scenarios_mx")[1]
        own = [mt for mt in found if named(mt, "cbpr_scenarios_mt")[1] == scenario]
        for mt in own or found:
            same_parties(mt, mx)
            compared.add(mt["subject"]["source"])
    cases.true(len(compared) >= 32, f"{len(compared)} MT were compared: {sorted(compared)}")


STORIES = [
    ("S09 a passport number in the remittance: review", s09_passport_in_remittance),
    ("S44 a payment to one of the twelve: held, with what is owed", s44_blocked_creditor),
    ("S44 the same before the day: clear", s44_before_the_day),
    ("S45 a foreign bank without a link to the US: a warning", s45_no_link_to_the_us),
    ("S46 resale of barred software: prohibited, nothing to block", s46_barred_software),
    ("S51 a name broken over two lines, with its span", s51_name_over_two_lines),
    ("a clean message is clear", clean_message),
    ("earlier decisions on the pair", earlier_decisions),
    ("the time by which it asks to be settled", cut_off),
    ("a creditor in a territory under embargo", embargoed_place),
    ("the shipped examples", examples),
    ("a broken message is not screened, and says where and what was found",
     broken_message_tells_where),
    ("a folder of messages: the gravest first, the same bytes twice", gravest_first),
    ("standard input", standard_input),
    ("wrong use", bad_use),
]

REAL = [
    ("every real message: a decision and a full account", every_real_message),
    ("MT and MX of one payment: the same parties by role", mt_and_mx_agree),
    ("a listed name in each value of every real message", plant_everywhere),
]


def needs_payments(story):
    def run(home):
        if not os.path.isdir(PAYMENTS):
            cases.skip(f"no folder {PAYMENTS}")
        story(home)
    return run


def main():
    suite = cases.Suite("message")
    with Home(sys.argv[1]) as home:
        home.add_sdn("2024-06-12").expect(0)
        home.add_sdn("2024-06-21").expect(0)
        for title, story in STORIES:
            suite.run(title, story, home)
        for title, story in REAL:
            suite.run(title, needs_payments(story), home)
    suite.run("numbers of five digits", short_numbers, sys.argv[1])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
