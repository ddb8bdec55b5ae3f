"""Reads what `sordino generate` wrote with readers that are not ours.

usage: read.py DIR

Prints one JSON line for each check: {"held": true, "what": "..."}.
"""

import csv
import hashlib
import html.parser
import io
import json
import plistlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

import openstep_parser

HEADER = (
    "Question ID (machine readable),Response ID (machine readable),Response value,"
    "Answer requirement,Human-friendly question label"
)
ANDROID = "{http://schemas.android.com/apk/res/android}"
TOOLS = "{http://schemas.android.com/tools}"
VOID = {"meta", "link", "br", "img", "hr", "input"}


def check(held, what):
    print(json.dumps({"held": bool(held), "what": what}))


def property_lists(folder):
    for path in sorted(folder.rglob("*.plist")) + sorted(folder.rglob("*.xcprivacy")):
        read = plistlib.loads(path.read_bytes())
        again = plistlib.loads(plistlib.dumps(read))
        check(read and read == again, f"plistlib reads {path.relative_to(folder)}, and it stays the same")


def findings(path):
    """What xcprivacy says about a manifest; a note counts as well."""
    words = [sys.executable, "-m", "xcprivacy", "check", "--strict", "--no-source-scan", "--format", "json"]
    said = subprocess.run(words + [str(path)], capture_output=True, text=True, check=False)
    return json.loads(said.stdout)["findings"]


def manifests(folder):
    paths = sorted(folder.rglob("PrivacyInfo.xcprivacy"))
    check(len(paths) == 2, "there are two privacy manifests")
    for path in paths:
        found = findings(path)
        check(found == [], f"xcprivacy finds nothing in {path.relative_to(folder)} ({len(found)} findings)")
    with tempfile.TemporaryDirectory() as aside:
        broken = Path(aside) / "PrivacyInfo.xcprivacy"
        text = paths[0].read_text(encoding="utf-8")
        broken.write_text(text.replace("C617.1", "CA92.1"), encoding="utf-8")
        check(findings(broken), "xcprivacy finds a reason of another category")


def purpose_strings(folder):
    catalog_path = folder / "ios/InfoPlist.xcstrings"
    text = catalog_path.read_text(encoding="utf-8")
    catalog = json.loads(text)
    again = json.dumps(catalog, indent=2, separators=(",", " : "), ensure_ascii=False, sort_keys=True) + "\n"
    check(again == text, "the string catalog stays the same when it is read and written")
    for path in sorted(folder.rglob("InfoPlist.strings")):
        locale = path.parent.name.removesuffix(".lproj")
        table = openstep_parser.OpenStepDecoder.ParseFromString("{" + path.read_text(encoding="utf-8") + "}")
        wanted = {
            key: entry["localizations"][locale]["stringUnit"]["value"] for key, entry in catalog["strings"].items()
        }
        check(table == wanted, f"{path.relative_to(folder)} says what the catalog says")


def xml_files(folder):
    for path in sorted((folder / "android").rglob("*.xml")):
        root = xml.etree.ElementTree.parse(path).getroot()
        check(root.tag, f"an XML parser reads {path.relative_to(folder)}")
    manifest = xml.etree.ElementTree.parse(folder / "android/src/main/AndroidManifest.fragment.xml").getroot()
    removed = {e.get(ANDROID + "name") for e in manifest.iter() if e.get(TOOLS + "node") == "remove"}
    for name in ("android.permission.READ_CONTACTS", "com.google.firebase.provider.FirebaseInitProvider"):
        check(name in removed, f"{name} is removed")
    rules = xml.etree.ElementTree.parse(folder / "android/src/main/res/xml/sordino_data_extraction_rules.xml").getroot()
    sections = {section.tag: len(section) for section in rules}
    wanted = {"cloud-backup", "device-transfer", "cross-platform-transfer"}
    check(set(sections) == wanted and all(sections.values()), "all three ways of copying leave something out")


def play_form(folder):
    data = (folder / "store/play-data-safety.csv").read_bytes()
    check(data.split(b"\r\n", 1)[0] == HEADER.encode(), "the form has the exact header")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    check(len(rows) == 783 and all(len(row) == 5 for row in rows), "the form has 782 rows of five columns")
    check(len({(row[0], row[1]) for row in rows}) == len(rows), "no row of the form comes twice")
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\r\n").writerows(rows)
    check(again.getvalue().encode() == data, "the form stays the same when it is read and written")


class Balanced(html.parser.HTMLParser):
    """Whether every element that is opened is closed."""

    def __init__(self):
        super().__init__()
        self.open, self.sound = [], True

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        self.sound &= bool(self.open) and self.open.pop() == tag


def pages(folder):
    for path in sorted(folder.rglob("*.html")):
        reader = Balanced()
        reader.feed(path.read_text(encoding="utf-8"))
        reader.close()
        check(reader.sound and not reader.open, f"every element of {path.relative_to(folder)} is closed")


def the_list(folder):
    listed = json.loads((folder / "sordino-generated.json").read_text(encoding="utf-8"))
    hashes = {row["path"]: row["sha256"] for row in listed["files"]}
    found = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "sordino-generated.json"
    }
    check(found and hashes == found, "the list has each file with its hash, and no other")


def main():
    folder = Path(sys.argv[1])
    for part in (property_lists, manifests, purpose_strings, xml_files, play_form, pages, the_list):
        part(folder)


main()
