#!/usr/bin/env python3
"""The counter of the test run, on outputs of each kind: no failure may become a success."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases  # noqa: E402
import run  # noqa: E402

CMOCKA = """[==========] Running 4 test(s).
[ RUN      ] a
[       OK ] a
[ RUN      ] b
[  FAILED  ] b
[ RUN      ] c
[  SKIPPED ] c
[ RUN      ] d
[       OK ] d
[==========] 4 test(s) run.
"""
CMOCKA_CUT = "[==========] Running 3 test(s).\n[ RUN      ] a\n[       OK ] a\n[ RUN      ] b\n"

# what it is, standard output, standard error, exit status, passed, failed, skipped
OUTPUTS = [
    ("cmocka report", CMOCKA, "", 1, 2, 1, 1),
    ("two cmocka groups", CMOCKA + CMOCKA, "", 1, 4, 2, 2),
    ("cmocka program that died on the way", CMOCKA_CUT, "", -11, 1, 2, 0),
    ("cmocka says well, exit status does not", CMOCKA_CUT.replace("3", "1"), "", 1, 1, 1, 0),
    ("summary line", "case a\n12 passed, 0 failed\n", "", 0, 12, 0, 0),
    ("summary line with skips", "5 passed, 1 failed, 3 skipped\n", "", 1, 5, 1, 3),
    ("the last summary counts", "1 passed, 0 failed\n9 passed, 0 failed\n", "", 0, 9, 0, 0),
    ("summary inside a sentence is none", "said 3 passed, 0 failed here\n", "", 0, 1, 0, 0),
    ("summary of success, exit status of failure", "3 passed, 0 failed\n", "", 1, 3, 1, 0),
    ("summary without a case", "0 passed, 0 failed\n", "", 0, 0, 1, 0),
    ("only skipped cases", "0 passed, 0 failed, 4 skipped\n", "", 0, 0, 0, 4),
    ("silent success", "", "", 0, 1, 0, 0),
    ("silent failure", "", "boom", 2, 0, 1, 0),
    ("killed", "", "", -9, 0, 1, 0),
    ("skipped program", "", "", 77, 0, 0, 1),
]


def check(stdout, stderr, status, passed, failed, skipped):
    count = run.count_cases(stdout, stderr, status)
    cases.equal((count.passed, count.failed, count.skipped), (passed, failed, skipped))


def main():
    suite = cases.Suite("run")
    for title, *rest in OUTPUTS:
        suite.run(title, check, *rest)
    suite.run("the line", lambda: cases.equal(run.Count(3, 0, 0).line(), "3 passed, 0 failed"))
    suite.run("the line with skips",
              lambda: cases.equal(run.Count(3, 1, 2).line(), "3 passed, 1 failed, 2 skipped"))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
