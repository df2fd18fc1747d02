#!/usr/bin/env python3
"""Running text through the program: the stories, and news articles against whole lists.

The publications and articles are read from the folder INTERDICT_TEST_DATA names, ../shared/data
beside the source by default, and `articles` beside it; where they are absent those cases are
skipped and counted.

usage: texts.py BINARY
"""
import base64
import os
import quopri
import shutil
import sys
from email.message import EmailMessage
from email.policy import SMTP

from program import ROOT, Home, cases, finding

DATA = os.environ.get("INTERDICT_TEST_DATA", os.path.join(os.path.dirname(ROOT), "shared", "data"))
ARTICLES = os.path.join(os.path.dirname(os.path.abspath(DATA)), "articles")
SDN = "us_ofac_sdn:"
TWELVE = {"45815": b"Andrei Gennadyevich Tikhonov", "45862": b"Daniil Sergeyevich Borshchev",
          "45817": b"Andrei Anatolyevich Efremov", "45849": b"Igor Gennadyevich Chekunov",
          "45863": b"Andrey Petrovich Dukhvalov", "45821": b"Andrei Anatolyevich Suvorov",
          "45864": b"Denis Vladimirovich Zenkin", "45854": b"Marina Mikhaylovna Alekseeva",
          "45856": b"Mikhail Yuryevich Gerber", "45858": b"Anton Mikhaylovich Ivanov",
          "45818": b"Kirill Aleksandrovich Astrakhan", "45860": b"Anna Vladimirovna Kulashova"}
# Who is named in each article and listed, by the number of the SDN list.
NAMED = {0: {"35096": b"Putin"},
         1: {"45815": b"Tikhonov", "45849": b"Chekunov", "45862": b"Borshchev",
             "45817": b"Efremov", "45864": b"Zenkin", "35320": b"Peskov"},
         2: {"45815": b"Tikhonov", "45849": b"Chekunov", "35320": b"Peskov"},
         3: {}, 4: {}}


def screen(home, text, as_of="2024-07-01"):
    done = home.run("text", "-", "--json", "--limit", "0", "--as-of", as_of, stdin=text)
    return done.json_lines()[0]


def alerts(decision, of=""):
    return {found["entity"]["id"] for found in decision["findings"]
            if found["effect"] != "info" and found["entity"]["id"].startswith(of)}


def span_of(text, found):
    spans = [e["span"] for e in found["evidence"] if e["span"] is not None]
    return text[min(s[0] for s in spans): max(s[1] for s in spans)]


def s21_press_release(home):
    names = b", ".join(TWELVE.values())
    text = (b"OFAC is designating twelve individuals: " + names + b". The founder, Eugene "
            b"Kaspersky, is not designated, said Brian Nelson and Matthew Miller.")
    decision = screen(home, text, "2024-06-22")
    cases.equal(alerts(decision), {SDN + key for key in TWELVE}, "alerts")
    for key, name in TWELVE.items():
        cases.equal(span_of(text, finding(decision, SDN + key)), name, "span")


def s22_claims_are_no_facts(home):
    text = b"The sanctions on Andrei Gennadyevich Tikhonov are effective from September 29."
    found = finding(screen(home, text), SDN + "45815")
    cases.contains(found["listing"]["effective_from"], "2024-06-21", "the instrument's day")
    decision = screen(home, text, "2024-06-20")
    cases.equal(alerts(decision), set(), "what a text says makes nobody listed")


def across_line_ends(home):
    for text in (b"signed by Andrei Gennadyevich\nTikhonov", b"by Andrei\n   Tikhonov for us",
                 b"We met Andrei Tikho-\nnov there.", b"We met Andrei Tikho-\r\n  nov there.",
                 "We met Andrei Tikho\u00adnov there.".encode()):
        cases.equal(alerts(screen(home, text)), {SDN + "45815"}, text.decode())
    text = b"We met Andrei Tikho-\nnov there."
    cases.equal(span_of(text, finding(screen(home, text), SDN + "45815")), b"Andrei Tikho-\nnov",
                "span")
    cases.equal(alerts(screen(home, b"Andrei Tikho-\n\nnov")), set(), "a blank line ends it")


