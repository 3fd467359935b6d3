/* SPDX-License-Identifier: Apache-2.0 */
/*
 * intake_fixture.h - a store and files in a folder of their own, for tests of intake.
 */
#ifndef SL_TESTS_APP_INTAKE_FIXTURE_H
#define SL_TESTS_APP_INTAKE_FIXTURE_H

#include <stdio.h>
#include <sys/stat.h>

#include "app/intake_list.h"
#include "base/arena.h"
#include "base/buf.h"
#include "store/check.h"
#include "store/record.h"
#include "store/store.h"
#include "support/support.h"

struct intake_fixture {
    struct sl_test_folder folder;
    char store_path[512];
    char path[512]; /* of a file to be taken in */
    struct sl_intake_result result;
};

static inline int64_t intake_clock(void)
{
    return INT64_C(1774949400000000); /* 2026-03-31 09:30:00 */
}

static inline int intake_set_up(void **state)
{
    static struct intake_fixture fixture;

    sl_test_folder_open(&fixture.folder);
    (void)snprintf(
        fixture.store_path,
        sizeof(fixture.store_path),
        "%s",
        sl_test_folder_path(&fixture.folder, "s.db")
    );
    (void)snprintf(
        fixture.path, sizeof(fixture.path), "%s", sl_test_folder_path(&fixture.folder, "f.jsonl")
    );
    SL_CHECK_OK(sl_store_create(fixture.store_path, NULL), NULL);
    *state = &fixture;
    return 0;
}

static inline int intake_tear_down(void **state)
{
    struct intake_fixture *fixture = *state;

    sl_test_folder_close(&fixture->folder);
    return 0;
}

/* Lines of police places, first .. last, whose names end in a word; broken_every > 0: every so
 * manieth is no JSON. */
static inline void intake_lines(
    struct sl_buf *text, unsigned first, unsigned last, const char *word, unsigned broken_every
)
{
    for (unsigned i = first; i <= last; i++) {
        const bool is_broken = broken_every > 0 && i % broken_every == 0;
        sl_buf_addf(
            text,
            "{\"type\":\"location\",\"id\":\"place/%u\",\"kind\":\"place\","
            "\"place_name\":\"Park %s\"%s\n",
            i,
            word,
            is_broken ? "" : "}"
        );
    }
}

/* Write them as the file. */
static inline void intake_write_lines(
    struct intake_fixture *fixture, unsigned last, const char *word, unsigned broken_every
)
{
    struct sl_buf text;

    sl_buf_init(&text, (size_t)64 << 20);
    intake_lines(&text, 1, last, word, broken_every);
    (void)sl_test_folder_write(&fixture->folder, "f.jsonl", sl_buf_str(&text));
    sl_buf_finish(&text);
}

/* The file as police records. */
static inline struct sl_intake_job intake_job(const struct intake_fixture *fixture)
{
    return (struct sl_intake_job){
        .agency = "police",
        .system = "records",
        .format = sl_format_find(SL_STR("pole-jsonl")),
        .path = fixture->path,
        .name = "f.jsonl",
        .clock = intake_clock,
    };
}

static inline struct sl_intake_item intake_item(const struct intake_fixture *fixture)
{
    return (struct sl_intake_item){
        .agency = "police",
        .system = "records",
        .format = sl_format_find(SL_STR("pole-jsonl")),
        .path = fixture->path,
        .name = "f.jsonl",
    };
}

/* Take the file in, whatever comes of it. */
static inline enum sl_status intake_take(struct intake_fixture *fixture, struct sl_error *err)
{
    SL_CLEANUP(sl_store_close_ptr) struct sl_store *store = NULL;
    const struct sl_intake_job job = intake_job(fixture);

    SL_TRY(sl_store_open(fixture->store_path, SL_STORE_WRITE, &store, err));
    return sl_intake_file(store, &job, &fixture->result, err);
}

static inline void intake_check_counts(
    const struct intake_fixture *fixture,
    uint64_t accepted,
    uint64_t new_version,
    uint64_t unchanged,
    uint64_t rejected
)
{
    SL_CHECK_U64(fixture->result.counts.accepted, accepted);
    SL_CHECK_U64(fixture->result.counts.new_version, new_version);
    SL_CHECK_U64(fixture->result.counts.unchanged, unchanged);
    SL_CHECK_U64(fixture->result.counts.rejected, rejected);
}

/* The digest of all that readers see: version, key and body of each record, in the order of ids. */
static inline struct sl_digest intake_visible(const char *store_path, uint64_t *ret_count)
{
    struct sl_digest_state digest;
    struct sl_store *store = NULL;
    struct sl_record_cursor *cursor = NULL;
    struct sl_stored_record record = { .id = 0 };
    const struct sl_record_range range = { .last_id = INT64_MAX, .as_of = SL_AS_OF_NOW };
    bool more = true;
    struct sl_error err;

    *ret_count = 0;
    sl_digest_begin(&digest);
    SL_CHECK_OK(sl_store_open(store_path, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_OK(sl_store_records_open(store, &range, &cursor, &err), &err);
    for (;;) {
        SL_CHECK_OK(sl_record_cursor_next(cursor, &record, &more, &err), &err);
        if (!more) {
            break;
        }
        (*ret_count)++;
        sl_digest_add(&digest, record.key);
        sl_digest_add(&digest, (struct sl_str){ .ptr = record.version == 1 ? "1" : "2", .len = 1 });
        sl_digest_add(&digest, record.body);
    }
    sl_record_cursor_close(cursor);
    sl_store_close(store);
    return sl_digest_end(&digest);
}

/* The check of the store finds nothing. */
static inline void intake_check_sound(const char *store_path)
{
    struct sl_check_result result;
    struct sl_store *store = NULL;
    const struct sl_check_options options = { .allow_no_open_run = false };
    struct sl_error err;

    sl_check_result_init(&result);
    SL_CHECK_OK(sl_store_open(store_path, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_OK(sl_store_check(store, &options, &result, &err), &err);
    SL_CHECK_U64(result.problem_count, 0);
    sl_check_result_finish(&result);
    sl_store_close(store);
}

#define INTAKE_TEST(test) cmocka_unit_test_setup_teardown(test, intake_set_up, intake_tear_down)

#endif
