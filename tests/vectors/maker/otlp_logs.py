"""docs/wire.md, OTLP: decoded records and their context to the request, its body in the protocol's JSON."""

from .case import case, subject
from .segment_body import DEVICE, FULL, HOUR, ID, OTHER_ID, PERSON, SIGN_IN, track
from .sentry_envelope import APPLE, CAUSE, ENGINE, JVM, KRANICH, MAPPING, NATIVE, RUST, SCRIPT

RESOURCE = {
    "app_version": "service.version", "app_build": "app.build_id", "device_id": "app.installation.id",
    "os_name": "os.name", "os_version": "os.version", "device_model": "device.model.name",
    "locale": "sordino.locale", "time_zone": "sordino.time_zone",
}
SUBJECT = {"user_id": "enduser.pseudo.id", "customer_id": "sordino.customer_id"}
OURS = {"log.record.uid", *SUBJECT.values()}
NAMES = {"crash": "app.crash", "identify": "sordino.sign_in"}


def any_value(value):
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue": str(value)}
    if isinstance(value, float):
        return {"doubleValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    if isinstance(value, list):
        return {"arrayValue": {"values": [any_value(item) for item in value]} if value else {}}
    return {"kvlistValue": {"values": [pair(key, value[key]) for key in sorted(value)]} if value else {}}


def pair(key, value):
    return {"key": key, "value": any_value(value)}


def named(source, names):
    return [pair(name, source[field]) for field, name in names.items() if field in source]


def line(frame):
    joint = "::" if "::" in frame.get("stack_module", "") else "."
    names = [frame[key] for key in ("stack_module", "stack_function") if key in frame]
    places = [str(frame[key]) for key in ("stack_file", "stack_line", "stack_column") if key in frame]
    binary = frame.get("stack_package", "")
    if "stack_offset" in frame:
        binary += "+" + frame["stack_offset"]
    elif "stack_address" in frame:
        binary += " " + frame["stack_address"]
    return "\tat " + (joint.join(names) or "unknown") + (f"({':'.join(places)})" if places else "") + (
        f" [{binary.strip()}]" if binary else "")


def stack(exceptions):
    parts = []
    for exception in reversed(exceptions):
        head = exception.get("exception_type", "crash")
        head += ": " + exception["exception_value"] if "exception_value" in exception else ""
        parts.append("\n".join([head, *map(line, exception.get("frames", []))]) + "\n")
    return "Caused by: ".join(parts)


def crash_attributes(members):
    made = []
    for key in sorted(members):
        if key != "exceptions":
            made.append(pair("sordino." + key, members[key]))
            continue
        last = members[key][-1]
        texts = {"exception.type": last.get("exception_type"), "exception.message": last.get("exception_value"),
                 "exception.stacktrace": stack(members[key])}
        made += [pair(name, text) for name, text in texts.items() if text is not None]
    return made


def log_record(context, record):
    members = dict(record["members"])
    time = members.pop("crash_time" if record["kind"] == "crash" else "timestamp", 0)
    made = {"timeUnixNano": str(time * 1_000_000)} if 0 < time * 1_000_000 < 1 << 64 else {}
    handled = record["kind"] == "crash" and members.get("exception_handled") is True
    if handled:
        del members["exception_handled"]
    made |= {"severityNumber": 17 if handled else 21 if record["kind"] == "crash" else 9}
    attributes = [pair("log.record.uid", record["message_id"])] + named(context, SUBJECT)
    if record["kind"] == "crash":
        attributes += crash_attributes(members)
    else:
        attributes += [pair(key, members[key]) for key in sorted(members) if key not in OURS]
    return made | {"attributes": attributes, "eventName": "sordino.error" if handled else NAMES.get(record["kind"]) or record["name"]}


def request(endpoint, key, context, records):
    headers = [["Content-Type", "application/x-protobuf"]] + ([["Authorization", f"Bearer {key}"]] if key else [])
    resource = {"attributes": [pair("service.name", "unknown_service")] + named(context, RESOURCE)}
    scope = {"scope": {"name": "sordino", "version": "{version}"},
             "logRecords": [log_record(context, record) for record in records]}
    return {"url": endpoint.rstrip("/") + "/v1/logs", "headers": headers,
            "body": {"resourceLogs": [{"resource": resource, "scopeLogs": [scope]}]}}


ENDPOINT = "https://telemetry.kranich-systems.de"


def crash(members, message_id=ID):
    return {"kind": "crash", "message_id": message_id, "members": members}


CASES = [
    ("event", "an event with its time and a property", {}, [track({"timestamp": HOUR, "minutes": 3})], {}),
    ("no_time", "without a time there is none: the server takes its own", {}, [track({"minutes": 3})], {}),
    ("no_properties", "an event without properties", {}, [track({})], {}),
    ("whole_context", "every field of the context at its place", FULL, [track({"timestamp": HOUR})], {}),
    ("device_only", "the device is an installation of the app", {"device_id": DEVICE}, [track({})], {}),
    ("person_only", "a person is a pseudonymous end user", {"user_id": PERSON}, [track({})], {}),
    ("group", "a customer stands under a name of ours", {"customer_id": PERSON}, [track({})], {}),
    ("sign_in", "a sign-in is an event of ours", FULL, [SIGN_IN], {}),
    ("batch", "several records share one resource", {"device_id": DEVICE},
     [track({"n": 1}), track({"n": 2}, message_id=OTHER_ID)], {}),
    ("mixed", "an event and a crash report in one request", FULL,
     [track({"n": 1}), crash({"crash_time": HOUR, "exceptions": [JVM]}, OTHER_ID)], {}),
    ("slash", "an endpoint's last slash counts once", {}, [track({})], {"endpoint": ENDPOINT + "/"}),
    ("path", "an endpoint with a path", {}, [track({})], {"endpoint": ENDPOINT + "/otlp"}),
    ("no_key", "a server that wants no key", {}, [track({})], {"key": ""}),
    ("nested", "lists and maps stay as they are", {}, [track({"details": {"codes": [1, 2], "ok": True}})], {}),
    ("empty", "and so do empty ones", {}, [track({"list": [], "map": {}})], {}),
    ("kinds", "each kind of value", {}, [track({"a": True, "b": -7, "c": 0.25, "d": "ü\n\"\\", "e": False, "f": ""})], {}),
    ("large_number", "whole numbers of 64 bits", {}, [track({"n": (1 << 63) - 1, "o": -(1 << 63)})], {}),
    ("before_1970", "a time before 1970 cannot be written", {}, [track({"timestamp": -3_600_000})], {}),
    ("year_2600", "nor one that has more nanoseconds than fit", {}, [track({"timestamp": 19_880_640_000_000})], {}),
    ("own_names", "a property of a name that is ours gives way", {"user_id": PERSON},
     [track({"log.record.uid": "x", "enduser.pseudo.id": "x", "sordino.customer_id": "x", "log.file.name": "a"})], {}),
    ("jvm", "an exception as text and by its parts", {}, [crash({"crash_time": HOUR, "exceptions": [JVM]})], {}),
    ("handled", "an error that the app went on from is no crash", {},
     [crash({"crash_time": HOUR, "exceptions": [JVM], "exception_handled": True})], {}),
    ("breadcrumbs", "what the app did before", {}, [crash({"exceptions": [JVM], "breadcrumbs": ["opened the rota", "tapped"]})], {}),
    ("cause", "the exception that ended the app first, its cause behind it", {}, [crash({"exceptions": [CAUSE, JVM]})], {}),
    ("no_type", "a type that the policy keeps back", {}, [crash({"exceptions": [{"exception_value": "closed"}]})], {}),
    ("no_value", "a message that the policy keeps back", {}, [crash({"exceptions": [{"exception_type": "panic"}]})], {}),
    ("nothing", "a report of which nothing was left", {}, [crash({})], {}),
    ("absolute", "an address, and the image that it lies in", {}, [crash({"exceptions": [APPLE], "images": [KRANICH]})], {}),
    ("offset", "an offset into a library", {}, [crash({"exceptions": [NATIVE], "images": [ENGINE]})], {}),
    ("mapping", "the id of R8's mapping", {}, [crash({"exceptions": [JVM], "images": [MAPPING]})], {}),
    ("rust", "a call of Rust", {}, [crash({"exceptions": [{"exception_type": "panic", "frames": [RUST]}]})], {}),
    ("script", "a call in a bundle, by line and column", {}, [crash({"exceptions": [SCRIPT]})], {}),
    ("unknown", "a call of which nothing is known but its line", {},
     [crash({"exceptions": [{"exception_type": "x", "frames": [{"stack_line": 7}, {"stack_address": "0x10"}]}]})], {}),
    ("threads", "threads by their parts", {},
     [crash({"threads": [{"thread_name": "main", "thread_crashed": True, "frames": JVM["frames"]}]})], {}),
]


def made():
    cases = []
    for name, reason, context, records, other in CASES:
        given = {"endpoint": ENDPOINT, "key": "write-key", "context": context, "records": records} | other
        cases.append(case(name, reason, given, request(**given)))
    return subject("otlp_logs", cases)
