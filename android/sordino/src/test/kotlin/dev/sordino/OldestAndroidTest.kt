package dev.sordino

import dev.sordino.core.Engine
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.objectweb.asm.ClassReader
import org.objectweb.asm.ClassVisitor
import org.objectweb.asm.MethodVisitor
import org.objectweb.asm.Opcodes
import java.io.File
import java.io.InputStream
import java.util.zip.ZipFile

/** What the compiled library calls, and whether the oldest Android that it is for has it. */
class OldestAndroidTest {
    private val ours = listOf(Sordino::class.java, Engine::class.java).flatMap(::classes).associateBy { it.name }
    private val calls = ours.values.flatMap { it.calls }.toSet()

    @Test
    fun no_call_is_to_what_java_9_added_to_buffers() {
        assertTrue(calls.any { it.owner == "java/nio/Buffer" })
        val newer = calls.filter { it.owner.startsWith("java/nio/") && it.name in OVERRIDDEN && NEWER.containsMatchIn(it.type) }
        assertEquals(emptyList<Call>(), newer)
    }

    @Test
    fun each_call_to_android_is_of_api_26_or_behind_a_look() {
        val jars = File(System.getProperty("robolectric.dependency.dir")).listFiles()!!
        ZipFile(jars.single { "8.0.0" in it.name && it.name.endsWith(".jar") }).use { android ->
            val missing = missing("android/") { android.getEntry("$it.class")?.let(android::getInputStream) }
            assertEquals(BEHIND_A_LOOK, missing)
        }
    }

    @Test
    fun each_call_to_java_is_of_java_8() {
        // What the JDK's own compiler asks for `--release 8`: `8`, `89A` and so on hold what Java 8 has.
        ZipFile(File(System.getProperty("java.home"), "lib/ct.sym")).use { releases ->
            val folders = releases.entries().asSequence().map { it.name.substringBefore('/') }
            val of8 = folders.filter { it.startsWith("8") }.toSet()
            assertTrue(of8.isNotEmpty())
            val read: (String) -> InputStream? = { owner ->
                of8.firstNotNullOfOrNull { releases.getEntry("$it/java.base/$owner.sig") }?.let(releases::getInputStream)
            }
            assertEquals(BEHIND_A_LOOK_OF_UNIFFI, missing("java/", read))
            val newer = Call("java/util/List", "of", "()Ljava/util/List;")
            assertFalse(has("java/", read, newer.owner, newer))
        }
    }

    /** Our calls to classes below [root] that [read] finds no such method for. */
    private fun missing(
        root: String,
        read: (String) -> InputStream?,
    ): Set<String> {
        val missing =
            ours.values.flatMap { ours ->
                val calls =
                    ours.calls
                        .mapNotNull { to(root, it) }
                        .distinct()
                        .filterNot { has(root, read, it.owner, it) }
                calls.map { "${short(ours.name).substringBefore('$')}: ${short(it.owner)}.${it.name}" }
            }
        return missing.toSet()
    }

    @Test
    fun a_call_that_a_class_of_ours_inherits_is_one_to_android() {
        val call = Call("dev/sordino/SordinoSettingsActivity", "setShowWhenLocked", "(Z)V")
        assertEquals("android/app/Activity", to("android/", call)?.owner)
        assertEquals(null, to("android/", call.copy(owner = "dev/sordino/Sordino")))
    }

    /** The same call to the class below [root] that it is inherited from; `null` if it is to none. */
    private fun to(
        root: String,
        call: Call,
    ): Call? {
        if (isOurs(call.owner, call)) return null
        var owner = call.owner
        while (true) owner = ours[owner]?.above ?: break
        return call.copy(owner = owner).takeIf { owner.startsWith(root) }
    }

    /** Whether a class or interface of ours has what a call to [owner] reaches. */
    private fun isOurs(
        owner: String,
        call: Call,
    ): Boolean {
        val own = ours[owner] ?: return false
        return call.name to call.type in own.methods || (own.interfaces + own.above).any { isOurs(it, call) }
    }

    private fun short(owner: String) = owner.substringAfterLast('/')

