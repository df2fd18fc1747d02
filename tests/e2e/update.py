#!/usr/bin/env python3
"""Lists fetched from a server that misbehaves: what serves stays as it was, byte for byte, the
reason is said, the exit status is 2, and `lists status` shows the alarm.

usage: update.py BINARY
"""
import gzip
import hashlib
import json
import os
import sys

import server as web
from program import ROOT, SDN_FILES, Home, cases

LIST = "us_ofac_sdn"
ROLES = dict(zip(SDN_FILES, ("primary", "alias", "address", "comments")))
FIRST = "Fri, 21 Jun 2024 04:00:00 GMT"
NEXT = "Thu, 02 Oct 2025 04:00:00 GMT"
SEEN = []  # lines of lists update --json, for the schema


def bodies(home, day, edit=None):
    """Name -> bytes of the four files as of a day."""
    folder = os.path.dirname(home.sdn(day, edit))
    found = {}
    for name in SDN_FILES:
        with open(os.path.join(folder, name), "rb") as handle:
            found[name] = handle.read()
    return found


def sources(home, *entries):
    """The user's sources file: these entries, each a dictionary; the shipped ones are disabled."""
    shipped = [{"list": name, "enabled": False}
               for name in json_ids(home.run("lists", "update", "--dry-run", "--json",
                                             "--sources", home.write("none.yml", "sources: []")))
               if name not in [entry["list"] for entry in entries]]
    text = "sources:\n"
    for entry in [*entries, *shipped]:
        lead = "  - "
        for key, value in entry.items():
            if key == "files":
                text += f"{lead}files:\n"
                for file in value:
                    text += "".join(f"{'      - ' if i == 0 else '        '}{k}: {v}\n"
                                    for i, (k, v) in enumerate(file.items()))
            else:
                text += f"{lead}{key}: {str(value).lower() if isinstance(value, bool) else value}\n"
            lead = "    "
    os.makedirs(home.path, exist_ok=True)
    with open(os.path.join(home.path, "sources.yml"), "w", encoding="utf-8") as handle:
        handle.write(text)


def json_ids(result):
    return [line["id"] for line in result.expect(0).json_lines()]


def sdn_source(base, **keys):
    """An entry for the SDN list at a server, quick to give up."""
    return {"list": LIST, "format": "ofac_sdn_csv",
            "files": [{"url": f"{base}/{name}", "role": ROLES[name]} for name in SDN_FILES],
            "checksum": "none", "retries": 0, "backoff_seconds": 0, "connect_seconds": 2,
            "stall_seconds": 2, "total_seconds": 20, **keys}


def serve(server, files, answer=web.whole, modified=FIRST, **keys):
    for name, body in files.items():
        server.routes[f"/{name}"] = [answer(body, Last_Modified=modified, **keys)]


def status_of(home, name=LIST):
    for line in home.run("lists", "status", "--json").expect(0).json_lines():
        if line["id"] == name:
            return line
    return None


def update(home, *options):
    """The JSON of the one list that is updated, and the exit status."""
    result = home.run("lists", "update", "--json", *options).expect(0, 2)
    lines = result.json_lines()
    cases.equal(len(lines), 1, f"lines of lists update --json: {result.err}")
    cases.equal(result.status, 0 if lines[0]["reason"] is None else 2, "exit status")
    SEEN.append(lines[0])
    return lines[0]


def as_the_schema_says(_):
    """Every line that was seen before."""
    try:
        import jsonschema
    except ImportError:
        cases.skip("python3-jsonschema is not installed")
    with open(os.path.join(ROOT, "docs", "schema", "lists_update.schema.json"),
              encoding="utf-8") as handle:
        schema = json.load(handle)
    cases.true(len(SEEN) > 0, "nothing was seen")
    for line in SEEN:
        jsonschema.validate(line, schema)


