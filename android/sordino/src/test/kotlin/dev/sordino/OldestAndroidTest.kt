package dev.sordino

import dev.sordino.core.Engine
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.objectweb.asm.ClassReader
import org.objectweb.asm.ClassVisitor
import org.objectweb.asm.MethodVisitor
import org.objectweb.asm.Opcodes
import java.io.File
import java.util.zip.ZipFile

/** What the compiled library calls, and whether the oldest Android that it is for has it. */
class OldestAndroidTest {
    private val calls = listOf(Sordino::class.java, Engine::class.java).flatMap(::calls).toSet()

    @Test
    fun no_call_is_to_what_java_9_added_to_buffers() {
        assertTrue(calls.any { it.owner == "java/nio/Buffer" })
        val newer = calls.filter { it.owner.startsWith("java/nio/") && it.name in OVERRIDDEN && NEWER.containsMatchIn(it.type) }
        assertEquals(emptyList<Call>(), newer)
    }

    @Test
    fun each_call_to_android_is_of_api_26_or_behind_a_look() {
        ZipFile(
            File(System.getProperty("robolectric.dependency.dir")).listFiles()!!.single { "8.0.0" in it.name && it.name.endsWith(".jar") },
        ).use { android ->
            val missing = calls.filter { it.owner.startsWith("android/") && !has(android, it.owner, it) }
            assertEquals(BEHIND_A_LOOK, missing.map { "${it.owner.substringAfterLast('/')}.${it.name}" }.toSet())
        }
    }

    private fun has(
        android: ZipFile,
        owner: String,
        call: Call,
    ): Boolean {
        val entry = android.getEntry("$owner.class") ?: return false
        var isThere = false
        val supers = mutableListOf<String>()
        android.getInputStream(entry).use { stream ->
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
        return isThere || supers.any { it.startsWith("android/") && has(android, it, call) }
    }

    private data class Call(
        val owner: String,
        val name: String,
        val type: String,
    )

    /** Every call in the classes that lie beside [of]. */
    private fun calls(of: Class<*>): List<Call> {
        val found = mutableListOf<Call>()
        val visitor =
            object : ClassVisitor(Opcodes.ASM9) {
                override fun visitMethod(
                    access: Int,
                    name: String,
                    descriptor: String,
                    signature: String?,
                    exceptions: Array<out String>?,
                ) = object : MethodVisitor(Opcodes.ASM9) {
                    override fun visitMethodInsn(
                        opcode: Int,
                        owner: String,
                        name: String,
                        descriptor: String,
                        isInterface: Boolean,
                    ) {
                        found += Call(owner, name, descriptor)
                    }
                }
            }
        val place =
            File(
                of.protectionDomain.codeSource.location
                    .toURI(),
            )
        if (place.isDirectory) {
            place.walk().filter { it.extension == "class" }.forEach { ClassReader(it.readBytes()).accept(visitor, 0) }
        } else {
            ZipFile(place).use { zip ->
                for (entry in zip.entries().asSequence().filter { it.name.endsWith(".class") }) {
                    zip.getInputStream(entry).use { ClassReader(it).accept(visitor, 0) }
                }
            }
        }
        return found
    }

    private companion object {
        /** What Java 9 gave each buffer in place of what `Buffer` has. */
        val NEWER = Regex("\\)Ljava/nio/[A-Z]\\w+Buffer;$")
        val OVERRIDDEN = setOf("clear", "flip", "limit", "mark", "position", "reset", "rewind")

        /** Each stands behind a look at `SDK_INT`. */
        val BEHIND_A_LOOK =
            setOf(
                "ActivityManager.getHistoricalProcessExitReasons",
                "Application.getProcessName",
                "ApplicationExitInfo.getPid",
                "ApplicationExitInfo.getReason",
                "ApplicationExitInfo.getTimestamp",
                "ApplicationExitInfo.getTraceInputStream",
                "JobScheduler.forNamespace",
                "NotificationChannelGroup.isBlocked",
                "NotificationManager.getNotificationChannelGroup",
                "PackageInfo.getLongVersionCode",
                "View.getWindowInsetsController",
                "View.setAccessibilityHeading",
                "WindowInsets\$Type.displayCutout",
                "WindowInsets\$Type.systemBars",
                "WindowInsets.getInsets",
                "WindowInsetsController.setSystemBarsAppearance",
            )
    }
}
