/*
 * Stands where Android's libc.so stands, for a library that was linked for Android and is loaded by glibc.
 *
 * glibc ignores the packed relocations of such a library. The constructor below applies them and binds every import to one
 * closed table, before any code of the library runs. A name that is not in the table ends the process with that name.
 * The table is what Android 8.0 (API 26) has: `dlsym` finds nothing newer.
 *
 * It must be found by LD_LIBRARY_PATH and never be preloaded: its constructor runs after the library is mapped and before
 * the library's own.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

extern void __cxa_finalize(void *);
extern int __cxa_thread_atexit_impl(void (*)(void *), void *, void *);
extern int __xpg_strerror_r(int, char *, size_t);

static void die(const char *what, const char *which) {
    dprintf(2, "stand-in for Android's libc: %s: %s\n", what, which);
    _exit(70);
}

/* What the library asks for under another name, number or layout than glibc has. */

int *__errno(void) { return __errno_location(); }

static FILE *android_stderr;

static long android_sysconf(int name) {
    switch (name) {
    case 0x27: case 0x28: return sysconf(_SC_PAGESIZE);
    case 0x60: return sysconf(_SC_NPROCESSORS_CONF);
    case 0x61: return sysconf(_SC_NPROCESSORS_ONLN);
    }
    char number[16];
    snprintf(number, sizeof number, "%#x", (unsigned)name);
    die("sysconf is asked for a number that has no translation", number);
    return -1;
}

/* Android's attribute is smaller than glibc's on two of the three processors; it holds the size of the stack here. */
struct android_attribute { size_t stack; };

static int android_attr_init(struct android_attribute *attribute) { attribute->stack = 0; return 0; }
static int android_attr_destroy(struct android_attribute *attribute) { (void)attribute; return 0; }
static int android_attr_setstacksize(struct android_attribute *attribute, size_t bytes) {
    if (bytes < 16384) return EINVAL;
    attribute->stack = bytes;
    return 0;
}
static int android_pthread_create(pthread_t *thread, const struct android_attribute *from, void *(*run)(void *), void *with) {
    pthread_attr_t attribute;
    pthread_attr_init(&attribute);
    if (from && from->stack) pthread_attr_setstacksize(&attribute, from->stack);
    int failed = pthread_create(thread, &attribute, run, with);
    pthread_attr_destroy(&attribute);
    return failed;
}

static int android_open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? (mode_t)va_arg(rest, int) : 0;
    va_end(rest);
    return open64(path, flags, mode);
}
static int android_openat(int folder, const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? (mode_t)va_arg(rest, int) : 0;
    va_end(rest);
    return openat64(folder, path, flags, mode);
}
static int android_poll(struct pollfd *which, unsigned int count, int limit) { return poll(which, count, limit); }
static int android_strerror_r(int number, char *text, size_t bytes) { return __xpg_strerror_r(number, text, bytes); }

/* On 32 bits Android's `stat` is the kernel's 64-bit one, which glibc calls stat64; on 64 bits they are one. */
_Static_assert(sizeof(struct stat64) == (sizeof(void *) == 4 ? 104 : sizeof(struct stat)), "layout of stat");
_Static_assert(sizeof(pthread_rwlock_t) <= (sizeof(void *) == 4 ? 40 : 56), "a lock of Android's holds one of glibc's");
_Static_assert(sizeof(pthread_key_t) == sizeof(int), "layout of a key");
_Static_assert(offsetof(struct dirent64, d_name) == 19, "layout of a folder's entry");

/* A file system that has no locks, where a play asks for one. */
static int android_flock(int file, int how) {
    if (!getenv("SORDINO_NO_LOCKS")) return flock(file, how);
    errno = ENOSYS;
    return -1;
}

/*
 * Android's sandbox ends a process at a system call that is not on its list, which for Android 8.0 is what bionic itself makes and
 * little more. The library asks for these by number, and for no other.
 */
static long android_syscall(long number, ...) {
    va_list rest;
    long with[6];
    va_start(rest, number);
    for (int at = 0; at < 6; at++) with[at] = va_arg(rest, long);
    va_end(rest);
    switch (number) {
    case SYS_futex: /* locks of the standard library and of parking_lot */
    case SYS_getrandom: /* which libc has a function for since API 28 */
        return syscall(number, with[0], with[1], with[2], with[3], with[4], with[5]);
    }
    char text[16];
    snprintf(text, sizeof text, "%ld", number);
    die("a system call that is on no list, asked for by its number", text);
    return -1;
}

static void *android_dlsym(void *handle, const char *name);

