#!/bin/sh
# What a Mac runs first, in this order. It was never run: everything so far ran on Linux, against stand-ins for Apple's
# frameworks. Each step says what it would show. A step that fails ends the run.
#
# usage: ios/ci-mac.sh            on a Mac with Xcode 16 or newer and rustup; no JDK is needed
set -eu
cd "$(dirname "$0")/.."
dist=dist/apple
work=target/ci-mac
mkdir -p "$work"

step() { printf '\n== %s\n' "$1"; }

step "1. The toolchain is there: which Xcode, SDK and Rust the rest is about"
xcodebuild -version
xcrun --sdk iphoneos --show-sdk-version
rustc --version

step "2. The XCFramework is written on a Mac as on Linux, for device, simulator and macOS on both processors"
cargo xtask dist apple
(cd dist && shasum -a 256 -c SHA256SUMS)

step "3. Apple's tools read it: property list, universal libraries, platform and oldest system of each slice"
plutil -lint "$dist/Sordino.xcframework/Info.plist"
for library in "$dist"/Sordino.xcframework/*/libsordino.a; do
    xcrun lipo -info "$library"
    xcrun otool -arch arm64 -l "$library" | grep -A4 LC_BUILD_VERSION | sort | uniq -c
done

step "4. Apple's linker takes the library beside a second Rust library: no name of it is met twice"
library="$dist/Sordino.xcframework/ios-arm64/libsordino.a"
rustc --edition=2024 --crate-type=staticlib --target=aarch64-apple-ios -o "$work/libsecond.a" tests/shipped/second.rs
printf 'int main(void) { return 0; }\n' >"$work/main.c"
xcrun --sdk iphoneos clang -target arm64-apple-ios15.0 "$work/main.c" -o "$work/both" -framework Foundation \
    -framework Security -Wl,-force_load,"$library" -Wl,-force_load,"$work/libsecond.a"

step "5. The dSYM names lines of ours: a crash report can be symbolicated"
xcrun dsymutil "$work/both" -o "$work/both.dSYM"
xcrun dwarfdump --debug-line "$work/both.dSYM" | grep -m 1 'core/engine/src'

step "6. The package compiles against Apple's real SDKs, on each platform it is for: the stand-ins agree with them"
cd "$dist/SordinoPackage"
for where in 'generic/platform=iOS' 'generic/platform=iOS Simulator' 'generic/platform=macOS'; do
    # Xcode's own scheme for all products of a package that has several: SordinoContacts too.
    xcodebuild build -scheme Sordino-Package -destination "$where" -derivedDataPath "../../../$work/derived" \
        SWIFT_TREAT_WARNINGS_AS_ERRORS=YES
done

step "7. It compiles with library evolution, and with explicit modules"
xcodebuild build -scheme Sordino-Package -destination 'generic/platform=iOS' -derivedDataPath "../../../$work/evolution" \
    BUILD_LIBRARY_FOR_DISTRIBUTION=YES SWIFT_ENABLE_EXPLICIT_MODULES=YES

step "8. It compiles for an app extension: nothing that extensions lack is called"
xcodebuild build -scheme Sordino-Package -destination 'generic/platform=iOS' -derivedDataPath "../../../$work/extension" \
    APPLICATION_EXTENSION_API_ONLY=YES

step "9. Mac Catalyst is refused with our sentence, and not with a riddle"
if xcodebuild build -scheme Sordino -destination 'generic/platform=macOS,variant=Mac Catalyst' \
    -derivedDataPath "../../../$work/catalyst" >"../../../$work/catalyst.txt" 2>&1; then
    echo "it was expected to fail" >&2
    exit 1
fi
# Xcode's own words, that a library is not there for this platform, would be the riddle.
grep -m 1 'error: Sordino has no library for Mac Catalyst' "../../../$work/catalyst.txt"
cd ../../..

step "10. The tests run on macOS: URLSession and files are Apple's own for the first time. The Keychain needs a signed program"
cargo xtask test swift

step "11. The privacy screens, drawn for the first time: light, dark, German, right to left, the largest type"
slice=$(pwd)/dist/apple/Sordino.xcframework/ios-arm64_x86_64-simulator
cargo run --quiet -p sordino-cli -- generate --policy examples/on-call/privacy.toml --out "$work/policy"
(cd ios && SORDINO_LIBRARY="$slice" swift build --product SordinoScreens --scratch-path "../$work/screens" \
    --sdk "$(xcrun --sdk iphonesimulator --show-sdk-path)" --triple "$(uname -m)-apple-ios15.0-simulator")
app="$work/Screens.app"
rm -rf "$app" "$work/pictures"
mkdir -p "$app" "$work/pictures"
cp "$work/screens/debug/SordinoScreens" "$work/policy/policy.json" "$app"
cat >"$app/Info.plist" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>SordinoScreens</string>
<key>CFBundleIdentifier</key><string>dev.sordino.screens</string>
<key>CFBundlePackageType</key><string>APPL</string>
<key>CFBundleLocalizations</key><array><string>en</string><string>de</string></array>
<key>MinimumOSVersion</key><string>15.0</string>
<key>UILaunchScreen</key><dict/>
</dict></plist>
END
codesign --force --sign - "$app"
# The simulator that is booted, or the first iPhone of the newest system.
phone=$(xcrun simctl list devices booted | sed -n 's/.*(\([0-9A-F-]*\)) (Booted).*/\1/p' | head -n 1)
if [ -z "$phone" ]; then
    phone=$(xcrun simctl list devices available | sed -n 's/.*iPhone.*(\([0-9A-F-]*\)) (Shutdown).*/\1/p' | tail -n 1)
    xcrun simctl boot "$phone"
