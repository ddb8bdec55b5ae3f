//! Keys against what the code does: PS001 and PS019, by API and never by framework.

use std::collections::BTreeSet;

use super::judged::place;
use super::rules::{PS001, PS019};
use crate::context::Context;
use crate::finding::{Findings, Place};
use crate::read::ios::foreign::links_other_code;
use crate::read::ios::localized::language;
use crate::read::ios::purpose::purposes;
use crate::read::ios::target::{Product, Target};
use crate::rules::local_network::SEARCHES;

/// A key, calls that need it for certain, and words without which nothing of the app can need it.
struct Use {
    key: &'static str,
    calls: &'static [&'static str],
    hints: &'static [&'static str],
}

const USES: &[Use] = &[
    Use {
        key: "NSContactsUsageDescription",
        calls: &[
            "CNContactStore().requestAccess",
            "requestAccess(for: .contacts",
            "requestAccessForEntityType:CNEntityTypeContacts",
            "requestAccessForEntityType(CNEntityType",
        ],
        hints: &["CNContact", "ABAddressBook", "import Contacts"],
    },
    Use {
        key: "NSCameraUsageDescription",
        calls: &[
            "AVCaptureDevice.requestAccess(for: .video",
            "AVCaptureDeviceInput(device:",
            "requestAccessForMediaType:AVMediaTypeVideo",
            "requestAccessForMediaType(AVMediaTypeVideo",
        ],
        hints: &[
            "AVCapture",
            "UIImagePickerController",
            "VNDocumentCamera",
            "DataScannerViewController",
            "ARSession",
            "ARView",
            "ARSCNView",
            "WKWebView",
            "CodeScanner",
        ],
    },
    Use {
        key: "NSMicrophoneUsageDescription",
        calls: &[
            "AVAudioSession.sharedInstance().requestRecordPermission",
            "AVAudioApplication.requestRecordPermission",
            "requestAccess(for: .audio",
            "requestAccessForMediaType:AVMediaTypeAudio",
            "requestAccessForMediaType(AVMediaTypeAudio",
        ],
        hints: &[
            "AVAudioSession",
            "AVAudioRecorder",
            "AVCapture",
            "AVAudioEngine",
            "AVAudioApplication",
            "UIImagePickerController",
            "SFSpeech",
            "WKWebView",
            "ReplayKit",
            "RPScreenRecorder",
        ],
    },
    Use {
        key: "NSLocationWhenInUseUsageDescription",
        calls: &[
            ".requestWhenInUseAuthorization(",
            "requestWhenInUseAuthorization]",
            ".requestAlwaysAuthorization(",
        ],
        hints: &[
            "CLLocation",
            "CoreLocation",
            "CLMonitor",
            "LocationButton",
            "WKWebView",
            "NEHotspot",
            "CNCopyCurrentNetworkInfo",
        ],
    },
    Use {
        key: "NSCalendarsUsageDescription",
        calls: &[],
        hints: &["EKEvent"],
    },
    Use {
        key: "NSCalendarsFullAccessUsageDescription",
        calls: &[".requestFullAccessToEvents("],
        hints: &["EKEvent"],
    },
    Use {
        key: "NSRemindersFullAccessUsageDescription",
        calls: &[".requestFullAccessToReminders("],
        hints: &["EKEvent", "EKReminder"],
    },
    Use {
        key: "NSPhotoLibraryUsageDescription",
        calls: &[
            "PHPhotoLibrary.requestAuthorization(for: .readWrite",
            "PHPhotoLibrary.requestAuthorization {",
        ],
        hints: &[
            "PHPhoto",
            "PHAsset",
            "PHFetch",
            "Picker",
            "WKWebView",
            "ALAssets",
        ],
    },
    Use {
        key: "NSPhotoLibraryAddUsageDescription",
        calls: &[
            "UIImageWriteToSavedPhotosAlbum(",
            "PHPhotoLibrary.requestAuthorization(for: .addOnly",
        ],
        hints: &[
            "PHPhoto",
            "PHAsset",
            "SavedPhotosAlbum",
            "UIActivityViewController",
            "ShareLink",
            "WKWebView",
        ],
    },
    Use {
        key: "NSBluetoothAlwaysUsageDescription",
        calls: &[
            "CBCentralManager(delegate",
            "CBPeripheralManager(delegate",
            "CBCentralManager()",
            "CBPeripheralManager()",
        ],
        hints: &[
            "CBCentral",
            "CBPeripheral",
            "CoreBluetooth",
            "AccessorySetup",
        ],
    },
    Use {
        key: "NSMotionUsageDescription",
        calls: &["CMMotionActivityManager(", "CMPedometer("],
        hints: &[
            "CMMotionActivity",
            "CMPedometer",
            "CMAltimeter",
            "CMSensorRecorder",
            "CMHeadphone",
        ],
    },
    Use {
        key: "NSSiriUsageDescription",
        calls: &["INPreferences.requestSiriAuthorization"],
        hints: &[
            "INPreferences",
            "import Intents",
            "INIntent",
            "INInteraction",
        ],
    },
    Use {
        key: "NSSpeechRecognitionUsageDescription",
        calls: &["SFSpeechRecognizer.requestAuthorization"],
        hints: &["SFSpeech", "import Speech", "SpeechAnalyzer"],
    },
    Use {
        key: "NSUserTrackingUsageDescription",
        calls: &["ATTrackingManager.requestTrackingAuthorization"],
        hints: &["ATTrackingManager", "AppTrackingTransparency"],
    },
    Use {
        key: "NSFaceIDUsageDescription",
        calls: &[
            " evaluatePolicy(.deviceOwnerAuthenticationWithBiometrics",
            ".evaluatePolicy(.deviceOwnerAuthenticationWithBiometrics",
            " evaluatePolicy:LAPolicyDeviceOwnerAuthenticationWithBiometrics",
        ],
        hints: &[
            "LAContext",
            "LAPolicy",
            "LocalAuthentication",
            "biometry",
            "LARight",
        ],
    },
    Use {
        key: "NSLocalNetworkUsageDescription",
        calls: &SEARCHES,
        hints: &[
            "NWBrowser",
            "NWConnection",
            "NWListener",
            "NetService",
            "MultipeerConnectivity",
            "Socket",
            "URLSession",
            "WKWebView",
            "GCK",
            "AVRoutePicker",
            "WebRTC",
        ],
    },
    Use {
        key: "NSHealthShareUsageDescription",
        calls: &[
            ".requestAuthorization(toShare:",
            "requestAuthorizationToShareTypes:",
        ],
        hints: &["HKHealth", "HealthKit", "HKQuantity", "HKSample"],
    },
    Use {
        key: "NSHomeKitUsageDescription",
        calls: &[],
        hints: &["HMHome", "HomeKit", "HMAccessory"],
    },
    Use {
        key: "NFCReaderUsageDescription",
        calls: &["NFCNDEFReaderSession(", "NFCTagReaderSession("],
        hints: &["CoreNFC", "NFC"],
    },
];