class Story:
    """A home whose list was fetched once, and its server."""

    def __init__(self, binary, **keys):
        self.home = Home(binary)
        self.server = web.Server()
        self.keys = keys

    def __enter__(self):
        self.home.__enter__()
        self.server.__enter__()
        sources(self.home, sdn_source(self.server.url, **self.keys))
        serve(self.server, bodies(self.home, "2024-06-21"))
        cases.equal(update(self.home)["result"], "serving", "the first update")
        self.before = self.home.digest()
        self.next = bodies(self.home, "2025-10-02")
        serve(self.server, self.next, modified=NEXT)
        self.server.requests.clear()
        return self

    def __exit__(self, *exception):
        self.server.__exit__(*exception)
        self.home.__exit__(*exception)

    def refused(self, *mentions, result="failed", unlocked=True):
        """The update fails with these words, nothing that serves changes, the alarm is there."""
        line = update(self.home)
        cases.equal(line["result"], result, line["reason"])
        for word in mentions:
            cases.contains(line["reason"], word)
        cases.contains(line["reason"], f"({LIST} is as it was)")
        cases.equal(self.home.digest(), self.before, "what serves")
        alarm = status_of(self.home)["alarm"]
        cases.true(alarm is not None, "an alarm in lists status")
        for word in mentions:
            cases.contains(alarm["reason"], word)
        text = self.home.run("lists", "update").expect(2)
        cases.contains(text.err, mentions[0])
        cases.contains(text.out, "1 list: 0 updated, 0 unchanged, 1 failed")
        return line

    def recovers(self):
        """A good answer afterwards is taken, and the alarm is over."""
        serve(self.server, self.next, modified=NEXT)
        cases.equal(update(self.home)["result"], "serving", "the update after the failure")
        status = status_of(self.home)
        cases.equal(status["alarm"], None, "the alarm afterwards")
        cases.equal(status["published"], "2025-10-02T04:00:00Z", "what serves afterwards")


# ---------------------------------------------------------------- answers that are taken

def good(binary):
    with Story(binary) as story:
        line = update(story.home)
        cases.equal((line["result"], line["published"], line["published_from"]),
                    ("serving", "2025-10-02T04:00:00Z", "header"))
        cases.equal([file["bytes"] for file in line["files"]],
                    [len(story.next[name]) for name in SDN_FILES])
        cases.equal(line["files"][0]["sha256"],
                    hashlib.sha256(story.next["sdn.csv"]).hexdigest())
        agents = {request[2].get("User-Agent", "") for request in story.server.requests}
        cases.true(all(agent.startswith("interdict/") for agent in agents), f"agents {agents}")
        cases.equal(status_of(story.home)["published_from"], "header")


def redirected(binary):
    with Story(binary) as story:
        for name in SDN_FILES:
            story.server.routes[f"/store/{name}"] = story.server.routes[f"/{name}"]
            story.server.routes[f"/{name}"] = [web.redirect(f"/store/{name}?signature=secret")]
        cases.equal(update(story.home)["result"], "serving")
        cases.equal(story.server.count("/store/sdn.csv"), 1)


def unchanged(binary):
    """Neither ETag nor date, then the one, then the other: asked again, 304, nothing changes."""
    with Story(binary) as story:
        for keys in ({"etag": '"one"', "modified": NEXT}, {"modified": NEXT}):
            for name, body in story.next.items():
                story.server.routes[f"/{name}"] = [web.conditional(body, **keys)]
            update(story.home)
            before = story.home.digest()
            story.server.requests.clear()
            line = update(story.home)
            cases.equal(line["result"], "unchanged")
            cases.equal([file["bytes"] for file in line["files"]], [None] * 4)
            cases.equal(len(story.server.requests), 4, "requests")
            cases.equal(story.home.digest(), before, "the data folder")
            cases.contains(story.home.run("lists", "update").expect(0).out, "unchanged")


def one_file_new(binary):
    """A snapshot is of one publication: where one file is new, all are fetched whole."""
    with Story(binary) as story:
        for name, body in story.next.items():
            story.server.routes[f"/{name}"] = [web.conditional(body, modified=NEXT)]
        update(story.home)
        body = story.next["add.csv"].replace(b"Moscow", b"Tver")
        later = "Fri, 03 Oct 2025 04:00:00 GMT"
        story.server.routes["/add.csv"] = [web.conditional(body, modified=later)]
        line = update(story.home)
        cases.equal((line["result"], line["published"]), ("serving", "2025-10-03T04:00:00Z"))
        cases.true(all(file["bytes"] > 0 for file in line["files"]), "all files were fetched")


def added_by_hand(binary):
    """What is known of fetched files counts only while they are what serves."""
    with Story(binary) as story:
        for name, body in story.next.items():
            story.server.routes[f"/{name}"] = [web.conditional(body, modified=NEXT)]
        update(story.home)
        story.home.add_sdn("2025-11-01", edit=lambda rows: rows["sdn.csv"].pop()).expect(0)
        story.before = story.home.digest()
        story.server.requests.clear()
        story.refused("before the serving one", result="refused")
        cases.true("If-Modified-Since" not in story.server.requests[0][2], "asked whole")


