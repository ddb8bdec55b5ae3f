#!/usr/bin/env python3
"""Reads a folder of kept files without a line of the engine, and tells what is in it.

    python3 tests/formats/read.py tests/formats/v1

Written from the pages in docs/formats. Prints JSON: the ledger's entries, the slots, what was issued, what vendors are
owed, and the messages that an upload would send. Every pseudonym of a segment is computed anew from the keys beside it. Fails where a file is
not as its page says. Standard library only, Python 3.10 or newer.
"""

import json
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.append(str(pathlib.Path(__file__).parent.parent / "vectors"))
from maker import canonical, identity as formula, policy as policies, published, segment_body, sentry_envelope  # noqa: E402
from reader import aes_gcm, flows, identity, issued, known, ledger, owed, queue, vault  # noqa: E402

SERVED = ("segment", "sentry")


def read_policy(octets):
    content = json.loads(octets)
    assert policies.sealed(content)["hash"] == content["hash"], "the policy's hash differs"
    assert octets.decode() == canonical.canonical(content), "the file is canonical"
    return content


def check_texts(entries, policy):
    """The text that a choice names is the one that its policy has."""
    for what in (entry["what"] for entry in entries):
        if what["kind"] == "choice" and what["locale"]:
            purpose = next(one for one in policy["purposes"] if one["id"] == what["purpose"])
            shown = purpose["title"][what["locale"]] + "\n" + purpose["text"][what["locale"]]
            assert what["text_hash"] == canonical.sha256_hex(shown), "the text shown has another hash"


def read_lane(folder, slot, purpose, recipient):
    """Every segment of one recipient with what waits in it, checked against the sums beside it."""
    segments = []
    totals = queue.read_totals((folder / "totals").read_bytes())
    closed = [0, 0]
    for path in sorted(folder.glob("*.seg")):
        segment = queue.read_segment(path.read_bytes(), (slot, purpose, recipient), slot["first"])
        stem = f"{max(segment['begun'], 0):016x}-{segment['id'][:8].hex()}.seg"
        assert path.name == stem, "a segment is named by its time and id"
        if not segment["frames"]:
            assert segment["ended"], "a segment that was prepared for a crash and not used has its end"
            continue
        cursor = path.with_name(path.name + ".sent")
        places = [frame["offset"] for frame in segment["frames"]] + [segment["behind"]]
        # One that was begun for a crash has not even its context.
        first = min(1, len(segment["frames"]))
        number, offset = queue.read_sent(cursor.read_bytes()) if cursor.exists() else (first, places[first])
        assert places[number] == offset, "the cursor stands between two frames"
        waiting = segment["frames"][number:]
        if path.name not in totals["open"]:
            assert segment["ended"], "a segment that is not open has its end"
            closed = [closed[0] + len(waiting), closed[1] + sum(frame["bytes"] for frame in waiting)]
        segments.append({"context": segment["frames"][0]["members"] if segment["frames"] else [], "waiting": waiting, "sent": cursor.exists(),
                         "open": path.name in totals["open"]})
    assert [totals["records"], totals["bytes"]] == closed and not totals["unsure"], "the sums are those of the segments"
    return segments


def message_of(recipient, context, frame):
    record = {name: frame[name] for name in ("kind", "name", "members", "message_id")}
    if recipient["kind"] == "segment":
        return segment_body.message(context, record)
    return sentry_envelope.event(context, record)


def check_pseudonyms(context, key, person):
    for field, value in person.items():
        if field == "device_id" and "user_id" in context:
            value += "\0" + person["user_id"]
        if field in context:
            assert context[field] == formula.pseudonym(key, field, value), "a pseudonym is HMAC of field and value"


def read_folder(folder):
    policy = read_policy((folder / "policy.json").read_bytes())
    purposes = [purpose["id"] for purpose in policy["purposes"]]
    recipients = {recipient["id"]: recipient for recipient in policy["recipients"]}
    told = json.loads((folder / "told.json").read_text())
    items = [path.read_bytes() for path in sorted((folder / "key-store").iterdir())]
    disk = folder / "disk"
    slots = vault.read((disk / "vault").read_bytes(), items, purposes)
    key_of = {slot["kind"]: slot["first"] for slot in slots if slot["kind"] in ("ledger", "issued")}
    entries = ledger.read(disk, key_of["ledger"])
    check_texts(entries, policy)
    lanes, uploads, ids = [], [], []
    folders = {path.name: path for path in (disk / "queue").iterdir()}
    for slot in (slot for slot in slots if slot["kind"] in ("purpose", "held") and slot["generation"]):
        place = folders.pop(f"{slot['index']:02x}-{slot['generation']:016x}", None)
        if place is None:
            continue
        keys = identity.read((place / "identity").read_bytes(), slot, recipients)
        if (place / "known").exists():
            ids += known.read((place / "known").read_bytes(), slot["second"])
        if (place / "uploads").exists():
            uploads += queue.read_uploads((place / "uploads").read_bytes(), recipients)
        for recipient in (recipient for recipient in policy["recipients"] if recipient["kind"] in SERVED):
            lane = place / ("to-" + recipient["id"])
            if not lane.exists():
                continue
            segments = read_lane(lane, slot, slot["purpose"], recipient["id"])
            for segment in segments:
                check_pseudonyms(segment["context"], keys[recipient["id"]]["key"], told["person"])
            messages = [message_of(recipient, segment["context"], frame)
                        for segment in segments for frame in segment["waiting"]]
            lanes.append({"kind": slot["kind"], "purpose": slot["purpose"], "recipient": recipient["id"],
                          "segments": [{name: segment[name] for name in ("open", "sent")} for segment in segments],
                          "messages": messages})
    assert not folders, "every folder belongs to a slot that is open"
    shown = ("index", "generation", "highest", "key", "kind", "purpose", "sequence")
    return {
        "slots": [{name: slot[name] for name in shown if name in slot} for slot in slots],
        "entries": entries,
        "owed": owed.read((disk / "owed").read_bytes(), policy),
        "issued": issued.read((disk / "issued").read_bytes(), key_of["issued"]),
        "flows": flows.read((disk / "flows").read_bytes(), key_of["issued"], policy),
        "known": ids,
        "lanes": lanes,
        "uploads": uploads,
    }


def main(words):
    if len(words) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    published.check()
    aes_gcm.check()
    canonical.check()
    print(json.dumps(read_folder(pathlib.Path(words[0])), ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