/// The words of the table.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    USES.iter()
        .flat_map(|entry| entry.calls.iter().chain(entry.hints).copied())
}

/// Notes keys that a call needs and no target has, and keys that no code of the app can need.
///
/// A photo picker, a motion manager and a web view need no key of their own, so none is asked for them.
pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let project = context.ios();
    let apps: Vec<&Target> = project.apps().filter(|target| target.phone).collect();
    let Some(first) = apps.first() else {
        return;
    };
    let place_of = |target: &Target| {
        let info = target.info.as_ref().map(|info| info.path.clone());
        info.or(target.project.clone())
            .map(|file| Place::new(file, 1))
    };
    if !project.has_sources {
        // A fragment that is not yet part of an app uses nothing.
        let whole = first.project.is_some()
            || first
                .info
                .as_ref()
                .is_some_and(|info| info.get("CFBundleIdentifier").is_some());
        if let Some(place) = place_of(first).filter(|_| whole) {
            let finding = findings.cannot_tell(
                &PS001,
                place,
                "The tree holds no source code, so what the app uses is not known.",
                "The sources would settle whether a purpose key is missing or needless.",
            );
            finding.also.push(PS019.id);
        }
        return;
    }
    let keys: BTreeSet<String> = project
        .targets
        .iter()
        .flat_map(|target| purposes(target).into_iter().map(|purpose| purpose.key))
        .collect();
    for entry in USES {
        let has = keys
            .iter()
            .any(|key| key == entry.key || older(entry.key, key));
        if let Some(place) = called(context, entry).filter(|_| !has && !apps.is_empty()) {
            findings.add(
                &PS001,
                place,
                format!("This call needs {}, and no target has the key.", entry.key),
                "Add the key with its purpose to Info.plist.",
            );
        }
    }
    let foreign = has_dependencies(context, &apps);
    for target in project
        .targets
        .iter()
        .filter(|target| target.product == Product::App)
    {
        for purpose in purposes(target) {
            let Some(entry) = USES.iter().find(|entry| entry.key == purpose.key) else {
                continue;
            };
            let Some(text) = purpose.base.as_ref().filter(|_| !hinted(context, entry)) else {
                continue;
            };
            // The text says so itself, and that is told.
            if super::wording::is_denial(&language(&target.development), &text.value) {
                continue;
            }
            if foreign {
                findings.cannot_tell(
                    &PS019,
                    place(text),
                    format!(
                        "No code of the app uses what {} guards; a library may.",
                        purpose.key
                    ),
                    "The libraries' code would settle it.",
                );
            } else {
                findings.add(
                    &PS019,
                    place(text),
                    format!("No code uses what {} guards.", purpose.key),
                    "Remove the key, or the feature that was to come with it.",
                );
            }
        }
    }
}

/// A key of earlier systems that stands for the newer one.
fn older(newer: &str, key: &str) -> bool {
    let pairs = [
        // A call that only writes needs the other key of the two.
        (
            "NSHealthShareUsageDescription",
            "NSHealthUpdateUsageDescription",
        ),
        (
            "NSLocationWhenInUseUsageDescription",
            "NSLocationAlwaysAndWhenInUseUsageDescription",
        ),
        (
            "NSLocationWhenInUseUsageDescription",
            "NSLocationAlwaysUsageDescription",
        ),
    ];
    pairs.contains(&(newer, key))
}

fn has_dependencies(context: &Context<'_>, apps: &[&Target]) -> bool {
    let system = |name: &String| ["UIKit", "Foundation", "SwiftUI"].contains(&name.as_str());
    links_other_code(context.tree)
        || apps
            .iter()
            .any(|target| target.linked.iter().any(|name| !system(name)))
}

/// The first call of the sources that needs the key.
fn called(context: &Context<'_>, entry: &Use) -> Option<Place> {
    let hit = context.sources().of(entry.calls).find(|hit| !hit.quoted)?;
    Some(hit.place.clone())
}

/// Whether the sources hold anything that may need the key.
fn hinted(context: &Context<'_>, entry: &Use) -> bool {
    let sources = context.sources();
    sources
        .of(entry.calls)
        .chain(sources.of(entry.hints))
        .next()
        .is_some()
}
