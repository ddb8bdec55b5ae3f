"""Plays one shipped library on a real folder, and says of each promise whether it held.

usage: play.py LIBRARY_FOLDER CHECKOUT -- COMMAND...

COMMAND starts Python for the library's processor, with Android's libc played by libc.c. Each line that begins with `held:`
or `BROKEN:` is one check.
"""

import gzip
import http.client
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

SPLIT = sys.argv.index("--")
LIBRARY, CHECKOUT = map(pathlib.Path, sys.argv[1:SPLIT])
COMMAND = sys.argv[SPLIT + 1 :]
POLICY = str(CHECKOUT / "tests/formats/v1/policy.json")
# An event `alert_opened` without properties, and a crash of the JVM, as docs/formats/door.md has them.
EVENT = (b"\x01\x01" + bytes([12]) + b"alert_opened" + b"\x00").hex()
CRASH = (b"\x01\x02\x01\x00" + b"java.lang.IllegalStateException: gone\n\tat dev.example.App.run(App.kt:7)\n").hex()
APPLE_CRASH = (b"\x01\x02\x02\x00" + b"NSRangeException: gone\n0   App   0x0000000100001000 run + 4\n").hex()
ACCEPTED, CLOSED, CRASH_MALFORMED = 0, 16, 24


def hold(what, held, seen=""):
    print(f"{'held' if held else 'BROKEN'}: {what}" + ("" if held else f" ({seen})"), flush=True)


class Died(Exception):
    pass


