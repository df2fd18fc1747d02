#!/usr/bin/env python3
"""Runs every libFuzzer program of a build folder for some seconds each.

usage: fuzz.py [--seconds N] [--jobs N] [--only NAME] BUILD

Programs are BUILD/fuzz/fuzz_*. Seeds of fuzz_x are read from fuzz/seeds/x/ where it exists and are
never changed; finds go to BUILD/fuzz/corpus/x/, crashing inputs to BUILD/fuzz/crashes/. A
dictionary fuzz/x.dict is used where it exists. Ends in `N passed, N failed`, one case a fuzzer.
"""
import argparse
import glob
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
INPUT_BYTES_MAX = 65536
MEMORY_MB_MAX = 1024
INPUT_SECONDS_MAX = 10


def fuzz_one(program, build, seconds):
    name = os.path.basename(program).removeprefix("fuzz_")
    corpus = os.path.join(build, "fuzz", "corpus", name)
    crashes = os.path.join(build, "fuzz", "crashes", "")
    os.makedirs(corpus, exist_ok=True)
    os.makedirs(crashes, exist_ok=True)
    command = [program, f"-max_total_time={seconds}", f"-max_len={INPUT_BYTES_MAX}",
               f"-rss_limit_mb={MEMORY_MB_MAX}", f"-timeout={INPUT_SECONDS_MAX}",
               f"-artifact_prefix={crashes}{name}-", "-print_final_stats=1", corpus]
    seeds = os.path.join(ROOT, "fuzz", "seeds", name)
    if os.path.isdir(seeds):
        command.append(seeds)
    dictionary = os.path.join(ROOT, "fuzz", f"{name}.dict")
    if os.path.exists(dictionary):
        command.append(f"-dict={dictionary}")
    env = dict(os.environ, INTERDICT_SOURCE=ROOT)
    return name, subprocess.run(command, capture_output=True, text=True, errors="replace",
                                check=False, env=env)


def main():
    parser = argparse.ArgumentParser(description="run the fuzzers of a build folder")
    parser.add_argument("build")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only")
    args = parser.parse_args()
    build = os.path.abspath(args.build)
    programs = sorted(p for p in glob.glob(os.path.join(build, "fuzz", "fuzz_*"))
                      if os.path.isfile(p) and os.access(p, os.X_OK))
    if args.only:
        programs = [p for p in programs if os.path.basename(p) in (args.only, f"fuzz_{args.only}")]
    failed = 0
    with ThreadPoolExecutor(args.jobs) as pool:
        for name, result in pool.map(lambda p: fuzz_one(p, build, args.seconds), programs):
            runs = [line.split()[-1] for line in result.stderr.splitlines()
                    if line.startswith("stat::number_of_executed_units")]
            good = result.returncode == 0
            failed += not good
            word = "ok      " if good else "FAILED  "
            print(f"{word} {name}: {runs[0] if runs else 'no'} inputs", flush=True)
            if not good:
                lines = [line for line in result.stderr.splitlines() if line[:1] != "#"]
                for line in lines[-60:]:
                    print(f"  | {line}")
    if not programs:
        print("fuzz.py: there is no fuzzer in", build, file=sys.stderr)
    print(f"{len(programs) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
