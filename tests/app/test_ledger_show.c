/* SPDX-License-Identifier: Apache-2.0 */
#include "app/ledger_show.h"

#include "app/ledger_fixture.h"

#define BEGIN INT64_C(1700000000000000)

static enum sl_status count(void *context, const struct sl_view_entry *told, struct sl_error *err)
{
    (void)told;
    (void)err;
    ++*(uint64_t *)context;
    return SL_OK;
}

static void check_count(const char *path, struct sl_ledger_filter filter, uint64_t expected)
{
    struct sl_error err;
    uint64_t seen = 0;

    SL_CHECK_OK(sl_ledger_show(path, &filter, count, &seen, &err), &err);
    SL_CHECK_U64(seen, expected);
}

static void filters(void **state)
{
    struct ledger_fixture *fixture = *state;
    const char *path = fixture->path;
    const struct sl_ledger_filter any = { .from_us = 0 };
    struct sl_error err;
    uint64_t seen = 0;

    check_count(path, any, 9);
    check_count(path, (struct sl_ledger_filter){ .user = SL_STR("u1") }, 4);
    check_count(path, (struct sl_ledger_filter){ .subject = SL_STR("child/2") }, 3);
    check_count(
        path, (struct sl_ledger_filter){ .user = SL_STR("u1"), .subject = SL_STR("child/2") }, 1
    );
    check_count(path, (struct sl_ledger_filter){ .agency = SL_STR("police") }, 9);
    check_count(path, (struct sl_ledger_filter){ .agency = SL_STR("council") }, 0);
    check_count(path, (struct sl_ledger_filter){ .from_us = BEGIN + 7 }, 2);
    check_count(path, (struct sl_ledger_filter){ .until_us = BEGIN + 7 }, 7);
    SL_CHECK_STATUS(sl_ledger_show("/no/such", &any, count, &seen, &err), SL_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = { LEDGER_TEST(filters) };
    return cmocka_run_group_tests_name("app/ledger_show", tests, NULL, NULL);
}
