/* Stands in for the class of AndroidX that Robolectric calls, so that the tests need no AndroidX. */
package androidx.test.runner.lifecycle;

public final class ApplicationLifecycleMonitorRegistry {
    private ApplicationLifecycleMonitorRegistry() {}

    public static void registerInstance(ApplicationLifecycleMonitor now) {}
}
