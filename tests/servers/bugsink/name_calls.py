"""Names the calls of the events that the server holds, by the mapping and the source map in a folder.

Prints one JSON line: event id to the named calls, the oldest first. `symbolic` is what a Sentry server names Java calls with,
`ecma426` what Bugsink names JavaScript calls with.
"""

import json
import pathlib
import sqlite3
import sys

import ecma426
from symbolic import ProguardMapper

folder = pathlib.Path(sys.argv[1])
mapper = ProguardMapper.open(str(folder / "mapping.txt"))
mapping_id = (folder / "mapping.txt").read_text().split("pg_map_id: ")[1][:32]
text = (folder / "index.android.bundle.map").read_text()
source_map, source_map_id = ecma426.loads(text), json.loads(text)["debugId"]


def named(event):
    images = event.get("debug_meta", {}).get("images", [])
    mapped = any(image.get("uuid", "").replace("-", "") == mapping_id for image in images)
    bundles = {image["code_file"] for image in images if image["type"] == "sourcemap" and image["debug_id"] == source_map_id}
    for exception in event.get("exception", {}).get("values", []):
        for frame in exception.get("stacktrace", {}).get("frames", []):
            platform = frame.get("platform", event.get("platform"))
            if mapped and platform == "java":
                for call in mapper.remap_frame(frame["module"], frame["function"], frame.get("lineno", 0)):
                    yield f"{call.class_name}.{call.method}:{call.line}"
            elif platform == "javascript" and frame.get("filename") in bundles and frame.get("lineno"):
                found = source_map.lookup_left(frame["lineno"] - 1, frame["colno"] - 1)
                yield f"{found.source}:{found.original_line + 1}:{found.name}"


with sqlite3.connect("file:db.sqlite3?mode=ro", uri=True) as database:
    events = database.execute("select replace(event_id, '-', ''), data from events_event")
    print(json.dumps({event_id: list(named(json.loads(data))) for event_id, data in events}))
