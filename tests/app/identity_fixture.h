/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_fixture.h - a store with a small simulated partnership, in which everybody has been
 * identified once; each test has a copy of its own, and adds people.
 */
#ifndef SL_TESTS_APP_IDENTITY_FIXTURE_H
#define SL_TESTS_APP_IDENTITY_FIXTURE_H

#include <stdio.h>
#include <string.h>

#include "app/identify.h"
#include "app/identity_find.h"
#include "app/identity_hash.h"
#include "app/intake_list.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/memory.h"
#include "simulate/partnership.h"
#include "store/membership.h"
#include "store/store.h"
#include "support/support.h"

#define IDENTITY_CHILDREN 250

struct identity_fixture {
    struct sl_test_folder folder;
    char base[300]; /* a store; the copy is beside it */
    char path[300];
    char out[300]; /* the partnership */
    struct sl_store *store;
    struct sl_arena arena;
    struct sl_identify_result result;
    unsigned file_count;
};

static inline int64_t identity_clock(void)
{
    return INT64_C(1774949400000000); /* 2026-03-31 09:30:00 */
}

static inline struct sl_identify_options identity_options(void)
{
    return (struct sl_identify_options){ .thread_count = 2, .at = identity_clock() };
}

static inline void
identity_intake(struct sl_store *store, const struct sl_intake_item *items, size_t count)
{
    struct sl_intake_result result;
    struct sl_error err;
    for (const struct sl_intake_item *item = items; item < items + count; item++) {
        const struct sl_intake_job job = { item->agency, item->system, item->format,
                                           item->path,   item->name,   .clock = identity_clock };
        SL_CHECK_OK(sl_intake_file(store, &job, &result, &err), &err);
        SL_CHECK_U64(result.counts.rejected, 0);
    }
}

static inline void identity_make(struct identity_fixture *fixture)
{
    const struct sl_partnership_options options = {
        .children = IDENTITY_CHILDREN,
        .seed = 12,
        .error_percent = 100,
        .thread_count = 1,
        .out_path = fixture->out,
    };
    struct sl_world_tally tally;
    uint64_t bytes = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_partnership_make(&options, &tally, &bytes, &err), &err);
}

static inline void
identity_manifest(const struct identity_fixture *fixture, struct sl_intake_list *list)
{
    char path[400];
    struct sl_error err;

    (void)snprintf(path, sizeof path, "%s/manifest.csv", fixture->out);
    SL_CHECK_OK(sl_intake_list_read(path, list, &err), &err);
}

static inline int identity_group_set_up(void **state)
{
    static struct identity_fixture fixture;
    const struct sl_identify_options options = identity_options();
    struct sl_intake_list list = { .count = 0 };
    struct sl_store *store = NULL;
    struct sl_error err;

    sl_test_folder_open(&fixture.folder);
    (void)snprintf(fixture.base, 300, "%s", sl_test_folder_path(&fixture.folder, "base.db"));
    (void)snprintf(fixture.path, 300, "%s", sl_test_folder_path(&fixture.folder, "s.db"));
    (void)snprintf(fixture.out, 300, "%s", sl_test_folder_path(&fixture.folder, "out"));
    identity_make(&fixture);
    identity_manifest(&fixture, &list);
    SL_CHECK_OK(sl_store_create(fixture.base, &err), &err);
    SL_CHECK_OK(sl_store_open(fixture.base, SL_STORE_WRITE, &store, &err), &err);
    identity_intake(store, list.items, list.count);
    SL_CHECK_OK(sl_identify(store, &options, &fixture.result, &err), &err);
    sl_store_close(store);
    sl_arena_finish(&list.arena);
    *state = &fixture;
    return 0;
}

static inline int identity_group_tear_down(void **state)
{
    struct identity_fixture *fixture = *state;

    sl_test_folder_close(&fixture->folder);
    return 0;
}

