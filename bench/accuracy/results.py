"""What was measured: labelled scores, and the figures that are made of them."""
import fnmatch

BAR = 0.70
METHODS = ("interdict", "jaro-winkler", "levenshtein", "logic-v2")


class Item:
    """One case: whether it should score, and what it scored by each method (None: not asked)."""
    __slots__ = ("label", "scores", "query", "other", "note")

    def __init__(self, label, scores, query, other, note=""):
        self.label, self.scores = label, scores + (None,) * (len(METHODS) - len(scores))
        self.query, self.other, self.note = query, other, note


class Part:
    """The items of one part of a set."""

    def __init__(self, group, name, items, text=""):
        self.group, self.name, self.items, self.text = group, name, items, text

    def figures(self, method=0, bar=BAR):
        """Counts and rates of a method at a bar; rates are None where nothing is counted."""
        asked = [(i.label, i.scores[method]) for i in self.items if i.scores[method] is not None]
        hits = sum(label and score >= bar for label, score in asked)
        alarms = sum(not label and score >= bar for label, score in asked)
        positives = sum(label for label, _ in asked)
        return Figures(hits, positives - hits, alarms, len(asked) - positives - alarms)

    def best(self, method=0):
        """(F1, threshold) at the threshold where F1 is highest."""
        return max(((self.figures(method, t / 100).f1 or 0), t / 100) for t in range(1, 101))

    def curve(self, method=0):
        """(threshold, recall, alert rate) over the whole range."""
        buckets = [[0, 0] for _ in range(102)]
        totals = [0, 0]
        for item in self.items:
            value = item.scores[method]
            if value is not None:
                buckets[int(value * 100 + 1e-9)][not item.label] += 1
                totals[not item.label] += 1
        rows, above = [], [0, 0]
        for t in range(100, -1, -1):
            above = [above[0] + buckets[t][0], above[1] + buckets[t][1]]
            rows.append((t / 100,) + tuple(a / n if n else None for a, n in zip(above, totals)))
        return rows[::-1]

    def failures(self):
        for item in self.items:
            if item.scores[0] is not None and item.label != (item.scores[0] >= BAR):
                yield item


class Figures:
    def __init__(self, hits, misses, alarms, quiet):
        self.hits, self.misses, self.alarms, self.quiet = hits, misses, alarms, quiet
        self.positives, self.negatives = hits + misses, alarms + quiet
        self.recall = hits / self.positives if self.positives else None
        self.alert = alarms / self.negatives if self.negatives else None
        self.precision = (hits / (hits + alarms)
                          if hits + alarms and self.positives and self.negatives else None)
        self.f1 = (2 * hits / (2 * hits + misses + alarms)
                   if self.positives and self.negatives else None)


class Bar:
    """One line of bars.tsv: what some part must show."""

    def __init__(self, group, part, least, measure, relation, value):
        self.group, self.part, self.least, self.measure = group, part, int(least), measure
        self.relation, self.value = relation, float(value)

    def covers(self, part):
        return (self.group == part.group and fnmatch.fnmatchcase(part.name, self.part) and
                len(part.items) >= self.least)

    def margin(self, part):
        """By how much the bar is passed (negative: missed), or None when it does not apply."""
        value = getattr(part.figures(), self.measure)
        if value is None:
            return None
        return round(value - self.value if self.relation == ">=" else self.value - value, 9)


def read_bars(path):
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if line[:1] not in "#\n"]
    return [Bar(*row) for row in rows]
