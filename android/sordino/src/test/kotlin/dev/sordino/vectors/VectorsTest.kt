package dev.sordino.vectors

import dev.sordino.testing.releaseClockAndRandomness
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.junit.runners.Parameterized

/**
 * `tests/vectors`: the same answers as in the other languages, by the calls of an app wherever one can say a case. A file
 * or case added is run as it is.
 */
@RunWith(Parameterized::class)
class VectorsTest(
    private val subject: String,
) {
    @After
    fun release() = releaseClockAndRandomness()

    @Test
    fun every_case_is_answered_as_the_pages_want_it() {
        val played = Subjects.play(subject)
        assertEquals(emptyList<String>(), played.wrong)
        assertTrue("${played.cases} cases", played.cases >= FEWEST)
        val noCall = if (subject in Subjects.coreOnly) played.cases else UNSAID[subject] ?: 0
        assertEquals("cases that no call of an app says", noCall, played.unsaid)
    }

    @Test
    fun a_subject_is_played_by_calls_or_is_the_cores_own() {
        assertTrue(subject, (subject in Subjects.answered) != (subject in Subjects.coreOnly))
    }

    companion object {
        private const val FEWEST = 15

        /**
         * How many cases no call of an app says, where there are any: which ones is decided by a rule beside the
         * subject's answer. The number is here so that they cannot become more unseen.
         */
        private val UNSAID = mapOf("receipts" to 3, "sets" to 2, "states" to 7)

        @JvmStatic
        @Parameterized.Parameters(name = "{0}")
        fun subjects(): List<String> = Notation.subjects()
    }
}
