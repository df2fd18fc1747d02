#!/usr/bin/env python3
"""What the proving ground counts, how it mangles, and how it reads other scripts: by examples.

usage: test_rules.py
"""
import os
import random
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(1, os.path.join(os.path.dirname(os.path.dirname(HERE)), "tests", "harness"))
import cases  # noqa: E402
import cross_sets  # noqa: E402
import mangle  # noqa: E402
import sounds  # noqa: E402
from report import Clean  # noqa: E402
from results import Bar, Item, Part  # noqa: E402
from scripts import script_of  # noqa: E402

RULES = {one.name: one for one in mangle.MANGLINGS}


def items(*scored):
    return [Item(label, (score,), "a", "b") for label, score in scored]


def figures_are_counted():
    part = Part("set", "part", items((True, 0.9), (True, 0.70), (True, 0.6999), (False, 0.8),
                                     (False, 0.2)))
    found = part.figures()
    cases.equal((found.hits, found.misses, found.alarms, found.quiet), (2, 1, 1, 1))
    cases.equal((found.recall, found.alert, found.precision), (2 / 3, 1 / 2, 2 / 3))
    cases.equal(round(found.f1, 6), round(2 / 3, 6), "F1")
    cases.equal(part.best(), (6 / 7, 0.69), "best F1")
    cases.equal([item.scores[0] for item in part.failures()], [0.6999, 0.8], "failures")
    cases.equal(part.figures(1).recall, None, "a method that was not asked")


def curves_span_all_thresholds():
    curve = Part("set", "part", items((True, 1.0), (True, 0.5), (False, 0.0))).curve()
    cases.equal((len(curve), curve[0], curve[50], curve[51], curve[100]),
                (101, (0.0, 1.0, 1.0), (0.5, 1.0, 0.0), (0.51, 0.5, 0.0), (1.0, 0.5, 0.0)))


def bars_tell_by_how_much():
    part = Part("set", "persons, greek", items((True, 0.9), (True, 0.1)))
    bar = Bar("set", "persons, *", "2", "recall", ">=", "0.95")
    cases.equal((bar.covers(part), bar.margin(part)), (True, -0.45))
    cases.equal(Bar("set", "*", "3", "recall", ">=", "0.5").covers(part), False, "too few")
    cases.equal(Bar("set", "*", "1", "alert", "<=", "0.5").margin(part), None, "no clean names")


def baselines_are_judged_at_their_best():
    clean = Part("clean", "name alone", [Item(False, (None, score / 100), "a", "b")
                                         for score in range(100)])
    part = Part("set", "part", [Item(True, (None, score), "a", "b") for score in (0.98, 0.995)])
    cases.equal(Clean([clean]).threshold(1), 0.99, "where one in a hundred alerts")
    cases.equal(Clean([clean]).fair(part, 1), 0.5, "recall there")
    cases.equal(Clean([]).fair(part, 1), None, "without clean names")


def manglings_do_what_their_rules_say():
    for name, kind, text, expected in (
            ("no-break spaces", "person", "Anna Probe", "Anna\u00a0Probe"),
            ("fullwidth", "person", "Anna", "\uff21\uff4e\uff4e\uff41"),
            ("punctuation changed", "person", "AL-PROBE, Anna (O'Test)", "AL PROBE Anna OTest"),
            ("diacritics removed", "person", "José Müller", "Jose Muller"),
            ("non-ASCII stripped", "person", "José Müller", "Jos Mller"),
            ("legal form dropped", "organization", "Probe Test Co., Ltd.", "Probe Test Co."),
            ("legal form expanded", "organization", "Probe LLC",
             "Probe Limited Liability Company"),
            ("hyphen for space", "person", "Anna-Maria", "Anna Maria"),
            ("neighbours joined", "person", "al Probe", "alProbe"),
            ("initial", "person", "PROBE, Anna Li", "PROBE, A. Li"),
            ("case", "person", "li", "LI"),
            ("word split", "person", "Probst", "Pro bst"),
            ("letter doubled", "person", "Li", None),
            ("letter substituted", "person", "\u0410\u043d\u043d\u0430", None),
            ("part dropped", "person", "Anna Maria Probe", None),
            ("part dropped", "organization", "The Probe Test Company", None),
            ("legal form dropped", "organization", "Probe LLC", None),
            ("parts reordered", "person", "Anna", None)):
        found = RULES[name].apply(random.Random(4), text, kind)
        if name == "initial":  # either of two
            cases.true(found in (expected, "PROBE, Anna L."), f"{name}: {found}")
        elif name == "case":
            cases.true(found in (expected, "Li"), f"{name}: {found}")
        else:
            cases.equal(found, expected, f"{name} of {text}")


