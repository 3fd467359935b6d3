/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/ticket.h"

#include <stdio.h>
#include <string.h>

#include "support/support.h"

#define NOW INT64_C(1700000000000000)

static const uint8_t secret[32] = { 1, 2, 3 };
static const struct sl_ticket anns = {
    {"ann", 3},
    7, NOW
};

static const char *printed(const struct sl_ticket *ticket)
{
    static char kept[SL_TICKET_BYTES + 1];
    struct sl_buf text;

    sl_buf_init(&text, SL_TICKET_BYTES);
    sl_ticket_print(secret, ticket, &text);
    SL_CHECK_STATUS(sl_buf_status(&text, NULL), SL_OK);
    (void)snprintf(kept, sizeof kept, "%.*s", SL_STR_ARG(sl_buf_str(&text)));
    sl_buf_finish(&text);
    return kept;
}

static bool is_good(const char *text, int64_t now_us)
{
    return sl_ticket_check(secret, &anns, sl_str_from(text), now_us);
}

static void a_ticket_is_good_for_five_minutes(void **state)
{
    const char *ticket = printed(&anns);

    (void)state;
    assert_int_equal(strncmp(ticket, "1700000000000000.", 17), 0);
    assert_int_equal(strlen(ticket), 17 + 64);
    assert_true(is_good(ticket, NOW));
    assert_true(is_good(ticket, NOW + SL_TICKET_US - 1));
    assert_false(is_good(ticket, NOW + SL_TICKET_US));
    assert_false(is_good(ticket, NOW - 1)); /* the clock set back */
}

static void another_user_password_time_or_secret_is_not_it(void **state)
{
    static const struct sl_ticket others[] = {
        {{ "ann", 3 },   8, NOW},
        { { "anna", 4 }, 7, NOW},
        { { "", 0 },     7, NOW},
    };
    static const uint8_t elsewhere[32] = { 1, 2, 4 };
    const char *ticket = printed(&anns);
    char later[SL_TICKET_BYTES + 1];

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(sl_ticket_check(secret, &others[i], sl_str_from(ticket), NOW));
    }
    assert_false(sl_ticket_check(elsewhere, &anns, sl_str_from(ticket), NOW));
    (void)snprintf(later, sizeof later, "%s", ticket);
    later[15] = '1'; /* the time that it says, and nothing else */
    assert_false(is_good(later, NOW + 1));
}

static void no_bit_of_it_can_be_changed(void **state)
{
    char ticket[SL_TICKET_BYTES + 1];

    (void)state;
    (void)snprintf(ticket, sizeof ticket, "%s", printed(&anns));
    const size_t len = strlen(ticket);
    for (size_t i = 0; i < len; i++) {
        const char before = ticket[i];
        ticket[i] = (char)(before ^ 1);
        assert_false(is_good(ticket, NOW + 10));
        ticket[i] = before;
    }
    assert_true(is_good(ticket, NOW + 10));
}

static void what_is_no_ticket_is_refused(void **state)
{
    static const char *const texts[] = { "",      ".",  "1700000000000000", "1700000000000000.",
                                         "-1.00", "x.y" };
    char short_by_one[SL_TICKET_BYTES + 1];

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_false(is_good(texts[i], NOW));
    }
    (void)snprintf(short_by_one, sizeof short_by_one, "%s", printed(&anns));
    short_by_one[strlen(short_by_one) - 1] = '\0';
    assert_false(is_good(short_by_one, NOW));
}

/* Longer than any user's: nothing is made of it, and nothing found. */
static void a_user_whom_there_cannot_be_has_none(void **state)
{
    char name[500];
    const struct sl_ticket nobody = {
        {name, sizeof name},
        7, NOW
    };

    (void)state;
    memset(name, 'a', sizeof name);
    assert_string_equal(printed(&nobody), "");
    assert_false(sl_ticket_check(secret, &nobody, sl_str_from(printed(&anns)), NOW));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ticket_is_good_for_five_minutes),
        cmocka_unit_test(another_user_password_time_or_secret_is_not_it),
        cmocka_unit_test(no_bit_of_it_can_be_changed),
        cmocka_unit_test(what_is_no_ticket_is_refused),
        cmocka_unit_test(a_user_whom_there_cannot_be_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
