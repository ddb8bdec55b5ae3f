"""docs/records.md, "What is left": a property, the rule of its field, and what stands in Segment's message."""

import re

from .case import case, subject
from .policy import event, field, policy, purpose, recipient
from .segment_body import rfc3339

RULES = {
    "kept": "keep", "gone": "drop", "told": "scrub", "who": "pseudonymise", "which": {"enumerate": ["push", "sms"]},
    "hour": {"coarsen": "time_to_hour"}, "zone": {"coarsen": "time_zone_to_offset"},
    "system": {"coarsen": "os_to_major_minor"}, "device": {"coarsen": "device_to_family"},
    "language": {"coarsen": "locale_to_language"}, "size": {"coarsen": "size_to_power_of_two"},
}
OWN = {
    "os_version": "os_to_major_minor", "device_model": "device_to_family",
    "locale": "locale_to_language", "time_zone": "time_zone_to_offset",
}
BOTH = ["segment", "mirror"]
POLICY = policy(
    [purpose("usage")],
    [recipient("segment", ["usage"]), recipient("mirror", ["usage"])],
    [field(name, rule, BOTH) for name, rule in RULES.items()]
    + [field("timestamp", {"coarsen": "time_to_hour"}, BOTH)]
    + [field(name, {"coarsen": rule}, ["segment"]) for name, rule in OWN.items()]
    + [field(name, "pseudonymise", ["segment"]) for name in ("user_id", "customer_id", "device_id")]
    + [field("app_version", "keep", ["segment"]), field("one", "keep", ["segment"]),
       field("inner", "keep", BOTH), field("branch", "drop", BOTH), field("unlisted", "keep", BOTH)],
    [event("seen", "usage", [*RULES, "one", "branch"])],
)
HOUR, START = 3_600_000, 1_795_507_679_000
GONE = object()


def to_hour(value):
    if isinstance(value, int):
        return value // HOUR * HOUR
    found = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d):\d\d[\d:.]*(Z|[+-]\d\d:\d\d)", value, re.ASCII)
    return f"{found[1]}:00:00{found[2]}" if found else GONE


def power_of_two(value):
    return 0 if value < 1 else 1 << (int(value).bit_length() - 1)


def first(pattern):
    def coarse(value):
        found = re.match(pattern, value, re.ASCII)
        return found[1] if found else GONE
    return coarse


TEXTS = {
    "hour": to_hour,
    "zone": first(r"([+-]\d\d:\d\d)\Z"),
    "system": first(r"(\d{1,4}(?:\.\d{1,4}(?=\.|\Z)|\Z))"),
    "device": first(r"([A-Za-z]{1,20})(?![A-Za-z])"),
    "language": first(r"([a-z]{2,3})(?=[-_]|\Z)"),
}


def left(name, value):
    """What is left of a leaf; pseudonyms and scrubbed texts are told by the case."""
    if name == "kept":
        return value
    if name == "gone":
        return GONE
    if name == "which":
        return value if value in ("push", "sms") else "other"
    if isinstance(value, bool):
        return GONE
    if name == "size":
        number = isinstance(value, int) or isinstance(value, float) and abs(value) < 9e15
        return power_of_two(value) if number else GONE
    if isinstance(value, str) or name == "hour" and isinstance(value, int):
        return TEXTS[name](value)
    return GONE


