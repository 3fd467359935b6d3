/* SPDX-License-Identifier: Apache-2.0 */
#include "signin/breached.h"

#include "signin/breached_data.h"
#include "support/support.h"

/* Built without the packages of npm there is no list, which no release is. */
static void skip_without_list(void)
{
    if (sl_breached_count == 0) {
        print_message("SKIPPED: built without pages/node_modules (tools/deps web): no list\n");
        skip();
    }
}

static void stolen_ones_are_known_again(void **state)
{
    static const char *const stolen[] = { "password",     "123456",       "qwertyuiop",
                                          "trustno1",     "motherfucker", "administrator",
                                          "sonyericsson", "1qaz2wsx3edc", "justinbieber" };
    static const char *const others[] = { "",          "wobbly kettle brigade", "Password",
                                          "password ", "einlangereswort",       "xk8#vq2lm!tr" };

    (void)state;
    skip_without_list();
    for (size_t i = 0; i < sizeof stolen / sizeof stolen[0]; i++) {
        assert_true(sl_breached_has(sl_str_from(stolen[i])));
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_false(sl_breached_has(sl_str_from(others[i])));
    }
}

/* OWASP ASVS 5.0 asks for 3,000 at least (6.2.4), and for a set of breached ones (6.2.12). */
static void there_are_many_and_they_ascend(void **state)
{
    (void)state;
    skip_without_list();
    assert_true(sl_breached_count > 40000);
    for (size_t i = 1; i < sl_breached_count; i++) {
        assert_true(sl_breached_hashes[i - 1] < sl_breached_hashes[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stolen_ones_are_known_again),
        cmocka_unit_test(there_are_many_and_they_ascend),
    };
    return cmocka_run_group_tests_name("signin/breached", tests, NULL, NULL);
}
