#!/usr/bin/env python3
"""Long work shows on a terminal how far it is; elsewhere, and with --quiet, nothing is shown.

usage: progress.py BINARY
"""
import fcntl
import os
import re
import struct
import subprocess
import sys
import termios
import time

import server as web
from program import Home, cases

PARTIES = 40000
CLEAR_LINE = "\r\x1b[K"
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so",
             "tu", "va", "we", "zi")


def name(number):
    """A name of its own for each number, with no part that many others have."""
    parts = []
    for rest in (number * 7919 % 104729 + 104729, number * 104729 % 15485863 + 99991):
        word = ""
        while rest:
            word += SYLLABLES[rest % len(SYLLABLES)]
            rest //= len(SYLLABLES)
        parts.append(word.capitalize())
    return f"{parts[0].upper()}, {parts[1]}"


def large_list(count, changed=""):
    rows = "".join(f'{i},"{name(i)}{changed}","individual","SDGT",' + "-0- ," * 7 + "-0- \r\n"
                   for i in range(1, count + 1))
    return rows.encode() + b"\x1a"


def on_terminal(home, *arguments):
    """Standard error of a run on a terminal: what each drawn line said, and the exit status."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen([home.binary, *arguments], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=slave, cwd=home.work,
                               env={"INTERDICT_HOME": home.path, "PATH": os.environ["PATH"]})
    os.close(slave)
    text = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        text += piece
    os.close(master)
    return text.decode().split(CLEAR_LINE), process.wait()


def counts(lines, what):
    """(done, total) of the lines of a stage; total 0 where none is told."""
    pattern = re.compile(re.escape(what) + r": (\d+)(?: of (\d+) \((\d+) %\))?$")
    found = [pattern.match(line) for line in lines]
    return [(int(match[1]), int(match[2] or 0)) for match in found if match]


def rising(pairs, what):
    cases.true(len(pairs) > 0, f"nothing is told of {what}")
    cases.equal([pair[0] for pair in pairs], sorted(pair[0] for pair in pairs), what)


def adding(home):
    path = home.write("large/sdn.csv", large_list(PARTIES))
    lines, status = on_terminal(home, "lists", "add", "ofac_sdn_csv", path, "--published",
                                "2024-06-21")
    cases.equal(status, 0, f"exit status: {lines[-1]}")
    stages = [line.removesuffix(" ...") for line in lines if line.endswith(" ...")]
    cases.equal(stages, ["reading us_ofac_sdn", "archiving", "building the image"])
    proved = counts(lines, "proving that each name is found")
    rising(proved, "the proof")
    cases.true(all(total == PARTIES for _, total in proved), f"of {PARTIES}: {proved[:3]}")
    cases.equal(lines[-1], "", "the line is taken away in the end")


def quiet(home):
    path = home.write("quiet/sdn.csv", large_list(200))
    lines, status = on_terminal(home, "lists", "add", "ofac_sdn_csv", path, "--list", "small",
                                "--published", "2024-06-21", "--quiet")
    cases.equal((lines, status), ([""], 0))
    path = home.write("pipe/sdn.csv", large_list(201))
    result = home.run("lists", "add", "ofac_sdn_csv", path, "--list", "small", "--published",
                      "2024-06-22").expect(0)
    cases.equal(result.err, "", "standard error that is no terminal")


def fetching(home):
    """A server that takes its time."""
    body = large_list(2000, "a")
    pieces = 12

    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        step = len(body) // pieces + 1
        for at in range(0, len(body), step):
            handler.wfile.write(body[at: at + step])
            handler.wfile.flush()
            time.sleep(0.1)

    with web.Server() as server:
        server.routes["/sdn.csv"] = [drip]
        path = home.write("sources.yml", f"sources:\n  - list: dripped\n    format: ofac_sdn_csv\n"
                                         f"    files:\n      - url: {server.url}/sdn.csv\n")
        lines, status = on_terminal(home, "lists", "update", "dripped", "--sources", path)
    cases.equal(status, 0, f"exit status: {lines[-3:]}")
    fetched = counts(lines, "fetching dripped sdn.csv, bytes")
    rising(fetched, "the fetching")
    cases.true(all(total == len(body) for _, total in fetched), f"of {len(body)}: {fetched[:3]}")


def main():
    suite = cases.Suite("progress")
    with Home(sys.argv[1]) as home:
        suite.run("adding a long list on a terminal", adding, home)
        suite.run("quiet, or no terminal", quiet, home)
        suite.run("fetching on a terminal", fetching, home)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
