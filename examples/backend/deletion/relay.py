"""A relay for requests for deletion: an app's request comes in, each vendor's deletion API is asked.

It holds the vendors' secrets, which no app can keep. Python's standard library alone; behind a proxy that speaks https.
"""

import gzip
import json
import os
import sys
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

MOST_BYTES = 1 << 20
MEMBERS = ("recipient", "purpose", "field", "pseudonym")
# What a pseudonym is called by Segment, by the field that it stands in.
SUBJECTS = {"user_id": "USER_ID", "device_id": "ANONYMOUS_ID"}


class Bad(Exception):
    """A request that no app of ours sends: status and reason."""


def read(body, encoding):
    """Returns the request, checked."""
    try:
        text = gzip.decompress(body) if encoding == "gzip" else body
        request = json.loads(text)
        whole = request["format"] == 1 and request["request"] == "deletion" and bool(request["pseudonyms"])
        # The id becomes a file's name.
        whole = whole and all(sign in "0123456789abcdef-" for sign in request["id"]) and len(request["id"]) == 36
        rows = [{member: row[member] for member in MEMBERS} for row in request["pseudonyms"]]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise Bad(400, "no request for deletion of format 1") from error
    if not whole or not all(isinstance(text, str) and text for row in rows for text in row.values()):
        raise Bad(400, "no request for deletion of format 1")
    return {"id": request["id"], "asked": request["asked"], "pseudonyms": rows}


class Spool:
    """Requests on the disk: what was answered with 202 is carried out, also after a restart."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def keep(self, request):
        """Keeps a request that is new; returns False for one that was kept before."""
        if any(self.folder.glob(f"{request['id']}.*.json")):
            return False
        self.write(request | {"open": request["pseudonyms"], "by_hand": []}, "open")
        return True

    def write(self, request, state):
        path = self.folder / f"{request['id']}.{state}.json"
        beside = path.with_suffix(".part")
        with open(beside, "w", encoding="utf-8") as file:
            json.dump(request, file)
            file.flush()
            os.fsync(file.fileno())
        beside.rename(path)
        folder = os.open(self.folder, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def waiting(self):
        for path in sorted(self.folder.glob("*.open.json")):
            yield json.loads(path.read_text(encoding="utf-8"))

    def done(self, request):
        """Keeps that it was carried out, and what a person must do by hand; nothing else of it."""
        self.write({"id": request["id"], "asked": request["asked"], "by_hand": request["by_hand"]}, "done")
        (self.folder / f"{request['id']}.open.json").unlink()


def ask_segment(vendor, rows):
    """Asks Segment's Public API for a source-scoped regulation for each kind of subject."""
    for field, subject in SUBJECTS.items():
        ids = sorted({row["pseudonym"] for row in rows if row["field"] == field})
        if not ids:
            continue
        body = {"regulationType": "DELETE_ONLY", "subjectType": subject, "subjectIds": ids}
        asked = urllib.request.Request(
            f"{vendor['api']}/regulations/sources/{vendor['source']}", json.dumps(body).encode(), method="POST",
            headers={"Authorization": f"Bearer {os.environ[vendor['token_in']]}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked, timeout=30) as answer:
            answer.read()


def carry_out(spool, vendors):
    """Asks every vendor that is still to be asked. What failed stays open; returns how many requests did."""
    left = 0
    for request in spool.waiting():
        for recipient in sorted({row["recipient"] for row in request["open"]}):
            rows = [row for row in request["open"] if row["recipient"] == recipient]
            vendor = vendors.get(recipient, {})
            asked = [row for row in rows if vendor.get("kind") == "segment" and row["field"] in SUBJECTS]
            try:
                if asked:
                    ask_segment(vendor, asked)
            except (urllib.error.URLError, TimeoutError, OSError) as error:
                print(f"{request['id']}: {recipient} is asked again later ({type(error).__name__})", file=sys.stderr)
                continue
            # No API deletes these: somebody has to.
            request["by_hand"] += [row for row in rows if row not in asked]
            request["open"] = [row for row in request["open"] if row not in rows]
            # Kept after each vendor: a restart asks none of them twice.
            spool.write(request, "open")
        if request["open"]:
            left += 1
            continue
        spool.done(request)
        if request["by_hand"]:
            print(f"{request['id']}: {len(request['by_hand'])} pseudonyms to delete by hand", file=sys.stderr)
    return left


def handler(spool, wake):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            try:
                length = int(self.headers.get("Content-Length", "-1"))
                if not 0 <= length <= MOST_BYTES:
                    raise Bad(413, "the body is too large, or has no length")
                request = read(self.rfile.read(length), self.headers.get("Content-Encoding"))
                spool.keep(request)
                status, why = 202, "kept"
            except Bad as bad:
                status, why = bad.args
            except OSError:
                # The app asks again.
                status, why = 503, "it could not be kept"
            body = why.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(body)
            wake.set()

        def log_message(self, *_):
            """Logs no address."""

    return Handler


def main():
    config = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    spool, wake = Spool(config["spool"]), threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", config["port"]), handler(spool, wake))
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    wake.set()
    while True:
        wake.clear()
        pause = config.get("again_after_seconds", 600) if carry_out(spool, config["vendors"]) else None
        wake.wait(pause)


if __name__ == "__main__":
    main()
