/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/intake_writer.h"
#include "base/digest.h"
#include "store/source.h"

#define HASH_BLOCK_BYTES ((size_t)64 << 10)
/* How often whoever watches is told, in records. */
#define TELL_EVERY 1024u
/* What rules find in one record. */
#define FINDINGS_LIMIT_BYTES ((size_t)16 << 20)

/* One file on its way. */
struct intake {
    struct sl_store *store;
    const struct sl_intake_job *job;
    struct sl_intake_result *result;
    struct stat stat; /* of the file when it was hashed */
    struct sl_run_file file;
    uint64_t skip_count;     /* records and rejects that the run has already */
    struct sl_arena scratch; /* findings of one record */
};

static void tell(const struct intake *intake, const char *step, uint64_t done, uint64_t total)
{
    const struct sl_intake_watcher *watcher = &intake->job->watcher;

    if (watcher->progress != NULL) {
        watcher->progress(watcher->context, step, done, total);
    }
}

static bool must_stop(const struct intake *intake)
{
    const struct sl_intake_watcher *watcher = &intake->job->watcher;

    return watcher->stop != NULL && watcher->stop(watcher->context);
}

static void close_fd(const int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
    }
}

/* The digest of the file, and what it must still be when its last record is read. */
static enum sl_status hash_file(struct intake *intake, struct sl_error *err)
{
    const char *path = intake->job->path;
    SL_CLEANUP(close_fd) const int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct sl_digest_state state;
    char block[HASH_BLOCK_BYTES];
    uint64_t done = 0;
    ssize_t count = 0;

    if (fd < 0 || fstat(fd, &intake->stat) != 0) {
        return sl_fail_io(err, "open", path, errno);
    }
    if (!S_ISREG(intake->stat.st_mode)) {
        return sl_fail(err, SL_INVALID, "'%s' is not a file", path);
    }
    sl_digest_begin(&state);
    while ((count = read(fd, block, sizeof block)) > 0) {
        sl_digest_add(&state, (struct sl_str){ .ptr = block, .len = (size_t)count });
        done += (uint64_t)count;
        tell(intake, "reading", done, (uint64_t)intake->stat.st_size);
    }
    if (count < 0) {
        return sl_fail_io(err, "read", path, errno);
    }
    intake->file.hash = sl_digest_end(&state);
    intake->file.bytes = done;
    return SL_OK;
}

static bool same_time(struct timespec left, struct timespec right)
{
    return left.tv_sec == right.tv_sec && left.tv_nsec == right.tv_nsec;
}

/* What was taken apart is what was hashed. */
static enum sl_status check_unchanged(struct intake *intake, struct sl_error *err)
{
    const char *path = intake->job->path;
    struct stat now;

    if (stat(path, &now) != 0) {
        return sl_fail_io(err, "read", path, errno);
    }
    if (now.st_ino != intake->stat.st_ino || now.st_size != intake->stat.st_size ||
        (uint64_t)now.st_size != intake->file.bytes ||
        !same_time(now.st_mtim, intake->stat.st_mtim)) {
        intake->result->fault = SL_INTAKE_FAULT_CHANGING;
        sl_fail(err, SL_INVALID, "the file '%s' changed while it was read", path);
        sl_fail_hint(err, "Take it in again when it is complete.");
        return SL_INVALID;
    }
    return SL_OK;
}

static void count_finding(struct sl_intake_result *result, const struct sl_finding *finding)
{
    char name[SL_INTAKE_RULE_NAME_BYTES];
    size_t i = 0;

    result->finding_count++;
    (void)snprintf(name, sizeof name, "%.*s", SL_STR_ARG(finding->rule));
    while (i < result->rule_count && strcmp(result->rules[i].name, name) != 0) {
        i++;
    }
    if (i == SL_INTAKE_RULE_LIMIT) {
        return;
    }
    struct sl_intake_rule *rule = &result->rules[i];
    if (i == result->rule_count) {
        *rule = (struct sl_intake_rule){ .count = 0 };
        memcpy(rule->name, name, sizeof name);
        (void)snprintf(rule->words, sizeof rule->words, "%.*s", SL_STR_ARG(finding->words));
        result->rule_count++;
    }
    rule->count++;
}

static enum sl_status
check_quality(struct intake *intake, const struct sl_split_record *record, struct sl_error *err)
{
    struct sl_findings findings = { .arena = &intake->scratch };

    if (record->withdrawn) {
        return SL_OK; /* it states nothing, so nothing can be missing */
    }
    sl_arena_reset(&intake->scratch);
    SL_TRY(sl_format_check(intake->job->format, record->layout, record->facts, &findings, err));
    for (size_t i = 0; i < findings.count; i++) {
        count_finding(intake->result, &findings.items[i]);
    }
    return SL_OK;
}

/* A status that the splitter gave. */
static enum sl_status blame(const struct intake *intake, enum sl_status status)
{
    if (status == SL_INVALID || status == SL_LIMIT || status == SL_UNSUPPORTED) {
        intake->result->fault = SL_INTAKE_FAULT_FILE;
    }
    return status;
}

static enum sl_status next_split(
    struct intake *intake,
    struct sl_splitter *splitter,
    struct sl_split *ret_split,
    struct sl_error *err
)
{
    const enum sl_status status = sl_splitter_next(splitter, ret_split, err);

    SL_TRY(blame(intake, status));
    return ret_split->step == SL_SPLIT_RECORD ? check_quality(intake, &ret_split->record, err)
                                              : SL_OK;
}

