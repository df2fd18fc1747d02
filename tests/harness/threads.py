#!/usr/bin/env python3
"""Runs the test of swaps and readers under ThreadSanitizer.

usage: threads.py BUILD

The program is the target `swap_tsan` of the build folder, with the whole library built for the
sanitizer, and is built here: no other target needs it. Skipped, and said so, where the compiler
has no such sanitizer, the build uses another one, or this system does not let it run.
"""
import os
import subprocess
import sys

TARGET = "tests/swap_tsan"
CASES = "[==========] "
# What the sanitizer says before main where the kernel's layout of addresses does not suit it.
UNFIT = ("FATAL: ThreadSanitizer: unexpected memory mapping", "failed to re-exec")


def skip(why):
    print(f"skipped: {why}\n0 passed, 0 failed, 1 skipped")
    return 77


def main(build):
    known = subprocess.run(["ninja", "-C", build, "-t", "query", TARGET], capture_output=True,
                           text=True, check=False)
    if known.returncode != 0:
        return skip("this build has no ThreadSanitizer")
    built = subprocess.run(["ninja", "-C", build, TARGET], capture_output=True, text=True,
                           check=False)
    if built.returncode != 0:
        print(built.stdout[-4000:], built.stderr, "0 passed, 1 failed", sep="\n")
        return 1
    options = "exitcode=66 halt_on_error=0 " + os.environ.get("TSAN_OPTIONS", "")
    run = subprocess.run([os.path.join(build, TARGET)], capture_output=True, text=True,
                         check=False, env={**os.environ, "TSAN_OPTIONS": options})
    said = run.stdout + run.stderr
    if any(words in said for words in UNFIT):
        return skip("ThreadSanitizer cannot run on this system")
    passed = said.count("[       OK ] ")
    races = said.count("WARNING: ThreadSanitizer")
    failed = said.count("[  FAILED  ] ") + races
    if run.returncode != 0 or CASES not in said or races > 0:
        print(said)
        failed = max(failed, 1)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
