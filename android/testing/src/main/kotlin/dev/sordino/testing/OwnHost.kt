package dev.sordino.testing

/** The machine that tests run on. */
internal object OwnHost {
    /** Throws if this is a phone: there Sordino itself is what is under test, in the app as it ships. */
    fun check() =
        check(System.getProperty("java.vm.name") != "Dalvik") {
            "sordino-testing is for tests on the JVM and starts on no phone: leave it out of what is installed there"
        }
}
