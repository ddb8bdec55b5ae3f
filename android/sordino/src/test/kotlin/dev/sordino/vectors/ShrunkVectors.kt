package dev.sordino.vectors

/** What the test of the shrunk library runs: every case that an app's calls can say, a line for each subject. */
object ShrunkVectors {
    @JvmStatic
    fun main(words: Array<String>) {
        for (subject in Subjects.answered.keys) {
            println("$subject: ${Subjects.play(subject).wrong}")
        }
        // What runs in the background has nothing left to do.
        System.out.flush()
        Runtime.getRuntime().halt(0)
    }
}
