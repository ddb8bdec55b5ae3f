package com.google.android.gms.tasks;

/** Declared by hand from Google's public reference; an app brings the real class. */
public abstract class Task<TResult> {}
