"""Packs a folder as an APK that is not signed yet.

usage: pack.py FOLDER APK

Libraries and `resources.arsc` are stored as they are, so that Android maps them from the APK; everything else is deflated.
Where each begins is the signer's to align. Times are fixed: the same files make the same APK.
"""

import pathlib
import sys
import zipfile

folder, apk = map(pathlib.Path, sys.argv[1:])
with zipfile.ZipFile(apk, "w") as archive:
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), (2026, 1, 1, 0, 0, 0))
        is_stored = path.suffix in (".so", ".arsc")
        entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
        archive.writestr(entry, path.read_bytes())
