"""docs/wire.md, Sentry: a decoded crash report and its context to the envelope.

The whole envelope is compared as JSON, line by line; the header of the item says `right` where its length is that of
the event's bytes. Sentry's own description of an event is what the page is written from.
"""

import uuid

from .case import case, subject

CONTEXT = {
    "os": {"os_name": "name", "os_version": "version"},
    "device": {"device_model": "family"},
    "app": {"app_version": "app_version", "app_build": "app_build"},
    "culture": {"locale": "locale", "time_zone": "timezone"},
}


def holders(members):
    return members.get("exceptions", []) + members.get("threads", [])


def frames_of(members):
    return [frame for holder in holders(members) for frame in holder.get("frames", [])]


def is_script(file):
    return file.endswith(("[native code]", ".bundle", ".jsbundle", ".hbc", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx"))


def uploaded_as(file):
    return file if file == "[native code]" or not is_script(file) else "app:///" + file


def debug_id(text, elf):
    digits = text.replace("-", "")
    if len(digits) == 32 and (not elf or len(text) == 36):
        return str(uuid.UUID(digits))
    octets = bytes.fromhex(digits)
    return str(uuid.UUID(bytes_le=(octets[:16] + bytes(16))[:16])) if len(octets) >= 4 else None


def picked(source, names):
    return {name: source[field] for field, name in names.items() if field in source}


def platform_of(frame):
    file = frame.get("filename", "")
    if "instruction_addr" in frame or "package" in frame:
        return "native"
    if "module" in frame:
        return None if "::" in frame["module"] or file.endswith(".rs") else "java"
    if file:
        return "javascript" if is_script(file) else None
    return "javascript" if "colno" in frame else None


def name_platforms(made):
    exceptions = made.get("exception", {}).get("values", [])
    all_holders = exceptions + made.get("threads", {}).get("values", [])
    def sent(some):
        return [frame for holder in some for frame in holder.get("stacktrace", {}).get("frames", [])]
    for some in (exceptions[-1:], all_holders):
        found = {platform_of(frame) for frame in sent(some)}
        for name in ("java", "javascript", "native"):
            if name in found and "platform" not in made:
                made["platform"] = name
    for frame in sent(all_holders):
        own = platform_of(frame)
        if own and own != made["platform"]:
            frame["platform"] = own


def stacktrace(holder, images):
    frames = []
    for frame in reversed(holder.get("frames", [])):
        made = picked(frame, {
            "stack_function": "function", "stack_module": "module", "stack_package": "package",
            "stack_line": "lineno", "stack_column": "colno", "stack_address": "instruction_addr",
        })
        if "stack_file" in frame:
            made["filename"] = uploaded_as(frame["stack_file"])
        if "stack_offset" in frame and "stack_package" not in frame:
            made["colno"] = int(frame["stack_offset"], 16) + 1
        if "stack_offset" in frame and frame.get("stack_package") in images:
            at = images.index(frame["stack_package"])
            made |= {"instruction_addr": frame["stack_offset"], "addr_mode": f"rel:{at}"}
        frames.append(made)
    return {"stacktrace": {"frames": frames}} if frames else {}


def thread(one, images):
    name, state = one.get("thread_name"), one.get("thread_state")
    shown = f"{name} ({state})" if name and state else name or state
    made = {"name": shown} if shown else {}
    if one.get("thread_crashed"):
        made["crashed"] = True
    return made | stacktrace(one, images)


def exception(one, images):
    made = {"type": one.get("exception_type", "crash")} | picked(one, {"exception_value": "value"})
    return made | stacktrace(one, images)


def event(context, record):
    members = record["members"]
    offsets = any("stack_offset" in frame and "stack_file" not in frame for frame in frames_of(members))
    images = [image for image in members.get("images", []) if "image_debug_id" in image]

    def name(image):
        return image.get("image_file", "")

    def elf(image):
        return offsets or name(image).endswith(".so")

    def other(image):
        return name(image) == "mapping.txt" or is_script(name(image))

    sent = [image for image in images if not other(image) and debug_id(image["image_debug_id"], elf(image))]
    names = [image.get("image_file", "") for image in sent]
    handled = members.get("exception_handled") is True
    made = {"event_id": record["message_id"].replace("-", "")} | ({} if handled else {"level": "fatal"})
    time = members.get("crash_time", 0)
    if time > 0:
        made["timestamp"] = time // 1000
    made |= picked(context, {"app_version": "release", "app_build": "dist"})
    person = context.get("user_id", context.get("device_id"))
    if person:
        made["user"] = {"id": person}
    contexts = {group: picked(context, fields) for group, fields in CONTEXT.items()}
    contexts = {group: {"type": "unknown" if group == "culture" else group} | found
                for group, found in contexts.items() if found}
    if contexts:
        made["contexts"] = contexts
    if members.get("exceptions"):
        made["exception"] = {"values": [exception(one, names) for one in members["exceptions"]]}
        if handled:
            made["exception"]["values"][-1]["mechanism"] = {"type": "generic", "handled": True}
    if members.get("breadcrumbs"):
        made["breadcrumbs"] = {"values": [{"message": one} for one in members["breadcrumbs"]]}
    if members.get("threads"):
        made["threads"] = {"values": [thread(one, names) for one in members["threads"]]}
    shown = [{
            "type": "symbolic", "name": image.get("image_file", ""), "arch": None,
            "image_addr": image.get("image_address", "0x0"), "image_size": 0,
            "id": debug_id(image["image_debug_id"], elf(image)),
            "code_id": image["image_debug_id"].replace("-", "").lower(),
    } for image in sent]
    shown += [{"type": "proguard", "uuid": str(uuid.UUID(image["image_debug_id"].replace("-", "")[:32].ljust(32, "0")))}
              for image in images if name(image) == "mapping.txt"]
    shown += [{"type": "sourcemap", "code_file": uploaded_as(name(image)), "debug_id": debug_id(image["image_debug_id"], False)}
              for image in images if is_script(name(image))]
    if shown:
        made["debug_meta"] = {"images": shown}
    name_platforms(made)
    return made


def request(endpoint, key, context, records):
    host, project = endpoint.rstrip("/").rsplit("/", 1)
    client = f"Sentry sentry_version=7, sentry_client=sordino/{{version}}, sentry_key={key}"
    return {
        "url": f"{host}/api/{project}/envelope/",
        "headers": [["Content-Type", "application/x-sentry-envelope"], ["X-Sentry-Auth", client]],
        "body": [{"event_id": records[0]["message_id"]}, {"type": "event", "length": "right"},
                 event(context, records[0])],
    }


ID = "11111111-2222-8333-8444-555555555555"
PERSON = "0e1f2a3b-4c5d-8e6f-8a7b-8c9daebfc0d1"
DEVICE = "d1c0bfae-9d8c-8b7a-8f6e-5d4c3b2a1f0e"
UUID = "72f9c0a1-3b4d-4e5f-8a6b-7c8d9e0f1a2b"
BUILD_ID = "8dcb0d17c3a94e2f9b1a6d5e4f3c2b1a00112233"
JVM = {"exception_type": "java.lang.IllegalStateException", "exception_value": "closed", "frames": [
    {"stack_function": "open", "stack_module": "app.Alerts", "stack_file": "Alerts.kt", "stack_line": 42},
    {"stack_function": "main", "stack_module": "app.Main", "stack_file": "Main.kt", "stack_line": 7},
]}
CAUSE = {"exception_type": "java.io.IOException", "exception_value": "reset"}
APPLE = {"exception_type": "EXC_CRASH", "frames": [{"stack_package": "Kranich", "stack_address": "0x104f2a1c8"}]}
NATIVE = {"exception_type": "SIGSEGV", "frames": [
    {"stack_function": "engine_step", "stack_package": "libengine.so", "stack_offset": "0x4f1a8"},
    {"stack_package": "libc.so", "stack_offset": "0x9a2c"},
]}
ENGINE = {"image_file": "libengine.so", "image_debug_id": BUILD_ID}
LIBC = {"image_file": "libc.so", "image_debug_id": "d2f1"}
KRANICH = {"image_file": "Kranich", "image_debug_id": UUID.upper(), "image_address": "0x104f00000"}
MAPPING = {"image_file": "mapping.txt",
           "image_debug_id": "5a1b2c3d4e5f60718293a4b5c6d7e8f901234567890abcdef0123456789abcde"}
RUST = {"stack_function": "app::rota::owner", "stack_module": "app::rota"}
SCRIPT = {"exception_type": "TypeError", "exception_value": "undefined is not a function", "frames": [
    {"stack_function": "loadRota", "stack_file": "index.android.bundle", "stack_line": 1, "stack_column": 84733}]}
FULL = {
    "app_version": "5.2", "app_build": "1042", "os_name": "Android", "os_version": "15.1", "device_model": "Pixel",
    "locale": "de", "time_zone": "+01:00", "user_id": PERSON, "device_id": DEVICE,
}
HOUR = 1795507200000
ENDPOINT = "https://crashes.kranich-systems.de/7"


def threads(*some):
    return {"threads": list(some)}


CASES = [
    ("jvm", "an exception with its frames, the oldest call first", {}, {"crash_time": HOUR, "exceptions": [JVM]}, {}),
    ("cause", "causes come first, as they were stored", {}, {"exceptions": [CAUSE, JVM]}, {}),
    ("handled", "an error that the app went on from is no crash", {}, {"exceptions": [CAUSE, JVM], "exception_handled": True}, {}),
    ("breadcrumbs", "what the app did before, the oldest first", {},
     {"exceptions": [JVM], "breadcrumbs": ["opened the rota", "called [phone]"]}, {}),
    ("not_handled", "what is said to have ended the app is one", {}, {"exceptions": [JVM], "exception_handled": False}, {}),
    ("no_time", "without a time there is none: the server takes its own", {}, {"exceptions": [JVM]}, {}),
    ("old_time", "a time before 1970 is none", {}, {"crash_time": -HOUR, "exceptions": [JVM]}, {}),
    ("no_type", "a type that the policy keeps back", {}, {"exceptions": [{"exception_value": "closed"}]}, {}),
    ("no_value", "a message that the policy keeps back", {}, {"exceptions": [{"exception_type": "panic"}]}, {}),
    ("no_frames", "an exception without frames has no stack", {}, {"exceptions": [CAUSE]}, {}),
    ("nothing", "a report of which nothing was left", {}, {}, {}),
    ("context", "every field of the context at its place", FULL, {"exceptions": [JVM]}, {}),
    ("device_only", "nobody is signed in: the device stands for the user", {"device_id": DEVICE}, {}, {}),
    ("nobody", "a policy with neither: no user", {"os_name": "iOS"}, {}, {}),
    ("culture", "a locale alone makes the culture", {"locale": "de"}, {}, {}),
    ("customer", "a customer has no place in an event", {"customer_id": PERSON}, {}, {}),
    ("absolute", "an address makes the platform native", {}, {"exceptions": [APPLE], "images": [KRANICH]}, {}),
    ("offset", "an offset names its library among the images", {}, {"exceptions": [NATIVE], "images": [ENGINE]}, {}),
    ("offset_second", "by its place among those that are sent",
     {}, {"exceptions": [NATIVE], "images": [{"image_file": "no id"}, LIBC, ENGINE]}, {}),
    ("offset_alone", "an offset without its library is no address", {}, {"exceptions": [NATIVE]}, {}),
    ("build_id", "a build id of 20 bytes becomes an id of 16",
     {}, {"exceptions": [NATIVE], "images": [ENGINE]}, {"key": "build"}),
    ("build_id_16", "a build id of 16 bytes is turned too",
     {}, {"exceptions": [NATIVE], "images": [ENGINE | {"image_debug_id": BUILD_ID[:32]}]}, {}),
    ("build_id_8", "a short one is filled up", {},
     {"exceptions": [NATIVE], "images": [ENGINE | {"image_debug_id": BUILD_ID[:16]}]}, {}),
    ("uuid_plain", "a UUID without dashes", {},
     {"exceptions": [APPLE], "images": [KRANICH | {"image_debug_id": UUID.replace("-", "")}]}, {}),
    ("image_without_id", "an image without an id is of no use", {},
     {"exceptions": [APPLE], "images": [{"image_file": "Kranich"}]}, {}),
    ("image_without_name", "an image whose name the policy keeps back", {},
     {"exceptions": [APPLE], "images": [{"image_debug_id": UUID}]}, {}),
    ("crashed", "the thread that crashed", {}, threads({"thread_name": "main", "thread_crashed": True}), {}),
    ("waiting", "a thread that did not crash says so by silence", {},
     threads({"thread_name": "io", "thread_crashed": False, "frames": JVM["frames"]}), {}),
    ("state", "a thread's state stands behind its name", {}, threads({"thread_name": "main", "thread_state": "Blocked"}), {}),
    ("state_alone", "or alone", {}, threads({"thread_state": "Blocked"}), {}),
    ("no_name", "a thread of which nothing else is known", {}, threads({"thread_crashed": True}), {}),
    ("wide", "text beyond ASCII, and the count of its bytes", {},
     {"exceptions": [{"exception_type": "Fehler", "exception_value": "Zeile 1\nZeile 2 \U0001F6A8 \"ü\""}]}, {}),
    ("java_and_native", "a stack of two platforms: each call that differs from the event says so", {},
     {"exceptions": [{"exception_type": "ANR", "frames": NATIVE["frames"] + JVM["frames"]}], "images": [ENGINE]}, {}),
    ("rust_without_addresses", "calls of Rust by their names are of no platform that a tool asks for", {},
     {"exceptions": [{"exception_type": "panic", "frames": [RUST, RUST | {"stack_module": "app", "stack_file": "src/a.rs"}]}]},
     {}),
    ("thread_decides", "a report whose exception has no calls: its threads tell the platform", {},
     {"exceptions": [CAUSE], "threads": [{"thread_name": "main", "frames": JVM["frames"]}]}, {}),
    ("mapping", "the id of R8's mapping, of which the first 16 bytes are the file's", {},
     {"exceptions": [JVM], "images": [MAPPING]}, {}),
    ("mapping_uuid", "or the UUID that the app handed over", {},
     {"exceptions": [JVM], "images": [MAPPING | {"image_debug_id": UUID}]}, {}),
    ("mapping_short", "a short one is filled up too", {},
     {"exceptions": [JVM], "images": [MAPPING | {"image_debug_id": "5a1b2c3"}]}, {}),
    ("mapping_behind", "an offset counts libraries only", {},
     {"exceptions": [NATIVE, JVM], "images": [MAPPING, ENGINE]}, {}),
    ("script", "a call in a bundle, by line and column", {}, {"exceptions": [SCRIPT]}, {}),
    ("bytecode", "an offset into bytecode is a column that counts from 1", {},
     {"exceptions": [{"exception_type": "TypeError", "frames": [
         {"stack_file": "index.android.bundle", "stack_line": 1, "stack_offset": "0x6f855"},
         {"stack_function": "apply", "stack_file": "[native code]"}]}]}, {}),
    ("script_without_bundle", "a call of which only line and offset are known", {},
     {"exceptions": [{"exception_type": "TypeError", "frames": [{"stack_line": 1, "stack_offset": "0x10"}]}]}, {}),
    ("source_map", "the id of a source map, under the name of its bundle", {},
     {"exceptions": [SCRIPT], "images": [{"image_file": "index.android.bundle", "image_debug_id": UUID}]}, {}),
    ("script_in_java", "a JavaScript error as the cause of a Java one", {}, {"exceptions": [SCRIPT, JVM]}, {}),
    ("dart", "a call of Dart by its name is of no platform that a tool asks for", {},
     {"exceptions": [{"exception_type": "StateError", "frames": [
         {"stack_function": "Rota.owner", "stack_file": "package:app/rota.dart", "stack_line": 12, "stack_column": 5}]}]}, {}),
    ("dart_addresses", "an address in a library of ELF, whose id is no UUID though it has 16 bytes", {},
     {"exceptions": [{"exception_type": "StateError", "frames": [
         {"stack_package": "libapp.so", "stack_address": "0x7b1b7a2e8f"}]}],
      "images": [{"image_file": "libapp.so", "image_debug_id": BUILD_ID[:32], "image_address": "0x7b1b4d3000"}]}, {}),
    ("largest_address", "an address of 64 bits", {},
     {"exceptions": [{"exception_type": "x", "frames": [{"stack_address": "0xffffffffffffffff"}]}]}, {}),
    ("project", "the last segment of the endpoint is the project", {}, {},
     {"endpoint": "https://o1.crashes.kranich-systems.de/base/4507"}),
    ("slash", "a slash behind it changes nothing", {}, {}, {"endpoint": ENDPOINT + "/"}),
]


def made():
    cases = []
    for name, reason, context, members, other in CASES:
        records = [{"kind": "crash", "message_id": ID, "members": members}]
        given = {"endpoint": ENDPOINT, "key": "feedc0de", "context": context, "records": records} | other
        cases.append(case(name, reason, given, request(**given)))
    return subject("sentry_envelope", cases)
