"""The page of `make bench`: bars, tables, a plot a kind of question and one of the throughput."""
import math
from html import escape

COLORS = {"p50_us": "#0b5fa5", "p99_us": "#c2571a", "scan_us": "#4a8f3c", "hash_us": "#7a4fa3"}
NAMES = {"p50_us": "p50", "p99_us": "p99", "scan_us": "Jaro-Winkler scan", "hash_us": "exact hash"}
WIDTH, HEIGHT, EDGE = 330, 220, 40
BAR_HEIGHT, BAR_LEFT, BAR_WIDTH = 18, 260, 420
COLUMNS = (("mean us", "mean_us", "{:.1f}"), ("p50 us", "p50_us", "{:.1f}"),
           ("p90 us", "p90_us", "{:.1f}"),
           ("p99 us", "p99_us", "{:.1f}"), ("max us", "max_us", "{:.0f}"),
           ("kept p50", "kept_p50_us", "{:.1f}"), ("kept p99", "kept_p99_us", "{:.1f}"),
           ("all cores, per s", "all_cores_per_s", "{:.0f}"), ("recall", "recall", "{:.3f}"),
           ("alerts", "alerts", "{:.3f}"), ("scan us", "scan_us", "{:.0f}"),
           ("scan recall", "scan_recall", "{:.3f}"), ("scanned", "scanned", "{:.0f}"),
           ("hash us", "hash_us", "{:.2f}"), ("hash recall", "hash_recall", "{:.3f}"))
STYLE = ("body{font:14px sans-serif;margin:2em}td,th{padding:2px 8px;text-align:right}"
         "th{border-bottom:1px solid #888}td.text{text-align:left}svg{margin:4px}"
         ".MISSED{color:#b00}.reached{color:#070}")


def scale(value, low, high, length):
    span = math.log10(high / low) or 1
    return length * math.log10(value / low) / span


def plot(kind, results):
    """Time by size of the lists, both logarithmic."""
    sizes = sorted(size for size in results if isinstance(size, int) and kind in results[size])
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


def bars_plot(title, heads, rows, what):
    """A horizontal bar a row of a table, by the column `what`."""
    at = heads.index(what)
    most = max(float(row[at]) for row in rows)
    parts = [f'<svg width="{BAR_LEFT + BAR_WIDTH + 80}" height="{BAR_HEIGHT * (len(rows) + 2)}" '
             f'font-size="11"><text x="4" y="14" font-size="12">{escape(title)}: {escape(what)}'
             "</text>"]
    for number, row in enumerate(rows):
        y = BAR_HEIGHT * (number + 1) + 6
        width = BAR_WIDTH * float(row[at]) / most
        words = ", ".join(f"{head} {cell}" for head, cell in list(zip(heads, row))[:at])
        parts.append(f'<text x="4" y="{y + 11}">{escape(words)}</text><rect x="{BAR_LEFT}" y="{y}" '
                     f'width="{width:.1f}" height="{BAR_HEIGHT - 5}" fill="#0b5fa5"/>'
                     f'<text x="{BAR_LEFT + width + 4:.1f}" y="{y + 11}">{row[at]}</text>')
    return "".join(parts) + "</svg>"


def table(heads, rows):
    lines = ["<tr>" + "".join(f"<th>{escape(str(head))}" for head in heads)]
    for row in rows:
        cells = "".join(f"<td{' class=text' if number == 0 else ''}>{escape(str(cell))}"
                        for number, cell in enumerate(row))
        lines.append(f"<tr>{cells}")
    return "<table>" + "\n".join(lines) + "</table>"


def bars(rows):
    lines = ["<tr><th>figure<th>measured<th>unit<th>bar<th>"]
    for words, value, unit, bar, verdict in rows:
        told = "" if value is None else f"{value:,.2f}" if value < 100 else f"{value:,.0f}"
        lines.append(f"<tr><td class=text>{escape(words)}<td>{told}<td>{escape(unit)}"
                     f"<td>{escape(bar)}<td class='text {verdict.split(',')[0].split()[0]}'>"
                     f"{escape(verdict)}")
    return "<table>" + "\n".join(lines) + "</table>"


def kinds_table(results):
    rows = []
    for size, figures in results.items():
        for kind, own in figures.items():
            if kind != "image":
                rows.append((size, kind, *(form.format(own[what]) if what in own else ""
                                           for _, what, form in COLUMNS)))
    return table(("names", "question", *(head for head, _, _ in COLUMNS)), rows)


def images(results):
    rows = []
    for size, figures in results.items():
        own = figures["image"]
        rows.append((size, f"{own['build_ms']:.0f}", f"{own['build_cpu_ms']:.0f}",
                     f"{own['bytes'] / 1e6:.1f}", f"{own['open_ms']:.2f}",
                     f"{own['first_search_ms']:.2f}", f"{own['bench_peak_kb'] / 1024:.0f}"))
    return table(("names", "build ms", "of processor", "MB", "open ms", "first search ms",
                  "MB resident, bench and all"), rows)


def write_page(path, results, judged, tables, commit):
    sized = [figures for size, figures in results.items() if isinstance(size, int)]
    kinds = [kind for kind in (sized[0] if sized else {}) if kind != "image"]
    text = [f"<!doctype html><meta charset=utf-8><title>Interdict: speed</title><style>{STYLE}"
            f"</style><h1>Speed</h1><p>Commit {escape(commit)}.</p>", bars(judged),
            "<h2>One screening</h2><p>Publishers' lists as they are, and cut or grown to each "
            "size. One core, processor time, parsing included, warm; scan: every name by "
            "Jaro-Winkler of the best pairs of words, in the same process, at the bar at which one "
            "clean name in a hundred alerts; hash: one look-up of the name as it stands.</p>",
            kinds_table(results), "<h2>Time by size</h2>",
            *(plot(kind, results) for kind in kinds), "<h2>The image</h2>", images(results)]
    for title, heads, rows in tables:
        text += [f"<h2>{escape(title)}</h2>", table(heads, rows)]
        if "rows/s" in heads:
            text.append(bars_plot(title, heads, rows, "rows/s"))
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(text) + "\n")