/* All of the file that the run does not have yet. */
static enum sl_status take_apart(
    struct intake *intake,
    struct sl_splitter *splitter,
    struct sl_intake_writer *writer,
    struct sl_error *err
)
{
    const uint64_t total = sl_splitter_bytes_total(splitter);
    struct sl_split split = { .step = SL_SPLIT_END };
    uint64_t count = 0;

    for (;;) {
        SL_TRY(next_split(intake, splitter, &split, err));
        if (split.step == SL_SPLIT_END) {
            break;
        }
        count++;
        const uint64_t done = sl_splitter_bytes_read(splitter);
        if (count > intake->skip_count) {
            SL_TRY(sl_intake_writer_add(writer, &split, count, done, err));
        }
        if (count % TELL_EVERY == 0) {
            tell(intake, "taking in", done, total);
            if (must_stop(intake)) {
                intake->result->outcome = SL_INTAKE_STOPPED;
                return sl_intake_writer_end(writer, 0, err);
            }
        }
    }
    SL_TRY(check_unchanged(intake, err));
    return sl_intake_writer_end(writer, intake->job->clock(), err);
}

/* In a transaction: the run that the file has, is to have, or had. */
static enum sl_status begin_run(struct intake *intake, struct sl_error *err)
{
    const struct sl_intake_job *job = intake->job;
    struct sl_intake_result *result = intake->result;
    struct sl_run run;

    intake->file.format = sl_format_name(job->format);
    intake->file.name = sl_str_from(job->name);
    SL_TRY(sl_store_source_add(
        intake->store, sl_str_from(job->agency), sl_str_from(job->system), &intake->file.source, err
    ));
    SL_TRY(sl_store_run_find_same(intake->store, &intake->file, &result->run, err));
    if (result->run != 0) {
        result->outcome = SL_INTAKE_SAME;
        return SL_OK;
    }
    const enum sl_status status = sl_store_run_begin(
        intake->store, &intake->file, job->clock(), &result->run, &result->is_resumed, err
    );
    if (status == SL_INVALID) {
        result->fault = SL_INTAKE_FAULT_BLOCKED;
    }
    SL_TRY(status);
    SL_TRY(sl_store_run_get(intake->store, result->run, NULL, &run, err));
    intake->skip_count = run.done_records;
    return SL_OK;
}

/* The counts of the run; of a file that was taken in before, everything is unchanged now. */
static enum sl_status read_counts(struct intake *intake, struct sl_error *err)
{
    struct sl_intake_result *result = intake->result;
    struct sl_run run;

    SL_TRY(sl_store_run_get(intake->store, result->run, NULL, &run, err));
    result->counts = run.counts;
    if (result->outcome == SL_INTAKE_SAME) {
        result->counts.unchanged += run.counts.accepted + run.counts.new_version;
        result->counts.accepted = 0;
        result->counts.new_version = 0;
    }
    return SL_OK;
}

/* With the run begun in an open transaction. Whatever happens, none is open afterwards. */
static enum sl_status
write_run(struct intake *intake, struct sl_splitter *splitter, struct sl_error *err)
{
    struct sl_intake_writer *writer = NULL;
    enum sl_status status = sl_intake_writer_open(intake->store, intake->result->run, &writer, err);

    if (status == SL_OK) {
        status = take_apart(intake, splitter, writer, err);
        sl_intake_writer_close(writer);
    }
    sl_store_rollback(intake->store);
    return status;
}

/*
 * After a failure: nothing of a file that is at fault stays. When the run's beginning was never
 * committed there is nothing to abandon, and that is no failure.
 */
static void abandon(struct intake *intake)
{
    const int64_t now = intake->job->clock();
    struct sl_run run;

    if (sl_store_run_get(intake->store, intake->result->run, NULL, &run, NULL) != SL_OK ||
        sl_store_begin(intake->store, NULL) != SL_OK) {
        return;
    }
    if (sl_store_run_abandon(intake->store, run.id, now, NULL) != SL_OK ||
        sl_store_commit(intake->store, NULL) != SL_OK) {
        sl_store_rollback(intake->store);
    }
}

static enum sl_status
take_in(struct intake *intake, struct sl_splitter *splitter, struct sl_error *err)
{
    SL_TRY(sl_store_begin(intake->store, err));
    enum sl_status status = begin_run(intake, err);
    if (status != SL_OK || intake->result->outcome == SL_INTAKE_SAME) {
        sl_store_rollback(intake->store);
        SL_TRY(status);
        return read_counts(intake, err);
    }
    status = write_run(intake, splitter, err);
    const enum sl_intake_fault fault = intake->result->fault;
    if (fault == SL_INTAKE_FAULT_FILE || fault == SL_INTAKE_FAULT_CHANGING) {
        abandon(intake);
    }
    SL_TRY(status);
    return read_counts(intake, err);
}

enum sl_status sl_intake_file(
    struct sl_store *store,
    const struct sl_intake_job *job,
    struct sl_intake_result *ret_result,
    struct sl_error *err
)
{
    struct intake intake = { .store = store, .job = job, .result = ret_result };
    SL_CLEANUP(sl_splitter_close_ptr) struct sl_splitter *splitter = NULL;

    *ret_result = (struct sl_intake_result){ .outcome = SL_INTAKE_DONE };
    SL_TRY(hash_file(&intake, err));
    SL_TRY(blame(&intake, sl_splitter_open(job->format, job->path, &splitter, err)));
    sl_arena_init(&intake.scratch, FINDINGS_LIMIT_BYTES);
    const enum sl_status status = take_in(&intake, splitter, err);
    sl_arena_finish(&intake.scratch);
    return status;
}