def encoded(binary):
    with Story(binary) as story:
        serve(story.server, story.next, answer=web.packed, modified=NEXT)
        cases.equal(update(story.home)["result"], "serving")
        cases.equal(status_of(story.home)["published"], "2025-10-02T04:00:00Z")


def compressed_file(binary):
    """A packed file, which the server calls an encoding of it besides."""
    with Story(binary) as story:
        entry = sdn_source(story.server.url)
        entry["files"] = [{"url": f"{story.server.url}/sdn.csv.gz"}]
        sources(story.home, entry)
        body = gzip.compress(story.next["sdn.csv"], mtime=0)
        story.server.routes["/sdn.csv.gz"] = [web.whole(body, Content_Encoding="gzip",
                                                        Last_Modified=NEXT)]
        cases.equal(update(story.home, "--shrink-max", "99")["result"], "serving")


def failed_then_good(binary):
    with Story(binary, retries=2) as story:
        story.server.routes["/sdn.csv"][:0] = [web.fail(500), web.truncated(b"1,")]
        cases.equal(update(story.home)["result"], "serving")
        cases.equal(story.server.count("/sdn.csv"), 3)


def asked_to_wait(binary):
    with Story(binary, retries=1) as story:
        story.server.routes["/sdn.csv"].insert(0, web.fail(429, Retry_After=1))
        cases.equal(update(story.home)["result"], "serving")
        cases.equal(story.server.count("/sdn.csv"), 2)


def slow_start(binary):
    with Story(binary, stall_seconds=5) as story:
        for name, body in story.next.items():
            story.server.routes[f"/{name}"] = [web.slow(body, 0.3)]
        line = update(story.home)
        cases.equal((line["result"], line["published_from"]), ("serving", "received"))


# ---------------------------------------------------------------- answers that are not

def loop(binary):
    with Story(binary) as story:
        story.server.routes["/sdn.csv"] = [web.redirect("/b")]
        story.server.routes["/b"] = [web.redirect("/sdn.csv")]
        story.refused("was sent on more than")
        cases.true(story.server.count("/b") < 20, "it ended soon")
        story.recovers()


def odd_redirect(binary):
    with Story(binary) as story:
        story.server.routes["/sdn.csv"] = [web.redirect("file:///etc/passwd")]
        story.refused("was sent on to file:///etc/passwd")


def cut_short(binary):
    with Story(binary) as story:
        story.server.routes["/alt.csv"] = [web.truncated(story.next["alt.csv"])]
        story.refused("/alt.csv", "bytes remaining to read")
        story.recovers()


def stalls(binary):
    with Story(binary) as story:
        story.server.routes["/sdn.csv"] = [web.stalled(story.next["sdn.csv"],
                                                       story.server.released)]
        story.refused("/sdn.csv", "too slow")
        story.recovers()


def never_in_time(binary):
    with Story(binary, stall_seconds=30, total_seconds=1) as story:
        story.server.routes["/sdn.csv"] = [web.stalled(story.next["sdn.csv"],
                                                       story.server.released)]
        story.refused("/sdn.csv", "timed out")


def always_500(binary):
    with Story(binary, retries=2) as story:
        story.server.routes["/sdn.csv"] = [web.fail(500)]
        story.refused("tried 3 times", "the server answered 500 internal server error")
        story.recovers()


def too_busy(binary):
    """Longer than anybody waits: said at once."""
    with Story(binary, retries=5) as story:
        story.server.routes["/sdn.csv"] = [web.fail(503, Retry_After=3600)]
        story.refused("asked to wait 3600 seconds")
        cases.equal(story.server.count("/sdn.csv"), 2, "requests of two updates")


def not_found(binary):
    with Story(binary, retries=5) as story:
        del story.server.routes["/sdn.csv"]
        story.refused("the server answered 404 not found")
        cases.equal(story.server.count("/sdn.csv"), 2, "requests of two updates")


def hangs_up(binary):
    with Story(binary) as story:
        story.server.routes["/sdn.csv"] = [web.hung_up]
        story.refused("/sdn.csv")
        story.recovers()


def connection_refused(binary):
    with Story(binary, retries=1) as story:
        sources(story.home, sdn_source(web.closed_port(), retries=1))
        story.before = story.home.digest()
        story.refused("tried 2 times", "onnect")
        sources(story.home, sdn_source(story.server.url))
        story.recovers()


