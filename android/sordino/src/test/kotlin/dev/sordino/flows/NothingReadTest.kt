package dev.sordino.flows

import dev.sordino.Sordino
import dev.sordino.support.Repository
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.objectweb.asm.ClassReader
import org.objectweb.asm.ClassVisitor
import org.objectweb.asm.MethodVisitor
import org.objectweb.asm.Opcodes
import java.io.File

/** The built classes and the manifest: nothing of the address book can be read. */
class NothingReadTest {
    private val classes =
        File(
            Sordino::class.java.protectionDomain.codeSource.location
                .toURI(),
        ).walk().filter { it.extension == "class" }.toList()

    @Test
    fun no_class_asks_a_provider_for_rows() {
        val calls = ArrayList<String>()
        for (file in classes) {
            ClassReader(file.readBytes()).accept(Calls(file.name, calls), ClassReader.SKIP_DEBUG)
        }
        assertTrue("${classes.size} classes", classes.size > MOST_EMPTY)
        val reading =
            calls.filter {
                READING.any { name -> it.endsWith(" $name") } && ("ContentResolver" in it || "ContentProviderClient" in it)
            }
        assertEquals(emptyList<String>(), reading)
        // The test can see what it looks for.
        assertTrue(calls.any { "android/content/ContentResolver" in it })
    }

    @Test
    fun no_class_or_manifest_names_the_permission() {
        for (file in classes) assertFalse(file.path, "READ_CONTACTS" in file.readBytes().toString(Charsets.ISO_8859_1))
        val manifest = Repository.file("android/sordino/src/main/AndroidManifest.xml").readText()
        assertFalse("CONTACTS" in manifest)
    }

    private class Calls(
        private val from: String,
        private val calls: MutableList<String>,
    ) : ClassVisitor(Opcodes.ASM9) {
        override fun visitMethod(
            access: Int,
            name: String,
            descriptor: String,
            signature: String?,
            exceptions: Array<out String>?,
        ): MethodVisitor =
            object : MethodVisitor(Opcodes.ASM9) {
                override fun visitMethodInsn(
                    opcode: Int,
                    owner: String,
                    name: String,
                    descriptor: String,
                    isInterface: Boolean,
                ) {
                    calls += "$from: $owner $name"
                }
            }
    }

    private companion object {
        const val MOST_EMPTY = 50
        val READING = setOf("query", "openInputStream", "openFileDescriptor", "openAssetFileDescriptor", "getType")
    }
}
