package com.google.firebase.installations;

import com.google.android.gms.tasks.Task;

/** Declared by hand from Google's public reference; an app brings the real class. */
public class FirebaseInstallations {
    private FirebaseInstallations() {}

    public static FirebaseInstallations getInstance() {
        throw new UnsupportedOperationException("a declaration");
    }

    public Task<Void> delete() {
        throw new UnsupportedOperationException("a declaration");
    }
}
