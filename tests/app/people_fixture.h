/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people_fixture.h - a store with records of persons, and everything that is derived from them.
 */
#ifndef SL_TESTS_APP_PEOPLE_FIXTURE_H
#define SL_TESTS_APP_PEOPLE_FIXTURE_H

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include "app/intake.h"
#include "app/people_index.h"
#include "base/buf.h"
#include "base/memory.h"
#include "store/derived.h"
#include "store/mention.h"
#include "store/store.h"
#include "support/support.h"

struct people_fixture {
    struct sl_test_folder folder;
    char store_path[512];
    struct sl_store *store; /* a writer */
    struct sl_people_index *index;
    struct sl_people_index_result result;
    unsigned file_count;
};

static inline int64_t people_clock(void)
{
    return INT64_C(1774949400000000); /* 2026-03-31 09:30:00 */
}

static inline void people_open(struct people_fixture *fixture)
{
    SL_CHECK_OK(sl_store_open(fixture->store_path, SL_STORE_WRITE, &fixture->store, NULL), NULL);
}

static inline int people_set_up_in(struct people_fixture *fixture)
{
    *fixture = (struct people_fixture){ .store = NULL };
    sl_test_folder_open(&fixture->folder);
    (void)snprintf(
        fixture->store_path,
        sizeof(fixture->store_path),
        "%s",
        sl_test_folder_path(&fixture->folder, "s.db")
    );
    SL_CHECK_OK(sl_store_create(fixture->store_path, NULL), NULL);
    people_open(fixture);
    SL_CHECK_OK(sl_people_index_open(&fixture->index, NULL), NULL);
    return 0;
}

static inline void people_tear_down_of(struct people_fixture *fixture)
{
    sl_people_index_close(fixture->index);
    sl_store_close(fixture->store);
    sl_test_folder_close(&fixture->folder);
}

static inline int people_set_up(void **state)
{
    static struct people_fixture fixture;

    *state = &fixture;
    return people_set_up_in(&fixture);
}

static inline int people_tear_down(void **state)
{
    people_tear_down_of(*state);
    return 0;
}

/* Take lines in as records of an agency. */
static inline void people_take_as(
    struct people_fixture *fixture, const char *agency, const char *format, const char *text
)
{
    struct sl_intake_result result;
    struct sl_error err;
    char name[32];

    (void)snprintf(name, sizeof(name), "file%u", ++fixture->file_count);
    const struct sl_intake_job job = {
        .agency = agency,
        .system = "records",
        .format = sl_format_find(sl_str_from(format)),
        .path = sl_test_folder_write(&fixture->folder, name, sl_str_from(text)),
        .name = name,
        .clock = people_clock,
    };
    SL_CHECK_OK(sl_intake_file(fixture->store, &job, &result, &err), &err);
    SL_CHECK_U64(result.counts.rejected, 0);
}

static inline void people_take(struct people_fixture *fixture, const char *agency, const char *text)
{
    people_take_as(fixture, agency, "pole-jsonl", text);
}

static inline void people_update(struct people_fixture *fixture, bool must_rebuild)
{
    const struct sl_people_index_options options = { .must_rebuild = must_rebuild };
    struct sl_error err;

    SL_CHECK_OK(
        sl_people_index_update(fixture->index, fixture->store, &options, &fixture->result, &err),
        &err
    );
}

/* All rows of a query as text, a line each. */
static inline void people_query(const char *path, const char *sql, struct sl_buf *text)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;

    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *value = (const char *)sqlite3_column_text(statement, i);
            sl_buf_addf(text, "%s%s", i == 0 ? "" : "|", value == NULL ? "" : value);
        }
        sl_buf_add_byte(text, '\n');
    }
    (void)sqlite3_finalize(statement);
    (void)sqlite3_close(db);
    SL_CHECK_OK(sl_buf_status(text, NULL), NULL);
}

/* The query gives these lines. */
static inline void
people_check(const struct people_fixture *fixture, const char *sql, const char *expected)
{
    struct sl_buf text;

    sl_buf_init(&text, (size_t)1 << 20);
    people_query(fixture->store_path, sql, &text);
    SL_CHECK_STR(sl_buf_str(&text), expected);
    sl_buf_finish(&text);
}

/* Every row of every table of the index. */
static inline void people_dump(const struct people_fixture *fixture, struct sl_buf *text)
{
    static const char *const queries[] = {
        "SELECT 'mention', * FROM mention ORDER BY id",
        "SELECT 'mention_key', * FROM mention_key",
        "SELECT 'mention_row', * FROM mention_row ORDER BY id",
        "SELECT 'relation', * FROM relation",
        "SELECT 'entity_use', * FROM entity_use",
        "SELECT 'node', * FROM node ORDER BY id",
        "SELECT 'node_use', * FROM node_use",
        "SELECT 'search_key', * FROM search_key",
        "SELECT 'search_word', * FROM search_word",
        "SELECT 'search_slip', * FROM search_slip",
        "SELECT 'state', state, built_through FROM derived WHERE name LIKE 'mention%'",
    };

    for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
        people_query(fixture->store_path, queries[i], text);
    }
}

/* What is derived is what would be derived from nothing. */
static inline void people_check_rebuilt(struct people_fixture *fixture)
{
    struct sl_buf before;
    struct sl_buf after;

    sl_buf_init(&before, (size_t)64 << 20);
    sl_buf_init(&after, (size_t)64 << 20);
    people_dump(fixture, &before);
    people_update(fixture, true);
    people_dump(fixture, &after);
    SL_CHECK_BYTES(sl_buf_str(&after), sl_buf_str(&before));
    sl_buf_finish(&before);
    sl_buf_finish(&after);
}

#define PEOPLE_TEST(test) cmocka_unit_test_setup_teardown(test, people_set_up, people_tear_down)

#endif
