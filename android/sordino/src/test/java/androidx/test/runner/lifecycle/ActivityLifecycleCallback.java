/* Stands in for the class of AndroidX that Robolectric calls, so that the tests need no AndroidX. */
package androidx.test.runner.lifecycle;

import android.app.Activity;

public interface ActivityLifecycleCallback {
    void onActivityLifecycleChanged(Activity activity, Stage stage);
}
