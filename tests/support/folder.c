/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "support/support.h"

#define READ_LIMIT_BYTES ((size_t)16 << 20)

/* Folders open at once while a tree is removed. */
#define WALK_FOLDERS 16

void sl_test_folder_open(struct sl_test_folder *folder)
{
    const char *parent = getenv("TMPDIR");

    if (parent == NULL || parent[0] == '\0') {
        parent = P_tmpdir;
    }
    const int len = snprintf(folder->path, sizeof(folder->path), "%s/sightline-XXXXXX", parent);
    if (len < 0 || (size_t)len >= sizeof(folder->path) || mkdtemp(folder->path) == NULL) {
        fail_msg("cannot make a temporary folder in %s: %s", parent, strerror(errno));
    }
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info;
    (void)kind;
    (void)walk;
    return remove(path);
}

void sl_test_folder_close(struct sl_test_folder *folder)
{
    if (folder->path[0] != '\0') {
        (void)nftw(folder->path, remove_entry, WALK_FOLDERS, FTW_DEPTH | FTW_PHYS);
        folder->path[0] = '\0';
    }
}

const char *sl_test_folder_path(struct sl_test_folder *folder, const char *name)
{
    const int len = snprintf(folder->joined, sizeof(folder->joined), "%s/%s", folder->path, name);

    if (len < 0 || (size_t)len >= sizeof(folder->joined)) {
        fail_msg("the path of %s is too long", name);
    }
    return folder->joined;
}

const char *
sl_test_folder_write(struct sl_test_folder *folder, const char *name, struct sl_str bytes)
{
    const char *path = sl_test_folder_path(folder, name);
    FILE *file = fopen(path, "wb");

    if (file == NULL) {
        fail_msg("cannot write %s: %s", path, strerror(errno));
    }
    const size_t written = bytes.len == 0 ? 0 : fwrite(bytes.ptr, 1, bytes.len, file);
    if (fclose(file) != 0 || written != bytes.len) {
        fail_msg("cannot write %s: %s", path, strerror(errno));
    }
    return path;
}

void sl_test_read(const char *path, struct sl_buf *buf)
{
    char block[4096];
    size_t count = 0;
    FILE *file = fopen(path, "rb");

    if (file == NULL) {
        fail_msg("cannot read %s: %s", path, strerror(errno));
    }
    while (buf->len <= READ_LIMIT_BYTES && (count = fread(block, 1, sizeof(block), file)) > 0) {
        sl_buf_add(buf, (struct sl_str){ .ptr = block, .len = count });
    }
    if (ferror(file) != 0 || fclose(file) != 0 || sl_buf_status(buf, NULL) != SL_OK) {
        fail_msg("cannot read all of %s", path);
    }
}
