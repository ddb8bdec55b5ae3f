package dev.sordino;

import android.content.Context;
import java.util.Collections;
import java.util.Map;

/** What an app in Java writes. */
public final class JavaExample {
    private JavaExample() {}

    /** Starts, tracks, turns off, and gives the number of records that can no longer be read. */
    public static long acknowledge(Context context, Options options) {
        Sordino sordino = Sordino.start(context, options);
        try (AutoCloseable listening = sordino.getEventTracking().listen(status -> {})) {
            sordino.limit(Limiter.AGE, true);
            sordino.getEventTracking().turnOn("first_run");
            sordino.signIn("usr_NV5ynNmX2jZwXLtz");
            Outcome outcome = sordino.track("alert_acknowledged", Map.of("minutes", 3));
            if (outcome != Outcome.Accepted.INSTANCE) {
                throw new IllegalStateException(outcome.toString());
            }
            sordino.track("alert_acknowledged", Collections.emptyMap());
            return sordino.getEventTracking().turnOff().getRecords().getCount();
        } catch (SordinoException error) {
            throw new IllegalStateException(error.getWhy().name(), error);
        } catch (Exception error) {
            throw new IllegalStateException(error);
        }
    }

    /** Only the context, as most apps start it. */
    public static Sordino start(Context context) {
        return Sordino.start(context);
    }
}
