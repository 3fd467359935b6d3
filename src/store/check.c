/* SPDX-License-Identifier: Apache-2.0 */
#include "store/check.h"

#include "base/digest.h"
#include "store/derived_impl.h"
#include "store/store_impl.h"
#include "store/text.h"

#define PROBLEMS_LIMIT_BYTES ((size_t)64 << 10)
#define PROGRESS_RECORDS     10000

struct check {
    struct sl_store *store;
    const struct sl_check_options *options;
    struct sl_check_result *result;
    int64_t keys_through; /* the last record that record_key knows */
    uint64_t key_count;   /* records that it must know */
    uint64_t superseded_count;
    uint64_t record_total;
};

void sl_check_result_init(struct sl_check_result *result)
{
    *result = (struct sl_check_result){ 0 };
    sl_buf_init(&result->problems, PROBLEMS_LIMIT_BYTES);
}

void sl_check_result_finish(struct sl_check_result *result)
{
    sl_buf_finish(&result->problems);
}

/* One more problem; "%lld" in the words is the number. */
static void problem(struct check *check, struct sl_str words, int64_t number)
{
    struct sl_buf *problems = &check->result->problems;

    check->result->problem_count++;
    if (problems->len + words.len + 32 < PROBLEMS_LIMIT_BYTES) {
        sl_buf_addf(problems, "%.*s %lld\n", SL_STR_ARG(words), (long long)number);
    }
}

static void tell(const struct check *check, const char *step, uint64_t done, uint64_t total)
{
    if (check->options->progress != NULL) {
        check->options->progress(check->options->context, step, done, total);
    }
}

static enum sl_status
use(struct check *check, enum sl_sql sql, struct sl_statement **ret_statement, struct sl_error *err)
{
    return sl_db_use(check->store->db, sql, ret_statement, err);
}

static enum sl_status
number_of(struct check *check, enum sl_sql sql, int64_t *ret_number, struct sl_error *err)
{
    struct sl_statement *statement = NULL;

    SL_TRY(use(check, sql, &statement, err));
    return sl_text_first_i64(statement, ret_number, err);
}

static enum sl_status check_structure(struct check *check, struct sl_error *err)
{
    struct sl_statement *row = NULL;
    bool has_row = false;

    tell(check, "structure", 0, 0);
    SL_TRY(use(check, SL_SQL_CHECK_INTEGRITY, &row, err));
    SL_TRY(sl_statement_step(row, &has_row, err));
    while (has_row) {
        const struct sl_str words = sl_column_str(row, 0);
        if (!sl_str_equal(words, SL_STR("ok"))) {
            problem(check, words, 0);
        }
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    return SL_OK;
}

static enum sl_status check_references(struct check *check, struct sl_error *err)
{
    struct sl_statement *row = NULL;
    bool has_row = false;

