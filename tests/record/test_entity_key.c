/* SPDX-License-Identifier: Apache-2.0 */
#include "record/entity_key.h"

#include "support/support.h"

/* Stored, so never another. */
static void hashes_stay_what_they_are(void **state)
{
    (void)state;
    SL_CHECK_I64(sl_entity_hash(1, SL_STR("nominal/48213")), INT64_C(3404660928732796665));
}

static void sources_and_keys_differ(void **state)
{
    (void)state;
    assert_true(sl_entity_hash(1, SL_STR("a")) != sl_entity_hash(2, SL_STR("a")));
    assert_true(sl_entity_hash(1, SL_STR("a")) != sl_entity_hash(1, SL_STR("b")));
    for (int64_t i = 1; i < 1000; i++) {
        const int64_t hash = sl_entity_hash(i, SL_STR("child/1"));
        assert_true(hash > 0 && hash < INT64_C(1) << 62);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hashes_stay_what_they_are),
        cmocka_unit_test(sources_and_keys_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
