/* SPDX-License-Identifier: Apache-2.0 */
#include "store/proposal.h"

#include "store/fixture.h"

#define HOUR INT64_C(3600000000)

static struct sl_store_proposal proposal_of(enum sl_proposal_act act, const char *subject)
{
    return (struct sl_store_proposal){
        .act = act,
        .subject = sl_str_from(subject),
        .agency = SL_STR("bolton"),
        .made = {SL_STR("ann"), HOUR},
    };
}

static int64_t add(struct store_fixture *fixture, const struct sl_store_proposal *proposal)
{
    struct sl_error err;
    int64_t id = 0;

    SL_CHECK_OK(sl_store_proposal_add(fixture->store, proposal, &id, &err), &err);
    return id;
}

static void kept_as_it_was_made(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store_proposal made = proposal_of(SL_PROPOSAL_HUB, "");
    struct sl_store_proposal found;
    struct sl_error err;

    made.value = SL_STR("hub");
    made.agency = SL_STR("");
    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    const int64_t id = add(fixture, &made);
    SL_CHECK_OK(sl_store_proposal_get(fixture->store, id, &fixture->arena, &found, &err), &err);
    SL_CHECK_I64(found.id, id);
    SL_CHECK_I64(found.act, SL_PROPOSAL_HUB);
    SL_CHECK_STR(found.subject, "");
    SL_CHECK_STR(found.value, "hub");
    SL_CHECK_STR(found.agency, "");
    SL_CHECK_STR(found.made.by, "ann");
    SL_CHECK_I64(found.made.at, HOUR);
    SL_CHECK_STATUS(
        sl_store_proposal_get(fixture->store, id + 1, &fixture->arena, &found, &err), SL_NOT_FOUND
    );
    sl_store_rollback(fixture->store);
}

static void another_ends_it_once(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store_proposal found = proposal_of(SL_PROPOSAL_INVITE, "pat");
    const struct sl_stamp own = { SL_STR("ann"), 2 * HOUR };
    const struct sl_stamp other = { SL_STR("bob"), 2 * HOUR };
    struct sl_store *store = fixture->store;
    struct sl_arena *arena = &fixture->arena;
    struct sl_error err;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    const int64_t first = add(fixture, &found);
    const int64_t second = add(fixture, &found);
    SL_CHECK_OK(sl_store_proposal_get(store, first, arena, &found, &err), &err);
    SL_CHECK_STATUS(sl_store_proposal_end(store, &found, true, &own, &err), SL_DENIED);
    SL_CHECK_OK(sl_store_proposal_end(store, &found, true, &other, &err), &err);
    SL_CHECK_STATUS(sl_store_proposal_end(store, &found, true, &other, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_store_proposal_get(store, first, arena, &found, &err), SL_NOT_FOUND);
    SL_CHECK_OK(sl_store_proposal_next(store, 0, arena, &found, &err), &err);
    SL_CHECK_I64(found.id, second);
    SL_CHECK_OK(sl_store_proposal_end(store, &found, false, &own, &err), &err);
    SL_CHECK_STATUS(sl_store_proposal_next(store, 0, arena, &found, &err), SL_NOT_FOUND);
    sl_store_rollback(store);
}

static void what_does_not_fit_is_refused(void **state)
{
    struct store_fixture *fixture = *state;
    struct sl_store_proposal proposal = proposal_of(SL_PROPOSAL_INVITE, "\xff");
    struct sl_error err;
    int64_t id = 0;

    store_add_users(fixture);
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_STATUS(sl_store_proposal_add(fixture->store, &proposal, &id, &err), SL_INVALID);
    proposal = proposal_of(SL_PROPOSAL_INVITE, "pat");
    proposal.made.by = SL_STR("eve");
    SL_CHECK_STATUS(sl_store_proposal_add(fixture->store, &proposal, &id, &err), SL_NOT_FOUND);
    sl_store_rollback(fixture->store);
}

static void names_are_known_and_differ(void **state)
{
    const struct sl_term *terms = sl_proposal_terms();

    (void)state;
    for (unsigned i = 0; i < SL_PROPOSAL_COUNT; i++) {
        assert_true(terms[i].words.len > 0);
        SL_CHECK_U64(sl_term_find(terms, SL_PROPOSAL_COUNT, terms[i].name), i);
    }
}

/* All of it in one go, with memory that ends. */
static enum sl_status do_all(struct sl_store *store, struct sl_arena *arena, void *context)
{
    const struct sl_store_proposal made = proposal_of(SL_PROPOSAL_AUTHENTICATOR, "pat");
    const struct sl_stamp stamp = { SL_STR("bob"), 2 * HOUR };
    struct sl_store_proposal found;
    int64_t id = 0;

    (void)context;
    SL_TRY(sl_store_proposal_add(store, &made, &id, NULL));
    SL_TRY(sl_store_proposal_get(store, id, arena, &found, NULL));
    return sl_store_proposal_end(store, &found, true, &stamp, NULL);
}

static void failing_allocations(void **state)
{
    store_add_users(*state);
    store_failing(*state, do_all, *state);
}

int main(void)
{
#define STORE_TEST(test) cmocka_unit_test_setup_teardown(test, store_set_up, store_tear_down)
    const struct CMUnitTest tests[] = {
        STORE_TEST(kept_as_it_was_made),          STORE_TEST(another_ends_it_once),
        STORE_TEST(what_does_not_fit_is_refused), cmocka_unit_test(names_are_known_and_differ),
        STORE_TEST(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
