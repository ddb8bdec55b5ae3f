//! Telemetry vendors: what texts call them, and what shows that their libraries are linked.

use std::sync::LazyLock;

use regex::Regex;

/// One vendor.
pub(super) struct Vendor {
    pub(super) name: &'static str,
    /// How a text names it; letters as they stand.
    pattern: &'static str,
    /// Words of an id, a name or an endpoint of a policy.
    pub(super) known_as: &'static [&'static str],
    /// `group:artifact`, or a beginning of it that ends in `*`; packages of npm and pub.
    pub(super) artifacts: &'static [&'static str],
    /// Beginnings of names of pods and Swift packages, in small letters.
    pub(super) pods: &'static [&'static str],
}

macro_rules! vendor {
    ($name:literal, $pattern:literal, $known:expr, $artifacts:expr, $pods:expr) => {
        Vendor {
            name: $name,
            pattern: $pattern,
            known_as: &$known,
            artifacts: &$artifacts,
            pods: &$pods,
        }
    };
}

pub(super) const VENDORS: [Vendor; 31] = [
    Vendor {
        name: "Firebase",
        pattern: r"\bFirebase\b|\bCrashlytics\b",
        known_as: &["firebase", "crashlytics"],
        artifacts: &[
            "com.google.firebase:firebase-crashlytics*",
            "com.google.firebase:firebase-analytics*",
            "com.google.firebase:firebase-perf*",
            "com.google.firebase:firebase-messaging*",
            "@react-native-firebase/*",
            "firebase_crashlytics",
            "firebase_analytics",
            "firebase_messaging",
        ],
        pods: &[
            "firebasecrashlytics",
            "firebaseanalytics",
            "firebasemessaging",
            "firebaseperformance",
            "firebase-ios-sdk",
        ],
    },
    Vendor {
        name: "Segment",
        pattern: r"\bTwilio Segment\b|\bSegment\.(io|com)\b|\bSegment Inc|(?:,|and|und|or|oder|use|nutzen|verwenden|by|von|mit|with) Segment\b|\bSegment (?:mobile|SDK|analytics)\b",
        known_as: &["segment", "twilio"],
        artifacts: &[
            "com.segment.analytics.kotlin:*",
            "com.segment.analytics.android:*",
            "@segment/analytics-react-native",
        ],
        pods: &["analytics-swift", "segment", "analytics (", "analytics-ios"],
    },
    Vendor {
        name: "Sentry",
        pattern: r"\bSentry\b",
        known_as: &["sentry"],
        artifacts: &[
            "io.sentry:sentry-android*",
            "@sentry/react-native",
            "sentry_flutter",
        ],
        pods: &["sentry", "sentry-cocoa"],
    },
    Vendor {
        name: "Google Analytics",
        pattern: r"\bGoogle[ -]Analytics\b",
        known_as: &["google analytics", "google_analytics", "firebase_analytics"],
        artifacts: &["com.google.android.gms:play-services-analytics"],
        pods: &["googleanalytics"],
    },
    Vendor {
        name: "Mixpanel",
        pattern: r"\bMixpanel\b",
        known_as: &["mixpanel"],
        artifacts: &[
            "com.mixpanel.android:*",
            "mixpanel-react-native",
            "mixpanel_flutter",
        ],
        pods: &["mixpanel"],
    },
    Vendor {
        name: "Amplitude",
        pattern: r"\bAmplitude\b",
        known_as: &["amplitude"],
        artifacts: &["com.amplitude:*", "@amplitude/*", "amplitude_flutter"],
        pods: &["amplitude"],
    },
    Vendor {
        name: "PostHog",
        pattern: r"\bPost[Hh]og\b",
        known_as: &["posthog"],
        artifacts: &["com.posthog:*", "posthog-react-native", "posthog_flutter"],
        pods: &["posthog"],
    },
    Vendor {
        name: "Datadog",
        pattern: r"\bDatadog\b",
        known_as: &["datadog"],
        artifacts: &["com.datadoghq:*", "@datadog/*"],
        pods: &["datadog", "dd-sdk-ios"],
    },
    Vendor {
        name: "Bugsnag",
        pattern: r"\bBug[Ss]nag\b",
        known_as: &["bugsnag"],
        artifacts: &["com.bugsnag:*", "@bugsnag/react-native"],
        pods: &["bugsnag"],
    },
    Vendor {
        name: "Instabug",
        pattern: r"\bInstabug\b",
        known_as: &["instabug"],
        artifacts: &["com.instabug.library:*"],
        pods: &["instabug"],
    },
    Vendor {
        name: "Adjust",
        pattern: r"\bAdjust (?:GmbH|Inc|SDK)",
        known_as: &["adjust"],
        artifacts: &["com.adjust.sdk:*"],
        pods: &["adjust"],
    },
    Vendor {
        name: "AppsFlyer",
        pattern: r"\bApps[Ff]lyer\b",
        known_as: &["appsflyer"],
        artifacts: &["com.appsflyer:*", "react-native-appsflyer"],
        pods: &["appsflyer"],
    },
    Vendor {
        name: "Braze",
        pattern: r"\bBraze\b",
        known_as: &["braze"],
        artifacts: &["com.braze:*"],
        pods: &["braze", "appboy"],
    },
    Vendor {
        name: "OneSignal",
        pattern: r"\bOneSignal\b",
        known_as: &["onesignal"],
        artifacts: &[
            "com.onesignal:*",
            "react-native-onesignal",
            "onesignal_flutter",
        ],
        pods: &["onesignal"],
    },
    Vendor {
        name: "Matomo",
        pattern: r"\bMatomo\b",
        known_as: &["matomo"],
        artifacts: &["com.github.matomo-org:*"],
        pods: &["matomo"],
    },
    Vendor {
        name: "New Relic",
        pattern: r"\bNew Relic\b",
        known_as: &["new relic", "newrelic"],
        artifacts: &["com.newrelic.agent.android:*"],
        pods: &["newrelic"],
    },
    // Advertising, attribution and messaging.
    vendor!(
        "Google Mobile Ads",
        r"\bAd[Mm]ob\b|\bGoogle (?:Mobile )?Ads\b|\bGoogle Ad Manager\b",
        [
            "admob",
            "google ads",
            "google mobile ads",
            "google_ads",
            "googleads",
            "ad manager"
        ],
        [
            "com.google.android.gms:play-services-ads",
            "com.google.android.gms:play-services-ads-lite",
            "com.google.android.libraries.ads.mobile.sdk:*",
            "google_mobile_ads",
            "react-native-google-mobile-ads",
        ],
        [
            "google-mobile-ads-sdk",
            "googlemobileads",
            "swift-package-manager-google-mobile-ads"
        ]
    ),
    vendor!(
        "Meta",
        r"\bFacebook SDK\b|\bMeta (?:Platforms|Audience Network|SDK)\b|\bFacebook (?:Inc|Ireland|Login)\b|\bFacebook\b",
        ["facebook", "meta platforms", "meta audience"],
        [
            "com.facebook.android:*",
            "react-native-fbsdk-next",
            "flutter_facebook_auth",
            "facebook_app_events",
        ],
        [
            "fbsdk",
            "fbaudiencenetwork",
            "facebook-ios-sdk",
            "facebookcore",
            "fbaemkit"
        ]
    ),
    vendor!(
        "AppLovin",
        r"\bApp[Ll]ovin\b",
        ["applovin"],
        [
            "com.applovin:*",
            "com.applovin.mediation:*",
            "applovin_max",
            "react-native-applovin-max"
        ],
        ["applovin"]
    ),
    vendor!(
        "ironSource",
        r"\b[iI]ron[sS]ource\b|\bUnity LevelPlay\b",
        ["ironsource", "levelplay"],
        ["com.ironsource.sdk:*", "com.unity3d.ads-mediation:*"],
        ["ironsource"]
    ),
    vendor!(
        "Unity Ads",
        r"\bUnity Ads\b",
        ["unity ads", "unity_ads", "unityads"],
        ["com.unity3d.ads:*", "unity_ads_plugin"],
        ["unityads"]
    ),
    vendor!(
        "Vungle",
        r"\bVungle\b|\bLiftoff\b",
        ["vungle", "liftoff"],
        ["com.vungle:*"],
        ["vungle"]
    ),
    vendor!(
        "InMobi",
        r"\bIn[Mm]obi\b",
        ["inmobi"],
        ["com.inmobi.monetization:*"],
        ["inmobi"]
    ),
    vendor!(
        "Pangle",
        r"\bPangle\b|\bTik[Tt]ok\b",
        ["pangle", "tiktok", "bytedance"],
        ["com.pangle.global:*", "com.github.tiktok:*"],
        ["ads-global", "tiktokbusiness", "tiktokopen"]
    ),
    vendor!(
        "Chartboost",
        r"\bChartboost\b",
        ["chartboost"],
        ["com.chartboost:*"],
        ["chartboost"]
    ),
    vendor!(
        "Branch",
        r"\bBranch(?:\.io| Metrics| SDK)",
        ["branch.io", "branch metrics", "branch_io"],
        [
            "io.branch.sdk.android:*",
            "react-native-branch",
            "flutter_branch_sdk"
        ],
        ["branch", "branchsdk", "ios-branch"]
    ),
    vendor!(
        "Singular",
        r"\bSingular(?:\.net| Labs| SDK)",
        ["singular"],
        [
            "com.singular.sdk:*",
            "singular-react-native",
            "singular_flutter_sdk"
        ],
        ["singular-sdk", "singular"]
    ),
    vendor!(
        "Kochava",
        r"\bKochava\b",
        ["kochava"],
        ["com.kochava.base:*", "com.kochava.tracker:*"],
        ["kochava", "apple-sdk-kochava"]
    ),
    vendor!(
        "CleverTap",
        r"\bClever[Tt]ap\b",
        ["clevertap"],
        [
            "com.clevertap.android:*",
            "clevertap-react-native",
            "clevertap_plugin"
        ],
        ["clevertap"]
    ),
    vendor!(
        "Airship",
        r"\b(?:Urban )?Airship\b",
        ["airship"],
        [
            "com.urbanairship.android:*",
            "@ua/react-native-airship",
            "airship_flutter"
        ],
        ["airship", "urbanairship"]
    ),
    vendor!(
        "RevenueCat",
        r"\bRevenue[Cc]at\b",
        ["revenuecat"],
        [
            "com.revenuecat.purchases:*",
            "react-native-purchases",
            "purchases_flutter"
        ],
        ["revenuecat", "purchases-ios"]
    ),
];

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let all = VENDORS
        .iter()
        .map(|vendor| Regex::new(vendor.pattern).expect("the pattern is sound"));
    all.collect()
});

/// The vendors that a text names.
pub(super) fn named(text: &str) -> Vec<&'static Vendor> {
    let found = VENDORS
        .iter()
        .zip(PATTERNS.iter())
        .filter(|(_, pattern)| pattern.is_match(text));
    found.map(|(vendor, _)| vendor).collect()
}

/// Whether a text names the vendor at `index` of [`VENDORS`].
pub(super) fn names(text: &str, index: usize) -> bool {
    PATTERNS
        .get(index)
        .is_some_and(|pattern| pattern.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_vendor_is_told_from_a_word() {
        let names = |text: &str| {
            named(text)
                .iter()
                .map(|vendor| vendor.name)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names("We use Firebase Crashlytics and Segment for that."),
            ["Firebase", "Segment"]
        );
        assert_eq!(
            names("Each customer segment is counted. Ein Segment des Marktes."),
            Vec::<&str>::new()
        );
        assert_eq!(names("You can adjust the settings."), Vec::<&str>::new());
        assert_eq!(names("Pick a branch of our company."), Vec::<&str>::new());
        assert_eq!(names("Ads come from AdMob."), ["Google Mobile Ads"]);
    }
}
