/* SPDX-License-Identifier: Apache-2.0 */
#include "app/note_house.h"

static enum sl_status open_draft(
    struct child_house *house,
    const char *user,
    char letter,
    struct sl_draft_found *ret_found,
    struct sl_error *err
)
{
    struct sl_access *access = note_door(house, user, SL_STORE_BRIEF);
    const enum sl_status status =
        sl_draft_open(access, note_id(letter), &house->arena, ret_found, err);

    sl_access_close(access);
    return status;
}

/* It is there again, for its writer alone. */
static void found_by_its_writer(void **state)
{
    struct child_house *house = *state;
    struct sl_draft_found found;
    struct sl_error err;

    note_save_draft(house, "practitioner", 'a', "child_words=I+wa");
    note_save_draft(house, "practitioner", 'a', "child_words=I+want");
    SL_CHECK_OK(open_draft(house, "practitioner", 'a', &found, &err), &err);
    SL_CHECK_STR(found.draft.fields, "child_words=I+want");
    SL_CHECK_I64(found.identity, house->child);
    SL_CHECK_STATUS(open_draft(house, "manager", 'a', &found, &err), SL_NOT_FOUND);
    SL_CHECK_STATUS(open_draft(house, "data_steward", 'a', &found, &err), SL_DENIED);
    /* Beginning it is an entry, and saving it again is not. */
    SL_CHECK_U64(child_entries(house, "practitioner", SL_VERB_WRITE, SL_OUTCOME_ALLOWED), 1);
    SL_CHECK_U64(child_entries(house, "practitioner", SL_VERB_READ, SL_OUTCOME_ALLOWED), 1);
}

static void listed_and_given_up(void **state)
{
    struct child_house *house = *state;
    const struct sl_draft_found *drafts = NULL;
    struct sl_error err;
    size_t count = 0;

    note_save_draft(house, "practitioner", 'a', "a=1");
    note_save_draft(house, "practitioner", 'b', "b=2");
    note_save_draft(house, "manager", 'b', "b=3");
    struct sl_access *access = note_door(house, "practitioner", SL_STORE_BRIEF);
    SL_CHECK_OK(sl_draft_list(access, &house->arena, &drafts, &count, &err), &err);
    SL_CHECK_U64(count, 2);
    SL_CHECK_I64(drafts[0].identity, house->child);
    SL_CHECK_OK(sl_draft_drop(access, note_id('b'), &err), &err);
    SL_CHECK_OK(sl_draft_drop(access, note_id('b'), &err), &err);
    SL_CHECK_OK(sl_draft_list(access, &house->arena, &drafts, &count, &err), &err);
    SL_CHECK_U64(count, 1);
    SL_CHECK_STR(drafts[0].draft.fields, "a=1");
    sl_access_close(access);
    note_query(
        house, "SELECT account, form FROM draft WHERE form = '" NOTE_B "'", "manager|" NOTE_B "\n"
    );
}

static void not_by_everybody_nor_about_anybody(void **state)
{
    struct child_house *house = *state;
    struct sl_draft_job job = { .form = note_id('a'),
                                .child = SL_STR("P3K7Q0ZD8"),
                                .fields = SL_STR("a=1") };
    const struct sl_draft_found *drafts = NULL;
    struct sl_error err;
    size_t count = 1;

    struct sl_access *access = note_door(house, "practitioner", SL_STORE_BRIEF);
    assert_true(sl_draft_save(access, &job, &house->arena, &err) != SL_OK);
    job.child = sl_arena_copy(&house->arena, child_id(house->child));
    job.form = SL_STR("n-1");
    SL_CHECK_STATUS(sl_draft_save(access, &job, &house->arena, &err), SL_INVALID);
    sl_access_close(access);
    access = note_door(house, "data_steward", SL_STORE_BRIEF);
    job.form = note_id('a');
    SL_CHECK_STATUS(sl_draft_save(access, &job, &house->arena, &err), SL_DENIED);
    SL_CHECK_OK(sl_draft_list(access, &house->arena, &drafts, &count, &err), &err);
    SL_CHECK_U64(count, 0);
    sl_access_close(access);
    note_query(house, "SELECT count(*) FROM draft", "0\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_TEST(found_by_its_writer),
        CHILD_TEST(listed_and_given_up),
        CHILD_TEST(not_by_everybody_nor_about_anybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
