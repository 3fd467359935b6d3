/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake_watch.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/access.h"
#include "base/arena.h"
#include "base/file.h"

#define NAMES_LIMIT_BYTES ((size_t)64 << 20)
#define PATH_LIMIT_BYTES  4096u
/* Between two rounds; after one in which a file has to wait, longer: it was read in vain. */
#define PAUSE_MS         500L
#define PAUSE_WAITING_MS 10000L
/* A name is tried so often with a number behind it. */
#define NUMBER_LIMIT 1000000u
/* Without a file the door is opened once in so many rounds, so that a session is not idle. */
#define IDLE_ROUNDS 600u

/* What is in the folder now. */
struct names {
    const char **items;
    size_t count, room;
};

/* A watch. The arena holds what a round needs. */
struct watch {
    const struct sl_intake_folder *folder;
    struct sl_intake_plan plan;
    char rejects[PATH_LIMIT_BYTES];
    struct sl_arena round;
    bool is_waiting;         /* a file of this round has to wait, ... */
    struct sl_error waiting; /* ... and the last reason that was told */
    bool is_paused;          /* the door */
    unsigned idle_rounds;
};

static enum sl_status
join(char *path, const char *folder, const char *part, const char *name, struct sl_error *err)
{
    const int len = snprintf(path, PATH_LIMIT_BYTES, "%s/%s%s", folder, part, name);

    if (len < 0 || (size_t)len >= PATH_LIMIT_BYTES) {
        return sl_fail(err, SL_LIMIT, "the path of the folder is too long");
    }
    return SL_OK;
}

static bool must_stop(const struct watch *watch)
{
    const struct sl_intake_watcher *watcher = &watch->plan.watcher;

    return watcher->stop != NULL && watcher->stop(watcher->context);
}

static bool is_wanted(const char *name)
{
    const struct sl_str text = sl_str_from(name);

    return name[0] != '.' && !sl_str_ends(text, SL_STR(".part")) &&
           !sl_str_ends(text, SL_STR(".tmp"));
}

static int compare_names(const void *left, const void *right)
{
    const char *const *first = left;
    const char *const *second = right;

    return strcmp(*first, *second);
}

static enum sl_status
add_name(struct watch *watch, struct names *names, const char *name, struct sl_error *err)
{
    if (names->count == names->room) {
        const size_t room = names->room == 0 ? 64 : names->room * 2;
        const char **items = sl_arena_alloc(&watch->round, room, sizeof *items);
        if (items == NULL) {
            return sl_fail_memory(err);
        }
        if (names->count > 0) {
            memcpy(items, names->items, names->count * sizeof *items);
        }
        names->items = items;
        names->room = room;
    }
    const char *copy = sl_arena_copy(&watch->round, sl_str_from(name)).ptr;
    if (copy == NULL) {
        return sl_fail_memory(err);
    }
    names->items[names->count++] = copy;
    return SL_OK;
}

static void close_folder(DIR **folder)
{
    if (*folder != NULL) {
        (void)closedir(*folder);
    }
}

/* The files that have arrived, by name. */
static enum sl_status list_names(struct watch *watch, struct names *names, struct sl_error *err)
{
    const char *path = watch->folder->path;
    SL_CLEANUP(close_folder) DIR *folder = opendir(path);
    char joined[PATH_LIMIT_BYTES];
    struct stat info;

    if (folder == NULL) {
        return sl_fail_io(err, "open the folder", path, errno);
    }
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (entry == NULL && errno != 0) {
            return sl_fail_io(err, "read the folder", path, errno);
        }
        if (entry == NULL) {
            break;
        }
        if (!is_wanted(entry->d_name)) {
            continue;
        }
        SL_TRY(join(joined, path, "", entry->d_name, err));
        if (stat(joined, &info) == 0 && S_ISREG(info.st_mode)) {
            SL_TRY(add_name(watch, names, entry->d_name, err));
        }
    }
    if (names->count > 1) {
        qsort(names->items, names->count, sizeof *names->items, compare_names);
    }
    return SL_OK;
}

/* A path in a folder of the folder that is not taken: "NAME", or "NAME.2" and so on. */
static enum sl_status free_path(
    const struct watch *watch, const char *part, const char *name, char *path, struct sl_error *err
)
{
    char numbered[PATH_LIMIT_BYTES];

    SL_TRY(join(path, watch->folder->path, part, name, err));
    for (unsigned i = 2; access(path, F_OK) == 0 && i < NUMBER_LIMIT; i++) {
        const int len = snprintf(numbered, sizeof numbered, "%s.%u", name, i);
        if (len < 0 || (size_t)len >= sizeof numbered) {
            return sl_fail(err, SL_LIMIT, "the name of the file is too long");
        }
        SL_TRY(join(path, watch->folder->path, part, numbered, err));
    }
    return SL_OK;
}

/* Move a file to done/ or failed/, and give where it is now. */
static enum sl_status move_to(
    const struct watch *watch,
    const char *part,
    const char *name,
    char *ret_path,
    struct sl_error *err
)
{
    char from[PATH_LIMIT_BYTES];
    char folder[PATH_LIMIT_BYTES];

    SL_TRY(join(from, watch->folder->path, "", name, err));
    SL_TRY(join(folder, watch->folder->path, part, "", err));
    if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
        return sl_fail_io(err, "make the folder", folder, errno);
    }
    SL_TRY(free_path(watch, part, name, ret_path, err));
    if (rename(from, ret_path) != 0) {
        return sl_fail_io(err, "move", from, errno);
    }
    return SL_OK;
}

