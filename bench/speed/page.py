"""The page of the speed bench: a table, and a plot a kind of question: time by size of lists."""
import math
from html import escape

COLORS = {"p50_us": "#0b5fa5", "p99_us": "#c2571a", "scan_us": "#4a8f3c", "hash_us": "#7a4fa3"}
NAMES = {"p50_us": "p50", "p99_us": "p99", "scan_us": "Jaro-Winkler scan", "hash_us": "exact hash"}
WIDTH, HEIGHT, EDGE = 330, 220, 40
COLUMNS = (("p50 us", "p50_us", "{:.1f}"), ("p90 us", "p90_us", "{:.1f}"),
           ("p99 us", "p99_us", "{:.1f}"), ("max us", "max_us", "{:.0f}"),
           ("all cores, per s", "all_cores_per_s", "{:.0f}"), ("recall", "recall", "{:.3f}"),
           ("alerts", "alerts", "{:.3f}"), ("scan us", "scan_us", "{:.0f}"),
           ("scan recall", "scan_recall", "{:.3f}"), ("scanned", "scanned", "{:.0f}"),
           ("hash us", "hash_us", "{:.2f}"), ("hash recall", "hash_recall", "{:.3f}"))
STYLE = ("body{font:14px sans-serif;margin:2em}td,th{padding:2px 8px;text-align:right}"
         "th{border-bottom:1px solid #888}td:nth-child(2){text-align:left}svg{margin:4px}")


def scale(value, low, high, length):
    span = math.log10(high / low) or 1
    return length * math.log10(value / low) / span


def plot(kind, results):
    sizes = sorted(results)
    values = [results[s][kind][w] for s in sizes for w in COLORS if results[s][kind].get(w, 0) > 0]
    low, high = min(values) / 1.5, max(values) * 1.5
    left, right = sizes[0] / 1.2, sizes[-1] * 1.2
    parts = [f'<svg width="{WIDTH}" height="{HEIGHT}" font-size="10">',
             f'<text x="{EDGE}" y="12" font-size="12">{escape(kind)}</text>']
    for power in range(math.ceil(math.log10(low)), math.floor(math.log10(high)) + 1):
        y = HEIGHT - EDGE - scale(10 ** power, low, high, HEIGHT - 2 * EDGE)
        parts.append(f'<line x1="{EDGE}" x2="{WIDTH - 10}" y1="{y:.1f}" y2="{y:.1f}" '
                     f'stroke="#ddd"/><text x="2" y="{y + 3:.1f}">{10 ** power:g} us</text>')
    for size in sizes:
        x = EDGE + scale(size, left, right, WIDTH - EDGE - 10)
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - EDGE + 14}" text-anchor="middle">{size}'
                     '</text>')
    for number, (what, color) in enumerate(COLORS.items()):
        points = [(EDGE + scale(s, left, right, WIDTH - EDGE - 10),
                   HEIGHT - EDGE - scale(results[s][kind][what], low, high, HEIGHT - 2 * EDGE))
                  for s in sizes if results[s][kind].get(what, 0) > 0]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{color}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"/>' for x, y in points]
        parts.append(f'<text x="{EDGE + 72 * number}" y="{HEIGHT - 6}" fill="{color}">'
                     f'{NAMES[what]}</text>')
    return "".join(parts) + "</svg>"


def table(results):
    rows = ["<tr><th>names<th>question" + "".join(f"<th>{head}" for head, _, _ in COLUMNS)]
    for size, figures in results.items():
        for kind, own in figures.items():
            if kind != "image":
                cells = "".join("<td>" + (form.format(own[what]) if what in own else "")
                                for _, what, form in COLUMNS)
                rows.append(f"<tr><td>{size}<td>{escape(kind)}{cells}")
    return "<table>" + "\n".join(rows) + "</table>"


def images(results):
    rows = ["<tr><th>names<th>build ms<th>MB<th>open ms<th>first search ms"]
    for size, figures in results.items():
        own = figures["image"]
        rows.append(f"<tr><td>{size}<td>{own['build_ms']:.0f}<td>{own['bytes'] / 1e6:.1f}"
                    f"<td>{own['open_ms']:.2f}<td>{own['first_search_ms']:.2f}")
    return "<table>" + "\n".join(rows) + "</table>"


def write_page(path, results, commit, lists):
    kinds = [kind for kind in next(iter(results.values())) if kind != "image"]
    text = (f"<!doctype html><meta charset=utf-8><title>Interdict: speed</title><style>{STYLE}"
            f"</style><h1>Speed of screening</h1><p>Commit {escape(commit)}, {lists} lists, cut or "
            "grown to each size. One core, processor time, parsing included, warm; scan: every "
            "name by Jaro-Winkler of the best pairs of words, in the same process, at the bar at "
            "which one clean name in a hundred alerts; hash: one look-up of the name as it stands."
            f"</p>{table(results)}<h2>Time by size</h2>"
            f"{''.join(plot(kind, results) for kind in kinds)}<h2>The image</h2>{images(results)}")
    with open(path, "w", encoding="utf-8") as out:
        out.write(text + "\n")
