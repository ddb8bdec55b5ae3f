"""docs/formats/policy-json.md: a file to its hash, or to the first reason against it."""

import copy
import json

from .canonical import canonical, sha256_hex
from .case import case, subject
from .policy import event, field, policy, purpose, recipient, sealed

SMALL = policy(
    [purpose("usage", validity_days=365), purpose("crashes", kind="crash")],
    [recipient("segment", ["usage"]), recipient("sentry", ["crashes"], kind="sentry")],
    [field("page", {"enumerate": ["home", "search"]}, ["segment"]),
     field("timestamp", {"coarsen": "time_to_hour"}, ["segment"])],
    [event("page_opened", "usage", ["page"])],
)


def changed(change):
    content = copy.deepcopy(SMALL)
    change(content)
    return sealed(content)


def at(*path, value):
    def change(content):
        for step in path[:-1]:
            content = content[step]
        content[path[-1]] = value
    return change


def without(*path):
    def change(content):
        for step in path[:-1]:
            content = content[step]
        del content[path[-1]]
    return change


def reversed_members(value):
    if isinstance(value, dict):
        return {name: reversed_members(value[name]) for name in reversed(value)}
    return [reversed_members(item) for item in value] if isinstance(value, list) else value


WIDE = changed(at("purposes", 0, "text", "en", value="Was \"geschieht\", wird notiert,\nZeile für Zeile. \U0001F3B5\u2028\x7f"))
MATERIAL = changed(at("material", value=True))
# Files that are read: name, reason, text, and the policy they hold.
READ = [
    ("canonical", "canonical bytes, as they are shipped", canonical(SMALL), SMALL),
    ("indented", "white space is not part of a policy", json.dumps(SMALL, indent=4), SMALL),
    ("reversed", "nor is the order of members", json.dumps(reversed_members(SMALL)), SMALL),
    ("wide", "text beyond ASCII as it is", canonical(WIDE), WIDE),
    ("escaped", "the same text in escapes is the same policy", json.dumps(WIDE, ensure_ascii=True), WIDE),
    ("escaped_slash", "a slash may be escaped", canonical(SMALL).replace("/", "\\/"), SMALL),
    ("long_escapes", "a letter may be an escape", canonical(SMALL).replace('"usage"', '"\\u0075sage"'), SMALL),
    ("carriage_returns", "lines may end in another way", json.dumps(SMALL, indent=1).replace("\n", "\r\n"), SMALL),
    ("material", "one letter of content is another hash", canonical(MATERIAL), MATERIAL),
]


def bare(content):
    """The text of a content that is sealed as it is, whatever is wrong with it."""
    return canonical(sealed(content))


# Files that are refused: name, reason, text, why.
REFUSED = [
    ("tampered", "content changed after it was hashed", canonical(SMALL | {"material": True}), "hash_mismatch"),
    ("hash_changed", "the hash itself was changed", canonical(SMALL | {"hash": "0" * 64}), "hash_mismatch"),
    ("hash_upper", "a hash is lower-case", canonical(SMALL | {"hash": SMALL["hash"].upper()}), "hash_mismatch"),
    ("hash_of_whole", "the hash is not of the member itself",
     canonical(SMALL | {"hash": sha256_hex(canonical(SMALL))}), "hash_mismatch"),
    ("hash_missing", "no hash", canonical({name: SMALL[name] for name in SMALL if name != "hash"}), "wrong_member"),
    ("newer", "a newer format is told before anything else in it", canonical({"format": 2}), "newer_format"),
    ("format_zero", "a format that never was", bare(SMALL | {"format": 0}), "unknown_format"),
    ("format_text", "a format that is no number", bare(SMALL | {"format": "1"}), "unknown_format"),
    ("format_missing", "no format", bare({name: SMALL[name] for name in SMALL if name != "format"}), "unknown_format"),
    ("list", "no object at all", "[]", "unknown_format"),
    ("empty", "an empty file", "", "not_json"),
    ("cut", "a file that was cut short", canonical(SMALL)[:-2], "not_json"),
    ("goes_on", "something behind the object", canonical(SMALL) + "x", "not_json"),
    ("comment", "a comment is no JSON", "// policy\n" + canonical(SMALL), "not_json"),
    ("too_large", "more than 1 MiB, even of white space", canonical(SMALL) + " " * (1 << 20), "too_large"),
    ("unknown_member", "a member that is not named", bare(SMALL | {"note": 1}), "wrong_member"),
    ("unknown_inside", "such a member further in", canonical(changed(at("purposes", 0, "note", value=1))), "wrong_member"),
    ("missing_member", "a member that must be there", canonical(changed(without("purposes", 0, "kind"))), "wrong_member"),
    ("doubled", "a member that stands there twice",
     canonical(SMALL).replace('"material":false', '"material":false,"material":false'), "wrong_member"),
    ("mistyped", "a text where a number must be", canonical(changed(at("purposes", 0, "retention_days", value="30"))),
     "wrong_member"),
    ("negative", "a number below 0", canonical(changed(at("purposes", 0, "retention_days", value=-1))), "wrong_member"),
    ("unknown_word", "a word that is none of its list", canonical(changed(at("purposes", 0, "legal_basis", value="hope"))),
     "wrong_member"),
    ("no_such_day", "a date that cannot be", canonical(changed(at("date", value="2026-13-01"))), "broken"),
    ("bad_id", "an id with a capital letter", canonical(changed(at("purposes", 1, "id", value="Crashes"))), "broken"),
    ("same_id", "two purposes of one id", canonical(changed(at("purposes", 1, "id", value="usage"))), "broken"),
    ("undeclared", "a recipient of an undeclared purpose",
     canonical(changed(at("recipients", 0, "purposes", value=["weather"]))), "broken"),
    ("no_field", "an event with a property that is no field",
     canonical(changed(at("events", 0, "properties", value=["other"]))), "broken"),
    ("forever", "a retention of more than ten years",
     canonical(changed(at("purposes", 0, "retention_days", value=3661))), "broken"),
    ("backups", "backups of more than 30 days",
     canonical(changed(at("controller", "backup_retention_days", value=31))), "broken"),
    ("blank_text", "a text that is blank", canonical(changed(at("purposes", 0, "text", "en", value=" "))), "broken"),
    ("missing_locale", "a text in a locale less", canonical(changed(at("locales", value=["en", "de"]))), "broken"),
    ("plain_http", "an address that is not encrypted",
     canonical(changed(at("recipients", 0, "endpoint", value="http://events.kranich-systems.de"))), "broken"),
    ("no_project", "a Sentry address without its project",
     canonical(changed(at("recipients", 1, "endpoint", value="https://sentry.kranich-systems.de"))), "broken"),
    ("held_sealed", "a sealed hold where access is not necessary", canonical(changed(
        at("purposes", 0, "before_choice", value={"hold_sealed": {"max_records": 1, "max_hours": 1}}))), "broken"),
    ("empty_list", "an enumeration of nothing",
     canonical(changed(at("fields", 0, "rule", value={"enumerate": []}))), "broken"),
]


def made():
    cases = [
        case(name, reason, {"file": text}, {"hash": content["hash"], "written": sha256_hex(canonical(content))})
        for name, reason, text, content in READ
    ]
    for name, reason, text, why in REFUSED:
        given = {"file": text} if len(text) <= 1 << 20 else {"file": {"$repeat": [" ", (1 << 20) + 1]}}
        cases.append(case(name, reason, given, {"refused": why}))
    return subject("policy_hash", cases)