static inline void identity_copy(const char *from, const char *to)
{
    struct sl_file_writer *writer = NULL;
    struct sl_buf text;
    struct sl_error err;

    sl_buf_init(&text, (size_t)256 << 20);
    SL_CHECK_OK(sl_file_read(from, &text, &err), &err);
    SL_CHECK_OK(sl_file_create(to, &writer, &err), &err);
    sl_file_write(writer, sl_buf_str(&text));
    SL_CHECK_OK(sl_file_commit(writer, &err), &err);
    sl_buf_finish(&text);
}

static inline int identity_set_up(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_error err;

    identity_copy(fixture->base, fixture->path);
    sl_arena_init(&fixture->arena, (size_t)64 << 20);
    SL_CHECK_OK(sl_store_open(fixture->path, SL_STORE_WRITE, &fixture->store, &err), &err);
    return 0;
}

static inline int identity_tear_down(void **state)
{
    struct identity_fixture *fixture = *state;

    sl_store_close(fixture->store);
    fixture->store = NULL;
    sl_arena_finish(&fixture->arena);
    return 0;
}

static inline void identity_take(
    struct identity_fixture *fixture,
    const char *agency,
    const char *system,
    const char *format,
    const char *text
)
{
    char name[40];
    struct sl_intake_item item = { .agency = agency, .system = system, .name = name };
    struct sl_error err;

    (void)snprintf(name, sizeof name, "f%u", fixture->file_count++);
    item.path = sl_test_folder_write(&fixture->folder, name, sl_str_from(text));
    SL_CHECK_OK(sl_intake_format(format, &item.format, &err), &err);
    identity_intake(fixture->store, &item, 1);
}

/* A nominal of the police: the rest of the object behind its id. */
static inline void
identity_nominal(struct identity_fixture *fixture, const char *key, const char *rest)
{
    char line[1000];

    (void)snprintf(line, sizeof line, "{\"type\":\"person\",\"id\":\"%s\",%s}\n", key, rest);
    identity_take(fixture, "police", "records", "pole-jsonl", line);
}

/* Lines of Bury's school list. */
static inline void identity_school(struct identity_fixture *fixture, const char *lines)
{
    char text[2000];

    (void)snprintf(
        text, sizeof text, "SourceID,DOB,Surname,Forename,Gender,PostCode,NHSNumber\n%s", lines
    );
    identity_take(fixture, "bury", "schools", "sui-csv", text);
}

static inline void identity_patient(
    struct identity_fixture *fixture,
    const char *key,
    const char *given,
    const char *surname,
    const char *born,
    const char *nhs_number
)
{
    char line[1000];

    (void)snprintf(
        line,
        sizeof line,
        "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"identifier\":[{\"system\":"
        "\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"%s\"}],\"name\":[{\"family\":\"%s\","
        "\"given\":[\"%s\"]}],\"gender\":\"female\",\"birthDate\":\"%s\",\"address\":[{\"line\":"
        "[\"7 Quern Lane\",\"Bury\"],\"postalCode\":\"BL9 7QX\"}]}\n",
        key,
        nhs_number,
        surname,
        given,
        born
    );
    identity_take(fixture, "nhs-north", "patients", "fhir-r4", line);
}

static inline void identity_identify(struct identity_fixture *fixture)
{
    const struct sl_identify_options options = identity_options();
    struct sl_error err;

    SL_CHECK_OK(sl_identify(fixture->store, &options, &fixture->result, &err), &err);
}

/* The identity of a mention; 0: it has none. */
static inline int64_t identity_of(struct identity_fixture *fixture, const char *name)
{
    struct sl_identity_named named = { .identity = 0 };
    struct sl_error err;

    SL_CHECK_OK(sl_identity_find(fixture->store, sl_str_from(name), &named, &err), &err);
    return named.identity;
}

static inline bool
identity_same(struct identity_fixture *fixture, const char *left, const char *right)
{
    const int64_t one = identity_of(fixture, left);
    const int64_t two = identity_of(fixture, right);

    assert_true(one != 0 && two != 0);
    return one == two;
}

#define IDENTITY_TEST(test) \
    cmocka_unit_test_setup_teardown(test, identity_set_up, identity_tear_down)

#endif