    private fun has(
        root: String,
        read: (String) -> InputStream?,
        owner: String,
        call: Call,
    ): Boolean {
        val source = read(owner) ?: return false
        var isThere = false
        val supers = mutableListOf<String>()
        source.use { stream ->
            ClassReader(stream).accept(
                object : ClassVisitor(Opcodes.ASM9) {
                    override fun visit(
                        version: Int,
                        access: Int,
                        name: String,
                        signature: String?,
                        superName: String?,
                        interfaces: Array<out String>?,
                    ) {
                        supers += listOfNotNull(superName) + interfaces.orEmpty()
                    }

                    override fun visitMethod(
                        access: Int,
                        name: String,
                        descriptor: String,
                        signature: String?,
                        exceptions: Array<out String>?,
                    ): MethodVisitor? {
                        if (name == call.name && descriptor == call.type) isThere = true
                        return null
                    }
                },
                ClassReader.SKIP_CODE,
            )
        }
        return isThere || supers.any { it.startsWith(root) && has(root, read, it, call) }
    }

    private data class Call(
        val owner: String,
        val name: String,
        val type: String,
    )

    /** A class of the library's. */
    private class Ours : ClassVisitor(Opcodes.ASM9) {
        var name = ""
        var above = ""
        var interfaces = emptyList<String>()
        val methods = mutableSetOf<Pair<String, String>>()
        val calls = mutableListOf<Call>()

        override fun visit(
            version: Int,
            access: Int,
            name: String,
            signature: String?,
            superName: String?,
            interfaces: Array<out String>?,
        ) {
            this.name = name
            above = superName.orEmpty()
            this.interfaces = interfaces.orEmpty().toList()
        }

        override fun visitMethod(
            access: Int,
            name: String,
            descriptor: String,
            signature: String?,
            exceptions: Array<out String>?,
        ): MethodVisitor {
            methods += name to descriptor
            return object : MethodVisitor(Opcodes.ASM9) {
                override fun visitMethodInsn(
                    opcode: Int,
                    owner: String,
                    name: String,
                    descriptor: String,
                    isInterface: Boolean,
                ) {
                    calls += Call(owner, name, descriptor)
                }
            }
        }
    }

    /** Every class that lies beside [of]. */
    private fun classes(of: Class<*>): List<Ours> {
        val place =
            File(
                of.protectionDomain.codeSource.location
                    .toURI(),
            )
        if (place.isDirectory) {
            return place
                .walk()
                .filter { it.extension == "class" }
                .map { read(it.readBytes()) }
                .toList()
        }
        return ZipFile(place).use { zip ->
            val entries = zip.entries().asSequence().filter { it.name.endsWith(".class") }
            entries.map { entry -> read(zip.getInputStream(entry).use { it.readBytes() }) }.toList()
        }
    }

    private fun read(bytes: ByteArray) = Ours().also { ClassReader(bytes).accept(it, 0) }

    private companion object {
        /** What Java 9 gave each buffer in place of what `Buffer` has. */
        val NEWER = Regex("\\)Ljava/nio/[A-Z]\\w+Buffer;$")
        val OVERRIDDEN = setOf("clear", "flip", "limit", "mark", "position", "reset", "rewind")

        /** UniFFI's code asks for the class by its name first, and goes on without it. */
        val BEHIND_A_LOOK_OF_UNIFFI =
            setOf(
                "JavaLangRefCleanable: Cleaner\$Cleanable.clean",
                "JavaLangRefCleaner: Cleaner.create",
                "JavaLangRefCleaner: Cleaner.register",
            )

        /** Who calls what behind a look at `SDK_INT`: whoever adds a line has looked at the caller. */
        val BEHIND_A_LOOK =
            setOf(
                "AndroidPlatform: PackageInfo.getLongVersionCode",
                "Bars: View.getWindowInsetsController",
                "Bars: WindowInsets.getInsets",
                "Bars: WindowInsetsController.setSystemBarsAppearance",
                "Bars: WindowInsets\$Type.displayCutout",
                "Bars: WindowInsets\$Type.systemBars",
                "Channels: NotificationChannelGroup.isBlocked",
                "Channels: NotificationManager.getNotificationChannelGroup",
                "ExitInfo: ActivityManager.getHistoricalProcessExitReasons",
                "ExitInfo: ApplicationExitInfo.getPid",
                "ExitInfo: ApplicationExitInfo.getReason",
                "ExitInfo: ApplicationExitInfo.getTimestamp",
                "ExitInfo: ApplicationExitInfo.getTraceInputStream",
                "LookKt: View.setAccessibilityHeading",
                "OwnProcess: Application.getProcessName",
                "ToggleRow: LinearLayout.setStateDescription",
                "UploadJobs: JobScheduler.forNamespace",
            )
    }
}