def one_letter_is_one_edit():
    for name in ("letter substituted", "letter deleted", "letter doubled", "neighbours swapped",
                 "vowel changed", "'?' for a letter", "homoglyph", "zero width", "read by machine"):
        for seed in range(50):
            text = RULES[name].apply(random.Random(seed), "Olga PROBLEMOVA", "person")
            cases.true(text is not None and text != "Olga PROBLEMOVA", name)
            cases.true(abs(len(text) - 15) <= 1, f"{name}: {text}")
            moved = sum(a != b for a, b in zip(text, "Olga PROBLEMOVA"))
            cases.true(len(text) != 15 or moved <= 2, f"{name}: {text}")


def two_are_two():
    text, which = mangle.two(random.Random(1), "PROBE, Anna Maria", "person")
    first, second = which.split(", ", 1)
    cases.true(first in RULES and second in RULES and first != second, which)
    cases.true(text != "PROBE, Anna Maria", text)


def other_scripts_are_read():
    for native, latin, expected in (
            ("\u0418\u0432\u0430\u043d\u043e\u0432", "Ivanov", 1),
            ("\u0427\u0435\u043a\u0443\u043d\u043e\u0432", "Tchekunov", 1),
            ("\u0627\u0644\u062a\u0643\u0631\u064a\u062a\u064a", "al-Tikriti", 1),
            ("\u0645\u062d\u0645\u062f", "Mohammed", 1),
            ("\uae40\uc815\uc740", "Kim Jong Un", 1),
            ("\u039d\u03b9\u03ba\u03cc\u03bb\u03b1\u03bf\u03c2", "Nikolaos", 1),
            ("\u0417\u0430\u0432\u043e\u0434 \u0418\u0441\u043a\u0440\u0430", "Iskra Plant", 0.5),
            ("\u0417\u0430\u0432\u043e\u0434", "Plant", 0),
            ("\u6c5f", "Jiang", None)):
        cases.equal(sounds.share(native, latin), expected, f"{native} as {latin}")


def common_names_are_told():
    cases.equal(cross_sets.common_name("Usama Ladin", ["Osama bin Laden"]), True)
    cases.equal(cross_sets.common_name("PIJ", ["Palestinian Islamic Jihad"]), True)
    cases.equal(cross_sets.common_name("Abcdefgh", ["Ijklmnop Qrstuvw"]), False)
    cases.equal(cross_sets.long_part("Ali Probe", ["Abu Muster"]), False)


def scripts_are_told():
    cases.equal([script_of(text) for text in ("Anna", "\u0410\u043d\u043d\u0430 A", "\uae40", "1")],
                ["latin", "cyrillic", "hangul", "none"])


def main():
    suite = cases.Suite("rules of the proving ground")
    for function in (figures_are_counted, curves_span_all_thresholds, bars_tell_by_how_much,
                     baselines_are_judged_at_their_best, manglings_do_what_their_rules_say,
                     one_letter_is_one_edit, two_are_two, other_scripts_are_read,
                     common_names_are_told, scripts_are_told):
        suite.run(function.__name__.replace("_", " "), function)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
