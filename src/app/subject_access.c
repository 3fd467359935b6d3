/* SPDX-License-Identifier: Apache-2.0 */
#include "app/subject_access.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "app/ledger_about.h"
#include "base/csv.h"
#include "base/file.h"
#include "record/moment.h"

#define PATH_BYTES       ((size_t)4096)
#define TEXT_LIMIT_BYTES ((size_t)64 << 20)
#define DAY_SECONDS      INT64_C(86400)

/* A file under way, and who it is about. */
struct writing {
    const struct sl_ledger_about *about;
    const struct sl_subject_access_told *told; /* instead of a file */
    struct sl_file_writer *file;               /* NULL: lines stay in the text */
    struct sl_buf *text;
    uint64_t count; /* lines of what was asked for */
};

/* The files: their names, and their first lines. */
static const struct {
    const char *name, *header;
} files[] = {
    [SL_SUBJECT_RECORDS] = {"records.csv", "record,system,key,version,received,format,text\n"},
    [SL_SUBJECT_LOOKED] = { "looked.csv", "when,what,outcome,kind,agency,role,purpose\n"    },
};

const char *sl_subject_file_name(enum sl_subject_file file)
{
    return files[file].name;
}

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
    sl_csv_write_field(writing->text, sl_buf_str(&text), is_first);
}

static void add_number(struct writing *writing, int64_t number, bool is_first)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%lld", (long long)number);
    sl_csv_write_field(writing->text, sl_str_from(text), is_first);
}

/* A line is whole. */
static enum sl_status put_line(struct writing *writing, struct sl_error *err)
{
    sl_buf_add_byte(writing->text, '\n');
    SL_TRY(sl_buf_status(writing->text, err));
    writing->count++;
    if (writing->file != NULL) {
        sl_file_write(writing->file, sl_buf_str(writing->text));
        sl_buf_clear(writing->text);
    }
    return SL_OK;
}

static enum sl_status
put_record(struct writing *writing, const struct sl_child_record *one, struct sl_error *err)
{
    add_number(writing, one->record->id, true);
    sl_csv_write_field(writing->text, one->source->system, false);
    sl_csv_write_field(writing->text, one->record->key, false);
    add_number(writing, one->record->version, false);
    add_time(writing, one->run->ended_at, false);
    sl_csv_write_field(writing->text, one->run->file.format, false);
    sl_csv_write_field(writing->text, one->record->body, false);
    return put_line(writing, err);
}

/* A record of the own agency, as it came. */
static enum sl_status
take_record(void *context, const struct sl_child_record *one, struct sl_error *err)
{
    struct writing *writing = context;

    if (!sl_str_equal(one->source->agency, sl_access_user(writing->about->access)->agency)) {
        return SL_OK;
    }
    return writing->told != NULL ? writing->told->record(writing->told->context, one, err)
                                 : put_record(writing, one, err);
}

static enum sl_status
put_act(struct writing *writing, const struct sl_ledger_act *act, struct sl_error *err)
{
    add_time(writing, act->when_us, true);
    sl_csv_write_field(writing->text, sl_str_from(act->verb), false);
    sl_csv_write_field(writing->text, sl_str_from(act->outcome), false);
    sl_csv_write_field(writing->text, act->kind, false);
    sl_csv_write_field(writing->text, act->agency, false);
    sl_csv_write_field(writing->text, act->role, false);
    sl_csv_write_field(writing->text, act->purpose, false);
    return put_line(writing, err);
}

/* That somebody has looked. What a seal kept back was not looked at. */
static enum sl_status take_act(void *context, const struct sl_ledger_act *act, struct sl_error *err)
{
    struct writing *writing = context;
    struct sl_ledger_act nameless = *act;

    if (sl_str_equal(act->kind, SL_STR("sealed record"))) {
        return SL_OK;
    }
    nameless.user = nameless.detail = SL_STR("");
    return writing->told != NULL ? writing->told->act(writing->told->context, &nameless, err)
                                 : put_act(writing, &nameless, err);
}

static enum sl_status tell(struct writing *writing, enum sl_subject_file file, struct sl_error *err)
{
    const struct sl_ledger_about *about = writing->about;

