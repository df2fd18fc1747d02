"""Speed by size of the lists and kind of question, beside baselines of the same process.

  measure.py [--sizes "10000 35000"] [--questions N] [--scan-seconds S] [--report FILE] BINARY ROOT
  measure.py --gate BINARY ROOT

Writes one table and plots as a page, and a line a size to history.tsv. With --gate counts the
instructions of a fixed run under callgrind and fails when they grew; see README.md."""
import argparse
import os
import re
import subprocess
import sys
import tempfile

from page import write_page

HERE = os.path.dirname(os.path.abspath(__file__))
# The lists that are cut or grown, in this order: id, format, mapping, files.
LISTS = (
    ("us_ofac_sdn", "ofac_sdn_csv", "", "ofac/sdn_2026-04-22_rebuilt.csv", "ofac/2026-08/alt.csv",
     "ofac/2026-08/add.csv", "ofac/2026-08/sdn_comments.csv"),
    ("un_sc", "un_xml", "", "un/un_consolidated_2026-02-27.xml"),
    ("us_ofac_nonsdn", "ofac_nonsdn_csv", "", "ofac/nonsdn/cons_prim.csv"),
    ("eu_fsf", "eu_xml", "", "eu/eu_fsf_2026-02-23_rebuilt.xml.xz"),
    ("uk_sl", "mapped_jsonl", "uk_sl_jsonl", "uk/uk_sanctions_list_2026-08-22.jsonl.xz"),
    ("us_csl", "us_csl_csv", "", "csl/us_consolidated_screening_list_2022-05.csv.gz"),
    ("au_dfat", "au_csv", "", "other_lists/au_dfat_2026-08-02.csv.xz"),
)
CUSTOMERS = "names/febrl_dataset4a.csv"  # Febrl's synthetic people, on no list
GATED = ("ix_match_search", "ix_index_build_with")
GATE_NAMES, GATE_QUESTIONS = 3000, 100
GATE_GROWTH = 1.10  # a change that costs more must say so in instructions.tsv
COUNTS = os.path.join(HERE, "instructions.tsv")


def data_folder(root):
    return os.environ.get("INTERDICT_TEST_DATA") or os.path.join(root, "..", "shared", "data")


def list_lines(root):
    """The lists at hand; without them the shipped example, from which all sizes are grown."""
    data = data_folder(root)
    lines = []
    for name, form, mapping, *files in LISTS:
        paths = [os.path.join(data, file) for file in files]
        if os.path.exists(paths[0]):
            found = os.path.join(root, "data", "mappings", mapping + ".yml") if mapping else ""
            lines.append("\t".join([name, form, found, *(p for p in paths if os.path.exists(p))]))
    return lines or example_lines(root)


def example_lines(root):
    return ["us_ofac_sdn\tofac_sdn_csv\t\t" + os.path.join(root, "examples/june-2024/sdn.csv")]


def run_size(options, size, lines):
    command = [options.binary, os.path.join(options.root, "data"), str(size),
               str(options.questions), str(options.scan_seconds)]
    customers = os.path.join(data_folder(options.root), CUSTOMERS)
    if os.path.exists(customers):
        command.append(customers)
    done = subprocess.run(command, input="\n".join(lines) + "\n", text=True, check=True,
                          stdout=subprocess.PIPE, timeout=options.timeout)
    figures = {}
    for line in done.stdout.splitlines():
        _, kind, what, figure = line.split("\t")
        figures.setdefault(kind, {})[what] = float(figure)
    return figures


