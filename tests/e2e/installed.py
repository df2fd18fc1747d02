#!/usr/bin/env python3
"""What `make install` puts in place works from there: program, knowledge, library, manual pages.

usage: installed.py BUILD
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

from program import Home, cases

USE = """
#include <interdict/interdict.h>
#include <stdio.h>
int main(void)
{
    ix_buf out;
    ix_buf_init(&out, 100);
    ix_digest digest = ix_sha256(IX_STR("abc"));
    ix_digest_print(&out, &digest);
    printf("%.*s\\n", (int)out.len, out.ptr);
    ix_buf_free(&out);
    return 0;
}
"""
SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n"


def run(command, **options):
    result = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    cases.equal(result.returncode, 0, f"{' '.join(command)}\n{result.stdout}{result.stderr}")
    return result.stdout


def find(root, name, inside=""):
    for folder, _, names in os.walk(root):
        if name in names and folder.endswith(inside):
            return os.path.join(folder, name)
    raise cases.Failure(f"{name} is not installed")


def program(root):
    with Home(find(root, "interdict", "/bin")) as home:
        home.run("compare", "Andrei Tikhonov", "Tikhonov, Andrey").expect(1)
        home.add_sdn("2024-06-21").expect(0)
        cases.equal(home.screen("Andrei Tikhonov", "--as-of", "2024-07-01")["verdict"], "review")


def library(root, build):
    if sanitized(build):
        cases.skip("a library built with sanitizers needs their runtime")
    if not shutil.which("pkg-config") or not shutil.which("cc"):
        cases.skip("no compiler or pkg-config")
    pc = find(root, "interdict.pc")
    env = dict(os.environ, PKG_CONFIG_SYSROOT_DIR=root,
               PKG_CONFIG_PATH=os.path.dirname(pc))
    flags = run(["pkg-config", "--cflags", "--libs", "interdict"], env=env).split()
    with tempfile.TemporaryDirectory() as folder:
        source, binary = os.path.join(folder, "use.c"), os.path.join(folder, "use")
        with open(source, "w", encoding="utf-8") as handle:
            handle.write(USE)
        run(["cc", source, "-o", binary, *flags])
        where = os.path.dirname(find(root, "libinterdict.so.0"))
        cases.equal(run([binary], env=dict(os.environ, LD_LIBRARY_PATH=where)), SHA256_OF_ABC)


def pages(root):
    for name in ("interdict.1", "interdict-screen.1", "_interdict", "interdict.fish",
                 "policy.yml", "interdict.h", "libinterdict.a"):
        find(root, name)


def main():
    build = sys.argv[1]
    suite = cases.Suite("installed")
    with tempfile.TemporaryDirectory(prefix="interdict-install-") as root:
        suite.run("meson install", run, ["meson", "install", "-C", build, "--no-rebuild",
                                         "--quiet", "--destdir", root])
        suite.run("the installed program finds its knowledge", program, root)
        suite.run("a program against the installed library", library, root, build)
        suite.run("pages, completions, headers, knowledge", pages, root)
    return suite.finish()


def sanitized(build):
    options = json.loads(run(["meson", "introspect", "--buildoptions", build]))
    return any(o["name"] == "b_sanitize" and o["value"] != "none" for o in options)


if __name__ == "__main__":
    sys.exit(main())