    switch (file) {
    case SL_SUBJECT_RECORDS:
        return sl_child_records_tell(about->access, about->identity, take_record, writing, err);
    case SL_SUBJECT_LOOKED:
        return sl_ledger_about_tell(about, 0, take_act, writing, err);
    case SL_SUBJECT_FILE_COUNT:
        break;
    }
    return SL_OK;
}

/* May they, and about whom? Then the entry: from here on things are told. */
static enum sl_status begin(
    struct sl_ledger_about *about,
    struct sl_access *access,
    struct sl_str child,
    struct sl_access_deed *deed, /* detail: where it goes */
    struct sl_error *err
)
{
    const struct sl_str where = deed->detail;

    deed->verb = SL_VERB_EXPORT;
    deed->kind = SL_STR("subject access");
    deed->detail = child;
    SL_TRY(sl_access_may(access, SL_MAY_SUBJECT_ACCESS, deed, err));
    SL_TRY(sl_access_done(access, deed, sl_ledger_about_find(about, access, child, err), err));
    deed->subject = about->names[0];
    deed->detail = where;
    return sl_access_say(access, deed, 1, err);
}

enum sl_status sl_subject_access_tell(
    struct sl_access *access,
    struct sl_str child,
    const struct sl_subject_access_told *told,
    struct sl_error *err
)
{
    struct sl_access_deed deed = { .detail = SL_STR("to be read") };
    struct sl_ledger_about about;
    struct writing writing = { .about = &about, .told = told };

    SL_TRY(begin(&about, access, child, &deed, err));
    enum sl_status status = tell(&writing, SL_SUBJECT_RECORDS, err);
    if (status == SL_OK) {
        status = tell(&writing, SL_SUBJECT_LOOKED, err);
    }
    return sl_access_done(access, &deed, status, err);
}

enum sl_status sl_subject_access_print(
    struct sl_access *access,
    struct sl_str child,
    enum sl_subject_file file,
    struct sl_buf *text,
    struct sl_error *err
)
{
    struct sl_access_deed deed = { .detail = sl_str_from(files[file].name) };
    struct sl_ledger_about about;
    struct writing writing = { .about = &about, .text = text };

    SL_TRY(begin(&about, access, child, &deed, err));
    sl_buf_add(text, sl_str_from(files[file].header));
    enum sl_status status = tell(&writing, file, err);
    if (status == SL_OK) {
        status = sl_buf_status(text, err);
    }
    return sl_access_done(access, &deed, status, err);
}

/* One file of the folder. */
static enum sl_status write_file(
    struct writing *writing, const char *folder, enum sl_subject_file file, struct sl_error *err
)
{
    char path[PATH_BYTES];

    if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, files[file].name) >= sizeof path) {
        return sl_fail(err, SL_LIMIT, "the path of the folder is too long");
    }
    SL_TRY(sl_file_create(path, &writing->file, err));
    sl_file_write(writing->file, sl_str_from(files[file].header));
    writing->count = 0;
    const enum sl_status status = tell(writing, file, err);
    if (status != SL_OK) {
        sl_file_abandon(writing->file);
        return status;
    }
    return sl_file_commit(writing->file, err);
}

static enum sl_status write_both(
    const struct sl_ledger_about *about,
    const char *folder,
    struct sl_subject_access *written,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf line;
    struct writing writing = { .about = about, .text = &line };

    sl_buf_init(&line, TEXT_LIMIT_BYTES);
    SL_TRY(write_file(&writing, folder, SL_SUBJECT_RECORDS, err));
    written->record_count = writing.count;
    SL_TRY(write_file(&writing, folder, SL_SUBJECT_LOOKED, err));
    written->act_count = writing.count;
    return SL_OK;
}

enum sl_status sl_subject_access_write(
    struct sl_access *access,
    struct sl_str child,
    const char *folder,
    struct sl_subject_access *ret_written,
    struct sl_error *err
)
{
    struct sl_access_deed deed = { .detail = sl_str_from(folder) };
    struct sl_ledger_about about;

    SL_TRY(begin(&about, access, child, &deed, err));
    if (mkdir(folder, 0700) != 0) {
        return sl_access_done(access, &deed, sl_fail_io(err, "make", folder, errno), err);
    }
    return sl_access_done(access, &deed, write_both(&about, folder, ret_written, err), err);
}
