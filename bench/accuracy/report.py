"""What was measured, as a table on paper, as JSON, and as a page with curves."""
import json
from html import escape

from results import BAR, METHODS

COLORS = ("#0b5fa5", "#c2571a", "#4a8f3c", "#7a4fa3")
WIDTH, HEIGHT, EDGE = 250, 150, 28
STEP = 2  # of the hundred thresholds every second one is drawn
CLEAN_RATE = 0.01


def percent(value):
    return "" if value is None else f"{100 * value:.2f}"


class Clean:
    """At which threshold each method lets one clean name in a hundred alert."""

    def __init__(self, parts):
        self.parts = {part.name: part for part in parts if part.group == "clean"}
        self.part = self.parts.get("name alone")

    def threshold(self, method):
        if self.part is None:
            return None
        able = [t for t, _, alert in self.part.curve(method)
                if alert is not None and alert <= CLEAN_RATE]
        return min(able) if able else None

    def fair(self, part, method):
        """A method at its best: F1 at its best threshold where there are names of both kinds, else
        recall at the threshold at which one clean name in a hundred alerts."""
        both = part.figures(method)
        if both.f1 is not None:
            return part.best(method)[0]
        threshold = self.threshold(method)
        if threshold is None or not both.positives:
            return None
        return part.figures(method, threshold).recall

    def curve_for(self, part, method):
        """Alert rates to set beside a part that has no clean names of its own: of clean names in
        its script, when it is of one."""
        script = part.name.rsplit(", ", 1)[-1]
        clean = self.parts.get("name alone, " + script, self.part)
        return None if clean is None else [(t, alert) for t, _, alert in clean.curve(method)]


HEAD = ("set", "part", "same", "other", "recall", "alert", "prec.", "F1", "best F1", "at", "JW",
        "JW best", "Lev", "Lev best", "logic-v2")
LAYOUT = ("{:<13} {:<39} {:>6} {:>6} {:>7} {:>7} {:>6} {:>6} {:>8} {:>5} | {:>6} {:>7} | {:>6} "
          "{:>8} | {:>8}")
EXPLAINED = (
    "same, other: pairs that are one party, and that are not (or clean names). recall, alert: the "
    "shares of them at or above 0.70. JW, Lev, logic-v2: F1 of the baseline (of the frozen scores) "
    "at 0.70 where there are both, else its recall, or its alerts. best: at the threshold of its "
    "best F1, or its recall where one clean name in a hundred alerts.")


def at_bar(part, method):
    figures = part.figures(method)
    for value in (figures.f1, figures.recall, figures.alert):
        if value is not None:
            return percent(value)
    return ""


def rows(parts):
    clean = Clean(parts)
    for part in parts:
        ours = part.figures()
        f1, threshold = part.best() if ours.f1 is not None else (None, None)
        yield (part.group, part.name, str(ours.positives), str(ours.negatives),
               percent(ours.recall), percent(ours.alert), percent(ours.precision),
               percent(ours.f1), percent(f1), "" if threshold is None else f"{threshold:.2f}",
               at_bar(part, 1), percent(clean.fair(part, 1)),
               at_bar(part, 2), percent(clean.fair(part, 2)), at_bar(part, 3))


def write_table(out, parts):
    out.write(LAYOUT.format(*HEAD) + "\n")
    for row in rows(parts):
        out.write(LAYOUT.format(*row).rstrip() + "\n")
    for part in parts:
        if part.text:
            out.write(f"note: {part.group}, {part.name}: {part.text}\n")


def verdicts(parts, bars):
    """(reached, text) of each bar and part it covers."""
    for bar in bars:
        for part in parts:
            margin = bar.margin(part) if bar.covers(part) else None
            if margin is not None:
                yield margin >= 0, (
                    f"{part.group}, {part.name}: {bar.measure} {bar.relation} "
                    f"{100 * bar.value:.2f} %, {'by' if margin >= 0 else 'short by'} "
                    f"{abs(100 * margin):.2f}")


def write_json(path, parts, bars, skipped):
    def told(part):
        out = {"set": part.group, "part": part.name, "about": part.text, "methods": {}}
        for method, name in enumerate(METHODS):
            figures = part.figures(method)
            if figures.positives + figures.negatives:
                out["methods"][name] = {
                    "hits": figures.hits, "misses": figures.misses, "alarms": figures.alarms,
                    "quiet": figures.quiet,
                    "curve": [[t, r and round(r, 5), a and round(a, 5)]
                              for t, r, a in part.curve(method)]}
        return out
    with open(path, "w", encoding="utf-8") as out:
        json.dump({"bar": BAR, "parts": [told(part) for part in parts],
                   "bars": [{"reached": reached, "text": text}
                            for reached, text in verdicts(parts, bars)],
                   "skipped": [{"set": name, "why": why} for name, why in skipped]}, out, indent=1)
        out.write("\n")


