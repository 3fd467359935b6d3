/* SPDX-License-Identifier: Apache-2.0 */
#include "web/agency.h"

#include "support/support.h"

#define STR(literal)                    \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }

static const struct sl_party parties[] = {
    {STR("wigan"),      STR("Wigan Council")       },
    { STR("gmp"),       STR("Example Constabulary")},
    { STR("nhs-north"), STR("North of the river")  },
    { STR("charity"),   STR("A charity")           },
};
/* One that a later agreement calls otherwise keeps its first name. */
static const struct sl_party again[] = {
    {STR("wigan"), STR("Wigan")},
};
static const struct sl_agreement agreement = { .parties = parties, .party_count = 4 };
static const struct sl_agreement later = { .parties = again, .party_count = 1 };
static const struct sl_policy_agreement agreements[] = {
    { .agreement = &agreement },
    { .agreement = &later },
};
static const struct sl_policy policy = { .agreements = agreements, .agreement_count = 2 };

struct desk {
    struct sl_arena arena;
    struct sl_buf out;
    struct sl_page page;
};

static void open_desk(struct desk *desk)
{
    sl_arena_init(&desk->arena, (size_t)1 << 16);
    sl_buf_init(&desk->out, (size_t)1 << 16);
    sl_page_init(&desk->page, &desk->out, &desk->arena);
}

static void close_desk(struct desk *desk)
{
    sl_buf_finish(&desk->out);
    sl_arena_finish(&desk->arena);
}

static void check(struct sl_value agencies, const char *id, const char *name, const char *shape)
{
    const struct sl_value agency = sl_value_get(agencies, sl_str_from(id));

    SL_CHECK_STR(sl_value_str(sl_value_get(agency, SL_STR("name"))), name);
    SL_CHECK_STR(sl_value_str(sl_value_get(agency, SL_STR("shape"))), shape);
}

static void test_names_and_shapes(void **state)
{
    struct desk desk;
    (void)state;

    open_desk(&desk);
    const struct sl_value agencies = sl_agency_values(&desk.page, &policy);
    SL_CHECK_U64(agencies.count, 4);
    check(agencies, "wigan", "Wigan Council", "council");
    check(agencies, "gmp", "Example Constabulary", "police");
    check(agencies, "nhs-north", "North of the river", "health");
    check(agencies, "charity", "A charity", "other");
    SL_CHECK_U64(sl_agency_values(&desk.page, NULL).count, 0);
    SL_CHECK_OK(sl_page_status(&desk.page, NULL), NULL);
    close_desk(&desk);
}

static enum sl_status make(void *context)
{
    struct desk desk;
    (void)context;

    open_desk(&desk);
    (void)sl_agency_values(&desk.page, &policy);
    const enum sl_status status = sl_page_status(&desk.page, NULL);
    close_desk(&desk);
    return status;
}

static void test_failing_allocations(void **state)
{
    (void)state;
    assert_true(sl_test_failing_allocations(make, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_and_shapes),
        cmocka_unit_test(test_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
