package com.google.firebase.messaging;

import com.google.android.gms.tasks.Task;

/** Declared by hand from Google's public reference; an app brings the real class. */
public class FirebaseMessaging {
    private FirebaseMessaging() {}

    public static FirebaseMessaging getInstance() {
        throw new UnsupportedOperationException("a declaration");
    }

    public void setAutoInitEnabled(boolean enable) {}

    public Task<String> getToken() {
        throw new UnsupportedOperationException("a declaration");
    }

    public Task<Void> deleteToken() {
        throw new UnsupportedOperationException("a declaration");
    }
}
