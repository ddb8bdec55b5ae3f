#!/usr/bin/env python3
"""Writes day.jsonl, one day of an on-call app. Always the same day: `python3 make-day/make.py` changes nothing."""

import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True

import crashes
from marks import Marks
from story import DAY, Story

HERE = pathlib.Path(__file__).parent
PERSONAL_KEY = re.compile(r"(id|name|email|phone)$")


class Texts:
    """The lines of texts.txt by section, German and English mixed, each used once before any is used again."""

    def __init__(self, path, marks):
        self.marks, self.sections = marks, {}
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                section = self.sections.setdefault(line.strip("[]"), [])
            elif line and not line.startswith("#"):
                section.append(line[3:])
        for lines in self.sections.values():
            marks.random.shuffle(lines)

    def next(self, section, person):
        lines = self.sections[section]
        found = next(i for i, text in enumerate(lines) if person or "{m" not in text.replace("{ma", ""))
        text = lines.pop(found)
        lines.append(text)
        return self.marks.fill(text, person)


def personal(value, key=""):
    """Every value under a key that is personal by definition."""
    if isinstance(value, dict):
        return [found for k, v in value.items() for found in personal(v, k)]
    return [value] if PERSONAL_KEY.search(key) and isinstance(value, str) else []


def finish(minute, line, sequence):
    seconds = int(minute * 60)
    line = {"at": f"{DAY}T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}+01:00"} | line
    if line["kind"] == "event":
        line["properties"]["sequence"] = next(sequence)
        line["planted"] = list(dict.fromkeys(line["planted"] + personal(line["properties"])))
    elif line["kind"] == "crash":
        report, planted = crashes.read(HERE / "crashes" / line.pop("file"))
        line |= report | {"planted": planted}
    if not line.get("planted", True):
        del line["planted"]
    return line


def main():
    marks = Marks(20260311)
    lines = Story(20260311, marks, Texts(HERE / "texts.txt", marks)).write()
    sequence = iter(range(1, 10000))
    with open(HERE.parent / "day.jsonl", "w", encoding="utf-8", newline="\n") as day:
        for minute, line in lines:
            day.write(json.dumps(finish(minute, line, sequence), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
