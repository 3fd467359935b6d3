/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_build_fixture.h"

static void all_tables_are_written(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_people_names names;
    struct sl_people_build build;

    people_take(fixture, "police", PEOPLE_FAMILY);
    people_build_begin(fixture, &build, &names);
    SL_CHECK_OK(sl_people_scan(&build, NULL), NULL);
    SL_CHECK_OK(sl_people_gather(&build, NULL), NULL);
    people_check(fixture, "SELECT count(*) FROM entity_use", "2\n");
    people_check(fixture, "SELECT count(*) FROM node_use", "1\n");
    people_check(fixture, "SELECT count(*) FROM mention", "0\n");
    SL_CHECK_OK(sl_people_write(&build, NULL), NULL);
    people_check(fixture, "SELECT count(*) FROM mention", "2\n");
    people_check(fixture, "SELECT count(*) FROM mention_key", "2\n");
    people_check(fixture, "SELECT surname FROM mention_row", "Hall\n");
    people_check(fixture, "SELECT role FROM relation", "mother\nmother\n");
    people_check(fixture, "SELECT count(*) > 0 FROM search_key", "1\n");
    people_build_end(&build);
}

int main(void)
{
    const struct CMUnitTest tests[] = { PEOPLE_TEST(all_tables_are_written) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
