/* SPDX-License-Identifier: Apache-2.0 */
#include "levels.h"
#include "link/compare_impl.h"

/* clang-format off */
static const struct level_case CASES[] = {
    { "ann@mail.org", "ann@mail.org", SL_LEVEL_EXACT, "same" },
    { "annlee@nhs.net", "anlee@nhs.net", SL_LEVEL_CLOSE, "one letter, same domain" },
    { "annmarie.lee@nhs.net", "anmarielee@nhs.net", SL_LEVEL_CLOSE, "two letters of many" },
    { "annlee@nhs.net", "anle@nhs.net", SL_LEVEL_ELSE, "two letters of six" },
    { "annlee@gmail.com", "annlee@gmial.com", SL_LEVEL_CLOSE, "a slip in the domain" },
    { "annlee@gmail.com", "annlee@nhs.net", SL_LEVEL_NEAR, "the same local part" },
    { "ann@gmail.com", "ann@nhs.net", SL_LEVEL_ELSE, "the local part is too short" },
    { "info@gmail.com", "info@nhs.net", SL_LEVEL_ELSE, "the local part names an office" },
    { "common@gmail.com", "common@nhs.net", SL_LEVEL_ELSE, "generic in this dictionary" },
    { "annlee@gmail.com", "anlee@nhs.net", SL_LEVEL_LOOSE, "one letter, another domain" },
    { "annl@gmail.com", "ann@nhs.net", SL_LEVEL_ELSE, "one letter of four, another domain" },
    { "commona@gmail.com", "common@nhs.net", SL_LEVEL_ELSE, "one of the two is generic" },
    { "ann@mail.org", "bob@mail.org", SL_LEVEL_ELSE, "only the domain" },
    { "not an address", "not an addres", SL_LEVEL_CLOSE, "all is local without @" },
};
/* clang-format on */

static void test_levels(void **state)
{
    static const struct sl_str GENERIC[] = {
        {"common", 6}
    };
    struct sl_compare_context context;
    (void)state;
    SL_CHECK_OK(sl_compare_context_restore(&context, GENERIC, 1, NULL), NULL);
    CHECK_LEVELS(SL_FAMILY_EMAIL, &context, CASES);
    sl_compare_context_finish(&context);
}

static void test_parts(void **state)
{
    (void)state;
    struct sl_email_parts parts = sl_email_parts_read(SL_STR("a@b@c.org"));
    SL_CHECK_STR(parts.local, "a@b");
    SL_CHECK_STR(parts.domain, "c.org");
    parts = sl_email_parts_read(SL_STR("nobody"));
    SL_CHECK_STR(parts.local, "nobody");
    SL_CHECK_STR(parts.domain, "");
    parts = sl_email_parts_read(SL_STR("@"));
    SL_CHECK_U64(parts.local.len + parts.domain.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
