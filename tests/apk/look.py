"""Says where each library of an APK begins: `NAME OFFSET_MODULO_16384`, a line each; `deflated` in place of a number.

usage: look.py APK
"""

import struct
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as archive, open(sys.argv[1], "rb") as file:
    for entry in archive.infolist():
        if not entry.filename.endswith(".so"):
            continue
        file.seek(entry.header_offset + 26)
        name, extra = struct.unpack("<HH", file.read(4))
        begins = entry.header_offset + 30 + name + extra
        print(entry.filename, begins % 16384 if entry.compress_type == zipfile.ZIP_STORED else "deflated")
