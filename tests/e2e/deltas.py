#!/usr/bin/env python3
"""Deltas of OFAC's list, through the program: a delta and the next whole file lead to the same
image, byte for byte; a delta that is repeated, out of order or follows one that is missing is told.

The long case reads the daily states of sdn.csv from the folder INTERDICT_TEST_DATA names,
../shared/data beside the source by default; where it is absent it is skipped and counted.
INTERDICT_SOAK multiplies the states it goes through.

usage: deltas.py BINARY
"""
import datetime
import hashlib
import itertools
import os
import random
import sys

import daily
import enhanced
from program import FILES, Home, cases

STATES = 12
SOAK = max(1, int(os.environ.get("INTERDICT_SOAK", "1")))
DAY = "2024-06-20T00:00:00"
ID = "us_ofac_sdn"


def image(home):
    with open(os.path.join(home.path, "image", "current.iximg"), "rb") as handle:
        return hashlib.sha256(handle.read()).hexdigest()


def add(home, format_, name, content, *options):
    return home.run("lists", "add", format_, home.write(name, content), *options)


def status(home):
    return {line["id"]: line for line in home.run("lists", "status", "--json").expect(0)
            .json_lines()}[ID]


class Listed:
    """The day each uid was put on the list: of the first state that holds it."""

    def __init__(self, day):
        self.day = day
        self.days = {}

    def __call__(self, uid):
        return self.days.setdefault(uid, self.day)


def small_states():
    """Three states of some twenty parties: one more, one less, one changed."""
    with open(os.path.join(FILES, "sdn", "sdn.csv"), encoding="utf-8") as handle:
        rows = enhanced.read_rows(handle.read())
    listed = Listed("2024-06-20")
    uids = sorted(rows, key=int)
    first = {uid: rows[uid] for uid in uids[:-1]}
    second = {uid: list(row) for uid, row in first.items() if uid != uids[0]}
    second[uids[1]][3] += "] [SDGT"
    third = {**second, uids[-1]: rows[uids[-1]]}
    states = []
    for day, state in (("2024-06-20", first), ("2024-06-21", second), ("2024-06-24", third)):
        listed.day = day
        states.append(enhanced.entities(state, listed))
    return states


def small(binary):
    """A home in which the first of the small states serves."""
    states = small_states()
    home = Home(binary)
    add(home, "ofac_enhanced_xml", "sdn_enhanced.xml", enhanced.whole(states[0], DAY)).expect(0)
    return home, states


def delta_of(states, before, after, day):
    return enhanced.delta(states[before], states[after], f"{day}T00:00:00-04:00")


def refused(home, content, *words, name="2024-06-21_delta.xml"):
    """The delta is refused, the old state serves on, and the status tells."""
    digest = home.digest()
    result = add(home, "ofac_delta_xml", name, content).expect(2)
    for word in words:
        cases.contains(result.err, word)
    cases.equal(home.digest(), digest, "the data folder")
    cases.true(status(home)["alarm"], "the status does not tell of the refusal")


def document(body, day="2024-06-21"):
    return (f'<sanctionsData xmlns="{enhanced.DELTA_NAMESPACE}"><publicationInfo><datePublished>'
            f"{day}T00:00:00-04:00</datePublished></publicationInfo><entities>{body}</entities>"
            "</sanctionsData>")


def both_ways_are_one_image(binary):
    random.seed(7)
    by_delta, states = small(binary)
    by_whole, _ = small(binary)
    with by_delta, by_whole:
        cases.equal(image(by_delta), image(by_whole))
        for before, after, day in ((0, 1, "2024-06-21"), (1, 2, "2024-06-24"),
                                   (2, 2, "2024-06-25")):
            add(by_delta, "ofac_delta_xml", f"{day}_delta.xml",
                delta_of(states, before, after, day)).expect(0)
            whole = enhanced.whole(states[after], f"{day}T00:00:00", random.shuffle)
            add(by_whole, "ofac_enhanced_xml", f"sdn-{day}.xml", whole).expect(0)
            cases.equal(image(by_delta), image(by_whole))
            cases.equal(status(by_delta)["published"], day)
        before = image(by_delta)
        by_delta.run("lists", "rebuild").expect(0)
        cases.equal(image(by_delta), before, "the image made again from the archive")
        by_delta.run("lists", "verify").expect(0)


