"""Has Sentry's own reader, Relay, normalise the event of each envelope in a folder.

usage: read_events.py FOLDER

Prints one JSON line for each event: its id, and what Relay complains about. Before that it shows that Relay does complain,
about an event that is made wrong by hand.
"""

import json
import pathlib
import sys

from sentry_relay.processing import StoreNormalizer


def complaints(event):
    event = StoreNormalizer(project_id=1, key_id="key", remove_other=True, is_renormalize=False).normalize_event(event)
    return {name: event[name] for name in ("errors", "_meta") if event.get(name)}


def main(folder):
    wrong = {"event_id": "0" * 32, "platform": "java", "level": "fatal", "exception": {"values": [{"type": 7, "stacktrace": "gone"}]}}
    print(json.dumps({"event_id": "wrong by hand", "complaints": complaints(wrong)}))
    for path in sorted(pathlib.Path(folder).glob("*-sentry.body")):
        _header, _item, event = path.read_bytes().split(b"\n")[:3]
        event = json.loads(event)
        print(json.dumps({"event_id": event["event_id"], "complaints": complaints(event)}))


main(sys.argv[1])