#define SAME(name) { #name, (void *)name }
#define OWN(name, is) { #name, (void *)is }
static const struct { const char *name; void *is; } TABLE[] = {
    SAME(__cxa_finalize), SAME(__cxa_thread_atexit_impl), SAME(__errno), SAME(abort), SAME(calloc), SAME(clock_gettime),
    SAME(clock_nanosleep), SAME(close), SAME(closedir), SAME(dirfd), SAME(dl_iterate_phdr), SAME(dladdr),
    OWN(dlsym, android_dlsym), SAME(dup), SAME(fcntl), SAME(fdatasync), SAME(fdopendir), SAME(fflush), OWN(flock, android_flock), SAME(fprintf), SAME(free), OWN(fstat, fstat64),
    SAME(fsync), SAME(ftruncate64), SAME(fwrite), SAME(getauxval), SAME(getcwd), SAME(getenv), SAME(getpid), SAME(gettid), SAME(lseek64),
    SAME(malloc), SAME(memcmp), SAME(memcpy), SAME(memmove), SAME(memset), SAME(mkdir), SAME(mkdirat),
    SAME(mmap), SAME(munmap),
    OWN(open, android_open), OWN(openat, android_openat), OWN(openat64, android_openat), SAME(opendir), OWN(poll, android_poll), SAME(posix_memalign), SAME(prctl), SAME(pread64),
    OWN(pthread_attr_destroy, android_attr_destroy), OWN(pthread_attr_init, android_attr_init),
    OWN(pthread_attr_setstacksize, android_attr_setstacksize), OWN(pthread_create, android_pthread_create),
    SAME(pthread_detach), SAME(pthread_getspecific), SAME(pthread_join), SAME(pthread_key_create), SAME(pthread_key_delete),
    SAME(pthread_rwlock_rdlock), SAME(pthread_rwlock_unlock), SAME(pthread_rwlock_wrlock), SAME(pthread_setspecific),
    SAME(pwrite64), SAME(read), OWN(readdir, readdir64), SAME(readdir64), SAME(readlink), SAME(readlinkat), SAME(realloc), SAME(realpath), SAME(rename), SAME(renameat),
    SAME(rmdir), SAME(sched_yield), SAME(snprintf), OWN(stat, stat64), OWN(stderr, &android_stderr),
    OWN(strerror_r, android_strerror_r), SAME(strlen), OWN(syscall, android_syscall), OWN(sysconf, android_sysconf), SAME(unlink), SAME(unlinkat),
    SAME(write), SAME(writev),
};

static void *in_table(const char *name) {
    for (size_t at = 0; at < sizeof TABLE / sizeof *TABLE; at++)
        if (strcmp(TABLE[at].name, name) == 0) return TABLE[at].is;
    return NULL;
}

static void *android_dlsym(void *handle, const char *name) { (void)handle; return in_table(name); }

/* Relocations. */

#if defined(__x86_64__)
enum { ABSOLUTE = R_X86_64_64, DATA = R_X86_64_GLOB_DAT, SLOT = R_X86_64_JUMP_SLOT, RELATIVE = R_X86_64_RELATIVE };
#elif defined(__aarch64__)
enum { ABSOLUTE = R_AARCH64_ABS64, DATA = R_AARCH64_GLOB_DAT, SLOT = R_AARCH64_JUMP_SLOT, RELATIVE = R_AARCH64_RELATIVE };
#elif defined(__arm__)
enum { ABSOLUTE = R_ARM_ABS32, DATA = R_ARM_GLOB_DAT, SLOT = R_ARM_JUMP_SLOT, RELATIVE = R_ARM_RELATIVE };
#endif
#ifdef __LP64__
#define TYPE ELF64_R_TYPE
#define SYMBOL ELF64_R_SYM
#else
#define TYPE ELF32_R_TYPE
#define SYMBOL ELF32_R_SYM
#endif

/* Tags of the packed tables; the second two are those with addends. */
enum { PACKED = 0x6000000f, PACKED_BYTES, PACKED_ADDENDS, PACKED_ADDENDS_BYTES };
enum { BY_INFO = 1, BY_OFFSET = 2, BY_ADDEND = 4, HAS_ADDEND = 8 };

struct object {
    uintptr_t base;
    const ElfW(Sym) *symbols;
    const char *names;
    unsigned applied, bound;
};

static void apply(struct object *object, uintptr_t offset, uintptr_t info, int has_addend, uintptr_t addend) {
    uintptr_t *place = (uintptr_t *)(object->base + offset);
    unsigned type = TYPE(info);
    if (!has_addend) addend = type == RELATIVE || type == ABSOLUTE ? *place : 0;
    object->applied++;
    if (type == RELATIVE) { *place = object->base + addend; return; }
    if (type != ABSOLUTE && type != DATA && type != SLOT) die("a kind of relocation that it does not know", "");
    const ElfW(Sym) *symbol = &object->symbols[SYMBOL(info)];
    const char *name = object->names + symbol->st_name;
    uintptr_t value;
    if (symbol->st_shndx != SHN_UNDEF) value = object->base + symbol->st_value;
    else {
        value = (uintptr_t)in_table(name);
        if (!value && ELF32_ST_BIND(symbol->st_info) != STB_WEAK) die("the library asks for a name that Android 8.0 has not, or that the table lacks", name);
        object->bound++;
    }
    *place = value + addend;
}

static intptr_t number(const unsigned char **at) {
    uintptr_t value = 0;
    unsigned shift = 0;
    unsigned char byte;
    do {
        byte = *(*at)++;
        if (shift < sizeof value * 8) value |= (uintptr_t)(byte & 127) << shift;
        shift += 7;
    } while (byte & 128);
    if (byte & 64 && shift < sizeof value * 8) value |= ~(uintptr_t)0 << shift;
    return (intptr_t)value;
}