def removal_by_id_then_the_whole_file(binary):
    """S55."""
    home, states = small(binary)
    with home:
        gone = next(uid for uid in states[0] if uid not in states[1])
        after = {uid: one for uid, one in states[0].items() if uid != gone}
        add(home, "ofac_delta_xml", "2024-06-21_delta.xml",
            document(f'<entity id="{gone}" action="remove"/>')).expect(0)
        cases.equal(status(home)["entities"], len(after))
        by_delta = image(home)
        whole = enhanced.whole(after, "2024-06-21T00:00:00")
        add(home, "ofac_enhanced_xml", "sdn_enhanced.xml", whole).expect(0)
        cases.equal(image(home), by_delta, "the image after the whole file")
        cases.equal(status(home)["entities"], len(after))
        add(home, "ofac_delta_xml", "2024-06-24_delta.xml",
            document(f'<entity id="{min(after)}" action="remove"/>', "2024-06-24")).expect(0)
        cases.equal(status(home)["entities"], len(after) - 1)


def repeated(binary):
    home, states = small(binary)
    with home:
        delta = delta_of(states, 0, 1, "2024-06-21")
        add(home, "ofac_delta_xml", "2024-06-21_delta.xml", delta).expect(0)
        digest = home.digest()
        for again in (delta, delta.replace(b"Standard Action", b"Standard action")):
            result = add(home, "ofac_delta_xml", "again_delta.xml", again).expect(0)
            cases.contains(result.out, "nothing changed")
            cases.equal(home.digest(), digest, "the data folder")
        add(home, "ofac_delta_xml", "2024-06-24_delta.xml",
            delta_of(states, 1, 2, "2024-06-24")).expect(0)
        digest = home.digest()
        add(home, "ofac_delta_xml", "2024-06-21_delta.xml", delta).expect(0)
        cases.equal(home.digest(), digest, "the data folder")


def out_of_order(binary):
    home, states = small(binary)
    with home:
        add(home, "ofac_enhanced_xml", "later.xml",
            enhanced.whole(states[2], "2024-06-24T00:00:00")).expect(0)
        refused(home, delta_of(states, 0, 1, "2024-06-21"), "2024-06-21", "2024-06-24")


def one_is_missing(binary):
    home, states = small(binary)
    with home:
        whole = dict(states[1])
        changed = next(uid for uid in states[1]
                       if uid in states[0] and states[0][uid] != states[1][uid])
        whole[changed] = states[0][changed]
        gone = {uid: one for uid, one in states[2].items() if uid != changed}
        skipped = enhanced.changed_parts(changed, states[1][changed], states[0][changed])
        refused(home, document(skipped, "2024-06-24"), f"entity {changed}")
        refused(home, enhanced.delta(states[2], gone, "2024-06-24").replace(
            changed.encode(), b"999999"), "entity 999999")


def what_does_not_fit(binary):
    home, states = small(binary)
    with home:
        uid = next(iter(states[0]))
        other = "<names><name id='1' action='remove'/></names>"
        refused(home, document("<entity id='999999' action='remove'/>"), "999999", "not there")
        refused(home, document("<entity id='999999' action='modify'>" + other + "</entity>"),
                "999999", "not there")
        refused(home, document(enhanced.write_entity(uid, states[0][uid], "add")), uid,
                "there already")
        refused(home, document(f"<entity id='{uid}'>{other}</entity>"), uid, "name", "not there")
        refused(home, document(f"<entity id='{uid}' action='modify'><generalInfo/></entity>"), uid)
        refused(home, document(f"<entity id='{uid}' action='rename'/>"), uid, "action")
        refused(home, "<sanctionsData><publicationInfo/></sanctionsData>", "--published")
        refused(home, document(f"<entity id='{uid}' action='remove'/>")[:-30], "truncated")
        refused(home, document(f"<entity id='{uid}'><generalInfo><title action='update' "
                               "oldValue='Nobody'>Somebody</title></generalInfo></entity>"), uid)


def needs_a_whole_list(binary):
    delta = document("<entity id='36' action='remove'/>")
    with Home(binary) as home:
        result = add(home, "ofac_delta_xml", "2024-06-21_delta.xml", delta).expect(2)
        cases.contains(result.err, "ofac_enhanced_xml")
        home.run("lists", "add", "ofac_sdn_csv", home.sdn("2024-06-20"), "--published",
                 "2024-06-20").expect(0)
        refused(home, delta, "ofac_sdn_csv", "ofac_enhanced_xml")
        formats = home.run("lists", "formats").expect(0).out
        for format_ in ("ofac_advanced_xml", "ofac_enhanced_xml", "ofac_delta_xml"):
            cases.contains(formats, format_)


