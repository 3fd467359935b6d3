/* SPDX-License-Identifier: Apache-2.0 */
/*
 * child_house.h - the child of picture_fixture.h in a store with users and a ledger, and what may
 * stand between a reader and the child's records.
 *
 * Sources: 1 police, 2 oldham, 3 nhs. The child is n1 of the police and c1 of oldham.
 */
#ifndef SL_TESTS_APP_CHILD_HOUSE_H
#define SL_TESTS_APP_CHILD_HOUSE_H

#include "app/access_fixture.h"
#include "app/picture_fixture.h"
#include "base/memory.h"

struct child_house {
    struct people_fixture people;
    struct access_fixture access;
    struct sl_arena arena;
    int64_t child;
};

static inline int child_set_up(void **state)
{
    static struct child_house house;

    (void)people_set_up_in(&house.people);
    access_equip(&house.access, &house.people.folder, house.people.store);
    house.child = picture_fill(&house.people);
    sl_arena_init(&house.arena, (size_t)64 << 20);
    *state = &house;
    return 0;
}

static inline int child_tear_down(void **state)
{
    struct child_house *house = *state;

    sl_arena_finish(&house->arena);
    people_tear_down_of(&house->people);
    return 0;
}

#define CHILD_TEST(test) cmocka_unit_test_setup_teardown(test, child_set_up, child_tear_down)

/* The child's id, or another's, as it is printed; good until the next call. */
static inline struct sl_str child_id(int64_t identity)
{
    static struct sl_identity_id id;

    id = sl_identity_print(identity);
    return sl_str_from(id.text);
}

/* A door for a user, by a permission. */
static inline enum sl_status child_try_door(
    struct child_house *house,
    const char *user,
    enum sl_permission permission,
    struct sl_access **ret_access,
    struct sl_error *err
)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_READ, .kind = SL_STR("test") };

    SL_TRY(access_try(house->people.store_path, user, ret_access, err));
    return sl_access_may(*ret_access, permission, &deed, err);
}

static inline struct sl_access *
child_door(struct child_house *house, const char *user, enum sl_permission permission)
{
    struct sl_access *access = NULL;
    struct sl_error err;

    SL_CHECK_OK(child_try_door(house, user, permission, &access, &err), &err);
    return access;
}

static inline void child_agree(struct child_house *house, const char *text)
{
    access_agree(&house->access, house->people.store_path, text);
}

/* A user works with the child, known to their agency by a key of a source. */
static inline void
child_tie(struct child_house *house, const char *user, int64_t source, const char *key)
{
    access_tie(house->people.store, user, source, key);
}

static inline void child_seal(struct child_house *house, int64_t source, const char *key)
{
    const struct sl_store_seal one = {
        .source = source,
        .key = sl_str_from(key),
        .reason = SL_STR("of a colleague's family"),
        .sealed = {SL_STR("root"), ACCESS_NOW}
    };
    int64_t id = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(house->people.store, &err), &err);
    SL_CHECK_OK(sl_store_seal_add(house->people.store, &one, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(house->people.store, &err), &err);
}

/* Somebody is let through a seal. */
static inline void
child_let_in(struct child_house *house, int64_t source, const char *key, const char *user)
{
    const struct sl_store_seal_name name = {
        .source = source,
        .key = sl_str_from(key),
        .user = sl_str_from(user),
        .listed = {SL_STR("root"), ACCESS_NOW}
    };
    int64_t id = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(house->people.store, &err), &err);
    SL_CHECK_OK(sl_store_seal_name_add(house->people.store, &name, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(house->people.store, &err), &err);
}

/* A holder withholds fields of somebody. */
static inline void
child_withhold(struct child_house *house, int64_t source, const char *key, uint64_t fields)
{
    const struct sl_store_withheld line = {
        .source = source,
        .key = sl_str_from(key),
        .fields = fields,
        .reason = SL_STR("somebody looks for her"),
        .withheld = {SL_STR("root"), ACCESS_NOW}
    };
    int64_t id = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(house->people.store, &err), &err);
    SL_CHECK_OK(sl_store_withheld_add(house->people.store, &line, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(house->people.store, &err), &err);
}

/* The entries of a user. */
static inline size_t child_entries(
    struct child_house *house, const char *user, enum sl_verb verb, enum sl_deed_outcome outcome
)
{
    return access_entries(house->access.ledger, user, verb, outcome);
}

/* Somebody was at the child's records: an entry. */
static inline void
child_looked(struct child_house *house, const char *user, const struct sl_access_deed *deed)
{
    struct sl_access *access = access_open(house->people.store_path, user);
    struct sl_error err;

    SL_CHECK_OK(sl_access_say(access, deed, 1, &err), &err);
    sl_access_close(access);
}

/*
 * Run what writes to the ledger while allocations fail: each of the first few, then ever fewer of
 * the many that follow, as each round waits for the disk. Returns the rounds.
 */
static inline unsigned child_failing_allocations(sl_test_operation *operation, void *context)
{
    const size_t held = sl_memory_held_bytes();
    unsigned rounds = 0;

    for (uint64_t allowed = 0;; allowed += 1 + allowed / 8) {
        sl_memory_fail_after(allowed);
        const enum sl_status status = operation(context);
        sl_memory_fail_after(UINT64_MAX);
        SL_CHECK_U64(sl_memory_held_bytes(), held);
        rounds++;
        if (status == SL_OK) {
            return rounds;
        }
        SL_CHECK_STATUS(status, SL_NO_MEMORY);
    }
}

#endif
