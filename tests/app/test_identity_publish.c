/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_publish.h"

#include "app/identity_fixture.h"
#include "store/derived.h"
#include "store/identity_event.h"

/* Mentions that no file has, far above all others. */
#define M (INT64_C(1) << 39)

static struct sl_identity_turns
publish(struct identity_fixture *fixture, struct sl_identity_answer answer)
{
    struct sl_identity_turns turns;
    struct sl_error err;

    answer.at = identity_clock();
    answer.built_through = 99;
    SL_CHECK_OK(sl_store_begin(fixture->store, &err), &err);
    SL_CHECK_OK(sl_identity_publish(fixture->store, &answer, &turns, &err), &err);
    SL_CHECK_OK(sl_identity_unbind(fixture->store, &answer, NULL, NULL, &err), &err);
    SL_CHECK_OK(sl_store_commit(fixture->store, &err), &err);
    return turns;
}

static void an_answer_is_written_with_its_journal(void **state)
{
    struct identity_fixture *fixture = *state;
    const struct sl_membership first[] = {
        {M + 1,  M + 1, 5},
        { M + 2, M + 1, 6},
        { M + 3, M + 3, 7},
    };
    const struct sl_membership second[] = {
        {M + 1,  M + 1, 5},
        { M + 2, M + 2, 8},
    };
    const struct sl_stored_review review = { M + 1, M + 3, 500 };
    const int64_t sealed = M + 3;
    struct sl_membership found;
    struct sl_stored_bond bond;
    struct sl_derived derived;
    struct sl_identity_turns turns = publish(
        fixture,
        (struct sl_identity_answer){ .after = first,
                                     .after_count = 3,
                                     .reviews = &review,
                                     .review_count = 1,
                                     .sealed = &sealed,
                                     .sealed_count = 1 }
    );

    SL_CHECK_U64(turns.turns[SL_TURN_CREATED], 2);
    SL_CHECK_U64(turns.sealed, 1);
    SL_CHECK_OK(sl_store_derived_get(fixture->store, SL_STR("review"), &derived, NULL), NULL);
    SL_CHECK_I64(derived.built_through, 99);
    SL_CHECK_OK(sl_identity_bond_of(fixture->store, &first[0], &bond, NULL), NULL);
    SL_CHECK_I64(bond.other, M + 2);
    SL_CHECK_OK(sl_identity_bond_of(fixture->store, &first[2], &bond, NULL), NULL);
    SL_CHECK_I64(bond.other, 0);
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    bond = (struct sl_stored_bond){ M + 2, M + 1 };
    SL_CHECK_OK(sl_store_bond_put(fixture->store, &bond, NULL), NULL);
    SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
    turns = publish(
        fixture,
        (struct sl_identity_answer){ .before = first,
                                     .before_count = 3,
                                     .after = second,
                                     .after_count = 2,
                                     .reviewed = &sealed,
                                     .reviewed_count = 1 }
    );
    SL_CHECK_U64(turns.turns[SL_TURN_SPLIT], 1);
    SL_CHECK_U64(turns.turns[SL_TURN_RETIRED], 1);
    SL_CHECK_OK(sl_store_membership_get(fixture->store, M + 2, &found, NULL), NULL);
    SL_CHECK_I64(found.rows_hash, 8);
    SL_CHECK_STATUS(sl_store_membership_get(fixture->store, M + 3, &found, NULL), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_store_bond_next(fixture->store, M, &bond, NULL), SL_NOT_FOUND);
}

static void a_seal_is_written_once(void **state)
{
    struct identity_fixture *fixture = *state;
    const struct sl_membership one = { M + 1, M + 1, 5 };
    const int64_t sealed = M + 1;
    const struct sl_identity_answer answer = {
        .after = &one, .after_count = 1, .sealed = &sealed, .sealed_count = 1
    };

    SL_CHECK_U64(publish(fixture, answer).sealed, 1);
    SL_CHECK_U64(publish(fixture, answer).sealed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(an_answer_is_written_with_its_journal),
        IDENTITY_TEST(a_seal_is_written_once),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
