/* SPDX-License-Identifier: Apache-2.0 */
/*
 * normal_cases.h - what the tests of the normal forms share.
 *
 * Every test program here opens one folder of text for all its tests: group_open and group_close
 * are the setup and teardown of its group, and *state is a struct fixture.
 */
#ifndef SL_TESTS_RECORD_NORMAL_CASES_H
#define SL_TESTS_RECORD_NORMAL_CASES_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/hash.h"
#include "record/fold.h"
#include "record/words.h"
#include "support/support.h"

#define TEXT_LIMIT_BYTES ((size_t)1 << 20)
/* Random values tried by each property. */
#define RANDOM_COUNT 20000

struct fixture {
    struct sl_fold *fold;
    struct sl_buf once;
    struct sl_buf again;
};

/* A value as written and its normal form; "" means that the value is missing. */
struct normal_case {
    const char *raw;
    const char *expected;
};

static inline int group_open(void **state)
{
    static struct fixture fixture;
    sl_buf_init(&fixture.once, TEXT_LIMIT_BYTES);
    sl_buf_init(&fixture.again, TEXT_LIMIT_BYTES);
    *state = &fixture;
    return sl_fold_open(&fixture.fold, NULL) == SL_OK ? 0 : -1;
}

static inline int group_close(void **state)
{
    struct fixture *fixture = *state;
    sl_fold_close(fixture->fold);
    sl_buf_finish(&fixture->once);
    sl_buf_finish(&fixture->again);
    return 0;
}

/* The normal form of a value, good until the next call. */
static inline struct sl_str
normal_of(struct fixture *fixture, sl_normal_fn *normal, struct sl_str raw)
{
    sl_buf_clear(&fixture->once);
    normal(fixture->fold, raw, &fixture->once);
    SL_CHECK_STATUS(sl_buf_status(&fixture->once, NULL), SL_OK);
    return sl_buf_str(&fixture->once);
}

/* The invariants of every normal form: ASCII, no blanks at the ends, the same when done again. */
static inline void
check_invariants(struct fixture *fixture, sl_normal_fn *normal, struct sl_str raw)
{
    const struct sl_str once = normal_of(fixture, normal, raw);
    for (size_t i = 0; i < once.len; i++) {
        const char byte = once.ptr[i];
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
        if (!plain && memchr(" @.-+_'&", byte, 8) == NULL) {
            fail_msg("\"%.*s\" has a byte that no normal form has", SL_STR_ARG(once));
        }
    }
    assert_true(once.len == 0 || (once.ptr[0] != ' ' && once.ptr[once.len - 1] != ' '));
    sl_buf_clear(&fixture->again);
    normal(fixture->fold, once, &fixture->again);
    SL_CHECK_BYTES(sl_buf_str(&fixture->again), once);
}

static inline void check_cases(
    struct fixture *fixture, sl_normal_fn *normal, const struct normal_case *cases, size_t count
)
{
    for (size_t i = 0; i < count; i++) {
        const struct sl_str raw = sl_str_from(cases[i].raw);
        const struct sl_str actual = normal_of(fixture, normal, raw);
        if (!sl_str_equal(actual, sl_str_from(cases[i].expected))) {
            print_error("of \"%s\":\n", cases[i].raw);
        }
        SL_CHECK_STR(actual, cases[i].expected);
        check_invariants(fixture, normal, raw);
    }
}

#define CHECK_CASES(fixture, normal, cases) \
    check_cases((fixture), (normal), (cases), sizeof(cases) / sizeof((cases)[0]))

/* The invariants over values put together at random from words and characters that matter. */
static inline void
check_random(struct fixture *fixture, sl_normal_fn *normal, const char *const *pieces, size_t count)
{
    struct sl_random random;
    struct sl_buf raw;
    sl_random_init(&random, sl_test_seed());
    sl_buf_init(&raw, TEXT_LIMIT_BYTES);
    for (size_t i = 0; i < RANDOM_COUNT; i++) {
        /* Small values come first, so that the first failure is a small one. */
        const uint64_t piece_count = 1 + i * 8 / RANDOM_COUNT;
        sl_buf_clear(&raw);
        for (uint64_t k = 0; k < piece_count; k++) {
            sl_buf_add(&raw, sl_str_from(pieces[sl_random_below(&random, count)]));
        }
        check_invariants(fixture, normal, sl_buf_str(&raw));
    }
    sl_buf_finish(&raw);
}

#define CHECK_RANDOM(fixture, normal, pieces) \
    check_random((fixture), (normal), (pieces), sizeof(pieces) / sizeof((pieces)[0]))

/* The invariants over a column of real data; the test is skipped when the data are not there. */
static inline void
check_column(struct fixture *fixture, sl_normal_fn *normal, const char *file, const char *column)
{
    struct sl_error err = { .status = SL_OK };
    struct sl_csv_reader *reader = NULL;
    SL_CHECK_OK(sl_csv_open(sl_test_data(file), &reader, &err), &err);
    const size_t index = sl_csv_find(reader, sl_str_from(column));
    assert_true(index < sl_csv_column_count(reader));
    const struct sl_str *fields = NULL;
    bool more = true;
    for (;;) {
        SL_CHECK_OK(sl_csv_next(reader, &fields, &more, &err), &err);
        if (!more) {
            break;
        }
        check_invariants(fixture, normal, fields[index]);
    }
    sl_csv_close(reader);
}

/* A normal form reports memory that ran out through its buffer, and leaks nothing. */
struct normal_job {
    struct fixture *fixture;
    sl_normal_fn *normal;
    const char *raw;
};

static inline enum sl_status run_normal(void *context)
{
    const struct normal_job *job = context;
    struct sl_buf out;
    sl_buf_init(&out, TEXT_LIMIT_BYTES);
    job->normal(job->fixture->fold, sl_str_from(job->raw), &out);
    const enum sl_status status = sl_buf_status(&out, NULL);
    sl_buf_finish(&out);
    return status;
}

static inline void
check_failing_memory(struct fixture *fixture, sl_normal_fn *normal, const char *raw)
{
    struct normal_job job = { .fixture = fixture, .normal = normal, .raw = raw };
    assert_true(sl_test_failing_allocations(run_normal, &job) >= 1);
}

/* What a buffer held before stays. */
static inline void check_appends(struct fixture *fixture, sl_normal_fn *normal, const char *raw)
{
    struct sl_buf whole;
    const struct sl_str alone = normal_of(fixture, normal, sl_str_from(raw));
    sl_buf_init(&whole, TEXT_LIMIT_BYTES);
    sl_buf_add(&whole, SL_STR("before|"));
    normal(fixture->fold, sl_str_from(raw), &whole);
    SL_CHECK_BYTES(sl_str_part(sl_buf_str(&whole), 0, 7), SL_STR("before|"));
    SL_CHECK_BYTES(sl_str_part(sl_buf_str(&whole), 7, SIZE_MAX), alone);
    sl_buf_finish(&whole);
}

/* The rows of a table ascend, each word once, and every word is found with its value. */
static inline void check_table(const struct sl_word_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct sl_word_row *row = &table->rows[i];
        if (i > 0 && strcmp(table->rows[i - 1].word, row->word) >= 0) {
            fail_msg("\"%s\" does not stand before \"%s\"", table->rows[i - 1].word, row->word);
        }
        assert_ptr_equal(sl_word_find(table, sl_str_from(row->word)), row->value);
    }
}

#endif
