/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/proposal_text.h"

#include "support/support.h"

static void what_is_said(void **state)
{
    const struct sl_store_proposal about_user = { .act = SL_PROPOSAL_INVITE,
                                                  .subject = SL_STR("ann") };
    const struct sl_store_proposal about_store = { .act = SL_PROPOSAL_HUB,
                                                   .value = SL_STR("bolton") };
    struct sl_buf text;
    struct sl_buf code;

    (void)state;
    sl_buf_init(&text, 1000);
    sl_buf_init(&code, 100);
    sl_cli_add_proposed(&text, &about_user);
    SL_CHECK_STR(sl_buf_str(&text), "invite a user to set a password: ann");
    sl_buf_clear(&text);
    sl_cli_add_proposed(&text, &about_store);
    SL_CHECK_STR(sl_buf_str(&text), "change which agency takes in files of others: bolton");
    sl_buf_clear(&text);
    sl_cli_add_proposal(&text, 7);
    assert_true(sl_str_ends(sl_buf_str(&text), SL_STR("'sightline proposal confirm 7'.\n")));
    sl_buf_clear(&text);
    sl_buf_add(&code, SL_STR("ABC"));
    sl_cli_add_invitation(&text, &code);
    assert_true(sl_str_ends(sl_buf_str(&text), SL_STR(":\nABC\n"))); /* alone on the last line */
    sl_buf_finish(&text);
    sl_buf_finish(&code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
