package dev.sordino;

import static org.junit.Assert.assertEquals;

import dev.sordino.platform.AndroidTest;
import java.util.List;
import org.junit.Test;
import org.robolectric.annotation.Config;

/** Java's callers. */
@Config(sdk = 35)
public class JavaTest extends AndroidTest {
    @Test
    public void an_app_in_java_starts_tracks_and_turns_off() {
        Options options = new Options();
        options.setAllowLoopbackHttp(true);
        options.setOverrides(
                List.of(
                        new Override("segment", "http://127.0.0.1:9", "write-key"),
                        new Override("sentry", "http://127.0.0.1:9/1", "public-key")));
        Sordino sordino = Sordino.start(getContext(), options);
        // A busy machine may take longer to open than a switch waits.
        while (sordino.getCondition().getNotReady() == NotReady.OPENING) {
            Thread.onSpinWait();
        }
        // Two events, and who signed in.
        assertEquals(3L, JavaExample.acknowledge(getContext(), options));
    }
}
