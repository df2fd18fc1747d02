"""Which weights of data/match/weights.txt follow from data/match/estimates.tsv, and by which rule.

A row of weights.txt whose words begin with "estimated" has the value of its row of the table in
millibits, rounded. A row that was seen too seldom, or on which the two halves of the parties
disagree, decides nothing: its weight is set by reasoning, and its words say why.
"""
import re
from math import exp, log

SEEN_MIN = 50     # observations of one party below which a number is no estimate
APART_MAX = 1.0   # bits that the two halves may differ by
ROUNDED_TO = 100  # millibits
ROUNDED_TO_BITS = {"score_slope_below": 1000}  # labels say little of smaller steps
# The table of scores, in millibits.
SCORE_FIRST, SCORE_LAST, SCORE_STEP = -10000, 130000, 500
BAR_ODDS = 0.7 / 0.3
SCORE_HEAD = """\
# Score (in ten-thousandths) of a sum of evidence (in millibits); linear between rows, flat outside.
# p / (1 - p) = 0.7 / 0.3 * 2 ^ ((evidence - alert_bar) / slope), with score_slope_below and
# score_slope_above of weights.txt. Written by tools/estimate_weights.py; edit those, not this.
# millibits\tscore
"""
# Row of the table: the weight it decides. Domains are told apart where the engine does.
WEIGHTS = {
    ("person", "relation", "spelling"): "loss_spelling",
    ("person", "relation", "nickname"): "loss_nickname",
    ("person", "relation", "translation"): "loss_translation",
    ("person", "relation", "sound"): "loss_sound",
    ("person", "relation", "sound_short"): "loss_sound_short",
    ("person", "relation", "typo_short"): "loss_typo_short",
    ("person", "relation", "typo_medium"): "loss_typo_medium",
    ("person", "relation", "typo_long"): "loss_typo_long",
    ("person", "relation", "typo_short_vowel"): "loss_typo_short_vowel",
    ("person", "relation", "typo_medium_vowel"): "loss_typo_medium_vowel",
    ("person", "relation", "typo_long_vowel"): "loss_typo_long_vowel",
    ("person", "relation", "typo_two"): "loss_typo_two",
    ("person", "fate", "first_missing"): "missing_first",
    ("person", "fate", "unknown_missing"): "missing_unknown",
    ("person", "fate", "family_missing"): "missing_surname",
    ("person", "attribute", "country_differs"): "country_contradicts",
    ("person", "attribute", "address_differs"): "address_country_differs",
    ("person", "attribute", "programme_differs"): "programme_differs",
    ("person", "attribute", "dob_equal_day"): "dob_equal_day",
    ("person", "attribute", "dob_equal_year"): "dob_equal_year",
    ("person", "attribute", "dob_circa"): "dob_circa",
    ("any", "score", "slope_below"): "score_slope_below",
    ("organization", "relation", "sound"): "loss_sound_org",
    ("organization", "relation", "sound_short"): "loss_sound_short_org",
    ("organization", "relation", "typo_medium"): "loss_typo_medium_org",
    ("organization", "relation", "typo_long"): "loss_typo_long_org",
    ("organization", "relation", "typo_two"): "loss_typo_two_org",
}


def weights(table):
    """Value of each weight that the table decides."""
    found = {}
    for line in table.splitlines():
        if line.startswith("#") or not line:
            continue
        domain, what, name, observations, _, _, fit, check = line.split("\t")
        weight = WEIGHTS.get((domain, what, name))
        if (weight and int(observations) >= SEEN_MIN and check != "-" and
                abs(float(fit) - float(check)) <= APART_MAX):
            step = ROUNDED_TO_BITS.get(weight, ROUNDED_TO)
            found[weight] = round(float(fit) * 1000 / step) * step
    return found


def probability(bits, slope):
    """The score of evidence so many bits beyond the alert bar, 0 to 1; its odds double every
    `slope` bits."""
    return 1 / (1 + exp(-log(BAR_ODDS) - bits / slope * log(2)))


def score_table(weights_text):
    """score.tsv as the weights have it."""
    values = dict(line.split()[:2] for line in weights_text.splitlines()
                  if line and not line.startswith("#"))
    bar, below, above = (int(values[name]) for name in (
        "alert_bar", "score_slope_below", "score_slope_above"))
    text = SCORE_HEAD
    for at in range(SCORE_FIRST, SCORE_LAST + 1, SCORE_STEP):
        score = probability((at - bar) / 1000, (below if at < bar else above) / 1000)
        text += f"{at}\t{round(score * 10000)}\n"
    return text


def row(line):
    """(name, value, words) of a row of weights.txt that says it is estimated, else None."""
    match = re.match(r"(\w+)\s+(-?\d+)\s+(estimated\b.*)$", line)
    return match.groups() if match else None


def faults(weights_text, table):
    """(line number, what is wrong) of estimated rows that the table does not bear out."""
    found = weights(table)
    for number, line in enumerate(weights_text.splitlines(), 1):
        name, value, _ = row(line) or (None, None, None)
        if name is not None and name not in found:
            yield number, f"'{name}' is called estimated, but estimates.tsv does not decide it"
        elif name is not None and int(value) != found[name]:
            yield number, f"'{name}' is estimated: {found[name]} by estimates.tsv, not {value}"
