"""Speed by size of the lists and kind of question, beside baselines of the same process.

  measure.py [--sizes "10000 35000"] [--questions N] [--scan-seconds S] BINARY ROOT

Prints one table; bench/run.py makes it a part of `make bench`. See README.md."""
import argparse
import os
import subprocess
import sys

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
    ("ch_seco", "mapped_jsonl", "ch_seco_jsonl", "other_lists/ch_seco_2026-03-15.jsonl.xz"),
    ("ca_sema", "mapped_jsonl", "ca_sema_jsonl", "other_lists/ca_sema_2026-08-22.jsonl.xz"),
    ("jp_meti", "mapped_jsonl", "jp_meti_jsonl",
     "other_lists/jp_meti_foreign_user_list_2025-09-29.jsonl"),
)
CUSTOMERS = "names/febrl_dataset4a.csv"  # Febrl's synthetic people, on no list


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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default=os.environ.get("SIZES", "10000 35000"))
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--scan-seconds", type=int, default=60)
    parser.add_argument("--timeout", type=int, default=7200)
    parser.add_argument("binary")
    parser.add_argument("root")
    options = parser.parse_args()
    lines = list_lines(options.root)
    results = {int(size): run_size(options, int(size), lines) for size in options.sizes.split()}
    print_table(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
