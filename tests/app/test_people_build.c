/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_build.h"

#include "app/people_build_fixture.h"
#include "app/people_world.h"

static void count_told(void *context, const char *step, uint64_t done, uint64_t total)
{
    (void)step;
    assert_true(done <= total);
    *(unsigned *)context += 1;
}

static void built_in_one_transaction_or_in_several(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_people_names names;
    unsigned told_count = 0;
    struct sl_people_index_options options = { .is_in_transaction = true,
                                               .progress = count_told,
                                               .context = &told_count };
    struct sl_random random;
    uint64_t count = 0;

    sl_random_init(&random, sl_test_seed());
    people_take_random(fixture, &random, 0, 2000);
    sl_people_names_init(&names);
    SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
    SL_CHECK_OK(sl_people_build(fixture->store, &names, &options, 1, &count, NULL), NULL);
    sl_store_rollback(fixture->store);
    assert_true(told_count > 0);
    people_check(fixture, "SELECT count(*) FROM mention", "0\n");
    options.is_in_transaction = false;
    SL_CHECK_OK(sl_people_build(fixture->store, &names, &options, 1, &count, NULL), NULL);
    people_check(fixture, "SELECT count(*) > 60 FROM mention", "1\n");
    assert_true(count > 100);
    sl_people_names_finish(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = { PEOPLE_TEST(built_in_one_transaction_or_in_several) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
