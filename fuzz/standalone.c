/* SPDX-License-Identifier: Apache-2.0 */
/*
 * standalone.c - gives a fuzz target the inputs of a corpus, without libFuzzer.
 *
 * Usage: fuzz_<thing> PATH...
 *
 * A PATH is a file or a folder of files; one that does not exist holds nothing. The empty input
 * always comes first, so there is something to run even before a corpus is begun. Files of a
 * folder come in order of their names: a crash is the same crash on every machine.
 */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define INPUT_LIMIT_BYTES ((size_t)16 << 20)

/* What libFuzzer calls: each fuzz_<thing>.c defines it. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Memory of the exact length, so that a sanitizer sees a read behind the end. */
static int replay_file(const char *path, size_t len)
{
    FILE *file = fopen(path, "rb");

    if (file == NULL) {
        (void)fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return 1;
    }
    uint8_t *bytes = malloc(len == 0 ? 1 : len);
    const size_t count = bytes == NULL ? 0 : fread(bytes, 1, len, file);
    (void)fclose(file);
    if (bytes == NULL || count != len) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        free(bytes);
        return 1;
    }
    (void)LLVMFuzzerTestOneInput(bytes, len);
    free(bytes);
    return 0;
}

static int replay_path(const char *path, unsigned *count);

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int replay_folder(const char *folder, unsigned *count)
{
    char path[4096];
    struct dirent **entries = NULL;
    const int entry_count = scandir(folder, &entries, is_visible, alphasort);
    int failed = entry_count < 0;

    for (int i = 0; i < entry_count; i++) {
        const int len = snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
        free(entries[i]);
        failed |= len < 0 || (size_t)len >= sizeof(path) || replay_path(path, count) != 0;
    }
    free(entries);
    return failed;
}

static int replay_path(const char *path, unsigned *count)
{
    struct stat info;

    if (stat(path, &info) != 0) {
        return errno == ENOENT ? 0 : 1;
    }
    if (S_ISDIR(info.st_mode)) {
        return replay_folder(path, count);
    }
    if (info.st_size < 0 || (size_t)info.st_size > INPUT_LIMIT_BYTES) {
        (void)fprintf(stderr, "%s: larger than an input may be\n", path);
        return 1;
    }
    (*count)++;
    return replay_file(path, (size_t)info.st_size);
}

int main(int argc, char **argv)
{
    const uint8_t nothing[1] = { 0 };
    unsigned count = 1;
    int failed = 0;

    (void)LLVMFuzzerTestOneInput(nothing, 0);
    for (int i = 1; i < argc; i++) {
        failed |= replay_path(argv[i], &count);
    }
    (void)printf("%u inputs replayed\n", count);
    return failed;
}