def web_page(binary):
    with Story(binary) as story:
        page = b"\r\n<!DOCTYPE html><html><body>We are being maintained.</body></html>"
        story.server.routes["/sdn.csv"] = [web.whole(page, Content_Type="text/html")]
        story.refused("sdn.csv: the server sent a web page (text/html), not the list")
        story.recovers()


def another_file(binary):
    """Not a page, and not the list either: the reader says so, the bytes are kept."""
    with Story(binary) as story:
        story.server.routes["/sdn.csv"] = [web.whole(b'{"error": "later"}\n')]
        story.refused("sdn.csv")
        cases.true(status_of(story.home)["alarm"]["sha256"] is not None, "the bytes are kept")
        story.recovers()


def empty(binary):
    with Story(binary) as story:
        story.server.routes["/sdn.csv"] = [web.whole(b"")]
        story.refused("sdn.csv: the file is empty")
        story.recovers()


def no_comments(binary):
    with Story(binary) as story:
        story.server.routes["/sdn_comments.csv"] = [web.whole(b"\x1a", Last_Modified=NEXT)]
        cases.equal(update(story.home)["result"], "serving")


def older(binary):
    with Story(binary) as story:
        update(story.home)
        story.before = story.home.digest()
        serve(story.server, bodies(story.home, "2024-06-01"),
              modified="Sat, 01 Jun 2024 04:00:00 GMT")
        story.refused("it was published 2024-06-01T04:00:00Z, before the serving one",
                      result="refused")
        # Once the publisher has what serves again, the alarm is over.
        serve(story.server, story.next, modified=NEXT)
        cases.equal(update(story.home)["result"], "unchanged")
        cases.equal(status_of(story.home)["alarm"], None)


def older_bytes(binary):
    """The very bytes of an earlier state, with its date, are not taken for "nothing changed"."""
    with Story(binary) as story:
        update(story.home)
        story.before = story.home.digest()
        serve(story.server, bodies(story.home, "2024-06-21"))
        story.refused("before the serving one", result="refused")


def older_goes_into_history(binary):
    with Story(binary) as story:
        update(story.home)
        result = story.home.add_sdn("2024-06-01", "--json").expect(0)
        cases.equal(result.json_lines()[0]["added"], "history")


def too_large(binary):
    with Story(binary, max_bytes=200000) as story:
        story.server.routes["/sdn.csv"] = [web.whole(b"1,A\r\n" * 100000)]
        story.refused("/sdn.csv", "is larger than the 200000 bytes allowed (max_bytes)")
        story.server.routes["/sdn.csv"] = [web.endless(b"1,A\r\n" * 10000)]
        story.refused("/sdn.csv", "is larger than the 200000 bytes allowed (max_bytes)")
        story.recovers()


def bomb(binary):
    """Small on the way, huge once unpacked: as an encoding, and as a packed file."""
    with Story(binary, max_bytes=50000000) as story:
        big = gzip.compress(b"0" * 60000000, mtime=0)
        story.server.routes["/sdn.csv"] = [web.whole(big, Content_Encoding="gzip")]
        story.refused("unpacks to more than")
        story.server.routes["/sdn.csv"] = [web.whole(big)]
        story.refused("unpacks to more than")
        story.recovers()


def damaged_encoding(binary):
    with Story(binary) as story:
        half = gzip.compress(story.next["sdn.csv"], mtime=0)[:-20]
        story.server.routes["/sdn.csv"] = [web.whole(half, Content_Encoding="gzip")]
        story.refused("/sdn.csv", "cannot be unpacked")
        story.server.routes["/sdn.csv"] = [web.whole(b"\x0b\x02", Content_Encoding="br")]
        story.refused("/sdn.csv", "sent in the encoding 'br', which was not asked for")
        story.recovers()


# ---------------------------------------------------------------- checksums

def digest(body):
    return hashlib.sha256(body).hexdigest()


def fixed_checksum(binary):
    with Story(binary) as story:
        entry = sdn_source(story.server.url)
        entry["files"][0]["sha256"] = digest(story.next["sdn.csv"])
        sources(story.home, entry)
        story.before = story.home.digest()
        story.server.routes["/sdn.csv"] = [web.whole(story.next["sdn.csv"] + b"\n")]
        story.refused("sdn.csv: its SHA-256 is", "which the sources file asks for",
                      result="refused")
        serve(story.server, story.next, modified=NEXT)
        line = update(story.home)
        cases.equal([file["verified"] for file in line["files"]], [True, False, False, False])


