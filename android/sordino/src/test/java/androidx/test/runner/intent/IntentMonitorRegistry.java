/* Stands in for the class of AndroidX that Robolectric calls, so that the tests need no AndroidX. */
package androidx.test.runner.intent;

public final class IntentMonitorRegistry {
    private IntentMonitorRegistry() {}

    public static void registerInstance(IntentMonitor now) {}
}
