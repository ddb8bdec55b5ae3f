"""docs/formats/ledger.md: entries to canonical bytes and hash, and what is found wrong with an export."""

import copy
import json

from .canonical import canonical, sha256_hex
from .case import case, subject

TIME = 1_795_507_679_000
NOTHING = "0" * 64
CHAIN = "00112233445566778899aabbccddeeff"
POLICY = {"policy_version": "7", "policy_hash": sha256_hex("a policy")}


def entry(what, sequence=0, previous=NOTHING, time=TIME, **other):
    return {"sequence": sequence, "time": time, **POLICY, "previous": previous, "what": what} | other


def genesis(scope="device"):
    return {"kind": "genesis", "scope": scope, "chain": CHAIN}


def choice(state, purpose="usage", **other):
    return {
        "kind": "choice", "purpose": purpose, "state": state, "legal_basis": "consent", "actor": "user",
        "how": "settings", "locale": "en", "text_hash": sha256_hex("The usage switch\nWhat happens is noted."),
    } | other


def limit(limiter, purpose, allows):
    return {"kind": "limit", "limiter": limiter, "purpose": purpose, "allows": allows}


def tombstone(surviving, **lowered):
    return {"kind": "tombstone", "scope": "device", "chain": CHAIN, "erased_head": sha256_hex("gone"),
            "backups_until": TIME + 30 * 86_400_000, "surviving": surviving} | lowered


def checkpoint(**members):
    return {
        "kind": "checkpoint", "scope": "device", "chain": CHAIN, "began": sha256_hex("first"),
        "choices": [{"purpose": "usage", "state": "given", "time": TIME, "policy_hash": sha256_hex("a policy")}],
        "limits": [["age", None, True], ["os", "usage", True]],
        "openings": [{"purpose": "usage", "sequence": 1, "hash": sha256_hex("opening"), "time": TIME}],
        "ended": [["advice", 7]],
    } | members


BY_ITSELF = {"locale": "", "text_hash": ""}
ACCOUNT = "account:0102030405060708090a0b0c0d0e0f10"
ENTRIES = [
    ("genesis", "a chain begins", entry(genesis())),
    ("account", "a chain of an account names it", entry(genesis(ACCOUNT))),
    ("tombstone", "a chain after an erased one keeps its refusals",
     entry(tombstone([["usage", "withdrawn"], ["advice", "objected"]]))),
    ("tombstone_limits", "and who forbids what, where anybody does",
     entry(tombstone([["usage", "withdrawn"]], lowered=[["organisation", "advice"], ["age", None]]))),
    ("tombstone_empty", "nothing to keep is an empty list", entry(tombstone([]))),
    ("given", "a yes with the text that was shown", entry(choice("given"), 1, sha256_hex("before"))),
    ("withdrawal", "a yes with how it can be taken back",
     entry(choice("given", withdrawal="settings_or_system"), 1, sha256_hex("before"))),
    ("withdrawn", "another state is another hash", entry(choice("withdrawn"), 1, sha256_hex("before"))),
    ("objected", "an objection under legitimate interest",
     entry(choice("objected", "advice", legal_basis="legitimate_interest"), 2, sha256_hex("before"))),
    ("expired", "a state that came by itself has no text",
     entry(choice("expired", actor="expiry", how="validity", **BY_ITSELF), 3, sha256_hex("before"))),
    ("recovered", "what was cut short is written by the library",
     entry(choice("withdrawn", actor="recovery", how="opening", **BY_ITSELF), 3, sha256_hex("before"))),
    ("limit_all", "a limit for all has null for a purpose", entry(limit("age", None, False), 4, sha256_hex("before"))),
    ("limit_one", "a limit for one purpose names it", entry(limit("os", "usage", True), 4, sha256_hex("before"))),
    ("checkpoint", "what the entries before add up to", entry(checkpoint(), 9, sha256_hex("before"))),
    ("checkpoint_empty", "a checkpoint of nothing has empty lists",
     entry(checkpoint(choices=[], limits=[], openings=[], ended=[]), 9, sha256_hex("before"))),
    ("umlaut", "text beyond ASCII is not escaped", entry(choice("given", how="Einführung \U0001F3B5"), 1)),
    ("escapes", "what JSON must escape, shortest way", entry(choice("given", how="a\"b\\c\n\t\r\b\f/d"), 1)),
    ("control", "other control characters are lower-case hex", entry(choice("given", how="\x00\x1f\x7f"), 1)),
    ("large_sequence", "a sequence beyond 2^53 is not rounded", entry(choice("given"), (1 << 63) + 1)),
    ("before_1970", "a time before 1970 has its sign", entry(choice("given"), 1, time=-1)),
    ("versions", "the policy's version is any text", entry(choice("given"), 1, policy_version="2026-11 b")),
]