static void write_part(struct sl_file_writer *writer, const char *text)
{
    if (text[0] != '\0') {
        sl_file_write(writer, sl_str_from(text));
        sl_file_write(writer, SL_STR("\n"));
    }
}

/* Move a file to failed/ with the reason beside it. */
static enum sl_status set_aside(
    const struct watch *watch, const char *name, const struct sl_error *reason, struct sl_error *err
)
{
    struct sl_file_writer *writer = NULL;
    char moved[PATH_LIMIT_BYTES];
    char path[PATH_LIMIT_BYTES + 16];

    SL_TRY(move_to(watch, "failed/", name, moved, err));
    (void)snprintf(path, sizeof path, "%s.error.txt", moved);
    SL_TRY(sl_file_create(path, &writer, err));
    write_part(writer, reason->message);
    write_part(writer, reason->detail);
    write_part(writer, reason->hint);
    return sl_file_commit(writer, err);
}

static void tell_failed(const struct watch *watch, const char *name, const struct sl_error *reason)
{
    if (watch->folder->failed != NULL) {
        watch->folder->failed(watch->plan.watcher.context, name, reason);
    }
}

/* Each reason is told once, not once a round. */
static void let_wait(struct watch *watch, const char *name, const struct sl_error *reason)
{
    watch->is_waiting = true;
    if (strcmp(watch->waiting.message, reason->message) != 0 ||
        strcmp(watch->waiting.detail, reason->detail) != 0) {
        watch->waiting = *reason;
        tell_failed(watch, name, reason);
    }
}

/* Take one file in, and put it where it belongs then. */
static enum sl_status take_one(
    struct watch *watch, const char *name, struct sl_intake_result *result, struct sl_error *err
)
{
    char path[PATH_LIMIT_BYTES];
    char moved[PATH_LIMIT_BYTES];
    struct sl_error reason = { .status = SL_OK };
    const struct sl_intake_item item = {
        .agency = watch->folder->agency,
        .system = watch->folder->system,
        .format = watch->folder->format,
        .path = path,
        .name = name,
    };

    SL_TRY(join(path, watch->folder->path, "", name, err));
    const enum sl_status status = sl_intake_item_take(&watch->plan, &item, result, &reason);
    if (status == SL_OK) {
        return result->outcome == SL_INTAKE_STOPPED ? SL_OK
                                                    : move_to(watch, "done/", name, moved, err);
    }
    const bool is_readable = access(path, R_OK) == 0;
    if (result->fault == SL_INTAKE_FAULT_FILE || (status == SL_IO && !is_readable)) {
        tell_failed(watch, name, &reason);
        return set_aside(watch, name, &reason, err);
    }
    if (result->fault == SL_INTAKE_FAULT_CHANGING || result->fault == SL_INTAKE_FAULT_BLOCKED) {
        let_wait(watch, name, &reason);
        return SL_OK;
    }
    if (err != NULL) {
        *err = reason;
    }
    return status;
}

/* Everything that is there now. */
static enum sl_status take_round(struct watch *watch, struct sl_error *err)
{
    struct sl_intake_result result = { .outcome = SL_INTAKE_DONE };
    struct names names = { .count = 0 };

    sl_arena_reset(&watch->round);
    watch->is_waiting = false;
    SL_TRY(list_names(watch, &names, err));
    watch->idle_rounds = names.count > 0 ? 0 : watch->idle_rounds + 1;
    if (watch->is_paused && watch->idle_rounds % IDLE_ROUNDS == 0) {
        SL_TRY(sl_access_resume(watch->plan.access, watch->plan.clock(), err));
        watch->is_paused = false;
    }
    for (size_t i = 0; i < names.count && !must_stop(watch); i++) {
        SL_TRY(take_one(watch, names.items[i], &result, err));
    }
    return SL_OK;
}

/* A signal ends it early. */
static void rest(const struct watch *watch)
{
    const long pause_ms = watch->is_waiting ? PAUSE_WAITING_MS : PAUSE_MS;
    const struct timespec pause = {
        .tv_sec = pause_ms / 1000,
        .tv_nsec = pause_ms % 1000 * 1000000L,
    };

    (void)nanosleep(&pause, NULL);
}

enum sl_status sl_intake_watch(
    const struct sl_intake_plan *plan, const struct sl_intake_folder *folder, struct sl_error *err
)
{
    struct watch watch = { .folder = folder, .plan = *plan };
    enum sl_status status = SL_OK;

    SL_TRY(join(watch.rejects, folder->path, "", "rejects", err));
    if (plan->rejects_folder == NULL) {
        watch.plan.rejects_folder = watch.rejects;
    }
    sl_arena_init(&watch.round, NAMES_LIMIT_BYTES);
    for (bool first = true; status == SL_OK && !must_stop(&watch); first = false) {
        if (!first) {
            sl_access_pause(plan->access);
            watch.is_paused = true;
            rest(&watch);
        }
        status = take_round(&watch, err);
        if (folder->once) {
            break;
        }
    }
    sl_arena_finish(&watch.round);
    return status;
}