    tell(check, "references", 0, 0);
    SL_TRY(use(check, SL_SQL_CHECK_FOREIGN_KEYS, &row, err));
    SL_TRY(sl_statement_step(row, &has_row, err));
    while (has_row) {
        problem(check, SL_STR("a reference leads nowhere: row"), sl_column_i64(row, 1));
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    return SL_OK;
}

/* Each row of a statement is a problem, about the number in its first column. */
static enum sl_status
check_none(struct check *check, enum sl_sql sql, struct sl_str words, struct sl_error *err)
{
    struct sl_statement *row = NULL;
    bool has_row = false;

    SL_TRY(use(check, sql, &row, err));
    SL_TRY(sl_statement_step(row, &has_row, err));
    while (has_row) {
        problem(check, words, sl_column_i64(row, 0));
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    return SL_OK;
}

static enum sl_status check_layouts(struct check *check, struct sl_error *err)
{
    struct sl_statement *row = NULL;
    bool has_row = false;

    SL_TRY(use(check, SL_SQL_CHECK_LAYOUTS, &row, err));
    SL_TRY(sl_statement_step(row, &has_row, err));
    while (has_row) {
        const struct sl_digest digest = sl_digest_of(sl_column_str(row, 2));
        if (!sl_str_equal(sl_digest_str(&digest), sl_column_str(row, 1))) {
            problem(check, SL_STR("the text was changed of layout"), sl_column_i64(row, 0));
        }
        check->result->layout_count++;
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    return SL_OK;
}

/* Does record_key know where this record is? */
static enum sl_status check_key(struct check *check, struct sl_statement *row, struct sl_error *err)
{
    const int64_t id = sl_column_i64(row, 0);
    struct sl_statement *key = NULL;
    bool has_row = false;

    if (id > check->keys_through) {
        return SL_OK;
    }
    check->key_count++;
    SL_TRY(use(check, SL_SQL_CHECK_KEY_HAS, &key, err));
    sl_bind_i64(key, 1, (int64_t)sl_key_hash(sl_column_i64(row, 1), sl_column_str(row, 3)));
    sl_bind_i64(key, 2, id);
    SL_TRY(sl_statement_step(key, &has_row, err));
    sl_statement_reset(key);
    if (!has_row) {
        problem(check, SL_STR("the index of keys does not have record"), id);
    }
    return SL_OK;
}

static enum sl_status
check_record(struct check *check, struct sl_statement *row, struct sl_error *err)
{
    const struct sl_digest digest = sl_digest_of(sl_column_str(row, 4));

    if (!sl_str_equal(sl_digest_str(&digest), sl_column_str(row, 2))) {
        problem(check, SL_STR("the text was changed of record"), sl_column_i64(row, 0));
    }
    check->superseded_count += sl_column_i64(row, 5) > 1 ? 1 : 0;
    check->result->record_count++;
    if (check->result->record_count % PROGRESS_RECORDS == 0) {
        tell(check, "records", check->result->record_count, check->record_total);
    }
    return check_key(check, row, err);
}

static enum sl_status check_records(struct check *check, struct sl_error *err)
{
    struct sl_statement *row = NULL;
    struct sl_derived keys = { 0 };
    int64_t total = 0;
    bool has_row = false;

    SL_TRY(sl_derived_read(check->store->db, SL_STR("record_key"), &keys, err));
    check->keys_through = keys.built_through;
    SL_TRY(number_of(check, SL_SQL_CHECK_COUNT_RECORDS, &total, err));
    check->record_total = (uint64_t)total;
    SL_TRY(use(check, SL_SQL_CHECK_RECORDS, &row, err));
    SL_TRY(sl_statement_step(row, &has_row, err));
    while (has_row) {
        SL_TRY(check_record(check, row, err));
        SL_TRY(sl_statement_step(row, &has_row, err));
    }
    return SL_OK;
}

/* With each record found once in each, equal counts mean that nothing else is there. */
static enum sl_status check_counts(struct check *check, struct sl_error *err)
{
    int64_t keys = 0;
    int64_t superseded = 0;

    tell(check, "keys and runs", 0, 0);
    SL_TRY(number_of(check, SL_SQL_CHECK_COUNT_KEYS, &keys, err));
    if ((uint64_t)keys != check->key_count) {
        problem(check, SL_STR("the index of keys has another number of records:"), keys);
    }
    SL_TRY(number_of(check, SL_SQL_CHECK_COUNT_SUPERSEDED, &superseded, err));
    if ((uint64_t)superseded != check->superseded_count) {
        problem(check, SL_STR("another number of records has a next version:"), superseded);
    }
    SL_TRY(check_none(
        check, SL_SQL_CHECK_KEY_TWICE, SL_STR("a version of its key stands twice: record"), err
    ));
    SL_TRY(check_none(
        check, SL_SQL_CHECK_VERSION_GAP, SL_STR("the next version is not what follows record"), err
    ));
    SL_TRY(check_none(check, SL_SQL_CHECK_RUN_SOURCE, SL_STR("the run does not fit record"), err));
    return check_none(check, SL_SQL_CHECK_COUNTS, SL_STR("the counts do not fit run"), err);
}

static enum sl_status check_open_runs(struct check *check, struct sl_error *err)
{
    int64_t open = 0;

    SL_TRY(number_of(check, SL_SQL_RUN_COUNT_OPEN, &open, err));
    check->result->open_run_count = (uint64_t)open;
    if (open > 0 && check->options->allow_no_open_run) {
        problem(check, SL_STR("runs that are not finished:"), open);
    }
    return SL_OK;
}

static enum sl_status check_all(struct check *check, struct sl_error *err)
{
    SL_TRY(check_structure(check, err));
    if (check->result->problem_count > 0) {
        return SL_OK; /* what hangs on a broken structure says nothing more */
    }
    SL_TRY(check_references(check, err));
    SL_TRY(check_layouts(check, err));
    SL_TRY(check_records(check, err));
    SL_TRY(check_counts(check, err));
    return check_open_runs(check, err);
}

enum sl_status sl_store_check(
    struct sl_store *store,
    const struct sl_check_options *options,
    struct sl_check_result *result,
    struct sl_error *err
)
{
    struct check check = { .store = store, .options = options, .result = result };
    const bool is_own = !store->has_begun;
    struct sl_error failure = { .status = SL_OK };

    if (is_own) {
        SL_TRY(sl_db_run(store->db, SL_SQL_BEGIN_READ, err));
    }
    enum sl_status status = check_all(&check, &failure);
    if (is_own) {
        sl_db_rollback(store->db);
    }
    if (status == SL_INVALID) {
        problem(
            &check,
            SL_STR("the store is damaged and cannot be read on, after record"),
            (int64_t)result->record_count
        );
        status = SL_OK;
    }
    if (status != SL_OK && err != NULL) {
        *err = failure;
    }
    return status != SL_OK ? status : sl_buf_status(&result->problems, err);
}
