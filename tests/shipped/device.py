"""One process of an app on the shipped library, driven line by line: JSON in, JSON out.

usage: device.py FOLDER_OF_THE_LIBRARY PLACE

FOLDER_OF_THE_LIBRARY holds libsordino.so and the sordino.py that UniFFI generated. Under PLACE lie Sordino's own
folder and the keys. It runs on every processor: everything about the processor is in the library.
"""

import ctypes
import json
import os
import signal
import sys

LIBRARY, PLACE = sys.argv[1:3]
sys.path.insert(0, LIBRARY)
import sordino  # noqa: E402

DOOR = ctypes.CDLL(os.path.join(LIBRARY, "libsordino.so")).sordino_record
DOOR.argtypes = [ctypes.c_uint64, ctypes.c_char_p, ctypes.c_size_t]
DOOR.restype = ctypes.c_int32
SHOWN = sordino.Shown(locale="en", how="settings")


class Keys(sordino.KeyStore):
    """Keys as files: what the phone's key store would hold."""

    def path(self, name):
        return os.path.join(PLACE, "keys", name)

    def load(self, name):
        try:
            with open(self.path(name), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def store(self, name, bytes):
        with open(self.path(name) + ".new", "wb") as file:
            file.write(bytes)
            file.flush()
            os.fsync(file.fileno())
        os.rename(self.path(name) + ".new", self.path(name))

    def delete(self, name):
        try:
            os.remove(self.path(name))
        except FileNotFoundError:
            pass


class Throwing(Keys):
    """A key store that throws what no contract names."""

    def load(self, name):
        raise ValueError("an app's code may throw anything")


class Cancel(sordino.Cancel):
    def cancel(self):
        pass


class Device:
    def __init__(self):
        os.makedirs(os.path.join(PLACE, "keys"), exist_ok=True)
        self.engine = None
        self.sent = None

    def open(self, policy, endpoints=None, loopback=False, throwing=False):
        overrides = [
            sordino.Override(recipient=recipient, endpoint=url, key="public")
            for recipient, url in (endpoints or {}).items()
        ]
        options = sordino.Options(
            facts=sordino.Facts(os_name="Android", os_version="8.0", app_version="1.0"),
            overrides=overrides,
            allow_loopback_http=loopback,
        )
        with open(policy, "rb") as file:
            policy = file.read()
        keys = Throwing() if throwing else Keys()
        self.engine = sordino.Engine.open(policy, os.path.join(PLACE, "files"), keys, [], options)
        return self.condition()

    def condition(self):
        condition = self.engine.condition()
        return {
            "not_ready": condition.not_ready.name if condition.not_ready else None,
            "found": [found.name for found in condition.found],
            "broken": condition.broken,
        }

    def retry(self):
        self.engine.retry()
        return self.condition()

    def on(self, purpose):
        return self.engine.turn_on_each([purpose], SHOWN).turned[0].open

    def off(self, purpose):
        closings = self.engine.turn_off_each([purpose], SHOWN)
        if closings.failed:
            return {"error": closings.failed[0].why.name}
        receipt = closings.receipts[0]
        return {
            "records": receipt.records.number,
            "erasure": receipt.erasure.name,
            "in_ledger": receipt.in_ledger,
        }

    def off_and_complete(self, purpose):
        receipt = self.engine.turn_off_each([purpose], SHOWN).receipts[0]
        completed = self.engine.complete(receipt)
        return {"erasure": completed.erasure.name, "files_gone": completed.files_gone}

    def is_open(self, purpose):
        return self.engine.status(purpose).open

    def record(self, record):
        record = bytes.fromhex(record)
        return DOOR(self.engine.door(), record, len(record))

    def minimise(self, recipient, record):
        answer = self.engine.minimise(recipient, None, bytes.fromhex(record))
        return json.loads(answer.json) if answer.is_ALLOWED() else answer.refusal.name

    def to_nobody(self, record):
        record = bytes.fromhex(record)
        return DOOR(1 << 40, record, len(record))

    def queued(self):
        return sum(queued.records.number for queued in self.engine.queued())

    def send(self):
        """Begins the next upload and gives its request, as the platform's transport would get it."""
        upload = self.engine.next_upload()
        if not upload.is_READY():
            return None
        begun = self.engine.begin(upload.ticket, Cancel())
        if not begun.is_SEND():
            return None
        request = begun.request
        self.sent = request.id
        headers = {header.name: header.value for header in request.headers}
        return {"recipient": request.recipient, "url": request.url, "headers": headers, "body": request.body.hex()}

    def report(self, status):
        return self.engine.report(self.sent, sordino.Reply.ANSWERED(sordino.Answer(status=status))).name

    def panic(self):
        """Hands over a buffer that no generated code makes, with room but no place: taking it panics inside the library.

        Bytes that cannot be read would be answered as an error without any panic, and by the same code.
        """
        status = sordino._UniffiRustCallStatus.default()
        buffer = sordino._UniffiRustBuffer(capacity=5, len=0, data=None)
        with open(os.path.join(PLACE, "stderr"), "w+b") as file:
            stderr = os.dup(2)
            os.dup2(file.fileno(), 2)
            try:
                sordino._UniffiLib.uniffi_sordino_fn_func_receipt_json(buffer, ctypes.byref(status))
            finally:
                os.dup2(stderr, 2)
                os.close(stderr)
            file.seek(0)
            printed = file.read().decode()
        said = sordino._UniffiFfiConverterString.lift(status.error_buf)
        return {"code": status.code, "said": said, "printed": printed}

    def kill(self):
        os.kill(os.getpid(), signal.SIGKILL)


def main():
    device = Device()
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            answer = {"is": getattr(device, name)(*arguments)}
        except sordino.SordinoError as error:
            answer = {"error": type(error).__name__, "says": str(error)}
        except Exception as error:  # The driver shows it: it is a fault of the test or of the library.
            answer = {"thrown": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
