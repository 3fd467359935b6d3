/* SPDX-License-Identifier: Apache-2.0 */
#include "record/mention_field.h"

#include "support/support.h"

static void fields_have_names(void **state)
{
    (void)state;
    SL_CHECK_STR(sl_mention_field_name(SL_MENTION_GIVEN_NAME), "given_name");
    SL_CHECK_STR(sl_mention_field_name(SL_MENTION_CHILD_ID), "child_id");
    SL_CHECK_U64(SL_MENTION_FIELD_COUNT, 10);
}

/* Ids of rows are made of the two. */
static void ordinals_fit_into_ids(void **state)
{
    (void)state;
    assert_true(SL_MENTION_ROW_LIMIT <= SL_MENTION_ROW_STEP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_have_names),
        cmocka_unit_test(ordinals_fit_into_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
