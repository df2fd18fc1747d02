"""A shallow reading of C source for tidy.py: includes, calls, functions, static variables.

Not a parser: comments and literals are blanked (line structure stays), preprocessor lines removed,
the text cut at top level into declarations and function bodies. That is enough for code written in
our style, and anything it cannot read it leaves alone.
"""
import re

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)
CALL = re.compile(r"(?<![\w.>])(\w+)[ \t]*\(")
NOT_FUNCTIONS = {"if", "while", "for", "switch", "return", "sizeof", "defined", "_Alignof",
                 "_Static_assert", "__attribute__", "_Generic", "typeof"}
TOKEN = re.compile(r"""
    //[^\n]* | /\*.*?\*/ | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
""", re.S | re.X)


def blank(text):
    """Comments and the insides of literals become spaces; line ends stay where they are."""
    def replace(match):
        token = match.group(0)
        if token[0] in "\"'":
            return token[0] + " " * (len(token) - 2) + token[-1]
        return re.sub(r"[^\n]", " ", token)
    return TOKEN.sub(replace, text)


def without_preprocessor(code):
    """Directives (with continuation lines) become empty lines; of conditional branches only the
    first is kept, so that braces balance."""
    out = []
    skipping = []  # one flag for each open #if: are we beyond its first branch?
    continued = False
    for line in code.split("\n"):
        stripped = line.lstrip()
        if continued or stripped.startswith("#"):
            if not continued:
                if re.match(r"#\s*if", stripped):
                    skipping.append(bool(re.match(r"#\s*ifdef\s+__cplusplus", stripped)))
                elif re.match(r"#\s*el", stripped) and skipping:
                    skipping[-1] = True
                elif re.match(r"#\s*endif", stripped) and skipping:
                    skipping.pop()
            continued = line.endswith("\\")
            out.append("")
        else:
            out.append("" if any(skipping) else line)
    return "\n".join(out)


class Source:
    def __init__(self, text):
        self.text = text
        self.code = blank(text)
        self.plain = without_preprocessor(self.code)
        self._items = None

    def _line(self, offset, text=None):
        return (text or self.plain).count("\n", 0, offset) + 1

    def includes(self):
        """(line, '<' or '"', target) of every include directive outside comments."""
        for match in INCLUDE.finditer(self.text):
            start = match.start() + match.group(0).index("#")
            if self.code[start] == "#":
                yield self._line(start, self.text), match.group(1), match.group(2)

    def calls(self):
        """(line, name) of everything that looks like a call, in macros too."""
        for match in CALL.finditer(self.code):
            yield self._line(match.start(), self.code), match.group(1)

    def items(self):
        """Top-level pieces as (start, head, body) offsets and texts; body is None for
        declarations, the text between the braces for functions."""
        if self._items is None:
            self._items = list(self._cut())
        return self._items

    def _cut(self):
        text, start, pos = self.plain, 0, 0
        depth = 0
        while pos < len(text):
            char = text[pos]
            if char in "([":
                depth += 1
            elif char in ")]":
                depth = max(0, depth - 1)
            elif char == ";" and depth == 0:
                yield start, text[start:pos], None
                start = pos + 1
            elif char == "{" and depth == 0:
                end = self._closing(pos)
                head = text[start:pos]
                if re.search(r"\)\s*$", head) and "=" not in re.sub(r"\([^()]*\)", "", head):
                    yield start, head, (pos, end)
                    start = end + 1
                pos = end
            pos += 1

    def _closing(self, opening):
        depth = 0
        for pos in range(opening, len(self.plain)):
            if self.plain[pos] == "{":
                depth += 1
            elif self.plain[pos] == "}":
                depth -= 1
                if depth == 0:
                    return pos
        return len(self.plain) - 1

    def functions(self):
        """(name, first line, last line) of every function defined here."""
        for start, head, body in self.items():
            if body is None:
                continue
            names = [n for n in re.findall(r"(\w+)\s*\(", head) if n not in NOT_FUNCTIONS]
            first = start + len(head) - len(head.lstrip())
            yield (names[0] if names else "?"), self._line(first), self._line(body[1])

    def mutable_statics(self):
        """(line, name) of variables with static storage whose own value may change."""
        for start, head, body in self.items():
            if body is not None:
                inner = self.plain[body[0]:body[1]]
                for match in re.finditer(r"\b(?:static|_Thread_local)\b[^;{}=]*[;=]", inner):
                    yield from self._mutable(match.group(0)[:-1], body[0] + match.start())
            else:
                lead = len(head) - len(head.lstrip())
                yield from self._mutable(head.strip(), start + lead)

    def _mutable(self, declaration, offset):
        declaration = declaration.split("=", 1)[0].strip()
        declaration = re.sub(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", " ", declaration)
        if re.match(r"(typedef|extern|_Static_assert|#)\b", declaration):
            return
        name = re.search(r"(\w+)\s*((\[[^\]]*\]\s*)*)$", declaration)
        pointer = re.search(r"\(\s*\*\s*(const\s+)?(\w+)\s*(\[[^\]]*\])?\s*\)\s*\(", declaration)
        if pointer:  # a pointer to a function
            if not pointer.group(1):
                yield self._line(offset), pointer.group(2)
            return
        if not name or "(" in declaration:
            return
        before = declaration[:name.start(1)]
        if not re.search(r"\w[\s*]+$", before):
            return
        if re.fullmatch(r"\s*(static\s+)?(struct|union|enum)\s*", before):
            return
        own = before.rsplit("*", 1)[-1]
        if not re.search(r"\bconst\b", own):
            yield self._line(offset), name.group(1)

    def undocumented(self):
        """(line, name) of function prototypes with no doc comment on their paragraph."""
        lines = self.text.split("\n")
        for start, head, body in self.items():
            match = re.search(r"(\w+)\s*\(", head)
            if body is not None or not match or "typedef" in head or "{" in head:
                continue
            if re.match(r"\s*(_Static_assert|struct|union|enum)\b", head) and "{" in head:
                continue
            first = self._line(start + len(head) - len(head.lstrip()))
            last = self._line(start + len(head))
            if "/**<" in "\n".join(lines[first - 1:last]):
                continue
            above = first - 1
            while above > 0 and lines[above - 1].strip():
                above -= 1
            if "/**" not in "\n".join(lines[above:first - 1]):
                yield first, match.group(1)
