/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_state.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sort.h"
#include "ledger/witness.h"
#include "logbook/key_file.h"
#include "logbook/view.h"

#define PATH_BYTES 4096u
#define KEY_ENDING SL_STR(".pub")

static const char *const standing_words[] = {
#define WORDS(enumerator, words) [enumerator] = (words),
    SL_WITNESS_STANDING_TABLE(WORDS)
#undef WORDS
};

const char *sl_witness_standing_words(enum sl_witness_standing standing)
{
    return standing_words[standing];
}

/* Looking, while it lasts. */
struct looking {
    struct sl_view *view;
    struct sl_arena *arena;
    int64_t now_us;
    char folder[PATH_BYTES];
    struct sl_ledger_state *state;
};

static enum sl_status
keep(struct sl_arena *arena, struct sl_str text, struct sl_str *ret_text, struct sl_error *err)
{
    const struct sl_str copy = sl_arena_copy(arena, text);

    if (copy.ptr == NULL) {
        return sl_fail_memory(err);
    }
    *ret_text = copy;
    return SL_OK;
}

/* The path of a file of a witness. False: it is too long. */
static bool
print_path(const struct looking *looking, struct sl_str name, const char *ending, char *path)
{
    return (size_t
           )snprintf(path, PATH_BYTES, "%s/%.*s%s", looking->folder, SL_STR_ARG(name), ending) <
           PATH_BYTES;
}

/* Is it the beginning of the ledger of today? */
static enum sl_status
check_note(const struct looking *looking, const struct sl_checkpoint *note, struct sl_error *err)
{
    const struct sl_checkpoint *now = sl_view_checkpoint(looking->view);
    struct sl_proof proof = { .count = 0 };

    if (note->head.count <= now->head.count) {
        SL_TRY(sl_proof_of_growth(
            note->head.count, now->head.count, sl_view_hash, looking->view, &proof, err
        ));
    }
    return sl_witness_check(note, now, &proof, err);
}

/* What a witness gave back. Errors: of its files, which its line tells. */
static enum sl_status read_witness(
    const struct looking *looking,
    struct sl_str file,
    struct sl_ledger_witness_line *line,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    char path[PATH_BYTES];
    struct sl_verifier witness;
    struct sl_checkpoint note;
    uint64_t seconds = 0;

    line->standing = SL_WITNESS_UNREAD;
    sl_buf_init(&text, SL_CHECKPOINT_LIMIT_BYTES);
    if (!print_path(looking, file, ".pub", path)) {
        return sl_fail(err, SL_INVALID, "its path is too long");
    }
    SL_TRY(sl_key_find(path, &witness, err));
    if (witness.use != SL_KEY_WITNESS) {
        return sl_fail(err, SL_INVALID, "it is not a key for a witness");
    }
    SL_TRY(keep(looking->arena, sl_str_from(witness.name), &line->name, err));
    if (!print_path(looking, file, ".txt", path)) {
        return sl_fail(err, SL_INVALID, "its path is too long");
    }
    if (access(path, F_OK) != 0) {
        line->standing = SL_WITNESS_NEVER;
        return SL_OK;
    }
    SL_TRY(sl_file_read(path, &text, err));
    SL_TRY(sl_checkpoint_parse(sl_buf_str(&text), &note, err));
    SL_TRY(sl_checkpoint_check(&note, sl_view_verifier(looking->view), NULL, err));
    SL_TRY(sl_checkpoint_check(&note, &witness, &seconds, err));
    line->standing = SL_WITNESS_BROKEN;
    SL_TRY(check_note(looking, &note, err));
    line->count = note.head.count;
    line->looked_us = (int64_t)seconds * 1000000;
    line->standing = looking->now_us - line->looked_us > SL_LEDGER_WITNESS_LATE_US
                         ? SL_WITNESS_LATE
                         : SL_WITNESS_HELD;
    return SL_OK;
}

/* A line for each; what is wrong with one is said in its line, with no path of this machine. */
static enum sl_status
add_witness(const struct looking *looking, struct sl_str file, struct sl_error *err)
{
    struct sl_ledger_state *state = looking->state;
    struct sl_ledger_witness_line *line = &state->witnesses[state->witness_count];
    struct sl_error own;

    *line = (struct sl_ledger_witness_line){ .name = file };
    const enum sl_status status = read_witness(looking, file, line, &own);
    if (status == SL_NO_MEMORY) {
        return sl_fail_memory(err);
    }
    if (status != SL_OK) {
        const struct sl_str why =
            status == SL_IO ? SL_STR("a file cannot be read") : sl_str_from(own.message);
        SL_TRY(keep(looking->arena, why, &line->why, err));
    }
    state->seen = line->count > state->seen ? line->count : state->seen;
    state->witness_count++;
    return SL_OK;
}

