//! What vendors' SDKs read from an app's manifest before any code of the app ran.
//!
//! Everything here is on by default in the vendor's SDK. A key that no linked SDK reads does nothing.

use super::Source;

/// Where the tables were read.
pub const SOURCE: Source = Source {
    what: "the sources of firebase-android-sdk, firebase-ios-sdk and sentry-java, and Google's pages on consent mode",
    read: "2026-11-22",
};

/// `meta-data` names of `AndroidManifest.xml` that have to be `false` for nothing to be collected before a choice.
pub const ANDROID_FALSE: [&str; 15] = [
    "firebase_data_collection_default_enabled",
    "firebase_crashlytics_collection_enabled",
    "firebase_analytics_collection_enabled",
    "firebase_performance_collection_enabled",
    "firebase_messaging_auto_init_enabled",
    "firebase_sessions_enabled",
    "delivery_metrics_exported_to_big_query_enabled",
    "google_analytics_adid_collection_enabled",
    "google_analytics_ssaid_collection_enabled",
    "google_analytics_automatic_screen_reporting_enabled",
    "google_analytics_default_allow_analytics_storage",
    "google_analytics_default_allow_ad_storage",
    "google_analytics_default_allow_ad_user_data",
    "google_analytics_default_allow_ad_personalization_signals",
    "io.sentry.auto-init",
];

/// Content providers that start a vendor before `Application.onCreate`, to be removed from the merged manifest.
pub const ANDROID_AUTO_INIT: [&str; 3] = [
    "com.google.firebase.provider.FirebaseInitProvider",
    "io.sentry.android.core.SentryInitProvider",
    "io.sentry.android.core.SentryPerformanceProvider",
];

/// Permissions that libraries bring along and that an app needs a reason for.
pub const ANDROID_UNWANTED_PERMISSIONS: [&str; 4] = [
    "com.google.android.gms.permission.AD_ID",
    // What the Privacy Sandbox has instead; Google's measurement libraries and AppsFlyer's bring both.
    "android.permission.ACCESS_ADSERVICES_AD_ID",
    "android.permission.ACCESS_ADSERVICES_ATTRIBUTION",
    "android.permission.READ_CONTACTS",
];

/// Keys of `Info.plist` that have to be `false` for nothing to be collected before a choice.
pub const IOS_FALSE: [&str; 13] = [
    "FirebaseAppDelegateProxyEnabled",
    "FirebaseAutomaticScreenReportingEnabled",
    "FirebaseCrashlyticsCollectionEnabled",
    "FirebaseDataCollectionDefaultEnabled",
    "FirebaseMessagingAutoInitEnabled",
    "FIREBASE_ANALYTICS_COLLECTION_ENABLED",
    "GOOGLE_ANALYTICS_DEFAULT_ALLOW_AD_PERSONALIZATION_SIGNALS",
    "GOOGLE_ANALYTICS_DEFAULT_ALLOW_AD_STORAGE",
    "GOOGLE_ANALYTICS_DEFAULT_ALLOW_AD_USER_DATA",
    "GOOGLE_ANALYTICS_DEFAULT_ALLOW_ANALYTICS_STORAGE",
    "GOOGLE_ANALYTICS_IDFV_COLLECTION_ENABLED",
    "GOOGLE_ANALYTICS_REGISTRATION_WITH_AD_NETWORK_ENABLED",
    "firebase_performance_collection_enabled",
];
