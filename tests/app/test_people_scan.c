/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_build_fixture.h"
#include "record/mention_field.h"

static void all_versions_leave_names_and_the_latest_all_else(void **state)
{
    struct people_fixture *fixture = *state;
    struct sl_people_names names;
    struct sl_people_build build;
    struct sl_spill_item item = { .first = 0 };
    struct sl_people_naming naming;
    bool has_item = false;

    people_take(fixture, "police", PEOPLE_FAMILY);
    people_take(fixture, "police", PEOPLE_CHILD_AGAIN);
    people_build_begin(fixture, &build, &names);
    SL_CHECK_OK(sl_people_scan(&build, NULL), NULL);
    SL_CHECK_U64(build.record_count, 2);
    SL_CHECK_I64(build.first_source, 1);
    SL_CHECK_U64(sl_spill_count(build.persons), 3);
    SL_CHECK_U64(sl_spill_count(build.uses), 1);
    SL_CHECK_U64(sl_spill_count(build.nodes), 0);
    SL_CHECK_U64(sl_spill_count(build.links), 0);
    SL_CHECK_OK(sl_spill_sort(build.persons, NULL), NULL);
    for (int i = 0; i < 3; i++) {
        SL_CHECK_OK(sl_spill_next(build.persons, &item, &has_item, NULL), NULL);
        memcpy(&naming, item.text.ptr, sizeof(naming));
        SL_CHECK_I64(naming.changed, 2);
        SL_CHECK_U64(naming.is_latest, item.second / SL_MENTION_PER_RECORD == 2);
        SL_CHECK_U64(naming.key_len, 3);
    }
    people_build_end(&build);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PEOPLE_TEST(all_versions_leave_names_and_the_latest_all_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