fi
xcrun simctl bootstatus "$phone"
xcrun simctl install "$phone" "$app"
# usage: picture NAME SCREEN [ARGUMENT...]
picture() {
    name=$1 screen=$2
    shift 2
    xcrun simctl launch --terminate-running-process "$phone" dev.sordino.screens -screen "$screen" "$@"
    sleep 3
    xcrun simctl io "$phone" screenshot "$work/pictures/$name.png"
}
for screen in settings off locked history prompt; do
    picture "$screen-light" "$screen"
    picture "$screen-german" "$screen" -AppleLanguages '(de)'
    picture "$screen-right-to-left" "$screen" -AppleTextDirection YES -NSForceRightToLeftWritingDirection YES
    xcrun simctl ui "$phone" appearance dark
    picture "$screen-dark" "$screen"
    xcrun simctl ui "$phone" appearance light
    xcrun simctl ui "$phone" content_size accessibility-extra-extra-extra-large
    picture "$screen-largest" "$screen" -AppleLanguages '(de)'
    xcrun simctl ui "$phone" content_size large
done
echo "Look at each picture in $work/pictures: nothing clipped, every state in words, the receipt beside its switch, yes and no"
echo "of one size and colour, a locked switch dim with its text in full contrast, the switch left and arrows turned."

step "12. What only a device or a person can show; none of it is in this script"
cat <<'END'
- A device: locked before first unlock, files and Keychain as iOS 15 and the newest iOS have them.
- A suspended app with an app group: no 0xdead10cc in its crash log.
- An app archived with the package: the privacy report of Xcode lists C617.1 and AC6B.1; App Store Connect's validation takes it.
- A crash by fatalError: MetricKit hands it over at a later start, and its frames are symbolicated.
- The same, where that later start comes before the first unlock (a push wakes the app): MetricKit keeps the report until
  Sordino subscribes after the unlock.
- A background task of BGTaskScheduler: it runs, nothing is sent after an off, and it ends in time when it expires.
- The privacy screens with VoiceOver: a purpose is read as its title, its text, switch, on; a tap says off, and the receipt
  follows, once; a locked switch is read once, with its reasons after it; Keep on leaves the switch as it was.
- The same on an iPad and before iOS 16: the export opens beside its row, or the system's dialog for files.
- An app that starts Sordino only after its launch and calls registerBackgroundUploads there: the system ends it; the page says
  to call it from App.init.
- A prewarmed app before the first unlock: no new vault; what it had opens after the unlock.
- An app that joins an app group: one renaming brings its folder along, and its choices are the same.
- Two Mac apps without a sandbox: each has a folder of its own under ~/Library/Application Support.
- Two apps of one team with Sordino and a Keychain group in common: each keeps its own key, and stays on beside the other.
- A vault whose key is out of reach (an app group that was left, a transferred app, an App Clip): keyMissing, no new vault.
END