def spaced_out(home):
    for text in (b"Paid to Igor C.h.e.k.u.n.o.v in May.", b"Paid to Igor C h e k u n o v in May."):
        decision = screen(home, text)
        cases.true(SDN + "45849" in alerts(decision), text.decode())
        cases.equal(span_of(text, finding(decision, SDN + "45849")), text[8:28], "span")


def in_other_cases(home):
    """Read without the case ending, a name alerts and establishes nobody."""
    for text, key in (("Платеж отправлен Андрею Геннадьевичу Тихонову.", "45815"),
                      ("Договор подписан Игорем Чекуновым.", "45849"),
                      ("Встреча с Даниилом Борщевым.", "45862"),
                      ("Встреча с Анной Кулашовой.", "45860"),
                      ("Зустріч з Ігорем Чекуновим.", "45849"),
                      ("Spotkanie z Igorem Czekunowem.", "45849"),
                      ("We met Igor Chekunov's aide.", "45849"),
                      ("Igor Chekunov\u2019un evi", "45849")):
        decision = screen(home, text.encode())
        cases.true(SDN + key in alerts(decision), text)
        cases.equal(decision["verdict"], "review", text)


def disguised(home):
    """Digits and letters of other scripts for letters, letters written twice and more."""
    for text, key in (("Paid to Andrei T1khonov in May.", "45815"),
                      ("He met Igor Ch3kun0v there.", "45849"),
                      ("He met Igor Сhekunov there.", "45849"),
                      ("He met Igor Chekuuuunov there.", "45849")):
        decision = screen(home, text.encode())
        cases.true(SDN + key in alerts(decision), text)
        cases.equal(decision["verdict"], "review", text)


def one_word_is_information(home):
    cases.equal(alerts(screen(home, b"Mr. Tikhonov and Ms. Ivanov were here, Andrei too.")), set())


def plain_prose(home):
    text = (b"The committee met on Monday in the Middle East Room. Five staff of the Company read "
            b"the report; the Giant Steps of September were praised, and Work began. ") * 40
    decision = screen(home, text)
    cases.equal(decision["verdict"], "clear", decision["reason"])


def converter(home, name, body):
    """A folder with a program of this name in it."""
    folder = os.path.join(home.work, "bin-" + name)
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as script:
        script.write("#!/bin/sh\n" + body)
    os.chmod(path, 0o755)
    return {"PATH": folder}


def documents(home):
    """PDF and HTML are read by a converter, and without one they are not clear."""
    pdf, html = b"%PDF-1.4\n...", b"<!DOCTYPE html><p>Andrei Gennadyevich <b>Tikhonov</b>"
    nothing = {"PATH": os.path.join(home.work, "nowhere")}
    for data, program in ((pdf, "pdftotext"), (html, "w3m")):
        done = home.run("text", "-", "--json", stdin=data, env=nothing).expect(2)
        cases.contains(done.err, program, "which program would read it")
        env = converter(home, program, "cat >/dev/null; echo We met Andrei Gennadyevich Tikhonov\n")
        done = home.run("text", "-", "--json", "--as-of", "2024-07-01", stdin=data, env=env)
        decision = done.json_lines()[0]
        cases.equal(alerts(decision), {SDN + "45815"}, program)
        cases.contains(decision["subject"]["source"], program, "what the spans refer to")
        env = converter(home, program, "exit 3\n")
        done = home.run("text", "-", "--json", stdin=data, env=env).expect(2)
        cases.contains(done.err, "cannot read it", "a converter that fails")
    done = home.run("text", "-", "--as-of", "2024-07-01", stdin=b"{\\rtf1\\ansi \\'d2\\'e8\\'f5}",
                    env=nothing)
    done.expect(2)
    cases.contains(done.err, "RTF", "what is encoded is not clear")
    decision = home.run("text", "-", "--json", "--as-is", "--as-of", "2024-07-01", stdin=html,
                        env=nothing).json_lines()[0]
    cases.true(SDN + "45815" in alerts(decision), "as it is")