static void close_folder(DIR **folder)
{
    if (*folder != NULL) {
        (void)closedir(*folder);
    }
}

/* The names of keys, without their ending, in any order. No folder: there are none. */
static enum sl_status list_names(
    const struct looking *looking, struct sl_str *names, size_t *ret_count, struct sl_error *err
)
{
    SL_CLEANUP(close_folder) DIR *folder = opendir(looking->folder);
    const struct dirent *entry = NULL;
    size_t count = 0;

    if (folder == NULL && errno != ENOENT) {
        return sl_fail_io(err, "open the folder", looking->folder, errno);
    }
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        const struct sl_str name = sl_str_from(entry->d_name);
        if (sl_str_starts(name, SL_STR(".")) || !sl_str_ends(name, KEY_ENDING)) {
            continue;
        }
        if (count == SL_LEDGER_WITNESS_LIMIT) {
            return sl_fail(err, SL_LIMIT, "more than %u witnesses", SL_LEDGER_WITNESS_LIMIT);
        }
        SL_TRY(keep(
            looking->arena, sl_str_part(name, 0, name.len - KEY_ENDING.len), &names[count], err
        ));
        count++;
    }
    *ret_count = count;
    return SL_OK;
}

static enum sl_status read_witnesses(struct looking *looking, struct sl_error *err)
{
    struct sl_str names[SL_LEDGER_WITNESS_LIMIT];
    uint32_t order[SL_LEDGER_WITNESS_LIMIT];
    struct sl_ledger_state *state = looking->state;
    size_t count = 0;

    SL_TRY(list_names(looking, names, &count, err));
    state->witnesses = sl_arena_alloc(looking->arena, count + 1, sizeof *state->witnesses);
    if (state->witnesses == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_sort_strs(names, count, order, err));
    for (size_t i = 0; i < count; i++) {
        SL_TRY(add_witness(looking, names[order[i]], err));
    }
    return SL_OK;
}

static enum sl_status
count_entry(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    struct sl_ledger_state *state = context;

    (void)err;
    state->in_journal += entry->is_published ? 0 : 1;
    state->last_us = entry->entry.when_us;
    return SL_OK;
}

/* How far it has come: the last entry that is published, and those behind it. */
static enum sl_status read_ledger(struct looking *looking, struct sl_error *err)
{
    const struct sl_checkpoint *now = sl_view_checkpoint(looking->view);
    struct sl_ledger_state *state = looking->state;
    const uint64_t first = now->head.count > 0 ? now->head.count - 1 : 0;

    SL_TRY(keep(looking->arena, now->origin, &state->name, err));
    state->published = now->head.count;
    state->root = now->head.root;
    return sl_view_each(looking->view, first, UINT64_MAX, count_entry, state, err);
}

static enum sl_status look(struct sl_access *access, struct looking *looking, struct sl_error *err)
{
    SL_CLEANUP(sl_view_close_ptr) struct sl_view *view = NULL;
    const char *path = sl_access_ledger(access);

    if ((size_t)snprintf(looking->folder, sizeof looking->folder, "%s" SL_LEDGER_WITNESSES, path) >=
        sizeof looking->folder) {
        return sl_fail(err, SL_LIMIT, "the path of the ledger is too long");
    }
    SL_TRY(sl_view_open(path, NULL, &view, err));
    looking->view = view;
    SL_TRY(read_ledger(looking, err));
    return read_witnesses(looking, err);
}

enum sl_status sl_ledger_state_read(
    struct sl_access *access,
    struct sl_arena *arena,
    struct sl_ledger_state *ret_state,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = {
        .verb = SL_VERB_LIST,
        .kind = SL_STR("ledger"),
        .detail = SL_STR("state and witnesses"),
    };
    struct sl_ledger_state state = { .published = 0 };
    struct looking looking = { .arena = arena, .now_us = sl_access_now(access), .state = &state };

    SL_TRY(sl_access_act(access, SL_MAY_LEDGER_VERIFY, &deed, err));
    SL_TRY(sl_access_done(access, &deed, look(access, &looking, err), err));
    *ret_state = state;
    return SL_OK;
}