def chain(*whats):
    exported, previous = [], NOTHING
    for sequence, what in enumerate(whats):
        one = entry(what, sequence, previous, TIME + 1000 * sequence)
        previous = sha256_hex(canonical(one))
        exported.append({"hash": previous, "entry": one})
    return {"format": 1, "earlier": 0, "head": previous, "entries": exported}


WHOLE = chain(genesis(), choice("given"), limit("os", "usage", False), limit("os", "usage", True), choice("withdrawn"))


RESUMED = chain(genesis(), choice("given"), checkpoint(), limit("os", "usage", False), checkpoint())
RESUMED |= {"earlier": 2, "entries": RESUMED["entries"][2:]}


def changed(change, whole=WHOLE):
    export = copy.deepcopy(whole)
    change(export)
    return export


def rehash(export, at):
    """Hashes one entry anew, as somebody would who changes it, and nothing behind it."""
    export["entries"][at]["hash"] = sha256_hex(canonical(export["entries"][at]["entry"]))


def rewrite_all(export):
    previous = NOTHING
    for sequence, exported in enumerate(export["entries"]):
        exported["entry"] |= {"sequence": sequence, "previous": previous}
        previous = exported["hash"] = sha256_hex(canonical(exported["entry"]))
    export["head"] = previous


def set_what(at, **members):
    def change(export):
        export["entries"][at]["entry"]["what"] |= members
    return change


def then(*changes):
    def change(export):
        for one in changes:
            one(export)
    return change


def delete(at):
    def change(export):
        del export["entries"][at]
    return change


def swap(export):
    entries = export["entries"]
    entries[2], entries[3] = entries[3], entries[2]


def set_entry(at, **members):
    def change(export):
        export["entries"][at]["entry"] |= members
    return change


def set_export(**members):
    def change(export):
        export |= members
    return change


def drop_member(at, name):
    def change(export):
        del export["entries"][at]["entry"]["what"][name]
    return change


def verify(export):
    """The page's order: format, an entry, the beginning, each entry's place and hash, the head."""
    if export["format"] > 1:
        return {"wrong": "newer_format"}
    if not export["entries"]:
        return {"wrong": "empty"}
    first = export["entries"][0]["entry"]
    if first["what"]["kind"] not in ("genesis", "tombstone", "checkpoint"):
        return {"wrong": "no_beginning"}
    previous = first["previous"] if first["what"]["kind"] == "checkpoint" else NOTHING
    for at, exported in enumerate(export["entries"]):
        one = exported["entry"]
        begins = one["what"]["kind"] in ("genesis", "tombstone")
        place = export["earlier"] + at
        if one["sequence"] != place or one["previous"] != previous or begins != (place == 0):
            return {"wrong": {"broken": at}}
        if sha256_hex(canonical(one)) != exported["hash"]:
            return {"wrong": {"changed": at}}
        previous = exported["hash"]
    return {"wrong": "wrong_head"} if export["head"] != previous else {
        "entries": len(export["entries"]), "earlier": export["earlier"]}


