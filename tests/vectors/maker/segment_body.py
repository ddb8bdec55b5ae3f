"""docs/wire.md, Segment: decoded records and their context to the request."""

import base64
import datetime

from .case import case, subject

CONTEXT = {
    "app": {"app_version": "version", "app_build": "build"},
    "os": {"os_name": "name", "os_version": "version"},
    "device": {"device_model": "model"},
    None: {"locale": "locale", "time_zone": "timezone", "customer_id": "groupId"},
}


def rfc3339(millis):
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=millis)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def message(context, record):
    made = {"messageId": record["message_id"]}
    members = dict(record["members"])
    time = members.pop("timestamp", None)
    if time is not None:
        made["timestamp"] = rfc3339(time)
    for field, name in (("user_id", "userId"), ("device_id", "anonymousId")):
        if field in context:
            made[name] = context[field]
    made["context"] = {"ip": "0.0.0.0"}
    for group, names in CONTEXT.items():
        found = {name: context[field] for field, name in names.items() if field in context}
        if found:
            made["context"] |= {group: found} if group else found
    if record["kind"] == "identify":
        return made | {"type": "identify"}
    return made | {"type": "track", "event": record["name"], "properties": members}


def request(endpoint, key, context, records):
    credentials = base64.b64encode(f"{key}:".encode()).decode()
    return {
        "url": endpoint.rstrip("/") + "/batch",
        "headers": [["Content-Type", "application/json"], ["Authorization", f"Basic {credentials}"]],
        "body": {"batch": [message(context, record) for record in records]},
    }


ID = "11111111-2222-8333-8444-555555555555"
OTHER_ID = "aaaaaaaa-bbbb-8ccc-8ddd-eeeeeeeeeeee"
PERSON = "0e1f2a3b-4c5d-8e6f-8a7b-8c9daebfc0d1"
DEVICE = "d1c0bfae-9d8c-8b7a-8f6e-5d4c3b2a1f0e"
HOUR = 1795507200000


def track(members, name="alert_opened", message_id=ID):
    return {"kind": "event", "name": name, "message_id": message_id, "members": members}


SIGN_IN = {"kind": "identify", "message_id": ID, "members": {"timestamp": HOUR}}
FULL = {
    "app_version": "5.2", "app_build": "1042", "os_name": "Android", "os_version": "15.1", "device_model": "Pixel",
    "locale": "de", "time_zone": "+01:00", "customer_id": OTHER_ID, "user_id": PERSON, "device_id": DEVICE,
}
ENDPOINT = "https://events.kranich-systems.de/v1"

CASES = [
    ("event", "an event with its time and a property", {}, [track({"timestamp": HOUR, "minutes": 3})], {}),
    ("no_time", "without the field there is no time", {}, [track({"minutes": 3})], {}),
    ("no_properties", "properties are there even if empty", {}, [track({})], {}),
    ("whole_context", "every field of the context at its place", FULL, [track({"timestamp": HOUR})], {}),
    ("device_only", "nobody is signed in: no userId", {"device_id": DEVICE}, [track({})], {}),
    ("person_only", "a policy without device_id: no anonymousId", {"user_id": PERSON}, [track({})], {}),
    ("group", "a customer is a group in the context", {"customer_id": PERSON}, [track({})], {}),
    ("half_group", "one field of a group makes the group", {"os_name": "iOS"}, [track({})], {}),
    ("no_address", "the address is switched off where the policy lists nothing", {}, [track({})],
     {"key": "another-key"}),
    ("sign_in", "a sign-in is an identify: no event, no properties", FULL, [SIGN_IN], {}),
    ("sign_in_without_time", "a sign-in without a time", {"user_id": PERSON}, [SIGN_IN | {"members": {}}], {}),
    ("batch", "several records share one context", {"device_id": DEVICE},
     [track({"n": 1}), track({"n": 2}, message_id=OTHER_ID)], {}),
    ("mixed", "a sign-in and an event in one batch", FULL, [SIGN_IN, track({"n": 1}, message_id=OTHER_ID)], {}),
    ("slash", "an endpoint's last slash counts once", {}, [track({})], {"endpoint": ENDPOINT + "/"}),
    ("slashes", "and so do several", {}, [track({})], {"endpoint": ENDPOINT + "//"}),
    ("padded_twice", "base64 of a length that needs two signs of padding", {}, [track({})], {"key": "abc"}),
    ("padded_once", "base64 of a length that needs one", {}, [track({})], {"key": "abcd"}),
    ("padded_not", "base64 of a length that needs none", {}, [track({})], {"key": "abcde"}),
    ("nested", "lists and maps stay as they are", {}, [track({"details": {"codes": [1, 2], "ok": True}})], {}),
    ("kinds", "each kind of value", {}, [track({"a": True, "b": -7, "c": 0.25, "d": "ü\n\"\\"})], {}),
    ("large_number", "whole numbers beyond 2^53 are not rounded", {}, [track({"n": (1 << 63) - 1})], {}),
    ("before_1970", "a time before 1970", {}, [track({"timestamp": -3_600_000})], {}),
    ("leap_day", "a time on a leap day", {}, [track({"timestamp": 951_782_400_000})], {}),
    ("no_leap_day", "2100 has none", {}, [track({"timestamp": 4_107_542_400_000})], {}),
    ("unlisted_context", "a field of the context that Segment has no place for stays away",
     {"thread_name": "main"}, [track({})], {}),
]


def made():
    cases = []
    for name, reason, context, records, other in CASES:
        given = {"endpoint": ENDPOINT, "key": "write-key", "context": context, "records": records} | other
        cases.append(case(name, reason, given, request(**given)))
    return subject("segment_body", cases)
