/* SPDX-License-Identifier: Apache-2.0 */
#include "app/identity_door.h"

#include "app/access_house.h"
#include "app/child_house.h"

/* Mentions of the own agency by the fields that are compared; of others nothing without agreement.
 */
static void shows_what_may_be_seen(void **state)
{
    struct house *house = *state;
    const int64_t child = picture_fill(&house->people);
    const struct sl_identity_id id = sl_identity_print(child);
    const struct sl_identity_id other = sl_identity_print(picture_mention(&house->people, 3, "p9"));
    struct sl_identity_shown shown;
    struct sl_review_list list;
    struct sl_arena arena;
    struct sl_error err;
    struct sl_error unknown;

    sl_arena_init(&arena, (size_t)1 << 24);
    struct sl_access *access = access_open(house->people.store_path, "data_steward");
    SL_CHECK_OK(sl_identity_look(access, sl_str_from(id.text), &arena, &shown, &err), &err);
    SL_CHECK_U64(shown.mention_count, 1);
    SL_CHECK_STR(shown.mentions[0].who.agency, "police");
    SL_CHECK_STR(shown.mentions[0].row.values[SL_MENTION_GIVEN_NAME], "AISHA");
    /* Somebody of another agency, and nobody, are told alike. */
    SL_CHECK_STATUS(
        sl_identity_look(access, sl_str_from(other.text), &arena, &shown, &err), SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        sl_identity_look(access, SL_STR("P00000007"), &arena, &shown, &unknown), SL_NOT_FOUND
    );
    assert_string_equal(err.detail, unknown.detail);
    SL_CHECK_OK(sl_identity_list(access, SL_STR(""), 10, &arena, &list, &err), &err);
    SL_CHECK_U64(list.total, 0);
    SL_CHECK_STATUS(
        sl_identity_list(access, sl_str_from(other.text), 10, &arena, &list, &err), SL_NOT_FOUND
    );
    sl_access_close(access);
    access_agree(&house->access, house->people.store_path, ACCESS_AGREEMENT);
    access = access_open(house->people.store_path, "data_steward");
    SL_CHECK_OK(sl_identity_look(access, sl_str_from(id.text), &arena, &shown, &err), &err);
    SL_CHECK_U64(shown.mention_count, 2);
    sl_access_close(access);
    SL_CHECK_U64(access_entries(house->access.ledger, "data_steward", SL_VERB_READ, 0), 4);
    sl_arena_finish(&arena);
}

/* Who may not, does not; whom one may not see, one does not decide about. */
static void decides_about_whom_one_sees(void **state)
{
    struct house *house = *state;
    const struct sl_access_opening opening = { .store = house->people.store_path,
                                               .mode = SL_STORE_WRITE,
                                               .now_us = ACCESS_NOW };
    const struct sl_identify_options options = { .thread_count = 1, .at = ACCESS_NOW };
    const char *names[] = { "police/records/n1", "nhs/records/p9" };
    const struct sl_identity_request request = {
        .kind = SL_DECISION_JOIN, .names = names, .name_count = 2, .reason = SL_STR("seen")
    };
    struct sl_identity_decided decided;
    struct sl_identify_result result;
    struct sl_access *access = NULL;
    struct sl_error err;

    (void)picture_fill(&house->people);
    sl_store_close_ptr(&house->people.store);
    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("data_steward"), &access, &err), &err);
    SL_CHECK_STATUS(sl_identity_judge(access, &request, &options, &decided, &err), SL_NOT_FOUND);
    sl_access_close(access);
    SL_CHECK_OK(sl_access_open_as(&opening, SL_STR("investigator"), &access, &err), &err);
    SL_CHECK_STATUS(sl_identity_judge(access, &request, &options, &decided, &err), SL_DENIED);
    SL_CHECK_STATUS(sl_identity_run(access, &options, &result, &err), SL_DENIED);
    sl_access_close(access);
    SL_CHECK_U64(access_entries(house->access.ledger, "", SL_VERB_DECIDE, SL_OUTCOME_ALLOWED), 0);
}

/* Mentions that are sealed are not there, and neither are values that their holder withholds. */
static void sealed_and_withheld(void **state)
{
    struct child_house *house = *state;
    const struct sl_identity_id id = sl_identity_print(house->child);
    struct sl_identity_shown shown;
    struct sl_access *access = NULL;
    struct sl_error err;

    child_agree(house, ACCESS_AGREEMENT);
    child_withhold(house, 2, "c1", SL_SHARE_BIT(SL_ATTRIBUTE_BIRTH_DATE));
    child_seal(house, 1, "n1");
    access = access_open(house->people.store_path, "data_steward");
    SL_CHECK_OK(sl_identity_look(access, sl_str_from(id.text), &house->arena, &shown, &err), &err);
    SL_CHECK_U64(shown.mention_count, 1);
    SL_CHECK_STR(shown.mentions[0].who.agency, "oldham");
    SL_CHECK_STR(shown.mentions[0].row.values[SL_MENTION_GIVEN_NAME], "Aisha");
    SL_CHECK_STR(shown.mentions[0].row.values[SL_MENTION_BIRTH_DATE], "");
    sl_access_close(access);
    child_seal(house, 2, "c1");
    access = access_open(house->people.store_path, "data_steward");
    SL_CHECK_STATUS(
        sl_identity_look(access, sl_str_from(id.text), &house->arena, &shown, &err), SL_NOT_FOUND
    );
    sl_access_close(access);
    SL_CHECK_U64(child_entries(house, "data_steward", SL_VERB_READ, SL_OUTCOME_REFUSED), 1);
}

static enum sl_status look_once(void *context)
{
    struct child_house *house = context;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    struct sl_identity_shown shown;

    sl_arena_init(&arena, (size_t)1 << 24);
    SL_TRY(access_try(house->people.store_path, "data_steward", &access, NULL));
    return sl_identity_look(access, child_id(house->child), &arena, &shown, NULL);
}

static void no_memory(void **state)
{
    struct child_house *house = *state;

    sl_store_close_ptr(&house->people.store);
    assert_true(child_failing_allocations(look_once, house) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(shows_what_may_be_seen),
        HOUSE_TEST(decides_about_whom_one_sees),
        CHILD_TEST(sealed_and_withheld),
        CHILD_TEST(no_memory),
    };
    return cmocka_run_group_tests_name("app/identity_door", tests, NULL, NULL);
}