# ------------------------------------------------------------------ the page

STYLE = """body { font: 14px/1.4 sans-serif; margin: 2em auto; max-width: 1180px; color: #222; }
table { border-collapse: collapse; font-size: 12px; }
td, th { padding: 1px 7px; text-align: right; border-bottom: 1px solid #ddd; }
td:nth-child(-n+2), th:nth-child(-n+2) { text-align: left; }
.charts { display: flex; flex-wrap: wrap; gap: 14px; }
figure { margin: 0; width: 250px; } figcaption { font-size: 12px; }
.missed { color: #b00020; } .reached { color: #2b7a2b; } svg text { font-size: 9px; fill: #555; }
"""


def line(points, color, dashed):
    xy = " ".join(f"{EDGE + x * (WIDTH - EDGE - 6):.1f},{6 + (1 - y) * (HEIGHT - EDGE):.1f}"
                  for x, y in points)
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    return f'<polyline points="{xy}" fill="none" stroke="{color}" stroke-width="1.5"{dash}/>'


def frame():
    left, right, top, low = EDGE, WIDTH - 6, 6, 6 + HEIGHT - EDGE
    bar = EDGE + BAR * (right - left)
    out = [f'<rect x="{left}" y="{top}" width="{right - left}" height="{low - top}" '
           'fill="none" stroke="#999"/>',
           f'<line x1="{bar:.1f}" y1="{top}" x2="{bar:.1f}" y2="{low}" stroke="#bbb"/>']
    for share in (0, 50, 100):
        y = top + (1 - share / 100) * (low - top)
        out.append(f'<text x="{left - 3}" y="{y + 3:.1f}" text-anchor="end">{share}</text>')
    for tenth in (0, 5, 7, 10):
        x = left + tenth / 10 * (right - left)
        anchor = "end" if tenth == 10 else "middle"
        out.append(f'<text x="{x:.1f}" y="{low + 11}" text-anchor="{anchor}">{tenth / 10:.1f}'
                   '</text>')
    return "".join(out)


def chart(part, clean):
    lines = []
    for method in range(len(METHODS)):
        curve = part.curve(method)[::STEP]
        recall = [(t, r) for t, r, _ in curve if r is not None]
        alert = [(t, a) for t, _, a in curve if a is not None]
        if not alert and recall and method < 3:
            alert = [(t, a) for t, a in (clean.curve_for(part, method) or ())[::STEP]
                     if a is not None]
        lines += [line(points, COLORS[method], dashed)
                  for points, dashed in ((recall, False), (alert, True)) if points]
    ours = part.figures()
    figures = ", ".join(f"{name} {percent(value)} %" for name, value in
                        (("recall", ours.recall), ("alert", ours.alert), ("F1", ours.f1))
                        if value is not None)
    text = f"<br/>{escape(part.text)}" if part.text else ""
    return (f'<figure><svg width="{WIDTH}" height="{HEIGHT + 6}" role="img">{frame()}'
            f'{"".join(lines)}</svg><figcaption><b>{escape(part.name)}</b><br/>{figures}{text}'
            '</figcaption></figure>')


def legend():
    keys = " ".join(f'<span style="color:{color}">&#9632; {name}</span>'
                    for name, color in zip(METHODS, COLORS))
    return (f"<p>{keys}. Solid: recall, the share of one party's names at or above the threshold "
            "(across). Dashed: alerts, the share of other parties' or clean names; where a set has "
            "none, of the clean customers, of its script where it is of one. The upright line is "
            "the alert bar.</p>")


def write_page(path, parts, bars, skipped):
    clean = Clean(parts)
    out = ['<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"/>'
           f"<title>How well names are matched</title><style>{STYLE}</style></head><body>\n"
           "<h1>How well names are matched</h1>\n<h2>Bars</h2>\n<ul>"]
    for reached, text in verdicts(parts, bars):
        word = "reached" if reached else "missed"
        out.append(f'<li class="{word}">{word}: {escape(text)}</li>')
    out += [f"<li>skipped {name}: {escape(why)}</li>" for name, why in skipped]
    out.append(f"</ul>\n<h2>Table</h2>\n<p>{EXPLAINED}</p>\n<table><tr>" +
               "".join(f"<th>{name}</th>" for name in HEAD) + "</tr>\n")
    for row in rows(parts):
        out.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n")
    out.append(f"</table>\n<h2>Curves</h2>\n{legend()}")
    for group in dict.fromkeys(part.group for part in parts):
        charts = "\n".join(chart(part, clean) for part in parts if part.group == group)
        out.append(f'\n<h3>{escape(group)}</h3>\n<div class="charts">{charts}</div>')
    out.append("\n</body></html>\n")
    with open(path, "w", encoding="utf-8") as page:
        page.write("".join(out))
