#!/bin/sh
# Builds the example app for the simulator, walks through its QA page and takes the pictures. It was never run: it needs a Mac.
#
# usage: sh examples/ios/on-mac.sh        with Xcode 16 or newer, rustup and XcodeGen
set -eu
cd "$(dirname "$0")/../.."
here=examples/ios made=examples/ios/Generated out=target/example-ios
rm -rf "$made" "$out"
mkdir -p "$made" "$out"

echo "== The package, with a simulator's library that takes plain HTTP on this machine"
cargo xtask dist apple
cp -R dist/debug/apple/SordinoPackage "$made/SordinoPackage"

echo "== What sordino generate writes, and the app's own keys over it"
cargo run --quiet -p sordino-cli -- generate --policy examples/on-call/privacy.toml --out "$made/privacy"
cat >"$made/Info.plist" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
<key>CFBundleDevelopmentRegion</key><string>en</string>
<key>CFBundleExecutable</key><string>$(EXECUTABLE_NAME)</string>
<key>CFBundleIdentifier</key><string>$(PRODUCT_BUNDLE_IDENTIFIER)</string>
<key>CFBundleName</key><string>On call</string>
<key>CFBundlePackageType</key><string>APPL</string>
<key>CFBundleShortVersionString</key><string>1.0</string>
<key>CFBundleVersion</key><string>1</string>
<key>UILaunchScreen</key><dict/>
<key>NSAppTransportSecurity</key><dict><key>NSAllowsLocalNetworking</key><true/></dict>
</dict></plist>
END
/usr/libexec/PlistBuddy -c "Merge $made/privacy/ios/Info.fragment.plist" "$made/Info.plist"

echo "== The project and the app"
(cd "$here" && xcodegen generate)
phone=$(xcrun simctl list devices available | sed -n 's/.*iPhone.*(\([0-9A-F-]*\)) (.*/\1/p' | tail -n 1)
xcrun simctl bootstatus "$phone" -b
xcrun simctl uninstall "$phone" dev.sordino.OnCall || true

echo "== The QA page"
# The servers run until their input closes; a shell gives a command in the background an empty one.
mkfifo "$out/input"
exec 3<>"$out/input"
serve() {
    cargo run --quiet -p sordino-cli -- servers --watch --port 8000 <&3 >>"$out/arrived.txt" &
    echo $! >"$out/servers"
}
stop() { kill "$(cat "$out/servers")" 2>/dev/null || true; }
rm -f /tmp/on-call-network
serve
# "Network off" is servers that are not there.
(
    while sleep 1; do
        case $(cat /tmp/on-call-network 2>/dev/null) in
        "Network off") stop ;;
        "Network on") kill -0 "$(cat "$out/servers")" 2>/dev/null || serve ;;
        esac
    done
) &
watcher=$!
trap 'kill "$watcher" 2>/dev/null || true; stop' EXIT
xcodebuild test -project "$here/OnCall.xcodeproj" -scheme OnCall -destination "id=$phone" \
    -derivedDataPath "$out/derived" -resultBundlePath "$out/qa.xcresult"

echo "== What arrived, and what must not have"
for wanted in identify alert_acknowledged 'no rota for \[email\]'; do grep -q "$wanted" "$out/arrived.txt"; done
for raw in usr_ cus_ ada.kestner alr-20 901820; do
    if grep -q "$raw" "$out/arrived.txt"; then echo "$raw arrived" >&2; exit 1; fi
done

echo "== The pictures"
xcrun xcresulttool export attachments --path "$out/qa.xcresult" --output-path "$out/pictures"
echo "Look at each picture in $out/pictures: nothing clipped, one button before the system's dialog, every state in words."
