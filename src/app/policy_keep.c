/* SPDX-License-Identifier: Apache-2.0 */
#include "app/policy_keep.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "app/agreement_files.h"
#include "app/policy_load.h"
#include "store/setting.h"

#define VALUE_LIMIT_BYTES   ((size_t)4096)
#define SCRATCH_LIMIT_BYTES ((size_t)64 << 10)
/* A file system notes times in steps of at most this: FAT's, the longest that are in use. */
#define STEP_SECONDS 2
/* How often a kept policy is looked at as a whole: is it still what was compiled? */
#define USES_BETWEEN_LOOKS 256u

/* What is noted of one file. */
struct noted {
    uint64_t device, inode;
    int64_t size;
    struct timespec modified, changed;
};

void sl_policy_keep_init(struct sl_policy_keep *keep)
{
    *keep = (struct sl_policy_keep){ .is_kept = false };
    sl_arena_init(&keep->arena, SL_AGREEMENT_FILES_BYTES);
    sl_arena_init(&keep->scratch, SCRATCH_LIMIT_BYTES);
    sl_buf_init(&keep->value, VALUE_LIMIT_BYTES);
}

void sl_policy_keep_finish(struct sl_policy_keep *keep)
{
    sl_arena_finish(&keep->arena);
    sl_arena_finish(&keep->scratch);
    sl_buf_finish(&keep->value);
    keep->is_kept = false;
}

/* Note one file; is it old enough for the next change to be seen? */
static bool
note_file(int folder, const char *name, const struct timespec *now, struct sl_digest_state *state)
{
    struct noted noted;
    struct stat file;

    if (fstatat(folder, name, &file, 0) != 0) {
        return false;
    }
    memset(&noted, 0, sizeof noted);
    noted.device = (uint64_t)file.st_dev;
    noted.inode = (uint64_t)file.st_ino;
    noted.size = (int64_t)file.st_size;
    noted.modified = file.st_mtim;
    noted.changed = file.st_ctim;
    sl_digest_add(state, (struct sl_str){ .ptr = name, .len = strlen(name) + 1 });
    sl_digest_add(state, (struct sl_str){ .ptr = (const char *)&noted, .len = sizeof noted });
    return file.st_ctim.tv_sec < now->tv_sec - STEP_SECONDS;
}

static void close_folder(DIR **folder)
{
    if (*folder != NULL) {
        (void)closedir(*folder);
    }
}

/* The files of a folder, whatever they are; false when they cannot be told, or have just changed.
 */
static bool note_folder(const char *path, struct sl_digest *ret_files)
{
    SL_CLEANUP(close_folder) DIR *folder = opendir(path);
    struct sl_digest_state state;
    struct timespec now;

    if (folder == NULL || clock_gettime(CLOCK_REALTIME, &now) != 0) {
        return false;
    }
    sl_digest_begin(&state);
    bool is_settled = note_file(dirfd(folder), ".", &now, &state);
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        /* What stands above the folder changes all the time. */
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            is_settled = note_file(dirfd(folder), entry->d_name, &now, &state) && is_settled;
        }
    }
    *ret_files = sl_digest_end(&state);
    return is_settled;
}

/* The confirmation as it stands in the store; empty when there is none. */
static enum sl_status read_value(
    struct sl_policy_keep *keep,
    struct sl_store *store,
    struct sl_str *ret_value,
    struct sl_error *err
)
{
    sl_arena_reset(&keep->scratch);
    const enum sl_status status =
        sl_store_setting_find(store, SL_STR(SL_SETTING_POLICY), &keep->scratch, ret_value, err);
    if (status == SL_NOT_FOUND) {
        *ret_value = SL_STR("");
        return SL_OK;
    }
    return status;
}

/* Is it whole? Asked now and then. */
static bool is_whole(struct sl_policy_keep *keep)
{
    keep->use_count++;
    return keep->use_count % USES_BETWEEN_LOOKS != 0 || keep->policy.state != SL_POLICY_READY ||
           sl_policy_is_whole(&keep->policy);
}

static enum sl_status make(
    struct sl_policy_keep *keep,
    struct sl_store *store,
    const char *folder,
    struct sl_str value,
    struct sl_error *err
)
{
    keep->use_count = 0;
    sl_arena_reset(&keep->arena);
    sl_buf_clear(&keep->value);
    sl_buf_add(&keep->value, value);
    SL_TRY(sl_buf_status(&keep->value, err));
    return sl_policy_load(store, folder, &keep->arena, &keep->policy, &keep->is_there, err);
}

enum sl_status sl_policy_keep_load(
    struct sl_policy_keep *keep,
    struct sl_store *store,
    const char *folder,
    const struct sl_policy **ret_policy,
    bool *ret_is_there,
    struct sl_error *err
)
{
    struct sl_digest files = { .bytes = { 0 } };
    struct sl_str value;

    SL_TRY(read_value(keep, store, &value, err));
    /* Looked at before they are read: what changes in between is seen the next time. */
    const bool is_settled = note_folder(folder, &files);
    const bool is_same = keep->is_kept && is_settled && sl_digest_equal(&files, &keep->folder) &&
                         sl_str_equal(value, sl_buf_str(&keep->value)) && is_whole(keep);
    if (!is_same) {
        keep->is_kept = false;
        SL_TRY(make(keep, store, folder, value, err));
        keep->folder = files;
        keep->is_kept = is_settled;
    }
    *ret_policy = &keep->policy;
    *ret_is_there = keep->is_there;
    return SL_OK;
}