EXPORTS = [
    ("whole", "an export as it was written", lambda export: None),
    ("only_genesis", "a chain of its beginning alone", then(set_export(entries=WHOLE["entries"][:1]), rewrite_all)),
    ("from_tombstone", "a chain may begin with a tombstone",
     then(set_what(0, kind="tombstone", erased_head=NOTHING, backups_until=TIME, surviving=[]), rewrite_all)),
    ("state_changed", "one choice was changed", set_what(1, state="refused")),
    ("state_rehashed", "one choice was changed with the hash beside it",
     then(set_what(1, state="refused"), lambda export: rehash(export, 1))),
    ("last_rehashed", "the last choice was changed with its hash, and not the head",
     then(set_what(4, state="given"), lambda export: rehash(export, 4))),
    ("rewritten", "whoever writes the whole file can write a whole chain", then(set_what(4, state="given"), rewrite_all)),
    ("time_changed", "a time was moved", set_entry(2, time=TIME)),
    ("policy_changed", "the policy's hash was changed", set_entry(3, policy_hash=NOTHING)),
    ("removed", "an entry was taken out", delete(2)),
    ("removed_renumbered", "an entry was taken out and the next renumbered", then(delete(2), set_entry(2, sequence=2))),
    ("end_cut", "the end was cut off", delete(4)),
    ("end_cut_with_head", "the end was cut off with the head: a chain alone cannot show it",
     then(delete(4), lambda export: export.update(head=export["entries"][-1]["hash"]))),
    ("beginning_cut", "the beginning was cut off", delete(0)),
    ("swapped", "two entries changed places", swap),
    ("twice", "an entry stands there twice", lambda export: export["entries"].insert(2, export["entries"][1])),
    ("second_genesis", "a second beginning in the middle",
     then(lambda export: export["entries"].insert(2, {"hash": "", "entry": entry(genesis())}), rewrite_all)),
    ("first_previous", "the first entry follows something", set_entry(0, previous=sha256_hex("before"))),
    ("head_changed", "the head is another", set_export(head=NOTHING)),
    ("no_entries", "an export without entries", set_export(entries=[])),
    ("newer", "an export of a newer format", set_export(format=2)),
]
# The same from a checkpoint on: what was before is no longer kept.
RESUMED_EXPORTS = [
    ("resumed", "a chain may begin with a checkpoint, and says how many entries are gone", lambda export: None),
    ("resumed_as_whole", "a chain that begins with a checkpoint is no whole one", set_export(earlier=0)),
    ("resumed_less", "one entry less is said to be gone", set_export(earlier=1)),
    ("resumed_more", "more entries are said to be gone than there were", set_export(earlier=3)),
    ("resumed_cut", "the checkpoint was cut off", then(delete(0), set_export(earlier=3))),
    ("resumed_previous", "the entry before the checkpoint is another", set_entry(0, previous=NOTHING)),
    ("resumed_changed", "the checkpoint says another limit", set_what(0, limits=[])),
    ("resumed_removed", "the entry between two checkpoints was taken out", delete(1)),
    ("resumed_genesis", "a genesis does not stand behind other entries",
     set_entry(0, what=genesis())),
]
# Texts that are no export; the page says that each is unreadable.
UNREADABLE = [
    ("not_json", "cut off in the middle", canonical(WHOLE)[:-200]),
    ("nothing", "an empty file", ""),
    ("list", "the entries alone", canonical(WHOLE["entries"])),
    ("older", "format 0 never was", canonical(changed(set_export(format=0)))),
    ("unknown_member", "a member that is not named", canonical(changed(set_export(note="checked")))),
    ("no_earlier", "a member of the export is missing",
     canonical({name: value for name, value in WHOLE.items() if name != "earlier"})),
    ("unknown_in_entry", "such a member in an entry", canonical(changed(set_entry(1, note="checked")))),
    ("unknown_in_what", "such a member in what happened", canonical(changed(set_what(1, note="checked")))),
    ("missing_member", "a member is missing", canonical(changed(drop_member(1, "how")))),
    ("unknown_state", "a state that is none", canonical(changed(set_what(1, state="perhaps")))),
    ("unknown_kind", "a kind that is none", canonical(changed(set_what(0, kind="prologue")))),
    ("fraction", "a sequence that is no whole number",
     canonical(WHOLE).replace('"sequence":1,', '"sequence":1.5,')),
    ("doubled", "a member that stands there twice", canonical(WHOLE).replace('"sequence":1,', '"sequence":1,"sequence":1,')),
]


def made():
    cases = [
        case(name, reason, {"entry": one}, {"canonical": canonical(one), "hash": sha256_hex(canonical(one))})
        for name, reason, one in ENTRIES
    ]
    for name, reason, change in EXPORTS:
        export = changed(change)
        text = json.dumps(export, ensure_ascii=False) if name == "whole" else canonical(export)
        cases.append(case(f"export_{name}", reason, {"export": text}, verify(export)))
    for name, reason, change in RESUMED_EXPORTS:
        export = changed(change, RESUMED)
        cases.append(case(f"export_{name}", reason, {"export": canonical(export)}, verify(export)))
    cases += [
        case(f"export_{name}", reason, {"export": text}, {"wrong": "unreadable"}) for name, reason, text in UNREADABLE
    ]
    return subject("ledger_chain", cases)
