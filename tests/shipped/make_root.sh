#!/bin/sh
# Unpacks packages of Debian 12 for a processor into a folder: no root, no maintainer script, nothing outside the folder.
# usage: make_root.sh FOLDER PROCESSOR PACKAGE...
# PROCESSOR is Debian's name, or `here` for this machine's.
set -eu
folder=$1
processor=$2
shift 2
[ "$processor" != here ] || processor=$(dpkg --print-architecture)
work="$folder.new"
rm -rf "$work"
mkdir -p "$work/made/usr/bin" "$work/made/usr/lib" "$work/made/usr/lib64" "$work/made/usr/sbin"
mkdir -p "$work/apt/lists/partial" "$work/apt/archives/partial" "$work/apt/etc"
: >"$work/apt/status"

# The mirror is whichever this machine already uses.
mirror=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    sed -n 's/^Debian //p' | sort -u | head -n 1)
[ -n "$mirror" ] || { echo "this machine's apt knows no Debian mirror" >&2; exit 1; }
echo "deb $mirror bookworm main" >"$work/apt/etc/sources.list"
apt() {
    apt-get -q \
        -o APT::Architecture="$processor" -o APT::Architectures::="$processor" \
        -o Dir::State="$work/apt" -o Dir::State::status="$work/apt/status" -o Dir::State::lists="$work/apt/lists" \
        -o Dir::Cache="$work/apt" -o Dir::Cache::archives="$work/apt/archives" \
        -o Dir::Etc::sourcelist="$work/apt/etc/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::preferencesparts=/dev/null -o Dir::Etc::preferences=/dev/null \
        -o APT::Sandbox::User=root -o APT::Install-Recommends=false -o Debug::NoLocking=true "$@"
}
apt update
apt install --download-only --yes "$@"

# Debian expects these to lead into usr before anything is unpacked.
for name in bin lib lib64 sbin; do ln -s "usr/$name" "$work/made/$name"; done
for package in "$work/apt/archives"/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$work/made" --no-same-owner --keep-directory-symlink
done
rm -rf "$work/apt" "$folder"
mv "$work/made" "$folder"
rmdir "$work"
