"""A very small test harness for the tests that are not C: named cases, plain lines, one summary.

    suite = cases.Suite("e2e")
    suite.run("S01 not yet designated", function)      # passes unless it raises
    sys.exit(suite.finish())                           # prints `N passed, N failed[, N skipped]`

`run` calls the function at once. Inside it, `equal`, `true`, `contains` raise Failure with what was
found, and `skip(reason)` leaves the case as skipped: visibly, with its reason.
"""
import sys
import traceback


class Failure(AssertionError):
    pass


class Skip(Exception):
    pass


def skip(reason):
    raise Skip(reason)


def true(condition, what):
    if not condition:
        raise Failure(what)


def equal(found, expected, what=""):
    if found != expected:
        raise Failure(f"{what + ': ' if what else ''}found {found!r}, expected {expected!r}")


def contains(text, part, what=""):
    if part not in text:
        raise Failure(f"{what + ': ' if what else ''}{part!r} is not in {text!r}")


class Suite:
    def __init__(self, name):
        self.name = name
        self.passed = self.failed = self.skipped = 0

    def run(self, title, function, *args):
        try:
            function(*args)
        except Skip as reason:
            self.skipped += 1
            print(f"skipped  {title}: {reason}")
        except Failure as failure:
            self.failed += 1
            frame = traceback.extract_tb(failure.__traceback__)
            place = next((f for f in reversed(frame) if f.filename != __file__), frame[-1])
            where = f"{place.filename.rsplit('/', 1)[-1]}:{place.lineno}"
            print(f"FAILED   {title}: {failure} ({where})")
        except Exception:  # a case that crashes is a failed case, and the others go on
            self.failed += 1
            print(f"FAILED   {title}: it raised")
            traceback.print_exc(file=sys.stdout)
        else:
            self.passed += 1
            print(f"ok       {title}")
        sys.stdout.flush()

    def finish(self):
        tail = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.passed} passed, {self.failed} failed{tail}")
        return 1 if self.failed or self.passed + self.skipped == 0 else 0
