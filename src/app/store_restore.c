/* SPDX-License-Identifier: Apache-2.0 */
#include "app/store_restore.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/ledger_note.h"
#include "app/ledger_show.h"
#include "app/policy_load.h"
#include "base/arena.h"
#include "base/buf.h"
#include "store/backup.h"
#include "store/session.h"
#include "store/setting.h"
#include "store/token.h"
#include "store/user.h"

#define PATH_BYTES    4096u
#define SCRATCH_BYTES ((size_t)16 << 20)
#define DETAIL_BYTES  ((size_t)300)

/* What stands behind the name until everything is done, and what the store keeps beside itself. */
#define WORK_SUFFIX ".restoring"
static const char *const beside[] = { "-lock", "-wal", "-shm", "" };

/* What agreements have as their confirmation then: it is none. */
#define NOT_CONFIRMED SL_STR("restored")

/* Restoring under way; `scratch` is emptied after each thing that was looked at. */
struct work {
    const struct sl_restore_job *job;
    char path[PATH_BYTES];
    struct sl_store *store;
    struct sl_arena places, scratch;
    const char *ledger;
    struct sl_restored restored;
};

/* What failed was about the ledger. */
static enum sl_status fail_ledger(enum sl_status status, struct sl_error *err)
{
    if (status == SL_IO || status == SL_INVALID) {
        sl_fail_hint(err, "Put the ledger and its key where the backup has them, and try again.");
    }
    return status;
}

static enum sl_status read_ledger_place(struct work *work, struct sl_error *err)
{
    struct sl_str value;
    const enum sl_status status =
        sl_store_setting_find(work->store, SL_STR(SL_SETTING_LEDGER), &work->places, &value, err);

    if (status == SL_NOT_FOUND) {
        return sl_fail(err, SL_INVALID, "the backup does not say where its ledger is");
    }
    SL_TRY(status);
    work->ledger = value.ptr;
    return SL_OK;
}

/* End what is open; the newest of these is about as old as the backup, as somebody made it. */
static enum sl_status end_sessions(struct work *work, struct sl_error *err)
{
    struct sl_stored_session session = { .id = 0 };
    uint64_t count = 0;

    for (;;) {
        sl_arena_reset(&work->scratch);
        const enum sl_status status = sl_store_session_next(
            work->store, session.id, SL_STR(""), &work->scratch, &session, err
        );
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        const struct sl_session_end end = { .why = SL_SESSION_RESTORED,
                                            .by = session.user,
                                            .at = work->job->now_us };
        const int64_t last =
            session.seen_at > session.begun_at ? session.seen_at : session.begun_at;
        work->restored.since_us = last > work->restored.since_us ? last : work->restored.since_us;
        SL_TRY(sl_store_session_end(work->store, session.id, &end, &count, err));
        work->restored.session_count += count;
    }
}

/* Count a change by its kind. */
static void count_newer(struct sl_restored *restored, struct sl_str kind)
{
    size_t i = 0;

    while (i < restored->kind_count && i + 1 < SL_RESTORE_KINDS &&
           !sl_str_equal(sl_str_from(restored->newer[i].kind), kind)) {
        i++;
    }
    struct sl_restore_newer *newer = &restored->newer[i];
    if (i == restored->kind_count) {
        const bool is_last = i + 1 == SL_RESTORE_KINDS || kind.len >= sizeof newer->kind;
        const struct sl_str name = is_last ? SL_STR("others") : kind;
        (void)snprintf(newer->kind, sizeof newer->kind, "%.*s", SL_STR_ARG(name));
        restored->kind_count++;
    }
    newer->count++;
}

/* Was an act a change of the store? Reading, asking the ledger and signing in are none. */
static bool is_change(const struct sl_entry *entry)
{
    static const bool changes[] = {
        [SL_VERB_WRITE] = true,  [SL_VERB_DECIDE] = true,   [SL_VERB_ASK] = true,
        [SL_VERB_ANSWER] = true, [SL_VERB_OVERRIDE] = true, [SL_VERB_SEAL] = true,
        [SL_VERB_MANAGE] = true,
    };
    const size_t verb = (size_t)entry->verb;

    return entry->outcome == SL_OUTCOME_ALLOWED && verb < sizeof changes / sizeof changes[0] &&
           changes[verb];
}

