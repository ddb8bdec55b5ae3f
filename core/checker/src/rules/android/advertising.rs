//! AM004: the advertising id and what the Privacy Sandbox has instead.

use super::look::Look;
use super::rules::AM004;
use crate::finding::{Place, Severity};
use crate::read::android::Linked;

const AD_ID: &str = "com.google.android.gms.permission.AD_ID";
/// Libraries whose manifests ask for the advertising id and for what the Privacy Sandbox has instead: Google's,
/// and AppsFlyer's from 6.14 on.
const AD_ID_BRINGERS: &[&str] = &[
    "com.google.firebase:firebase-analytics",
    "com.google.firebase:firebase-analytics-ktx",
    "com.google.firebase:firebase-core",
    "com.google.android.gms:play-services-ads",
    "com.google.android.gms:play-services-measurement*",
    "@react-native-firebase/analytics",
    "firebase_analytics",
    "google_mobile_ads",
    "com.appsflyer:af-android-sdk",
    "react-native-appsflyer",
    "appsflyer_sdk",
];

/// Libraries whose manifests ask for the advertising id alone, by their vendors' documentation.
const OTHER_AD_ID_BRINGERS: &[&str] = &[
    "com.google.android.gms:play-services-ads-identifier",
    "com.google.android.gms:play-services-analytics",
    "com.facebook.android:facebook-core",
    "com.facebook.android:facebook-login",
    "com.facebook.android:facebook-share",
    "com.facebook.android:facebook-applinks",
    "com.facebook.android:facebook-android-sdk",
    "com.facebook.android:facebook-marketing",
    "com.facebook.android:audience-network-sdk",
    "com.applovin:applovin-sdk",
    "com.unity3d.ads:unity-ads",
    "com.yandex.android:mobileads",
    "io.branch.sdk.android:library",
    "react-native-fbsdk-next",
    "react-native-branch",
    "react-native-google-mobile-ads",
    "flutter_branch_sdk",
    "flutter_facebook_auth",
    "facebook_app_events",
];
/// Libraries that do so in some versions or with some modules.
const LIKELY_AD_ID_BRINGERS: &[&str] = &[
    "com.adjust.sdk:adjust-android",
    "com.ironsource.sdk:mediationsdk",
    "com.unity3d.ads-mediation:mediation-sdk",
    "com.kochava.base:*",
    "com.kochava.tracker:*",
    "com.singular.sdk:singular_sdk",
    "com.vungle:*",
    "com.inmobi.monetization:*",
    "com.pangle.global:*",
    "com.chartboost:*",
    "com.mbridge.msdk.oversea:*",
    "com.tiktok:*",
    "com.github.tiktok:*",
    "com.amazon.android:aps-sdk",
    "com.startapp:*",
];
/// The permissions of the Privacy Sandbox that the same libraries bring, beside the one for the id.
const SANDBOX: [&str; 4] = [
    "android.permission.ACCESS_ADSERVICES_AD_ID",
    "android.permission.ACCESS_ADSERVICES_ATTRIBUTION",
    "android.permission.ACCESS_ADSERVICES_TOPICS",
    "android.permission.ACCESS_ADSERVICES_CUSTOM_AUDIENCE",
];
/// Those of the sandbox that Google's measurement and ads libraries bring.
const SANDBOX_BROUGHT: [&str; 2] = [SANDBOX[0], SANDBOX[1]];

pub(super) fn check(look: &mut Look<'_>) {
    let removal =
        |name: &str| format!("<uses-permission android:name=\"{name}\" tools:node=\"remove\"/>");
    let mut found = false;
    for name in [AD_ID].into_iter().chain(SANDBOX) {
        if let Some((place, _)) = look.asked(name) {
            let short = name.rsplit('.').next().unwrap_or(name);
            let message =
                format!("The app asks for the advertising id or what replaces it ({short}).");
            let fix = format!(
                "Take it away, also where a library brings it: {}.",
                removal(name)
            );
            look.add(&AM004, place, message, &fix);
            found = true;
        }
    }
    if found || excludes_the_id(look) {
        return;
    }
    let open = |look: &Look<'_>, names: &[&'static str]| -> Vec<&'static str> {
        let all = names.iter().copied();
        all.filter(|name| !look.variant.removes_permission(name))
            .collect()
    };
    let id = open(look, &[AD_ID]);
    let of_google = open(look, &[AD_ID, SANDBOX_BROUGHT[0], SANDBOX_BROUGHT[1]]);
    let brought: [(&[&str], &[&str], bool); 3] = [
        (AD_ID_BRINGERS, &of_google, true),
        (OTHER_AD_ID_BRINGERS, &id, true),
        (LIKELY_AD_ID_BRINGERS, &id, false),
    ];
    for (libraries, names, sure) in brought {
        let (Linked::Yes { file, line }, false) = (look.linked(libraries), names.is_empty()) else {
            continue;
        };
        let removals: Vec<String> = names.iter().map(|name| removal(name)).collect();
        let fix = format!("Add {}.", removals.join(" and "));
        let listed: Vec<&str> = names
            .iter()
            .filter_map(|name| name.rsplit('.').next())
            .collect();
        let message = format!(
            "This library adds {}, and no manifest removes that.",
            listed.join(", ")
        );
        if sure {
            look.add(&AM004, Place::new(file, line), message, &fix);
        } else {
            let message = "This library's vendor says that it adds the permission for the advertising id in some versions, and no manifest removes it.";
            look.add_as(
                Severity::Warning,
                &AM004,
                Place::new(file, line),
                message,
                &fix,
            );
        }
        return;
    }
}

fn excludes_the_id(look: &Look<'_>) -> bool {
    let gradle = look.app.module.gradle.as_ref();
    gradle.is_some_and(|read| {
        read.excluded
            .iter()
            .any(|one| one.leaves_out("play-services-ads-identifier"))
    })
}

/// Whether the advertising id's permission would be left in, should a library bring it.
pub(super) fn is_id_open(look: &Look<'_>) -> bool {
    !look.variant.removes_permission(AD_ID) && !excludes_the_id(look)
}
