package com.google.firebase.crashlytics;

/** Declared by hand from Google's public reference; an app brings the real class. */
public class FirebaseCrashlytics {
    private FirebaseCrashlytics() {}

    public static FirebaseCrashlytics getInstance() {
        throw new UnsupportedOperationException("a declaration");
    }

    public void setCrashlyticsCollectionEnabled(boolean enabled) {}

    public boolean isCrashlyticsCollectionEnabled() {
        throw new UnsupportedOperationException("a declaration");
    }

    public void deleteUnsentReports() {}

    public void setUserId(String identifier) {}
}
