#!/usr/bin/env python3
"""Compiles each public header alone, as strict C and as C++, with every compiler at hand.

usage: headers.py INCLUDE_DIR

A header that leans on another being included first, that hides a warning, or that C++ cannot read
fails here. A compiler that is not installed is a skipped case, seen in the count.
"""
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import cases  # noqa: E402

STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Wundef", "-Werror"]
C_ONLY = ["-Wstrict-prototypes", "-Wmissing-prototypes", "-Wvla"]
COMPILERS = [
    ("gcc", "c", "c17", C_ONLY),
    ("clang", "c", "c17", [*C_ONLY, "-Wdocumentation"]),
    ("g++", "c++", "c++17", []),
    ("clang++", "c++", "c++17", []),
]


def compile_header(compiler, language, standard, flags, include, header):
    if not shutil.which(compiler):
        cases.skip(f"{compiler} is not installed")
    source = f"#include <interdict/{header}>\n#include <interdict/{header}>\n"
    command = [compiler, "-x", language, f"-std={standard}", *STRICT, *flags, "-I", include,
               "-fsyntax-only", "-"]
    result = subprocess.run(command, input=source, text=True, capture_output=True, check=False)
    cases.true(result.returncode == 0, f"{' '.join(command)}\n{result.stderr}")


def main():
    include = sys.argv[1]
    suite = cases.Suite("headers")
    for header in sorted(os.listdir(os.path.join(include, "interdict"))):
        for compiler, language, standard, flags in COMPILERS:
            suite.run(f"{header} as {language} by {compiler}", compile_header, compiler, language,
                      standard, flags, include, header)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
