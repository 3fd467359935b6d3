/* SPDX-License-Identifier: Apache-2.0 */
#include "app/child_list.h"

#include "app/child_house.h"
#include "app/glance_clocks.h"

static enum sl_status
list(struct child_house *house, const char *user, struct sl_child_list *ret_list)
{
    struct sl_access *access = NULL;
    struct sl_clocks clocks = glance_clocks(house);
    struct sl_error err;

    SL_CHECK_OK(access_try(house->people.store_path, user, &access, &err), &err);
    const enum sl_status status =
        sl_child_list(access, &clocks, GLANCE_AS_OF, &house->arena, ret_list, &err);
    /* Ties are the door's: they are looked at before it is closed. */
    for (size_t i = 0; status == SL_OK && i < ret_list->count; i++) {
        SL_CHECK_I64(ret_list->lines[i].tie->kind, SL_USER_TIE_ALLOCATED);
    }
    sl_access_close(access);
    return status;
}

/* Whoever has time limits over stands first; the ledger names both. */
static void those_that_press_first(void **state)
{
    struct child_house *house = *state;
    const struct sl_identity_id brother =
        sl_identity_print(picture_mention(&house->people, 2, "c2"));
    struct sl_child_list children;

    child_agree(house, ACCESS_AGREEMENT);
    child_tie(house, "worker", 2, "c2");
    child_tie(house, "worker", 2, "c1");
    SL_CHECK_STATUS(list(house, "worker", &children), SL_OK);
    SL_CHECK_U64(children.count, 2);
    SL_CHECK_U64(children.left, 0);
    SL_CHECK_I64(children.lines[0].identity, house->child);
    SL_CHECK_U64(children.lines[0].glance.statutory_over_count, 1);
    SL_CHECK_STR(children.lines[1].glance.name, "Yusuf Brien");
    SL_CHECK_U64(children.lines[1].glance.pressing_count, 0);
    struct access_count count = { .verb = SL_VERB_LIST, .outcome = SL_OUTCOME_ALLOWED };
    const struct sl_ledger_filter filter = { .user = SL_STR("worker") };
    SL_CHECK_OK(sl_ledger_show(house->access.ledger, &filter, access_note, &count, NULL), NULL);
    const struct sl_str detail = sl_str_from(count.detail);
    assert_true(sl_str_find(detail, sl_str_from(brother.text)) < detail.len);
    assert_true(sl_str_find(detail, child_id(house->child)) < detail.len);
}

/* A child with two ties is one line; without any there is neither a line nor an entry. */
static void each_once(void **state)
{
    struct child_house *house = *state;
    struct sl_child_list children;

    SL_CHECK_STATUS(list(house, "practitioner", &children), SL_OK);
    SL_CHECK_U64(children.count, 0);
    SL_CHECK_U64(child_entries(house, "practitioner", 0, 0), 0);
    child_tie(house, "practitioner", 1, "n1");
    child_tie(house, "practitioner", 2, "c1");
    SL_CHECK_STATUS(list(house, "practitioner", &children), SL_OK);
    SL_CHECK_U64(children.count, 1);
}

static void only_who_may(void **state)
{
    struct sl_child_list children;

    SL_CHECK_STATUS(list(*state, "leader", &children), SL_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHILD_TEST(those_that_press_first),
        CHILD_TEST(each_once),
        CHILD_TEST(only_who_may),
    };
    return cmocka_run_group_tests_name("app/child_list", tests, NULL, NULL);
}