def commit(root):
    done = subprocess.run(["git", "-C", root, "describe", "--always", "--dirty"], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.stdout.strip() or "unknown"


def keep_history(path, root, results):
    head = "commit\tnames\tkind\tp50_us\tp99_us\tscan_us\tbuild_ms\topen_ms\tbytes\n"
    fresh = not os.path.exists(path)
    with open(path, "a", encoding="utf-8") as out:
        out.write(head if fresh else "")
        for size, figures in results.items():
            image = figures["image"]
            for kind, own in figures.items():
                if kind != "image":
                    out.write("\t".join(str(cell) for cell in (
                        commit(root), size, kind, own["p50_us"], own["p99_us"],
                        own.get("scan_us", ""), image["build_ms"], image["open_ms"],
                        int(image["bytes"]))) + "\n")


def print_table(results):
    row = "{:>8} {:<13} {:>8} {:>8} {:>9} {:>9} {:>9} {:>7} {:>10} {:>7} {:>7} {:>8}"
    print(row.format("names", "question", "p50 us", "p90 us", "p99 us", "max us", "all/s",
                     "recall", "scan us", "recall", "hash us", "scan/p50"))
    for size, figures in results.items():
        for kind, own in figures.items():
            if kind == "image":
                continue
            scan = own.get("scan_us", 0)
            print(row.format(
                size, kind, *(f"{own[w]:.1f}" for w in ("p50_us", "p90_us", "p99_us", "max_us")),
                f"{own['all_cores_per_s']:.0f}",
                f"{own['recall']:.3f}" if "recall" in own else "",
                f"{scan:.0f}", f"{own['scan_recall']:.3f}" if "scan_recall" in own else "",
                f"{own['hash_us']:.2f}", f"{scan / own['p50_us']:.0f}"))
        image = figures["image"]
        print(f"{size:>8} image: built in {image['build_ms']:.0f} ms, {image['bytes'] / 1e6:.1f} "
              f"MB, opened in {image['open_ms']:.2f} ms, made ready for the first search in "
              f"{image['first_search_ms']:.2f} ms")


# ------------------------------------------------------------------ the gate

def count_instructions(options):
    """Instructions of a fixed run over the shipped example, by function; the same on any machine
    with the same compiler."""
    with tempfile.TemporaryDirectory(prefix="speed-") as folder:
        out = os.path.join(folder, "callgrind")
        subprocess.run(
            ["valgrind", "-q", "--tool=callgrind", "--callgrind-out-file=" + out, options.binary,
             os.path.join(options.root, "data"), str(GATE_NAMES), str(GATE_QUESTIONS), "-1"],
            input="\n".join(example_lines(options.root)) + "\n", text=True, check=True,
            stdout=subprocess.DEVNULL, timeout=options.timeout)
        told = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out],
                              text=True, check=True, stdout=subprocess.PIPE).stdout
    counts = {}
    for name in GATED:
        found = re.search(r"^\s*([\d,]+)[^\n]*:" + name + r"(?: |$)", told, re.MULTILINE)
        if found is None:
            sys.exit(f"gate: callgrind tells nothing of {name}")
        counts[name] = int(found.group(1).replace(",", ""))
    return counts


def gate(options):
    counts = count_instructions(options)
    if not os.path.exists(COUNTS) or options.accept:
        with open(COUNTS, "w", encoding="utf-8") as out:
            out.write("".join(f"{name}\t{count}\n" for name, count in counts.items()))
    with open(COUNTS, encoding="utf-8") as lines:
        known = {name: int(count) for name, count in (line.split("\t") for line in lines)}
    worse = 0
    for name, count in counts.items():
        grew = count > known[name] * GATE_GROWTH
        worse += grew
        print(f"{name}: {count:,} instructions, {100 * (count / known[name] - 1):+.1f} % of "
              f"{known[name]:,}{'  TOO MANY' if grew else ''}")
    print(f"{len(counts) - worse} passed, {worse} failed")
    return 1 if worse else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default=os.environ.get("SIZES", "10000 35000"))
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--scan-seconds", type=int, default=60)
    parser.add_argument("--timeout", type=int, default=7200)
    parser.add_argument("--report")
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--accept", action="store_true", help="these counts are the ones to hold")
    parser.add_argument("binary")
    parser.add_argument("root")
    options = parser.parse_args()
    if options.gate:
        return gate(options)
    lines = list_lines(options.root)
    results = {int(size): run_size(options, int(size), lines) for size in options.sizes.split()}
    print_table(results)
    if options.report:
        write_page(options.report, results, commit(options.root), len(lines))
        keep_history(os.path.join(os.path.dirname(options.report), "history.tsv"), options.root,
                     results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
