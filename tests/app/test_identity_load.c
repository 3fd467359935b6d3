/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_load.h"

#include "app/identity_fixture.h"
#include "store/source.h"

static void load(struct identity_fixture *fixture, struct sl_identity_known *known)
{
    const struct sl_linkage_options options = sl_identity_linkage_options();
    struct sl_linkage *linkage = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_linkage_open(&options, &linkage, &err), &err);
    SL_CHECK_OK(sl_identity_load_rows(fixture->store, known, linkage, &err), &err);
    SL_CHECK_OK(sl_identity_load_holds(fixture->store, known, &err), &err);
    SL_CHECK_OK(sl_identity_tell_holds(known, linkage, &err), &err);
    sl_linkage_close(linkage);
}

static void everybody_described_is_loaded(void **state)
{
    struct identity_fixture *fixture = *state;
    struct sl_identity_known known = { .row_count = 0 };
    int64_t police = 0;
    int64_t bury = 0;
    int64_t trust = 0;

    load(fixture, &known);
    SL_CHECK_U64(known.described_count, fixture->result.mention_count);
    assert_true(known.row_count >= known.described_count);
    assert_true(known.holds.count > 0);
    const int64_t first = known.described[0].mention;
    assert_true(sl_identity_described(&known, first) == &known.described[0]);
    assert_null(sl_identity_described(&known, first - 1));
    SL_CHECK_OK(
        sl_store_source_find(fixture->store, SL_STR("police"), SL_STR("records"), &police, NULL),
        NULL
    );
    SL_CHECK_OK(
        sl_store_source_find(fixture->store, SL_STR("bury"), SL_STR("schools"), &bury, NULL), NULL
    );
    SL_CHECK_OK(
        sl_store_source_find(fixture->store, SL_STR("nhs-north"), SL_STR("patients"), &trust, NULL),
        NULL
    );
    SL_CHECK_I64(sl_identity_list_kind(&known, police), SL_LISTING_REGISTER);
    SL_CHECK_I64(sl_identity_list_kind(&known, trust), SL_LISTING_PATIENTS);
    SL_CHECK_I64(sl_identity_list_kind(&known, bury), SL_LISTING_ONCE);
    sl_identity_known_finish(&known);
}

static void kinds_of_hold_are_the_linkages(void **state)
{
    (void)state;
    SL_CHECK_U64(sl_identity_linkage_hold(SL_MENTION_PARENT), SL_HOLD_PARENT);
    SL_CHECK_U64(sl_identity_linkage_hold(SL_MENTION_APART), SL_HOLD_APART);
    SL_CHECK_U64(sl_identity_linkage_hold(SL_MENTION_TOGETHER), SL_HOLD_TOGETHER);
    SL_CHECK_U64(sl_identity_linkage_hold(SL_MENTION_BEFORE), SL_HOLD_BEFORE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IDENTITY_TEST(everybody_described_is_loaded),
        IDENTITY_TEST(kinds_of_hold_are_the_linkages),
    };
    return cmocka_run_group_tests(tests, identity_group_set_up, identity_group_tear_down);
}
