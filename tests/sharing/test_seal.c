/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/seal.h"

#include "support/support.h"

static void test_lists(void **state)
{
    const struct sl_str ann[] = { SL_STR("ann") };
    const struct sl_str both[] = { SL_STR("bob"), SL_STR("ann") };
    /* clang-format off */
    const struct {
        struct sl_seal seal;
        enum sl_seal_state ann, bob;
    } rows[] = {
        { { .sealed = false }, SL_SEAL_NONE, SL_SEAL_NONE },
        { { .sealed = true }, SL_SEAL_CLOSED, SL_SEAL_CLOSED },
        { { .sealed = true, .allowed = ann, .allowed_count = 1 }, SL_SEAL_OPEN, SL_SEAL_CLOSED },
        { { .sealed = true, .allowed = both, .allowed_count = 2 }, SL_SEAL_OPEN, SL_SEAL_OPEN },
        { { .sealed = false, .allowed = ann, .allowed_count = 1 }, SL_SEAL_NONE, SL_SEAL_NONE },
        { { .sealed = false, .denied = ann, .denied_count = 1 }, SL_SEAL_DENIED, SL_SEAL_NONE },
        { { .sealed = true, .denied = ann, .denied_count = 1 }, SL_SEAL_DENIED, SL_SEAL_CLOSED },
        { { .sealed = true, .allowed = both, .allowed_count = 2, .denied = ann, .denied_count =
            1 }, SL_SEAL_DENIED, SL_SEAL_OPEN },
    };
    /* clang-format on */
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        SL_CHECK_U64(sl_seal_for(&rows[i].seal, SL_STR("ann")), rows[i].ann);
        SL_CHECK_U64(sl_seal_for(&rows[i].seal, SL_STR("bob")), rows[i].bob);
    }
    SL_CHECK_U64(sl_seal_for(NULL, SL_STR("ann")), SL_SEAL_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),
    };
    return cmocka_run_group_tests_name("sharing/seal", tests, NULL, NULL);
}