# name, reason, key, value
BY_RULE = [
    ("keep_true", "keep leaves true", "kept", True),
    ("keep_whole", "keep leaves a whole number", "kept", -7),
    ("keep_fraction", "keep leaves a number with a fraction", "kept", 0.25),
    ("keep_text", "keep leaves a text, whatever is in it", "kept", "anna@example.org"),
    ("keep_empty", "keep leaves an empty text", "kept", ""),
    ("drop_text", "drop leaves nothing", "gone", "secret"),
    ("drop_false", "drop leaves nothing of false either", "gone", False),
    ("enumerate_listed", "a word on the list", "which", "sms"),
    ("enumerate_other", "a word that is not on it", "which", "fax"),
    ("enumerate_case", "words are exact", "which", "SMS"),
    ("enumerate_number", "a number is never on the list", "which", 1),
    ("enumerate_false", "nor is a truth", "which", False),
    ("hour_millis", "a time in milliseconds", "hour", START),
    ("hour_full", "a full hour stays", "hour", 1_795_507_200_000),
    ("hour_before_1970", "before 1970 the hour is still the one before", "hour", -1),
    ("hour_text", "a time as text", "hour", "2026-11-24T08:07:59Z"),
    ("hour_offset", "the offset stays", "hour", "2026-11-24T08:07:59+01:00"),
    ("hour_fraction", "fractions of a second go", "hour", "2026-11-24T08:07:59.123456-05:30"),
    ("hour_minutes", "a time without seconds", "hour", "2026-11-24T08:07Z"),
    ("hour_no_zone", "a time without a zone says nothing", "hour", "2026-11-24T08:07:59"),
    ("hour_day", "a day is no time", "hour", "2026-11-24"),
    ("hour_words", "words are no time", "hour", "yesterday at eight in the morning"),
    ("hour_space", "a space in place of the T", "hour", "2026-11-24 08:07:59Z"),
    ("hour_lower", "a small z is no zone of ours", "hour", "2026-11-24T08:07:59z"),
    ("hour_named", "the name of a zone behind it", "hour", "2026-11-24T08:07:59+01:00[Europe/Berlin]"),
    ("hour_wide_digits", "digits of other scripts are no digits", "hour", "２０２６-11-24T08:07:59Z"),
    ("hour_float", "a time with a fraction is none", "hour", 1795507679000.5),
    ("hour_true", "nor is true", "hour", True),
    ("zone_offset", "an offset stays", "zone", "+01:00"),
    ("zone_west", "an offset to the west", "zone", "-11:30"),
    ("zone_name", "a zone's name says more than its offset", "zone", "Europe/Busingen"),
    ("zone_utc", "so do three letters", "zone", "UTC"),
    ("zone_short", "an offset without minutes", "zone", "+01"),
    ("zone_number", "a number is no offset", "zone", 60),
    ("system_three", "the third part goes", "system", "17.5.1"),
    ("system_two", "two parts stay", "system", "17.5"),
    ("system_one", "one part stays", "system", "15"),
    ("system_four", "a build number behind it goes", "system", "10.0.19045.3803"),
    ("system_beta", "letters in the third part go with it", "system", "17.5.1-beta"),
    ("system_letters", "letters in the second part: none of it is a version", "system", "17.5b"),
    ("system_words", "words are no version", "system", "Anna's"),
    ("system_long", "five digits are more than a version has", "system", "12345.1"),
    ("system_open", "a dot with nothing behind it", "system", "17."),
    ("system_number", "a number is no version", "system", 15),
    ("device_apple", "a model of Apple's", "device", "iPhone15,3"),
    ("device_samsung", "a model of Samsung's", "device", "SM-S911B"),
    ("device_words", "a model of several words", "device", "Pixel 8 Pro"),
    ("device_whole", "a name that is its own family", "device", "Fairphone"),
    ("device_digits", "a model that begins with digits", "device", "23049PCD8G"),
    ("device_wide", "letters beyond ASCII end it", "device", "Gerät"),
    ("device_long", "21 letters are no family", "device", "abcdefghijklmnopqrstu"),
    ("device_twenty", "20 letters are", "device", "abcdefghijklmnopqrst 1"),
    ("language_region", "the region goes", "language", "de-AT"),
    ("language_underscore", "an underscore before the region", "language", "pt_BR"),
    ("language_script", "the script goes", "language", "zh-Hant-TW"),
    ("language_three", "a language of three letters", "language", "gsw"),
    ("language_alone", "a language alone", "language", "en"),
    ("language_capitals", "capitals are no language", "language", "DE"),
    ("language_word", "a word is none", "language", "anna"),
    ("language_letter", "nor is one letter", "language", "x-private"),
    ("size_between", "down to a power of two", "size", 5000),
    ("size_exact", "a power of two stays", "size", 4096),
    ("size_one", "1 stays 1", "size", 1),
    ("size_zero", "0 stays 0", "size", 0),
    ("size_below", "below 0 becomes 0", "size", -3),
    ("size_largest", "the largest whole number", "size", (1 << 63) - 1),
    ("size_smallest", "the smallest whole number", "size", -(1 << 63)),
    ("size_fraction", "a fraction is cut", "size", 9.99),
    ("size_small_fraction", "less than 1 is 0", "size", 0.99),
    ("size_huge_fraction", "a number beyond all sizes goes", "size", 9e15),
    ("size_text", "a text is no size", "size", "5000"),
]