static void unpack(struct object *object, const unsigned char *at) {
    if (memcmp(at, "APS2", 4) != 0) die("a packed table that does not begin with APS2", "");
    at += 4;
    intptr_t left = number(&at);
    uintptr_t offset = number(&at), info = 0, addend = 0, step = 0;
    while (left > 0) {
        intptr_t size = number(&at), flags = number(&at);
        if (flags & BY_OFFSET) step = number(&at);
        if (flags & BY_INFO) info = number(&at);
        if (flags & HAS_ADDEND && flags & BY_ADDEND) addend += number(&at);
        if (!(flags & HAS_ADDEND)) addend = 0;
        for (intptr_t each = 0; each < size; each++) {
            offset += flags & BY_OFFSET ? step : (uintptr_t)number(&at);
            if (!(flags & BY_INFO)) info = number(&at);
            if (flags & HAS_ADDEND && !(flags & BY_ADDEND)) addend += number(&at);
            apply(object, offset, info, (flags & HAS_ADDEND) != 0, addend);
        }
        left -= size;
    }
}

static int is_for_android(const struct dl_phdr_info *info) {
    for (int at = 0; at < info->dlpi_phnum; at++) {
        if (info->dlpi_phdr[at].p_type != PT_NOTE) continue;
        const char *note = (const char *)(info->dlpi_addr + info->dlpi_phdr[at].p_vaddr);
        const char *end = note + info->dlpi_phdr[at].p_memsz;
        while (note + 12 <= end) {
            const uint32_t *head = (const uint32_t *)note;
            if (head[0] == 8 && memcmp(note + 12, "Android", 8) == 0) return 1;
            note += 12 + ((head[0] + 3) & ~3u) + ((head[1] + 3) & ~3u);
        }
    }
    return 0;
}

static void protect(const struct dl_phdr_info *info, int how) {
    long page = sysconf(_SC_PAGESIZE);
    for (int at = 0; at < info->dlpi_phnum; at++) {
        if (info->dlpi_phdr[at].p_type != PT_GNU_RELRO) continue;
        uintptr_t from = info->dlpi_addr + info->dlpi_phdr[at].p_vaddr, to = from + info->dlpi_phdr[at].p_memsz;
        /* As glibc has it: whole pages only at the end, the first page from its beginning. */
        from &= ~(uintptr_t)(page - 1);
        to &= ~(uintptr_t)(page - 1);
        if (to > from && mprotect((void *)from, to - from, how) != 0) die("mprotect failed", strerror(errno));
    }
}

static int relocate(struct dl_phdr_info *info, size_t size, void *count) {
    (void)size;
    if (!is_for_android(info)) return 0;
    const ElfW(Dyn) *dynamic = NULL;
    for (int at = 0; at < info->dlpi_phnum; at++)
        if (info->dlpi_phdr[at].p_type == PT_DYNAMIC) dynamic = (void *)(info->dlpi_addr + info->dlpi_phdr[at].p_vaddr);
    struct object object = { .base = info->dlpi_addr };
    const unsigned char *packed = NULL;
    uintptr_t slots = 0, slot_bytes = 0, kind = DT_REL;
    for (; dynamic && dynamic->d_tag != DT_NULL; dynamic++) {
        uintptr_t value = dynamic->d_un.d_val;
        /* glibc adds the base to some of these in place. */
        uintptr_t place = value < object.base ? value + object.base : value;
        switch (dynamic->d_tag) {
        case DT_SYMTAB: object.symbols = (void *)place; break;
        case DT_STRTAB: object.names = (void *)place; break;
        case DT_JMPREL: slots = place; break;
        case DT_PLTRELSZ: slot_bytes = value; break;
        case DT_PLTREL: kind = value; break;
        case PACKED: case PACKED_ADDENDS: packed = (void *)place; break;
        }
    }
    if (!packed || !slots) die("a library for Android without packed relocations: it was linked in another way", info->dlpi_name);
    protect(info, PROT_READ | PROT_WRITE);
    unpack(&object, packed);
    for (uintptr_t at = 0; at < slot_bytes;) {
        if (kind == DT_RELA) {
            const ElfW(Rela) *one = (void *)(slots + at);
            apply(&object, one->r_offset, one->r_info, 1, one->r_addend);
            at += sizeof *one;
        } else {
            const ElfW(Rel) *one = (void *)(slots + at);
            apply(&object, one->r_offset, one->r_info, 0, 0);
            at += sizeof *one;
        }
    }
    protect(info, PROT_READ);
    if (getenv("SORDINO_SHIM_TELLS"))
        dprintf(2, "%s: %u relocations, %u of them bound\n", info->dlpi_name, object.applied, object.bound);
    ++*(int *)count;
    return 0;
}

__attribute__((constructor)) static void begin(void) {
    int count = 0;
    android_stderr = stderr;
    dl_iterate_phdr(relocate, &count);
    if (count != 1) die("it relocates one library for Android, and one only", count ? "there are more" : "there is none");
}
