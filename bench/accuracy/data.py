"""Reading the evaluation data: the folder, packed files, tables."""
import csv
import io
import json
import lzma
import os

from engine import Absent


class Data:
    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        path = os.path.join(self.folder, name)
        if not os.path.exists(path):
            raise Absent("no " + name)
        return path

    def text(self, name):
        path = self.path(name)
        opener = lzma.open if name.endswith(".xz") else open
        with opener(path, "rt", encoding="utf-8-sig", errors="replace", newline="") as handle:
            return handle.read()

    def table(self, name, **options):
        return list(csv.DictReader(io.StringIO(self.text(name)), **options))

    def tsv(self, name):
        lines = self.text(name).replace("\r", "").split("\n")
        head = lines[0].split("\t")
        return [dict(zip(head, line.split("\t"))) for line in lines[1:] if line]

    def json(self, name):
        return json.loads(self.text(name))