def parts_that_change(binary):
    home, states = small(binary)
    with home:
        uid = list(states[0])[1]
        add(home, "ofac_delta_xml", "2024-06-21_delta.xml", document(
            f"<entity id='{uid}'><sanctionsPrograms><sanctionsProgram id='77' action='add'>"
            "RUSSIA-EO14024</sanctionsProgram></sanctionsPrograms><names><name id='78' action="
            "'add'><isPrimary>false</isPrimary><aliasType>A.K.A.</aliasType><isLowQuality>false"
            "</isLowQuality><translations><translation id='79'><formattedFullName>Quillvane Harbour"
            " Works</formattedFullName></translation></translations></name></names></entity>")
            ).expect(0)
        finding = home.screen("Quillvane Harbour Works")["findings"][0]
        cases.equal(finding["entity"]["id"], f"{ID}:{uid}")
        cases.true("RUSSIA-EO14024" in finding["listing"]["programs"], "the programme added")
        add(home, "ofac_delta_xml", "2024-06-24_delta.xml", document(
            f"<entity id='{uid}' action='change'><names><name id='78' action='remove'/></names>"
            "</entity>", "2024-06-24")).expect(0)
        cases.equal(home.screen("Quillvane Harbour Works")["findings"], [])


# ---------------------------------------------------------------------- the daily states

def new_york(instant):
    """Local time of New York and its offset; summer time as since 2007."""
    def sunday(month, nth):
        first = datetime.date(instant.year, month, 1)
        return first + datetime.timedelta(days=(6 - first.weekday()) % 7 + 7 * (nth - 1))
    begins = datetime.datetime.combine(sunday(3, 2), datetime.time(7))
    ends = datetime.datetime.combine(sunday(11, 1), datetime.time(6))
    hours = 4 if begins <= instant < ends else 5
    return instant - datetime.timedelta(hours=hours), f"-{hours:02}:00"


def by_day(binary):
    if not os.path.exists(daily.DIFFS):
        cases.skip(f"no file {daily.DIFFS}")
    random.seed(11)
    listed = Listed("2021-08-18")
    before = None
    with Home(binary) as by_delta, Home(binary) as by_whole:
        for one in itertools.islice(daily.states(), STATES * SOAK):
            local, offset = new_york(datetime.datetime.fromisoformat(one.published[:19]))
            listed.day = local.date().isoformat()
            state = enhanced.entities(enhanced.read_rows(one.content.decode()), listed)
            time = local.isoformat()
            if not state or state == before:
                continue
            whole = enhanced.whole(state, time, random.shuffle if before else None)
            add(by_whole, "ofac_enhanced_xml", f"{time}.xml", whole).expect(0)
            if before is None:
                add(by_delta, "ofac_enhanced_xml", f"{time}.xml", whole).expect(0)
            else:
                delta = enhanced.delta(before, state, time + offset)
                add(by_delta, "ofac_delta_xml", f"{time}_delta.xml", delta).expect(0)
            cases.equal(image(by_delta), image(by_whole), f"the image of {time}")
            cases.equal(status(by_delta)["entities"], len(state))
            before = state
        last = image(by_delta)
        by_delta.run("lists", "rebuild").expect(0)
        cases.equal(image(by_delta), last, "the image made again from the archive")


def main():
    binary = sys.argv[1]
    suite = cases.Suite("deltas")
    for title, case in (
            ("a delta and the next whole file are one image", both_ways_are_one_image),
            ("S55 removal by id, then the whole file", removal_by_id_then_the_whole_file),
            ("a delta again changes nothing", repeated),
            ("a delta out of order is refused", out_of_order),
            ("a delta behind a missing one is refused", one_is_missing),
            ("what does not fit is refused", what_does_not_fit),
            ("a delta needs a whole list of its format", needs_a_whole_list),
            ("a programme and a name, added and removed", parts_that_change),
            ("daily states by deltas and by whole files", by_day)):
        suite.run(title, lambda case=case: case(binary))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