class Device:
    """A process on `place`, with the shipped library in it."""

    def __init__(self, place, **environment):
        device = str(CHECKOUT / "tests/shipped/device.py")
        self.process = subprocess.Popen(
            [*COMMAND, device, str(LIBRARY), str(place)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | environment,
        )

    def ask(self, *words):
        self.tell(*words)
        return self.answer(words[0])

    def tell(self, *words):
        try:
            self.process.stdin.write(json.dumps(words) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def answer(self, asked):
        line = self.process.stdout.readline()
        if not line:
            raise Died(f"the process ended at {asked} with {self.process.wait()}")
        answer = json.loads(line)
        return answer["is"] if "is" in answer else answer

    def kill_itself(self):
        try:
            self.ask("kill")
        except Died:
            pass
        return self.process.wait()

    def end(self):
        self.process.stdin.close()
        return self.process.wait()


class Lock:
    """A second process that holds the lock over all processes."""

    def __init__(self, place):
        code = "import fcntl,sys\nf=open(sys.argv[1],'r+b')\nfcntl.flock(f,fcntl.LOCK_EX)\nprint('held',flush=True)\nsys.stdin.read()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, str(place / "files/lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout.readline() == "held\n"

    def release(self):
        self.process.stdin.close()
        self.process.wait()


def opened(place, *more):
    device = Device(place)
    return device, device.ask("open", POLICY, *more)


def first_start_and_kill(place):
    device, condition = opened(place)
    hold("a first start opens", condition == {"not_ready": None, "found": ["NOTHING"], "broken": False}, condition)
    closed = device.ask("record", EVENT)
    hold("nothing is taken before a choice", closed == CLOSED, closed)
    on = [device.ask("on", purpose) for purpose in ("usage", "crashes")]
    hold("a purpose is turned on", on == [True, True], on)
    answers = [device.ask("record", record) for record in (EVENT, EVENT, CRASH)]
    hold("what is offered is accepted", answers == [ACCEPTED] * 3, answers)
    waiting = device.ask("queued")
    code = device.kill_itself()
    hold("it ends by its own kill", code == -9, code)
    device, condition = opened(place)
    hold("it opens again after the kill", condition["not_ready"] is None and not condition["broken"], condition)
    after = device.ask("queued")
    # Two recipients have each event, one the crash.
    hold("nothing accepted is lost by the kill", (waiting, after) == (5, 5), (waiting, after))
    return device


def sends(device, place):
    refused = Device(place / "other")
    refused = refused.ask("open", POLICY, {"segment": "http://127.0.0.1:9"}, True)
    hold("plain HTTP is refused by a phone's library", refused.get("error", "").endswith("BadOption"), refused)
    got = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sent = []
    while request := device.ask("send"):
        if "url" not in request:
            hold("an upload begins", False, request)
            return
        # The request names the policy's HTTPS address. TLS is the platform's: the bytes go to this server instead.
        hold(f"what leaves for {request['recipient']} leaves by https", request["url"].startswith("https://"), request["url"])
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
        connection.request("POST", "/", bytes.fromhex(request["body"]), request["headers"])
        sent.append((request["recipient"], device.ask("report", connection.getresponse().status)))
        connection.close()
    server.shutdown()
    wanted = [("mirror", "DELIVERED"), ("segment", "DELIVERED"), ("sentry", "DELIVERED")]
    hold("each recipient takes its own once", sorted(sent) == wanted, sent)
    events = sum(len(json.loads(body)["batch"]) for body in got if body.startswith(b'{"') and b'"batch"' in body)
    crashes = sum(b"IllegalStateException" in body for body in got)
    hold("every event and the crash arrive", (events, crashes) == (4, 1), (events, crashes))
    left = device.ask("queued")
    hold("nothing waits after it arrived", left == 0, left)


def lock(device, place):
    device.ask("record", EVENT)
    holder = Lock(place)
    second, condition = opened(place)
    hold("no second process opens while another holds the lock", condition["not_ready"] is not None, condition)
    second.end()
    off = device.ask("off", "usage")
    hold("an off beside a held lock says that the ledger lacks it", off.get("in_ledger") is False, off)
    closed = device.ask("record", EVENT)
    hold("what was turned off takes nothing", closed == CLOSED, closed)
    device.kill_itself()
    holder.release()
    device, condition = opened(place)
    hold("it opens once the lock is free", condition["not_ready"] is None, condition)
    state = device.ask("is_open", "usage")
    hold("the off holds after kill and restart", state is False, state)
    hold("what was queued before it is gone", device.ask("queued") == 0, device.ask("queued"))
    device.ask("on", "usage")
    device.ask("record", EVENT)
    completed = device.ask("off_and_complete", "usage")
    hold("an off is completed", completed == {"erasure": "VAULT_REPLACED", "files_gone": True}, completed)
    return device


def is_awaited(path):
    """Returns whether Linux shows somebody who blocks for the lock of the file; looks for ten seconds at most."""
    number = f":{path.stat().st_ino} "
    until = time.monotonic() + 10
    while time.monotonic() < until:
        locks = pathlib.Path("/proc/locks").read_text().splitlines()
        if any("->" in line and number in line for line in locks):
            return True
        time.sleep(0.005)
    return False


def waits_visibly(place):
    """Android thaws a frozen process that holds a lock for one that it sees blocking, and never for one that polls."""
    device, _ = opened(place)
    device.ask("off", "usage")
    holder = Lock(place)
    device.tell("on", "usage")
    seen = is_awaited(place / "files/lock")
    holder.release()
    device.answer("on")
    hold("whoever waits for another process's lock is seen to wait", seen)
    # An answer that came too late is no fault of the lock: on a busy machine it was seen after the two seconds of a turn-on.
    hold("the lock is free again after a late one came", device.ask("on", "usage") is True)
    device.end()


def two_processes(place):
    one, _ = opened(place)
    two, _ = opened(place)
    one.ask("on", "usage")
    two.ask("retry")
    taken = two.ask("record", EVENT)
    hold("a second process takes what another one's choice allows", taken == ACCEPTED, taken)
    one.ask("off", "usage")
    closed = two.ask("record", EVENT)
    hold("another process's off is heeded by the next record", closed == CLOSED, closed)
    one.end()
    two.end()


def panics(device):
    panic = device.ask("panic")
    said = (panic.get("code"), panic.get("said"))
    hold("a panic comes back as an error", said == (2, "null RustBuffer had non-zero capacity"), panic)
    hold("it was a panic, by what the process wrote to stderr", "panicked at" in panic.get("printed", ""), panic)
    hold("the library answers after a panic", device.ask("is_open", "crashes") is True)


def hostile(device, place):
    throwing, condition = opened(place, {}, False, True)
    hold("a key store that throws is told", condition.get("not_ready") == "KEYS_FAILED", condition)
    throwing.end()
    numbers = {
        "": 32, "01": 32, "0103": 32, "02": 34, "0101ff": 32, "010101ff00": 33,
    }
    seen = {record: device.ask("record", record) for record in numbers}
    hold("what is no record is refused by its number", seen == numbers, seen)
    none = device.ask("minimise", "segment", EVENT)
    hold("no SDK may send for a recipient that the library serves", none == "NO_RECIPIENT", none)
    apple = device.ask("record", APPLE_CRASH)
    hold("an Apple crash is refused: its reader stays off Android", apple == CRASH_MALFORMED, apple)
    answer = device.ask("to_nobody", EVENT)
    hold("a number of no engine is answered", answer == 35, answer)


def without_locks(place):
    """On a file system that answers to `flock` that it has none. Another start finds a purpose on."""
    device, _ = opened(place)
    device.ask("on", "usage")
    device.end()
    device = Device(place, SORDINO_NO_LOCKS="1")
    condition = device.ask("open", POLICY)
    hold("where no file can be locked, nothing opens and it is told", condition["not_ready"] == "NO_FILE_LOCK", condition)
    off = device.ask("off", "usage")
    hold("an off without any lock is no success", off.get("error") == "CLOSED_UNTIL_RESTART", off)
    device.end()


NUMBERS = {
    "accepted": 0, "held_in_memory": 1, "held_sealed": 2, "closed": 16, "unknown_event": 17, "no_recipient": 18,
    "too_many_properties": 19, "too_large": 20, "too_deep": 21, "not_finite": 22, "bad_name": 23, "malformed": 24,
    "empty": 25, "closed_then": 26, "malformed_bytes": 32, "not_utf8": 33, "newer_format": 34,
}


def vectors(place):
    """The cases of tests/vectors/door.json, as bytes through the door, on an engine of their own."""
    with open(CHECKOUT / "tests/vectors/door.json", encoding="utf-8") as file:
        file = json.load(file)
    given = file["given"]
    place = place / "vectors"
    place.mkdir()
    policy = place / "policy.json"
    policy.write_text(json.dumps(given["policy"]))
    device = Device(place)
    device.ask("open", str(policy))
    for purpose in given["policy"]["purposes"]:
        if purpose["id"] not in given["off"]:
            device.ask("on", purpose["id"])
    wrong = []
    for case in file["cases"]:
        wanted = case["want"]["outcome"]
        wanted = NUMBERS[wanted["refused"] if isinstance(wanted, dict) else wanted]
        got = device.ask("record", case["want"].get("record") or case["in"]["record"])
        if got != wanted:
            wrong.append((case["name"], wanted, got))
    hold(f"the door answers all {len(file['cases'])} vectors as on every platform", not wrong, wrong)
    device.end()


def debug_takes_plain_http(place):
    """The library for developers reaches a server on its own machine, and nothing else over plain HTTP."""
    device, condition = opened(place, {"segment": "http://127.0.0.1:9"}, True)
    hold("plain HTTP to this machine is taken by the debug library", condition.get("not_ready", "") is None, condition)
    device.ask("on", "usage")
    device.ask("record", EVENT)
    urls = {}
    while (request := device.ask("send")) and "url" in request:
        urls[request["recipient"]] = request["url"]
        device.ask("report", 200)
    hold("what leaves for it leaves by plain HTTP", urls.get("segment", "").startswith("http://127.0.0.1:9"), urls)
    device.end()
    other = Device(place / "other").ask("open", POLICY, {"segment": "http://192.0.2.1"}, True)
    hold("plain HTTP to another machine is refused", other.get("error", "").endswith("BadOption"), other)
    unasked = Device(place / "unasked").ask("open", POLICY, {"segment": "http://127.0.0.1:9"}, False)
    hold("plain HTTP that the app did not ask for is refused", unasked.get("error", "").endswith("BadOption"), unasked)


def main():
    place = pathlib.Path(tempfile.mkdtemp(prefix="sordino-shipped-"))
    try:
        if os.environ.get("SORDINO_PLAYS") == "debug":
            return debug_takes_plain_http(place)
        device = first_start_and_kill(place)
        sends(device, place)
        panics(device)
        hostile(device, place)
        device = lock(device, place)
        code = device.end()
        hold("it ends well", code == 0, code)
        two_processes(place)
        waits_visibly(place)
        without_locks(place)
        vectors(place)
    except Died as died:
        hold(str(died), False)
    finally:
        shutil.rmtree(place)


main()
