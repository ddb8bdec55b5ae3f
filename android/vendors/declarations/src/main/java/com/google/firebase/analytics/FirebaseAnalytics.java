package com.google.firebase.analytics;

import android.content.Context;
import android.os.Bundle;
import com.google.android.gms.tasks.Task;
import java.util.Map;

/** Declared by hand from Google's public reference; an app brings the real class. */
public final class FirebaseAnalytics {
    private FirebaseAnalytics() {}

    /** What Consent Mode asks about. */
    public enum ConsentType {
        AD_STORAGE,
        ANALYTICS_STORAGE,
        AD_USER_DATA,
        AD_PERSONALIZATION
    }

    /** What Consent Mode is answered. */
    public enum ConsentStatus {
        GRANTED,
        DENIED
    }

    public static FirebaseAnalytics getInstance(Context context) {
        throw new UnsupportedOperationException("a declaration");
    }

    public void setAnalyticsCollectionEnabled(boolean enabled) {}

    public void setConsent(Map<ConsentType, ConsentStatus> consentSettings) {}

    public void resetAnalyticsData() {}

    public void setUserId(String id) {}

    public Task<String> getAppInstanceId() {
        throw new UnsupportedOperationException("a declaration");
    }

    public void logEvent(String name, Bundle params) {}
}
