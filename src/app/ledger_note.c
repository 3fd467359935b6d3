/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_note.h"

#include <string.h>

#include "app/access.h"
#include "base/arena.h"
#include "base/buf.h"
#include "logbook/key_file.h"
#include "logbook/logbook.h"
#include "record/moment.h"
#include "store/setting.h"

#define SCRATCH_LIMIT_BYTES ((size_t)64 << 10)
#define DETAIL_BYTES        ((size_t)200)
#define DAY_SECONDS         INT64_C(86400)

/* A place that 'init' has kept. */
static enum sl_status read_place(
    struct sl_store *store,
    const char *name,
    struct sl_arena *arena,
    const char **ret_path,
    struct sl_error *err
)
{
    struct sl_str value;
    const enum sl_status status =
        sl_store_setting_find(store, sl_str_from(name), arena, &value, err);

    if (status == SL_NOT_FOUND) {
        sl_fail(err, SL_INVALID, "the store does not say where its %s is", name);
        sl_fail_hint(err, "It was not made by 'sightline init'.");
        return SL_INVALID;
    }
    SL_TRY(status);
    *ret_path = value.ptr;
    return SL_OK;
}

static enum sl_status read_signer(
    struct sl_store *store,
    struct sl_arena *arena,
    struct sl_signer *ret_signer,
    struct sl_error *err
)
{
    const char *path = NULL;

    SL_TRY(read_place(store, SL_SETTING_LEDGER_KEY, arena, &path, err));
    return sl_key_file_read(path, ret_signer, err);
}

/* An entry about the ledger itself, by nobody. */
static enum sl_status
note(struct sl_logbook *book, struct sl_buf *detail, int64_t now_us, struct sl_error *err)
{
    const struct sl_deed deed = {
        .when_us = now_us,
        .verb = SL_VERB_MANAGE,
        .outcome = SL_OUTCOME_FAILED,
        .texts = { [SL_ENTRY_KIND] = SL_STR("ledger") },
        .detail = sl_buf_str(detail),
    };

    SL_TRY(sl_buf_status(detail, err));
    SL_TRY(sl_logbook_add(book, &deed, NULL, err));
    return sl_logbook_commit(book, err);
}

/* What a crash cut off was never acknowledged; what somebody has cut off was. Nobody can tell, so
 * it is kept aside, and an entry says so, with its hash: an order to erase removes the file. */
static void add_cut(const struct sl_logbook_cut *cut, struct sl_buf *detail)
{
    sl_buf_addf(
        detail,
        "the journal ended in %llu bytes that are no entries: journal.cut, SHA-256 ",
        (unsigned long long)cut->bytes
    );
    sl_digest_print(&cut->digest, detail);
}

static struct sl_moment moment_of(int64_t at_us)
{
    const int64_t seconds = at_us / 1000000;

    return (struct sl_moment){ .day = (int32_t)(seconds / DAY_SECONDS),
                               .second = (int32_t)(seconds % DAY_SECONDS),
                               .precision = SL_PRECISION_SECOND };
}

/* Times never run backwards, so where the clock does, its own time is told beside: each time that
 * the ledger is opened. Where it has leapt, nobody can tell whether nothing was done. */
static void add_clock(int64_t last_us, int64_t now_us, struct sl_buf *detail)
{
    if (now_us - last_us > SL_LEDGER_AHEAD_US || now_us < last_us - SL_LEDGER_BEHIND_US) {
        sl_buf_add(detail, SL_STR("the clock says "));
        sl_moment_print(moment_of(now_us), detail);
        sl_buf_addf(detail, ", %s the last entry, of ", now_us < last_us ? "before" : "days after");
        sl_moment_print(moment_of(last_us), detail);
    }
}

/* Say what is out of the order, before any other entry. */
static enum sl_status note_oddities(struct sl_logbook *book, int64_t now_us, struct sl_error *err)
{
    const int64_t last_us = sl_logbook_last_when(book);
    struct sl_buf detail;

    sl_buf_init(&detail, DETAIL_BYTES);
    enum sl_status status = SL_OK;
    if (sl_logbook_cut(book)->bytes > 0) {
        add_cut(sl_logbook_cut(book), &detail);
        status = note(book, &detail, now_us, err);
        sl_buf_clear(&detail);
    }
    if (status == SL_OK && last_us > 0) {
        add_clock(last_us, now_us, &detail);
    }
    if (status == SL_OK && detail.len > 0) {
        status = note(book, &detail, now_us, err);
    }
    sl_buf_finish(&detail);
    return status;
}

enum sl_status sl_ledger_open(
    const char *path,
    const struct sl_signer *signer,
    int64_t now_us,
    struct sl_logbook **ret_book,
    struct sl_error *err
)
{
    struct sl_logbook *book = NULL;

    SL_TRY(sl_logbook_open_within(path, signer, SL_ACCESS_WAIT_MS, &book, err));
    const enum sl_status status = note_oddities(book, now_us, err);
    if (status != SL_OK) {
        sl_logbook_close(book);
        return status;
    }
    *ret_book = book;
    return SL_OK;
}

static enum sl_status write_deed(
    const char *path,
    const struct sl_signer *signer,
    const struct sl_deed *deed,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_logbook_close_ptr) struct sl_logbook *book = NULL;

    SL_TRY(sl_ledger_open(path, signer, deed->when_us, &book, err));
    SL_TRY(sl_logbook_add(book, deed, NULL, err));
    return sl_logbook_commit(book, err);
}

enum sl_status
sl_ledger_note(struct sl_store *store, const struct sl_deed *deed, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    struct sl_signer signer;
    const char *path = NULL;

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    SL_TRY(read_place(store, SL_SETTING_LEDGER, &scratch, &path, err));
    SL_TRY(read_signer(store, &scratch, &signer, err));
    const enum sl_status status = write_deed(path, &signer, deed, err);
    sl_signer_wipe(&signer);
    return status;
}

enum sl_status sl_ledger_secret(struct sl_store *store, uint8_t *ret_secret, struct sl_error *err)
{
    SL_CLEANUP(sl_arena_finish) struct sl_arena scratch;
    struct sl_signer signer;

    sl_arena_init(&scratch, SCRATCH_LIMIT_BYTES);
    SL_TRY(read_signer(store, &scratch, &signer, err));
    memcpy(ret_secret, signer.secret, SL_KEY_BYTES); /* the seed stands first */
    sl_signer_wipe(&signer);
    return SL_OK;
}
