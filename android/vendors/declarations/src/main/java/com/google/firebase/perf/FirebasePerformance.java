package com.google.firebase.perf;

/** Declared by hand from Google's public reference; an app brings the real class. */
public class FirebasePerformance {
    private FirebasePerformance() {}

    public static FirebasePerformance getInstance() {
        throw new UnsupportedOperationException("a declaration");
    }

    public void setPerformanceCollectionEnabled(boolean enable) {}

    public boolean isPerformanceCollectionEnabled() {
        throw new UnsupportedOperationException("a declaration");
    }
}
