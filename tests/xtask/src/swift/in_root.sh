#!/bin/sh
# Runs a program inside the Debian folder; no mount outlives it.
# usage: in_root.sh FOLDER CHECKOUT BUILD [NAME=VALUE...] PROGRAM [ARGUMENT...]
# CHECKOUT and BUILD are seen at their own paths; CHECKOUT/ios is where the program starts.
set -eu
if [ -z "${SORDINO_INSIDE:-}" ]; then
    mapped=$([ "$(id -u)" = 0 ] || echo --map-root-user)
    # shellcheck disable=SC2086
    SORDINO_INSIDE=1 exec unshare --mount --pid --fork --kill-child $mapped sh "$0" "$@"
fi
folder=$1 checkout=$2 build=$3
shift 3
bind() {
    mkdir -p "$folder$1"
    mount --rbind "$1" "$folder$1"
}
mount -t proc proc "$folder/proc" 2>/dev/null || mount --rbind /proc "$folder/proc"
mount --rbind /dev "$folder/dev"
bind "$checkout"
bind "$build"
mkdir -p "$build/swift/home"
PATH=$PATH:/usr/sbin
exec chroot "$folder" /usr/bin/env -i -C "$checkout/ios" \
    HOME="$build/swift/home" LANG=C.UTF-8 PATH=/usr/bin:/usr/libexec/swift/bin "$@"