/* End an account or a role, each for itself: what cannot be ended hinders nothing else. */
typedef enum sl_status end_fn(
    struct sl_store *store, const void *what, const struct sl_stamp *stamp, struct sl_error *err
);

static enum sl_status end_account(
    struct sl_store *store, const void *what, const struct sl_stamp *stamp, struct sl_error *err
)
{
    return sl_store_user_end(store, *(const struct sl_str *)what, stamp, err);
}

static enum sl_status end_role(
    struct sl_store *store, const void *what, const struct sl_stamp *stamp, struct sl_error *err
)
{
    return sl_store_role_end(store, *(const int64_t *)what, stamp, err);
}

static enum sl_status end_one(
    struct work *work,
    end_fn *end,
    const void *what,
    const struct sl_stamp *stamp,
    uint64_t *count,
    struct sl_error *err
)
{
    struct sl_error why;

    SL_TRY(sl_store_begin(work->store, err));
    const enum sl_status status = end(work->store, what, stamp, &why);
    if (status == SL_OK) {
        (*count)++;
        return sl_store_commit(work->store, err);
    }
    sl_store_rollback(work->store);
    if (status == SL_DENIED) {
        work->restored.unknown_count++; /* nobody would be an administrator any more */
        return SL_OK;
    }
    if (status == SL_NOT_FOUND) {
        return SL_OK; /* newer than the backup, or ended in it already */
    }
    if (err != NULL) {
        *err = why;
    }
    return status;
}

/* End the roles of this name again. */
static enum sl_status end_roles(
    struct work *work,
    struct sl_str user,
    struct sl_str name,
    const struct sl_stamp *stamp,
    struct sl_error *err
)
{
    struct sl_store_role role = { .id = 0 };

    for (;;) {
        const enum sl_status status =
            sl_store_role_next(work->store, user, role.id, &work->scratch, &role, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        if (role.ended.at == 0 && sl_str_equal(sl_user_role_terms()[role.role].name, name)) {
            SL_TRY(end_one(work, end_role, &role.id, stamp, &work->restored.role_count, err));
        }
    }
}

/* Can an entry of this kind end an account or a role? */
static bool is_of_user(struct sl_str kind)
{
    return sl_str_equal(kind, SL_STR("user")) || sl_str_equal(kind, SL_STR("role")) ||
           sl_str_equal(kind, SL_STR("proposal"));
}

/* What an entry did: "end", of an account; "end leader"; of a proposal what was confirmed. */
static struct sl_str what_was_done(struct sl_str kind, struct sl_str detail)
{
    const struct sl_str confirmed = SL_STR("confirm: ");
    struct sl_str done = detail;

    if (!sl_str_equal(kind, SL_STR("proposal"))) {
        return detail;
    }
    if (!sl_str_starts(detail, confirmed)) {
        return SL_STR("");
    }
    detail = sl_str_part(detail, confirmed.len, detail.len);
    return sl_str_split(&detail, ',', &done) ? done : SL_STR("");
}

/* An account or a role that was ended is ended again, by whose end it is: the others may be newer
 * than the backup. */
static enum sl_status
end_again(struct work *work, const struct sl_view_entry *entry, struct sl_error *err)
{
    const struct sl_str kind = entry->entry.texts[SL_ENTRY_KIND];
    const struct sl_entry_part *about = &entry->parts[SL_PART_ABOUT];
    struct sl_str subject;
    struct sl_str detail;

    if (!is_of_user(kind) || !sl_entry_about(about, &subject, &detail)) {
        return SL_OK;
    }
    if (about->is_erased) {
        work->restored.unknown_count++;
        return SL_OK;
    }
    const struct sl_str done = what_was_done(kind, detail);
    const struct sl_stamp stamp = { .by = subject, .at = work->job->now_us };
    if (sl_str_starts(done, SL_STR("end "))) {
        return end_roles(work, subject, sl_str_part(done, 4, done.len), &stamp, err);
    }
    if (sl_str_equal(done, SL_STR("end"))) {
        return end_one(work, end_account, &subject, &stamp, &work->restored.account_count, err);
    }
    return SL_OK;
}

static enum sl_status
take_entry(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    struct work *work = context;

    if (!is_change(&entry->entry)) {
        return SL_OK;
    }
    count_newer(&work->restored, entry->entry.texts[SL_ENTRY_KIND]);
    sl_arena_reset(&work->scratch);
    return end_again(work, entry, err);
}

/* Say it in the ledger, by nobody: there was no door. */
static enum sl_status note_restored(struct work *work, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf detail;

    sl_buf_init(&detail, DETAIL_BYTES);
    sl_buf_addf(
        &detail,
        "restored from a backup: %llu sessions, %llu accounts and %llu roles ended again",
        (unsigned long long)work->restored.session_count,
        (unsigned long long)work->restored.account_count,
        (unsigned long long)work->restored.role_count
    );
    const struct sl_deed deed = {
        .when_us = work->job->now_us,
        .verb = SL_VERB_MANAGE,
        .outcome = SL_OUTCOME_ALLOWED,
        .texts = { [SL_ENTRY_KIND] = SL_STR("store") },
        .detail = sl_buf_str(&detail),
    };
    SL_TRY(sl_buf_status(&detail, err));
    return sl_ledger_note(work->store, &deed, err);
}

/* Agreements open nothing, and nobody is signed in. */
static enum sl_status close_down(struct work *work, struct sl_error *err)
{
    SL_TRY(sl_store_begin(work->store, err));
    enum sl_status status = end_sessions(work, err);
    if (status == SL_OK) {
        status = sl_store_token_end_all(work->store, work->job->now_us, err);
    }
    if (status == SL_OK) {
        status = sl_store_setting_put(work->store, SL_STR(SL_SETTING_POLICY), NOT_CONFIRMED, err);
    }
    if (status == SL_OK) {
        return sl_store_commit(work->store, err);
    }
    sl_store_rollback(work->store);
    return status;
}

/* Do what the ledger says, and tell it. */
static enum sl_status follow_ledger(struct work *work, struct sl_error *err)
{
    const struct sl_ledger_filter filter = { .from_us = work->restored.since_us };

    SL_TRY(sl_ledger_show(work->ledger, &filter, take_entry, work, err));
    return note_restored(work, err);
}

/* Nobody sees the store yet: what fails in the midst is removed with it. */
static enum sl_status change_store(struct work *work, struct sl_error *err)
{
    SL_TRY(sl_store_open(work->path, SL_STORE_WRITE, &work->store, err));
    SL_TRY(read_ledger_place(work, err));
    SL_TRY(close_down(work, err));
    const enum sl_status status = follow_ledger(work, err);
    return status == SL_OK ? SL_OK : fail_ledger(status, err);
}

/* Remove the file that was worked on, and what stands beside it. */
static void remove_work(const struct work *work)
{
    char path[PATH_BYTES + 8];

    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
        (void)snprintf(path, sizeof path, "%s%s", work->path, beside[i]);
        (void)unlink(path);
    }
}