def property_cases():
    for name, reason, key, value in BY_RULE:
        rest = left(key, value)
        want = {"properties": {} if rest is GONE else {key: rest}, "dropped": 2 * (rest is GONE)}
        yield case(name, reason, {"properties": {key: value}}, want)


def told(name, reason, properties, rest, dropped=0, **other):
    """`dropped` is counted for both recipients."""
    return case(name, reason, {"properties": properties} | other, {"properties": rest, "dropped": dropped})


PROPERTIES = [
    told("scrub_text", "personal data in free text becomes a token", {"told": "call +49 30 23125 101"},
         {"told": "call [phone]"}),
    told("scrub_nothing", "free text without any stays", {"told": "the list is empty"}, {"told": "the list is empty"}),
    told("scrub_number", "a whole number that is a card", {"told": 4111111111111111}, {"told": "[card]"}),
    told("scrub_small_number", "a whole number that is nothing stays a number", {"told": 42}, {"told": 42}),
    told("scrub_fraction", "another number stays", {"told": 0.5}, {"told": 0.5}),
    told("pseudonym", "an id becomes a pseudonym", {"who": "42"}, {"who": "pseudonym 1"}),
    told("pseudonym_same", "42 and \"42\" are one person, 43 is another", {"who": [42, "42", "43"]},
         {"who": ["pseudonym 1", "pseudonym 1", "pseudonym 2"]}),
    told("pseudonym_fraction", "a number with a fraction is no id", {"who": 4.5}, {}, 2),
    told("pseudonym_true", "a truth is no id", {"who": True}, {}, 2),
    told("not_in_event", "a property that the event does not list goes, field or not", {"unlisted": 1}, {}, 2),
    told("no_field", "a property that no field has goes", {"elsewhere": "x"}, {}, 2),
    told("other_recipient", "a field of another recipient goes", {"one": 1}, {}, 1, recipient="mirror"),
    told("own_recipient", "and stays for its own", {"one": 1}, {"one": 1}, 1),
    told("list", "the rule of a list is that of its key, for each item", {"size": [5, "5", 6]}, {"size": [4, 4]}, 2),
    told("list_empty", "an empty list goes and is no leaf", {"kept": []}, {}),
    told("list_emptied", "a list of which nothing is left goes", {"size": ["a", "b"]}, {}, 4),
    told("map", "in a map each leaf has the rule of its own key", {"kept": {"inner": 1, "size": 5}},
         {"kept": {"inner": 1, "size": 4}}),
    told("map_unlisted", "a leaf in a map needs a field", {"kept": {"inner": 1, "elsewhere": 2}},
         {"kept": {"inner": 1}}, 2),
    told("map_under_drop", "lists and maps need no rule: their leaves do", {"branch": {"inner": 1}},
         {"branch": {"inner": 1}}),
    told("map_emptied", "a map of which nothing is left goes", {"kept": {"elsewhere": 1}}, {}, 2),
    told("list_of_maps", "a map in a list", {"kept": [{"inner": 1}, {"elsewhere": 2}, 3]},
         {"kept": [{"inner": 1}, 3]}, 2),
    told("list_of_lists", "a list in a list keeps the key", {"size": [[5, 6], [7]]}, {"size": [[4, 4], [4]]}),
    told("kept_id", "an id of who is signed in is kept by no rule", {"kept": "usr-4711"}, {}, 2,
         account={"user_id": "usr-4711"}),
    told("kept_id_inside", "nor is a text that it stands in", {"kept": "seen by USR-4711, twice"}, {}, 2,
         account={"user_id": "usr-4711"}),
    told("kept_id_part", "a part of a longer word is not that id", {"kept": "usr-47110"}, {"kept": "usr-47110"},
         account={"user_id": "usr-4711"}),
    told("kept_number", "a number that is the id goes too", {"kept": 4711}, {}, 2, account={"customer_id": "4711"}),
    told("kept_other_number", "a longer number is another", {"kept": 47110}, {"kept": 47110}, account={"customer_id": "4711"}),
    told("kept_short", "an id of three letters goes where it is all of a value", {"kept": ["abc", "abcd", "an abc"]},
         {"kept": ["abcd", "an abc"]}, 2, account={"user_id": "abc"}),
    told("kept_short_number", "a number as short is kept", {"kept": 42}, {"kept": 42}, account={"user_id": "42"}),
    told("kept_coarsened", "what loses precision is no id any more", {"size": 4711}, {"size": 4096},
         account={"customer_id": "4711"}),
    told("counted", "leaves that go are counted for each recipient",
         {"gone": [1, 2, 3], "elsewhere": {"a": 1, "b": [2, 3]}}, {}, 12),
]


