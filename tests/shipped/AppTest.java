import dev.sordino.testing.SordinoTest;
import java.io.File;
import java.util.Map;

/** An app's test on the archives as they are shipped, from Java, with nothing of Android on the class path. */
class AppTest {
    public static void main(String[] words) throws Exception {
        try (SordinoTest test = SordinoTest.start(new File(words[0]))) {
            test.allow("event_tracking");
            test.getSordino().track("alert_acknowledged", Map.of("minutes", 3));
            String minutes = test.assertLeft("segment", "alert_acknowledged").getFields().get("minutes");
            if (!"3".equals(minutes)) throw new AssertionError("minutes left as " + minutes);
            test.forget();
            test.getSordino().track("alert_acknowledged", Map.of("minutes", 4));
            if (test.refuse().getRecords().getCount() != 1) throw new AssertionError("an off destroyed nothing");
            test.assertNothingLeft();
        }
    }
}
