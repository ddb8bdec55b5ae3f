/* What a shared library of Android begins with: its handle, what ends with it, and the oldest Android it is for. */

__attribute__((visibility("hidden"))) void *__dso_handle = &__dso_handle;

extern void __cxa_finalize(void *);

__attribute__((destructor)) static void at_unload(void) { __cxa_finalize(&__dso_handle); }

__attribute__((section(".note.android.ident"), aligned(4), used)) static const struct {
    unsigned name_bytes, content_bytes, type;
    char name[8];
    unsigned api;
} note = {8, 4, 1, "Android", 26};