/* Give the store its name, if nobody else has taken it in the meantime. */
static enum sl_status put_in_place(const struct work *work, struct sl_error *err)
{
    if (link(work->path, work->job->target) != 0) {
        return sl_fail_io(err, "create", work->job->target, errno);
    }
    return SL_OK;
}

static enum sl_status run(struct work *work, struct sl_error *err)
{
    enum sl_status status = change_store(work, err);

    sl_store_close(work->store);
    if (status == SL_OK) {
        status = put_in_place(work, err);
    }
    remove_work(work);
    return status;
}

static enum sl_status check_target(struct work *work, struct sl_error *err)
{
    const char *target = work->job->target;

    if (access(target, F_OK) == 0) {
        const enum sl_status status =
            sl_fail(err, SL_INVALID, "there is a file '%s' already", target);
        sl_fail_hint(err, "Give another name, or move the file away.");
        return status;
    }
    const int len = snprintf(work->path, sizeof work->path, "%s" WORK_SUFFIX, target);
    return len < (int)sizeof work->path ? SL_OK : sl_fail_io(err, "create", target, ENAMETOOLONG);
}

enum sl_status sl_store_restore_safely(
    const struct sl_restore_job *job,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_restored *ret_restored,
    struct sl_error *err
)
{
    struct work work = { .job = job };

    SL_TRY(check_target(&work, err));
    SL_TRY(sl_store_restore(job->source, work.path, options, result, err));
    sl_arena_init(&work.places, SCRATCH_BYTES);
    sl_arena_init(&work.scratch, SCRATCH_BYTES);
    const enum sl_status status = run(&work, err);
    sl_arena_finish(&work.places);
    sl_arena_finish(&work.scratch);
    if (status == SL_OK) {
        *ret_restored = work.restored;
    }
    return status;
}