def checksum_beside(binary):
    with Story(binary) as story:
        sources(story.home, sdn_source(story.server.url, checksum="sha256_file"))
        story.before = story.home.digest()
        for name, body in story.next.items():
            story.server.routes[f"/{name}.sha256"] = [
                web.whole(f"{digest(body)}  {name}\n".encode())]
        wrong = f"{digest(b'other')} *sdn.csv\n".encode()
        good = story.server.routes["/sdn.csv.sha256"]
        story.server.routes["/sdn.csv.sha256"] = [web.whole(wrong)]
        story.refused("sdn.csv: its SHA-256 is", "which the publisher gives", result="refused")
        del story.server.routes["/sdn.csv.sha256"]
        story.refused("/sdn.csv.sha256", "404")
        story.server.routes["/sdn.csv.sha256"] = good
        line = update(story.home)
        cases.equal([file["verified"] for file in line["files"]], [True] * 4)


def catalogue(binary):
    """Hash and time from a catalogue that is asked for by POST; known hashes need no download."""
    def rows(files, day):
        codes = [{"SHA-256": digest(body)} for body in files.values()]
        codes[1] = json.dumps(codes[1])  # the service has both forms
        return json.dumps([{"fileName": name.upper(), "size": len(files[name]),
                            "lastUpdated": day, "hashCodes": code}
                           for name, code in zip(files, codes)]).encode()

    with Story(binary) as story:
        entry = sdn_source(story.server.url, checksum="ofac_catalogue",
                           checksum_url=f"{story.server.url}/catalogue")
        sources(story.home, entry)
        story.before = story.home.digest()
        story.server.routes["/catalogue"] = [
            web.whole(rows(bodies(story.home, "2024-06-21"), "2025-10-02T04:00:00Z"))]
        cases.equal(update(story.home)["result"], "unchanged")
        story.server.routes["/catalogue"] = [web.whole(rows(story.next, "2025-10-02T09:30:00"))]
        serve(story.server, {**story.next, "alt.csv": story.next["alt.csv"] + b" "})
        story.refused("its SHA-256 is", "which the publisher gives", result="refused")
        serve(story.server, story.next)
        line = update(story.home)
        cases.equal((line["result"], line["published"], line["published_from"]),
                    ("serving", "2025-10-02T13:30:00Z", "header"))
        cases.equal([file["verified"] for file in line["files"]], [True] * 4)
        story.server.requests.clear()
        cases.equal(update(story.home)["result"], "unchanged")
        cases.equal([request[:2] for request in story.server.requests], [("POST", "/catalogue")])
        story.before = story.home.digest()
        story.server.routes["/catalogue"] = [web.whole(b"[]")]
        story.refused("the catalogue does not name sdn.csv")


def feed(binary):
    with Story(binary) as story:
        def rss(hexadecimal):
            return web.whole(f"""<?xml version="1.0"?><rss><channel><item><title>other</title>
                <link>{story.server.url}/other</link><description>{digest(b'')}</description></item>
                <item><title>list</title><enclosure url="{story.server.url}/sdn.csv?token=a"/>
                <pubDate>{NEXT}</pubDate><description>SHA-256 {hexadecimal}</description></item>
                </channel></rss>""".encode())

        entry = sdn_source(story.server.url, checksum="rss",
                           checksum_url=f"{story.server.url}/rss")
        entry["files"] = entry["files"][:1]
        sources(story.home, entry)
        story.before = story.home.digest()
        story.server.routes["/rss"] = [rss(digest(b"other"))]
        story.refused("its SHA-256 is", result="refused")
        story.server.routes["/rss"] = [rss(digest(story.next["sdn.csv"]))]
        line = update(story.home, "--shrink-max", "99")
        cases.equal((line["result"], line["files"][0]["verified"]), ("serving", True))


# ---------------------------------------------------------------- S54