def mail(charset="koi8-r", encoding="base64", **more):
    """An e-mail with the listed in its headers, its text, a text and an e-mail attached."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Андрей Геннадьевич Тихонов <a@b.example>"
    message["Subject"] = "Договор с Igor Gennadyevich Chekunov, 5 июля"
    message.set_content("Получает Борщев Даниил Сергеевич.\n", charset=charset, cte=encoding)
    message.add_attachment("Denis Vladimirovich Zenkin\n".encode("utf-16"), maintype="text",
                           subtype="plain", filename="список.txt")
    inner = EmailMessage(policy=SMTP)
    inner["To"] = '"Efremov, Andrei Anatolyevich" <c@d.example>'
    inner.set_content("Suvorov Andrei Anatolyevich", cte="quoted-printable")
    message.add_attachment(inner)
    for name, (kind, data) in more.items():
        main, sub = kind.split("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return bytes(message)


def decoded_at(data, found):
    """The bytes of the file where the words of a finding stand, as they were written there."""
    return [data[e["span"][0]: e["span"][1]] for e in found["evidence"] if e["span"] is not None]


def e_mails(home):
    everybody = {SDN + key for key in ("45815", "45849", "45862", "45864", "45817", "45821")}
    for charset, encoding in (("koi8-r", "base64"), ("windows-1251", "quoted-printable"),
                              ("utf-8", "8bit")):
        data = mail(charset, encoding)
        decision = screen(home, data)
        cases.equal(alerts(decision, SDN), everybody, (charset, encoding))
        cases.equal(decision["verdict"], "block", decision["reason"])
        account = decision["coverage"]
        cases.equal(account["screened"] + account["exempt"], len(data), "every byte is read")
        cases.equal(decision["subject"]["bytes"], len(data))
        part = [p for p in decision["subject"]["parts"] if p["name"] == "список.txt"]
        cases.equal(part[0]["read"], "text")
        where = {e["where"] for f in decision["findings"] for e in f["evidence"] if e["span"]}
        cases.equal(where, {"From", "Subject", "part 1", "part 2", "part 3, To", "part 3.1"})
        cases.true(b"Efremov" in decoded_at(data, finding(decision, SDN + "45817")), "a span")
        words = decoded_at(data, finding(decision, SDN + "45862"))
        if encoding == "base64":
            whole = "Получает Борщев Даниил Сергеевич.".encode(charset)
            said = base64.b64encode(whole)[12:20] # of the bytes from 9 on: the surname
            cases.true(any(said in word for word in words), words)
        else:
            text = [quopri.decodestring(word).decode(charset) for word in words]
            cases.equal(sorted(text), ["Борщев", "Даниил", "Сергеевич"], "words where they stand")


def e_mails_not_read_whole(home):
    picture = {"logo.png": ("image/png", b"\x89PNG\0")}
    decision = screen(home, mail(**picture))
    cases.equal(decision["verdict"], "block", "what was found stays found")
    cases.contains(decision["reason"], "logo.png")
    cases.equal([(a["kind"], a["where"]) for a in decision["anomalies"]],
                [("not_screened", "part 4")])
    plain = b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nAll is well.\n"
    cut = screen(home, plain)
    cases.equal(cut["verdict"], "not_screened", "cut off")
    cases.contains(cut["reason"], f"cut off at byte {len(plain)}")
    cases.equal(screen(home, plain + b"--x--\n")["verdict"], "clear", "whole")
    done = home.run("text", "-", "--as-of", "2024-07-01", stdin=plain)
    done.expect(2)
    whole = plain + (b"--x\nContent-Type: application/pdf; name=list.pdf\n"
                     b"Content-Transfer-Encoding: base64\n\nJVBERi0xLjQ=\n--x--\n")
    decision = home.run("text", "-", "--json", "--as-of", "2024-07-01", stdin=whole,
                        env={"PATH": "/nonexistent"}).json_lines()[0]
    cases.equal(decision["verdict"], "not_screened")
    cases.contains(decision["reason"], "part 2 (list.pdf)")


def any_script(home):
    """Names in running text of scripts without capitals, or without spaces; the span is theirs."""
    for text, key, name in (("金正恩在平壤说", "20157", "金正恩"),
                            ("昨天金正恩访问了", "20157", "金正恩"),
                            ("김정은은 평양에서", "20157", "김정은"),
                            ("북한의 김정은이 말했다", "20157", "김정은"),
                            ("قال فلاديمير بوتين اليوم", "35096", "فلاديمير بوتين"),
                            ("פגש את ולדימיר פוטין", "35096", "ולדימיר פוטין"),
                            ("Ο Βλαντίμιρ Πούτιν είπε", "35096", "Βλαντίμιρ Πούτιν"),
                            ("Указ Володимира Путіна", "35096", "Володимира Путіна")):
        data = text.encode()
        decision = screen(home, data)
        cases.true(SDN + key in alerts(decision), text)
        cases.equal(span_of(data, finding(decision, SDN + key)).decode(), name, text)


def article(number):
    path = os.path.join(ARTICLES, f"article-{number}.txt")
    if not os.path.exists(path):
        cases.skip(f"no file {path}")
    with open(path, "rb") as handle:
        return handle.read()


def who_is_named(home, number):
    text = article(number)
    decision = screen(home, text)
    cases.equal(alerts(decision, SDN), {SDN + key for key in NAMED[number]}, "alerts")
    people = [f["entity"]["id"] for f in decision["findings"] if f["effect"] == "license"]
    cases.true(all(one.startswith("us_csl:") for one in people), "a licence is for companies")
    for key, name in NAMED[number].items():
        cases.contains(span_of(text, finding(decision, SDN + key)), name, "span")
        cases.equal(decision["coverage"]["total"], len(text), "coverage")


def article_of_2022(home):
    decision = screen(home, article(4), "2022-04-01")
    cases.true(decision["verdict"] in ("clear", "info"), decision["reason"])


def add_whole_sdn(home):
    ofac = os.path.join(DATA, "ofac")
    if not os.path.isdir(ofac):
        return False
    paths = [os.path.join(home.work, name)
             for name in ("sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv")]
    shutil.copy(os.path.join(ofac, "sdn_2026-04-22_rebuilt.csv"), paths[0])
    for path in paths[1:]:
        shutil.copy(os.path.join(ofac, "2026-08", os.path.basename(path)), path)
    home.run("lists", "add", "ofac_sdn_csv", *paths, "--published", "2026-04-22").expect(0)
    home.run("lists", "add", "us_csl_csv", os.path.join(ROOT, "examples/june-2024/csl.csv"),
             "--published", "2024-06-24").expect(0)
    return True


STORIES = [
    ("S21 a press release names the twelve (E.O. 14024, jy2420)", s21_press_release),
    ("S22 a date that a text claims (E.O. 14024)", s22_claims_are_no_facts),
    ("names across line ends", across_line_ends),
    ("names in other cases, with an apostrophe", in_other_cases),
    ("names spaced out", spaced_out),
    ("HTML and PDF", documents),
    ("e-mails: headers, parts, charsets, spans", e_mails),
    ("e-mails: parts that nobody reads, messages cut off", e_mails_not_read_whole),
    ("a name of one part is information", one_word_is_information),
    ("names in disguise", disguised),
    ("plain prose is clear", plain_prose),
]


def main():
    suite = cases.Suite("texts")
    with Home(sys.argv[1]) as home:
        home.add_sdn("2024-06-12").expect(0)
        home.add_sdn("2024-06-21").expect(0)
        for title, story in STORIES:
            suite.run(title, story, home)
    with Home(sys.argv[1]) as home:
        loaded = add_whole_sdn(home)
        for number in NAMED:
            title = f"article {number}: who is named and listed, and nobody else"
            suite.run(title, who_is_named if loaded else skip_lists, home, number)
        suite.run("any script", any_script if loaded else skip_lists, home)
        suite.run("article of 2022: information at most", article_of_2022 if loaded else skip_lists,
                  home)
    return suite.finish()


def skip_lists(*_):
    cases.skip(f"no folder {DATA}")


if __name__ == "__main__":
    sys.exit(main())
