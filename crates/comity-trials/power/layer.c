/* The layer between a writer and its disk, loaded before the C library.
 *
 * It writes down, in their order and with their bytes, the calls that change the files of one
 * folder, and the calls that ask the disk to keep them. Calls that ask are answered with yes and
 * not passed on: which bytes a disk would hold is worked out afterwards, from what is written
 * down here. A call that it does not know how to write down ends the program, loudly.
 *
 * COMITY_POWER_FOLDER names the folder, COMITY_POWER_LOG the file to write down into.
 *
 * A record: kind (1 byte), length of the name (2), number (8), length of the bytes (8), all
 * little-endian, then the name and the bytes. Kinds: W write at an offset, T length of a file,
 * S sync of a file, D sync of the folder, U unlink, R rename (the bytes are the new name). */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static size_t folder_length;
static int log_file = -1;

static ssize_t (*true_write)(int, const void *, size_t);
static ssize_t (*true_pwrite)(int, const void *, size_t, off64_t);
static int (*true_ftruncate)(int, off64_t);
static int (*true_fsync)(int);
static int (*true_fdatasync)(int);
static int (*true_unlink)(const char *);
static int (*true_rename)(const char *, const char *);

static void fail(const char *what)
{
    fprintf(stderr, "power layer: %s\n", what);
    abort();
}

__attribute__((constructor)) static void begin(void)
{
    const char *given = getenv("COMITY_POWER_FOLDER");
    const char *log = getenv("COMITY_POWER_LOG");
    true_write = dlsym(RTLD_NEXT, "write");
    true_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    true_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    true_fsync = dlsym(RTLD_NEXT, "fsync");
    true_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    true_unlink = dlsym(RTLD_NEXT, "unlink");
    true_rename = dlsym(RTLD_NEXT, "rename");
    if (!given || !log || strlen(given) >= sizeof folder)
        return;
    strcpy(folder, given);
    folder_length = strlen(folder);
    log_file = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (log_file < 0)
        fail("the log cannot be made");
}

/* The name inside the folder, or nothing; the memory that the database maps is no file of ours. */
static const char *name_of_path(const char *path)
{
    if (log_file < 0 || strncmp(path, folder, folder_length) || path[folder_length] != '/')
        return NULL;
    const char *name = path + folder_length + 1;
    size_t length = strlen(name);
    if (!length || strchr(name, '/') || (length > 4 && !strcmp(name + length - 4, "-shm")))
        return NULL;
    return name;
}

static const char *path_of(int file, char *path)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length > 0 ? length : 0] = 0;
    return path;
}

/* The same for a file that is open; one that has no name any more is gone for the disk. */
static const char *name_of(int file, char *path)
{
    struct stat seen;
    if (log_file < 0)
        return NULL;
    const char *name = name_of_path(path_of(file, path));
    return name && !fstat(file, &seen) && seen.st_nlink ? name : NULL;
}

static void put(const void *bytes, size_t length)
{
    while (length) {
        ssize_t done = true_write(log_file, bytes, length);
        if (done <= 0)
            fail("the log cannot be written");
        bytes = (const char *)bytes + done;
        length -= (size_t)done;
    }
}

static void note(char kind, const char *name, uint64_t number, const void *bytes, uint64_t length)
{
    unsigned char head[19];
    uint16_t letters = (uint16_t)strlen(name);
    head[0] = (unsigned char)kind;
    memcpy(head + 1, &letters, 2);
    memcpy(head + 3, &number, 8);
    memcpy(head + 11, &length, 8);
    put(head, sizeof head);
    put(name, letters);
    put(bytes, length);
}

ssize_t write(int file, const void *bytes, size_t length)
{
    char path[PATH_MAX];
    const char *name = name_of(file, path);
    if (!name)
        return true_write(file, bytes, length);
    pthread_mutex_lock(&door);
    off64_t end = lseek64(file, 0, fcntl(file, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    ssize_t done = true_write(file, bytes, length);
    if (done > 0)
        note('W', name, (uint64_t)end, bytes, (uint64_t)done);
    pthread_mutex_unlock(&door);
    return done;
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t offset)
{
    char path[PATH_MAX];
    const char *name = name_of(file, path);
    if (!name)
        return true_pwrite(file, bytes, length, offset);
    pthread_mutex_lock(&door);
    ssize_t done = true_pwrite(file, bytes, length, offset);
    if (done > 0)
        note('W', name, (uint64_t)offset, bytes, (uint64_t)done);
    pthread_mutex_unlock(&door);
    return done;
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t offset)
{
    return pwrite64(file, bytes, length, offset);
}

int ftruncate64(int file, off64_t length)
{
    char path[PATH_MAX];
    const char *name = name_of(file, path);
    if (!name)
        return true_ftruncate(file, length);
    pthread_mutex_lock(&door);
    int done = true_ftruncate(file, length);
    if (!done)
        note('T', name, (uint64_t)length, NULL, 0);
    pthread_mutex_unlock(&door);
    return done;
}

int ftruncate(int file, off_t length)
{
    return ftruncate64(file, length);
}

static int sync_with(int file, int (*truly)(int))
{
    char path[PATH_MAX];
    const char *name = name_of(file, path);
    int is_folder = log_file >= 0 && !name && !strcmp(path, folder);
    if (!name && !is_folder)
        return truly(file);
    pthread_mutex_lock(&door);
    note(name ? 'S' : 'D', name ? name : "", 0, NULL, 0);
    pthread_mutex_unlock(&door);
    return 0;
}

int fsync(int file)
{
    return sync_with(file, true_fsync);
}

int fdatasync(int file)
{
    return sync_with(file, true_fdatasync);
}

int unlink(const char *path)
{
    const char *name = name_of_path(path);
    if (!name)
        return true_unlink(path);
    pthread_mutex_lock(&door);
    int done = true_unlink(path);
    if (!done)
        note('U', name, 0, NULL, 0);
    pthread_mutex_unlock(&door);
    return done;
}

int rename(const char *from, const char *to)
{
    const char *old = name_of_path(from), *new = name_of_path(to);
    if (!old && !new)
        return true_rename(from, to);
    if (!old || !new)
        fail("a file was moved over the edge of the folder");
    pthread_mutex_lock(&door);
    int done = true_rename(from, to);
    if (!done)
        note('R', old, 0, new, strlen(new));
    pthread_mutex_unlock(&door);
    return done;
}

/* Other ways to change a file, which the database does not take today. */
static void unknown(int file)
{
    char path[PATH_MAX];
    if (name_of(file, path))
        fail("a file was changed in a way that is not written down");
}

int posix_fallocate(int file, off_t offset, off_t length)
{
    int (*truly)(int, off_t, off_t) = dlsym(RTLD_NEXT, "posix_fallocate");
    unknown(file);
    return truly(file, offset, length);
}

ssize_t writev(int file, const struct iovec *parts, int count)
{
    ssize_t (*truly)(int, const struct iovec *, int) = dlsym(RTLD_NEXT, "writev");
    unknown(file);
    return truly(file, parts, count);
}