def smaller(rows):
    keys = {row.split(b",")[0] for row in rows["sdn.csv"][: len(rows["sdn.csv"]) * 4 // 10]}
    for name in rows:
        rows[name] = [row for row in rows[name] if row.split(b",")[0] not in keys]


def s54_by_update(binary):
    """New list file 40 % smaller, or truncated, or wrong SHA-256: not promoted, alarm, the old
    version serves."""
    with Story(binary) as story:
        serve(story.server, bodies(story.home, "2025-10-02", smaller), modified=NEXT)
        story.refused("shrank from", "more than 20 percent", result="refused")
        serve(story.server, story.next, modified=NEXT)
        body = story.next["sdn.csv"]
        story.server.routes["/sdn.csv"] = [web.whole(body[: len(body) * 9 // 10],
                                                     Last_Modified=NEXT)]
        story.refused("truncated", result="refused")
        entry = sdn_source(story.server.url)
        entry["files"][0]["sha256"] = digest(b"other")
        sources(story.home, entry)
        story.before = story.home.digest()
        serve(story.server, story.next, modified=NEXT)
        story.refused("its SHA-256 is", result="refused")
        decision = story.home.screen("TIKHONOV, Andrei Gennadyevich", "--as-of", "2025-11-01")
        cases.equal(decision["lists"][0]["published"], "2024-06-21T04:00:00Z", "what serves")
        cases.equal(decision["verdict"], "block")
        sources(story.home, sdn_source(story.server.url))
        story.recovers()


def s54_by_add(binary):
    with Home(binary) as home:
        home.add_sdn("2024-06-21").expect(0)
        before = home.digest()

        def refused(path, *options, says):
            result = home.run("lists", "add", "ofac_sdn_csv", path, "--published", "2025-10-02",
                              *options).expect(2)
            cases.contains(result.err, says)
            cases.equal(home.digest(), before, "what serves")
            alarm = status_of(home)["alarm"]
            cases.true(alarm is not None and says in alarm["reason"], f"the alarm: {alarm}")

        refused(home.sdn("2025-10-02", smaller), says="more than 20 percent")
        path = home.sdn("2025-10-02")
        with open(path, "rb") as handle:
            whole = handle.read()
        refused(path, "--sha256", digest(b"other"), says="its SHA-256 is")
        with open(path, "wb") as handle:
            handle.write(whole[: len(whole) * 9 // 10])
        refused(path, says="truncated")
        decision = home.screen("TIKHONOV, Andrei Gennadyevich", "--as-of", "2025-11-01")
        cases.equal((decision["verdict"], decision["lists"][0]["published"]),
                    ("block", "2024-06-21"))
        home.add_sdn("2025-10-02").expect(0)
        cases.equal(status_of(home)["alarm"], None, "the alarm afterwards")


# ---------------------------------------------------------------- several lists, the sources file

def several(binary):
    """One failure does not stop the others."""
    with Story(binary) as story:
        broken = sdn_source(story.server.url, list="broken")
        broken["files"] = [{"url": f"{story.server.url}/nowhere.csv"}]
        off = sdn_source(story.server.url, list="off", enabled=False)
        sources(story.home, broken, off, sdn_source(story.server.url))
        result = story.home.run("lists", "update", "--json").expect(2)
        cases.equal({line["id"]: line["result"] for line in result.json_lines()},
                    {"broken": "failed", LIST: "serving"})
        result = story.home.run("lists", "update").expect(2)
        cases.contains(result.out, "2 lists: 0 updated, 1 unchanged, 1 failed")
        cases.contains(result.err, "interdict: broken: ")
        cases.equal(story.home.run("lists", "update", LIST).expect(0).err, "")
        cases.true(status_of(story.home, "broken") is None, "nothing is made for a list never had")
        cases.contains(story.home.run("lists", "update", "off").expect(2).err, "is disabled in")
        result = story.home.run("lists", "update", "nosuch").expect(2)
        cases.contains(result.err, "no source is known for list 'nosuch'")


def dry_run(binary):
    with Story(binary) as story:
        story.server.requests.clear()
        result = story.home.run("lists", "update", "--dry-run", LIST).expect(0)
        cases.contains(result.out, f"{story.server.url}/sdn.csv")
        line = story.home.run("lists", "update", "--dry-run", "--json", LIST).json_lines()[0]
        cases.equal([file["role"] for file in line["files"]], list(ROLES.values()))
        cases.equal((story.server.requests, story.home.digest()), ([], story.before))


def shipped(binary):
    """The sources shipped are whole: https, and a publisher's address for each."""
    with Home(binary) as home:
        lines = home.run("lists", "update", "--dry-run", "--json").expect(0).json_lines()
        cases.true({LIST, "us_ofac_nonsdn", "us_csl", "un_sc", "eu_fsf"}
                   <= {line["id"] for line in lines}, "the lists with a source")
        for line in lines:
            for file in line["files"]:
                cases.true(file["url"].startswith("https://"), file["url"])
        cases.equal(home.digest(), "", "nothing is made by looking")


def mapped(binary):
    """A list of one's own, read by a mapping."""
    with Story(binary) as story:
        mapping = story.home.write("mine.yml", """format: mapped_csv
list: mine
publisher: Ourselves
title: Whom we do not deal with
key: id
type: {constant: any}
names: {text: name}
""")
        sources(story.home, {"list": "mine", "format": "mapped_csv", "map": mapping,
                             "files": [{"url": f"{story.server.url}/mine.csv"}]},
                sdn_source(story.server.url, enabled=False))
        story.server.routes["/mine.csv"] = [web.conditional(b"id,name\n1,Some Body Else\n",
                                                            modified=NEXT)]
        cases.equal(update(story.home)["result"], "serving")
        cases.equal(update(story.home)["result"], "unchanged")


def bad_sources(binary):
    with Home(binary) as home:
        for text, line, says in (
                ("sources:\n  - list: x\n    format: nosuch\n    files: []\n", 2, "nosuch"),
                ("sources:\n  - list: x\n    colour: red\n", 3, "unknown key"),
                ("sources:\n  - list: un_sc\n    max_bytes: 0\n", 2, "max_bytes"),
                ("sources:\n  - list: un_sc\n    files:\n      - url: ftp://a/b\n", 4, "ftp://a/b"),
                ("sources:\n  - list: un_sc\n  - list: un_sc\n", 3, "already, in line 2"),
                ("sources: [", 2, "not YAML")):
            result = home.run("lists", "update", "--sources", home.write("s.yml", text)).expect(2)
            cases.contains(result.err, f"s.yml:{line}: ")
            cases.contains(result.err, says)
        cases.contains(home.run("lists", "update", "--sources", "gone.yml").expect(2).err,
                       "gone.yml")


def held(binary):
    with Story(binary) as story:
        cases.equal(update(story.home, "--hold")["result"], "held")
        cases.equal(status_of(story.home)["published"], "2024-06-21T04:00:00Z")
        story.home.run("lists", "promote").expect(0)
        cases.equal(status_of(story.home)["published"], "2025-10-02T04:00:00Z")
        cases.equal(update(story.home)["result"], "unchanged")


CASES = [
    ("a good file", good), ("a redirect to another path", redirected),
    ("304 on the second run", unchanged), ("one file of four is new", one_file_new),
    ("a snapshot added by hand since", added_by_hand), ("Content-Encoding: gzip", encoded),
    ("a packed file called an encoding", compressed_file),
    ("500 and a cut answer, then good", failed_then_good),
    ("429 with Retry-After, then good", asked_to_wait), ("a slow start", slow_start),
    ("comments without a row", no_comments), ("held, then promoted", held),
    ("a redirect loop", loop), ("a redirect to a file", odd_redirect),
    ("Content-Length larger than the body", cut_short), ("a server that stops sending", stalls),
    ("longer than allowed", never_in_time), ("500 at each try", always_500),
    ("a wait longer than anybody waits", too_busy), ("404", not_found),
    ("a server that hangs up", hangs_up), ("connection refused", connection_refused),
    ("a web page with status 200", web_page), ("another file with status 200", another_file),
    ("an empty body", empty), ("an older file", older),
    ("the bytes of an older state", older_bytes),
    ("an older file by lists add", older_goes_into_history), ("a body too large", too_large),
    ("a decompression bomb", bomb), ("a damaged or unknown encoding", damaged_encoding),
    ("a SHA-256 in the sources file", fixed_checksum), ("a .sha256 file beside", checksum_beside),
    ("a catalogue with hashes and times", catalogue), ("a feed with hashes", feed),
    ("S54 by lists update", s54_by_update), ("S54 by lists add", s54_by_add),
    ("several lists, one failure", several), ("--dry-run", dry_run),
    ("the sources shipped", shipped), ("the schema", as_the_schema_says),
    ("a list by a mapping", mapped), ("faults of the sources file", bad_sources),
]


def main():
    suite = cases.Suite("update")
    wanted = sys.argv[2:]
    for title, case in CASES:
        if not wanted or case.__name__ in wanted:
            suite.run(title, case, sys.argv[1])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
