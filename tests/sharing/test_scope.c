/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/scope.h"

#include <string.h>

#include "support/support.h"

/* Every set is read as it was printed, and has the permissions of its scopes and no others. */
static void every_set_goes_there_and_back(void **state)
{
    (void)state;
    for (unsigned set = 1; set < SL_SCOPE_BIT(SL_SCOPE_COUNT); set++) {
        SL_CLEANUP(sl_buf_finish) struct sl_buf text;
        unsigned again = 0;
        struct sl_error err;
        sl_buf_init(&text, 200);
        sl_scope_print(set, &text);
        SL_CHECK_OK(sl_scope_parse(sl_buf_str(&text), &again, &err), &err);
        SL_CHECK_U64(again, set);
        for (unsigned i = 0; i < SL_SCOPE_COUNT; i++) {
            const uint32_t one = sl_scope_permissions(SL_SCOPE_BIT(i));
            const bool has = (sl_scope_permissions(set) & one) == one;
            assert_true(has || (set & SL_SCOPE_BIT(i)) == 0);
        }
    }
    SL_CHECK_U64(sl_scope_permissions(0), 0);
    SL_CHECK_U64(
        sl_scope_permissions(SL_SCOPE_BIT(SL_SCOPE_INTAKE)), SL_MAY(INTAKE) | SL_MAY(REJECTS)
    );
}

/* No program manages users, agreements, seals or the store, or breaks the glass. */
static void no_scope_governs(void **state)
{
    const uint32_t all = sl_scope_permissions(SL_SCOPE_BIT(SL_SCOPE_COUNT) - 1);

    (void)state;
    SL_CHECK_U64(
        all & (SL_MAY(USERS) | SL_MAY(STORE) | SL_MAY(AGREEMENT) | SL_MAY(SEAL) |
               SL_MAY(BREAK_GLASS) | SL_MAY(ERASE) | SL_MAY(EXPORT) | SL_MAY(IDENTITY)),
        0
    );
}

static void other_texts_are_refused(void **state)
{
    static const char *const texts[] = {
        "",        " ",       "searching", "search search", "search  intake",
        " search", "search ", "SEARCH",    "search,intake",
    };
    struct sl_error err;
    unsigned scopes = 77;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        SL_CHECK_STATUS(sl_scope_parse(sl_str_from(texts[i]), &scopes, &err), SL_INVALID);
        SL_CHECK_U64(scopes, 77);
        assert_non_null(strstr(err.hint, "search picture question request intake"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_set_goes_there_and_back),
        cmocka_unit_test(no_scope_governs),
        cmocka_unit_test(other_texts_are_refused),
    };
    return cmocka_run_group_tests_name("sharing/scope", tests, NULL, NULL);
}
