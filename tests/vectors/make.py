#!/usr/bin/env python3
"""Makes the vectors, from the pages in docs/formats and nothing of the core.

    python3 tests/vectors/make.py           writes tests/vectors/*.json
    python3 tests/vectors/make.py --check   fails if a file there differs from what would be written

Standard library only, Python 3.10 or newer.
"""

import json
import pathlib
import sys

sys.dont_write_bytecode = True
from maker import canonical, published  # noqa: E402
from maker import (  # noqa: E402
    contacts, door, export, field_rules, gate, ledger_chain, message_ids, minimise, otlp_logs, policy_hash, pseudonyms, push,
    receipts, record_bytes, refusals, scrub, segment_body, sentry_envelope, sets, settings, states,
)

HERE = pathlib.Path(__file__).parent
SUBJECTS = [
    contacts, door, export, field_rules, gate, ledger_chain, message_ids, minimise, otlp_logs, policy_hash, pseudonyms, push,
    receipts, record_bytes, refusals, scrub, segment_body, sentry_envelope, sets, settings, states,
]


def text_of(subject):
    """A subject's file as it is committed: three lines a case, so that a change shows as a change of its lines."""
    made = subject.made()
    cases = made.pop("cases")
    for label in ("name", "reason"):
        labels = [case[label] for case in cases]
        assert len(set(labels)) == len(labels), f"{made['subject']}: two cases have one {label}"
    assert len(cases) >= 15, f"{made['subject']}: fewer than 15 cases"
    head = json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False).removesuffix("\n}")
    return head + ',\n "cases": [\n' + ",\n".join(map(lines_of, cases)) + "\n ]\n}\n"


def lines_of(case):
    members = (json.dumps({name: case[name]}, ensure_ascii=False, allow_nan=False)[1:-1] for name in case)
    return "  {" + ",\n   ".join(members) + "}"


def main(words):
    published.check()
    canonical.check()
    wanted = {f"{subject.__name__.split('.')[-1]}.json": text_of(subject) for subject in SUBJECTS}
    if words == ["--check"]:
        there = {path.name: path.read_text(encoding="utf-8") for path in HERE.glob("*.json")}
        differing = sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))
        for name in differing:
            print(f"tests/vectors/{name} differs from what tests/vectors/make.py makes", file=sys.stderr)
        return 1 if differing else 0
    if words:
        print(__doc__, file=sys.stderr)
        return 2
    for name, text in wanted.items():
        (HERE / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