def shown(name, reason, members, want, **other):
    given = {"properties": {}, "show": members} | other
    return case(name, reason, given, dict(zip(members, want)) | {"dropped": 0})


def context(**more):
    return {"ip": "0.0.0.0"} | more


FACTS = {"os_version": "17.5.1", "device_model": "iPhone15,3", "locale": "de-AT", "app_version": "5.2.1"}
OWN_VALUES = [
    shown("own_time", "the library's own time leaves by its field's rule", ["timestamp"],
          [rfc3339(START // HOUR * HOUR)], now=START),
    shown("own_facts", "what the app told about the device leaves by the fields' rules", ["context"],
          [context(os={"version": "17.5"}, device={"model": "iPhone"}, locale="de", app={"version": "5.2.1"})],
          facts=FACTS),
    shown("own_zone", "an offset in minutes is written out", ["context"], [context(timezone="-05:30")],
          facts={"utc_offset_minutes": -330}),
    shown("own_unlisted", "a fact that no field has stays away", ["context"], [context()],
          facts={"os_name": "iOS", "app_build": "1042"}),
    shown("own_bad_fact", "a fact that its rule cannot take stays away", ["context"], [context()],
          facts={"os_version": "Anna's", "locale": "German"}),
    shown("nobody", "without a person there is the device", ["userId", "anonymousId"], [None, "pseudonym 1"]),
    shown("somebody", "a person who signed in", ["userId", "anonymousId", "context"],
          ["pseudonym 1", "pseudonym 2", context()], account={"user_id": "42"}),
    shown("customer", "a customer of the same number is another pseudonym", ["userId", "context"],
          ["pseudonym 1", context(groupId="pseudonym 2")], account={"user_id": "42", "customer_id": "42"}),
    shown("own_other_recipient", "another recipient's fields are its own", ["userId", "context"], [None, context()],
          facts=FACTS, account={"user_id": "42"}, recipient="mirror"),
]


def made():
    given = {"policy": POLICY, "event": "seen", "recipient": "segment", "show": ["properties"]}
    return subject("field_rules", [*property_cases(), *PROPERTIES, *OWN_VALUES], given)
