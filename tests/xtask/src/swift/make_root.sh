#!/bin/sh
# Makes a Debian 13 folder with Swift in it: no root, no maintainer script, nothing outside the folder.
# usage: make_root.sh FOLDER
set -eu
folder=$1
work="$folder.new"
rm -rf "$work"
mkdir -p "$work/made" "$work/apt/lists/partial" "$work/apt/archives/partial" "$work/apt/etc"
: >"$work/apt/status"

# The mirror is whichever this machine already uses.
mirror=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    sed -n 's/^Debian //p' | sort -u | head -n 1)
[ -n "$mirror" ] || { echo "this machine's apt knows no Debian mirror" >&2; exit 1; }
echo "deb $mirror trixie main" >"$work/apt/etc/sources.list"
apt() {
    apt-get -q \
        -o Dir::State="$work/apt" -o Dir::State::status="$work/apt/status" -o Dir::State::lists="$work/apt/lists" \
        -o Dir::Cache="$work/apt" -o Dir::Cache::archives="$work/apt/archives" \
        -o Dir::Etc::sourcelist="$work/apt/etc/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::preferencesparts=/dev/null -o Dir::Etc::preferences=/dev/null \
        -o APT::Sandbox::User=root -o APT::Install-Recommends=false -o Debug::NoLocking=true "$@"
}
apt update
apt install --download-only --yes \
    base-files bash coreutils dash findutils gawk grep sed tar \
    swiftlang libswiftlang swiftlang-dev libc6-dev libstdc++-14-dev binutils git ca-certificates

# Debian 13 expects these to lead into usr before anything is unpacked.
mkdir -p "$work/made/usr/bin" "$work/made/usr/lib" "$work/made/usr/lib64" "$work/made/usr/sbin"
for name in bin lib lib64 sbin; do ln -s "usr/$name" "$work/made/$name"; done
for package in "$work/apt/archives"/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$work/made" --no-same-owner --keep-directory-symlink
done
# What maintainer scripts would have linked.
[ -e "$work/made/usr/bin/awk" ] || ln -s gawk "$work/made/usr/bin/awk"
[ -e "$work/made/usr/bin/swift" ] || ln -s ../libexec/swift/bin/swift "$work/made/usr/bin/swift"
mkdir -p "$work/made/proc" "$work/made/dev" "$work/made/tmp"
rm -rf "$work/apt" "$folder"
mv "$work/made" "$folder"
rmdir "$work"
