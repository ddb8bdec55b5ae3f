"""Crash reports of the day. Most are texts as they are; two are put together from a list of their frames."""

import base64
import json
import uuid

from marks import unmark


def read(path):
    """What a crash line holds of the report, and what is planted in it."""
    text, planted = unmark(path.read_text(encoding="utf-8"))
    if path.stem == "metrickit":
        return {"text": json.dumps(metrickit(json.loads(text)), ensure_ascii=False)}, planted
    if path.stem == "tombstone-binary":
        return {"base64": base64.b64encode(tombstone(json.loads(text))).decode()}, planted
    return {"text": text}, planted


def metrickit(report):
    """Turns "IMAGE:OFFSET" lists, innermost call first, into the tree that MetricKit nests them in."""
    loaded = {}

    def tree(calls):
        inner = None
        for call in reversed(calls):
            image, offset = call.split(":")
            at = loaded.setdefault(image, 0x180000000 + 0x4000000 * len(loaded))
            frame = {"binaryUUID": str(uuid.uuid5(uuid.NAMESPACE_DNS, image)).upper(),
                     "offsetIntoBinaryTextSegment": int(offset), "sampleCount": 1}
            if inner:
                frame["subFrames"] = [inner]
            inner = frame | {"binaryName": image, "address": at + int(offset)}
        return [inner]

    stacks = [{"threadAttributed": stack["attributed"], "callStackRootFrames": tree(stack["calls"])}
              for stack in report.pop("stacks")]
    return report | {"callStackTree": {"callStackPerThread": True, "callStacks": stacks}}


def tombstone(report):
    """The report as AOSP's tombstone.proto lays it out, with much that must be passed over."""
    name, number, code_name, code = report["signal"]
    signal = [(1, number), (2, name), (3, code), (4, code_name), (8, 1), (9, 0x10)]
    threads = [(16, message([(1, t["id"]), (2, thread(t, report["memory"]))])) for t in report["threads"]]
    mapping = message([(1, 0x7000000000), (2, 0x7000100000), (4, 1), (7, "/data/app/base.apk")])
    log = message([(1, "main"), (2, message([(1, "03-11 18:19:58.112"), (5, "Tiles"), (6, report["log"])]))])
    files = [(19, message([(1, 40 + i), (2, path), (3, "unowned")])) for i, path in enumerate(report["files"])]
    return message([(1, 1), (2, report["build"]), (3, "DVT1.2"), (5, report["threads"][0]["id"]),
                    (6, report["crashed"]), (7, 10294), *((9, word) for word in report["command"]), (20, 731),
                    (10, message(signal)), (14, report["abort"]), *threads, (17, mapping), (18, log), *files])


def thread(thread, memory):
    registers = [(3, message([(1, f"x{i}"), (2, 0x7000 + i)])) for i in range(4)]
    dump = message([(1, "x1"), (2, "[heap]"), (3, 0x7000), (4, memory)])
    frames = [(4, message([(1, pc), (2, 0x7100000000 + pc), (4, function), (5, 12), (6, path), (8, build)]))
              for function, pc, path, build in thread["frames"]]
    return message([(1, thread["id"]), (2, thread["name"]), *registers, *frames, (5, dump), (6, 1)])


def message(fields):
    """Protobuf's wire format; like proto3, it leaves out zeros and empty texts."""
    out = bytearray()
    for number, value in fields:
        if isinstance(value, int):
            if value:
                out += varint(number << 3) + varint(value)
        elif value:
            value = value.encode() if isinstance(value, str) else value
            out += varint(number << 3 | 2) + varint(len(value)) + value
    return bytes(out)


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
