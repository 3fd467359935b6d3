/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people_small.h - a store with users, a ledger, and three people, put in by hand.
 *
 *     identity   mentions
 *     1024       police/records/nominal/1, oldham/csc/child/1 (NHS number 9434765919)
 *     2048       police/records/nominal/2
 *     4096       oldham/csc/child/4
 *     none yet   police/records/nominal/9
 *
 * Administrators: "root" of the hub, "administrator" and "all" of the police.
 */
#ifndef SL_TESTS_APP_PEOPLE_SMALL_H
#define SL_TESTS_APP_PEOPLE_SMALL_H

#include "app/access_fixture.h"
#include "record/entity_key.h"
#include "search/search_key.h"
#include "store/membership.h"
#include "store/mention.h"
#include "store/search_key.h"
#include "store/session.h"
#include "store/source.h"

#define SMALL_NHS "9434765919"

struct small_people {
    struct sl_test_folder folder;
    struct access_fixture access;
    char path[512];
    struct sl_arena arena;
    int64_t police, oldham; /* sources */
};

static inline void small_add(
    struct sl_store *store, int64_t source, const char *key, int64_t mention, int64_t identity
)
{
    const struct sl_stored_mention added = {
        .id = mention, .source = source, .key = sl_str_from(key), .flags = SL_MENTION_NAMED
    };
    const struct sl_membership member = { .mention = mention, .identity = identity };
    struct sl_error err;

    SL_CHECK_OK(sl_store_mention_put(store, &added, &err), &err);
    SL_CHECK_OK(
        sl_store_mention_key_add(store, sl_entity_hash(source, added.key), mention, &err), &err
    );
    if (identity != 0) {
        SL_CHECK_OK(sl_store_membership_put(store, &member, &err), &err);
    }
}

/* Let a mention have the NHS number. */
static inline void small_number(struct sl_store *store, int64_t mention)
{
    const struct sl_mention_row row = {
        .mention = mention,
        .values = { [SL_MENTION_NHS_NUMBER] = SL_STR("943 476 5919") },
    };
    const int64_t key = sl_search_key(SL_SEARCH_IDENTIFIER, SL_STR(SMALL_NHS), SL_STR(""));
    struct sl_error err;

    SL_CHECK_OK(sl_store_mention_row_add(store, &row, &err), &err);
    SL_CHECK_OK(sl_store_search_key_put(store, key, mention, &err), &err);
}

/* Let a user have signed in once, an hour ago. */
static inline void small_signed_in(struct sl_store *store, const char *user)
{
    const struct sl_stored_session session = {
        .user = sl_str_from(user),
        .proof = SL_PROOF_PASSWORD_AND_CODE,
        .source = SL_STR("test"),
        .begun_at = ACCESS_NOW - INT64_C(3600000000),
    };
    const struct sl_digest token = sl_digest_of(session.user);
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_session_add(store, &session, &token, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
}

static struct small_people small_people;

static inline int small_set_up(void **state)
{
    struct small_people *small = &small_people;
    struct sl_store *store = NULL;
    struct sl_error err;

    *small = (struct small_people){ .police = 0 };
    sl_test_folder_open(&small->folder);
    sl_arena_init(&small->arena, (size_t)64 << 20);
    (void
    )snprintf(small->path, sizeof small->path, "%s", sl_test_folder_path(&small->folder, "s.db"));
    SL_CHECK_OK(sl_store_create(small->path, &err), &err);
    SL_CHECK_OK(sl_store_open(small->path, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(
        sl_store_source_add(store, SL_STR("police"), SL_STR("records"), &small->police, &err), &err
    );
    SL_CHECK_OK(
        sl_store_source_add(store, SL_STR("oldham"), SL_STR("csc"), &small->oldham, &err), &err
    );
    small_add(store, small->police, "nominal/1", 1024, 1024);
    small_add(store, small->oldham, "child/1", 3072, 1024);
    small_number(store, 3072);
    small_add(store, small->police, "nominal/2", 2048, 2048);
    small_add(store, small->oldham, "child/4", 4096, 4096);
    small_add(store, small->police, "nominal/9", 9216, 0);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    access_equip(&small->access, &small->folder, store);
    small_signed_in(store, "root");
    small_signed_in(store, "administrator");
    small_signed_in(store, "all");
    sl_store_close(store);
    *state = small;
    return 0;
}

static inline int small_tear_down(void **state)
{
    struct small_people *small = *state;

    sl_arena_finish(&small->arena);
    sl_test_folder_close(&small->folder);
    return 0;
}

/* Open as a user, to change what people do with the store. */
static inline struct sl_access *small_open(struct small_people *small, const char *user)
{
    const struct sl_access_opening opening = { .store = small->path,
                                               .mode = SL_STORE_BRIEF,
                                               .now_us = ACCESS_NOW };
    struct sl_access *access = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_access_open_as(&opening, sl_str_from(user), &access, &err), &err);
    return access;
}

/* The entries of a user. */
static inline size_t small_entries(
    struct small_people *small, const char *user, enum sl_verb verb, enum sl_deed_outcome outcome
)
{
    return access_entries(small->access.ledger, user, verb, outcome);
}

/* An identity as it is printed, good until the next call. */
static inline const char *small_id(int64_t identity)
{
    static struct sl_identity_id id;

    id = sl_identity_print(identity);
    return id.text;
}

#define SMALL_TEST(test) cmocka_unit_test_setup_teardown(test, small_set_up, small_tear_down)

#endif
