/* SPDX-License-Identifier: Apache-2.0 */
/* What a child who asks is given. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "app/child_records.h"
#include "app/ledger_about.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/file.h"
#include "record/moment.h"

#define PATH_BYTES       ((size_t)4096)
#define TEXT_LIMIT_BYTES ((size_t)64 << 20)
#define DAY_SECONDS      INT64_C(86400)

/* The two files under way. */
struct writing {
    struct sl_str agency;
    struct sl_file_writer *file;
    struct sl_buf line;
    struct sl_subject_access *written;
};

/* "2026-04-01T09:30:00Z" */
static void add_time(struct writing *writing, int64_t when_us, bool is_first)
{
    const int64_t seconds = when_us / 1000000;
    const struct sl_moment moment = {
        .day = (int32_t)(seconds / DAY_SECONDS),
        .second = (int32_t)(seconds % DAY_SECONDS),
        .precision = SL_PRECISION_SECOND,
    };
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, 100);
    sl_moment_print(moment, &text);
    sl_buf_add_byte(&text, 'Z');
    sl_csv_write_field(&writing->line, sl_buf_str(&text), is_first);
}

static void add_number(struct writing *writing, int64_t number, bool is_first)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%lld", (long long)number);
    sl_csv_write_field(&writing->line, sl_str_from(text), is_first);
}

static enum sl_status put_line(struct writing *writing, struct sl_error *err)
{
    sl_buf_add_byte(&writing->line, '\n');
    SL_TRY(sl_buf_status(&writing->line, err));
    sl_file_write(writing->file, sl_buf_str(&writing->line));
    sl_buf_clear(&writing->line);
    return SL_OK;
}

/* A record of the own agency, as it came. */
static enum sl_status
put_record(void *context, const struct sl_child_record *one, struct sl_error *err)
{
    struct writing *writing = context;

    if (!sl_str_equal(one->source->agency, writing->agency)) {
        return SL_OK;
    }
    add_number(writing, one->record->id, true);
    sl_csv_write_field(&writing->line, one->source->system, false);
    sl_csv_write_field(&writing->line, one->record->key, false);
    add_number(writing, one->record->version, false);
    add_time(writing, one->run->ended_at, false);
    sl_csv_write_field(&writing->line, one->run->file.format, false);
    sl_csv_write_field(&writing->line, one->record->body, false);
    writing->written->record_count++;
    return put_line(writing, err);
}

/* That somebody has looked. What a seal kept back was not looked at. */
static enum sl_status put_act(void *context, const struct sl_ledger_act *act, struct sl_error *err)
{
    struct writing *writing = context;

    if (sl_str_equal(act->kind, SL_STR("sealed record"))) {
        return SL_OK;
    }
    add_time(writing, act->when_us, true);
    sl_csv_write_field(&writing->line, sl_str_from(act->verb), false);
    sl_csv_write_field(&writing->line, sl_str_from(act->outcome), false);
    sl_csv_write_field(&writing->line, act->kind, false);
    sl_csv_write_field(&writing->line, act->agency, false);
    sl_csv_write_field(&writing->line, act->role, false);
    sl_csv_write_field(&writing->line, act->purpose, false);
    writing->written->act_count++;
    return put_line(writing, err);
}

/* Begin a file of the folder with its header; commit it when it was filled. */
static enum sl_status begin_file(
    struct writing *writing,
    const char *folder,
    const char *name,
    const char *header,
    struct sl_error *err
)
{
    char path[PATH_BYTES];

    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, name) >= sizeof path) {
        return sl_fail(err, SL_LIMIT, "the path of the folder is too long");
    }
    SL_TRY(sl_file_create(path, &writing->file, err));
    sl_file_write(writing->file, sl_str_from(header));
    return SL_OK;
}

static enum sl_status commit_file(struct writing *writing, struct sl_error *err)
{
    struct sl_file_writer *file = writing->file;

    writing->file = NULL;
    return sl_file_commit(file, err);
}

static enum sl_status write_both(
    struct writing *writing,
    const struct sl_ledger_about *about,
    const char *folder,
    struct sl_error *err
)
{
    SL_TRY(begin_file(
        writing, folder, "records.csv", "record,system,key,version,received,format,text\n", err
    ));
    SL_TRY(sl_child_records_tell(about->access, about->identity, put_record, writing, err));
    SL_TRY(commit_file(writing, err));
    SL_TRY(begin_file(
        writing, folder, "looked.csv", "when,what,outcome,kind,agency,role,purpose\n", err
    ));
    SL_TRY(sl_ledger_about_tell(about, 0, put_act, writing, err));
    return commit_file(writing, err);
}

static void close_writing(struct writing *writing)
{
    sl_file_abandon(writing->file);
    sl_buf_finish(&writing->line);
}

enum sl_status sl_subject_access_write(
    struct sl_access *access,
    struct sl_str child,
    const char *folder,
    struct sl_subject_access *ret_written,
    struct sl_error *err
)
{
    struct sl_access_deed deed = { .verb = SL_VERB_EXPORT,
                                   .kind = SL_STR("subject access"),
                                   .detail = child };
    SL_CLEANUP(close_writing)
    struct writing writing = { .agency = sl_access_user(access)->agency, .written = ret_written };
    struct sl_ledger_about about;

    *ret_written = (struct sl_subject_access){ .record_count = 0 };
    sl_buf_init(&writing.line, TEXT_LIMIT_BYTES);
    SL_TRY(sl_access_may(access, SL_MAY_SUBJECT_ACCESS, &deed, err));
    SL_TRY(sl_access_done(access, &deed, sl_ledger_about_find(&about, access, child, err), err));
    deed.subject = about.names[0];
    deed.detail = sl_str_from(folder);
    SL_TRY(sl_access_say(access, &deed, 1, err));
    if (mkdir(folder, 0700) != 0) {
        return sl_access_done(access, &deed, sl_fail_io(err, "make", folder, errno), err);
    }
    return sl_access_done(access, &deed, write_both(&writing, &about, folder, err), err);
}
