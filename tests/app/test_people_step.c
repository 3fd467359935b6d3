/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_step.h"

#include "app/people_build_fixture.h"

/* Take all versions in, twice: the second time changes nothing. */
static void to_do_it_again_changes_nothing(void **state)
{
    static struct sl_people_step step;
    struct people_fixture *fixture = *state;
    struct sl_version_cursor *cursor = NULL;
    struct sl_stored_version version;
    struct sl_buf dumps[2];
    bool has_one = true;

    people_take(fixture, "police", PEOPLE_FAMILY);
    people_take(fixture, "police", PEOPLE_CHILD_AGAIN);
    SL_CHECK_OK(sl_people_step_open(&step, NULL), NULL);
    step.store = fixture->store;
    for (int i = 0; i < 2; i++) {
        SL_CHECK_OK(sl_store_begin(fixture->store, NULL), NULL);
        SL_CHECK_OK(sl_store_all_versions_open(fixture->store, 1, 9, &cursor, NULL), NULL);
        for (;;) {
            SL_CHECK_OK(sl_version_cursor_next(cursor, &version, &has_one, NULL), NULL);
            if (!has_one) {
                break;
            }
            SL_CHECK_OK(sl_people_step_take(&step, &version, NULL), NULL);
        }
        sl_version_cursor_close(cursor);
        SL_CHECK_OK(sl_people_step_end(&step, NULL), NULL);
        SL_CHECK_OK(sl_store_commit(fixture->store, NULL), NULL);
        sl_buf_init(&dumps[i], (size_t)1 << 20);
        people_dump(fixture, &dumps[i]);
    }
    SL_CHECK_BYTES(sl_buf_str(&dumps[1]), sl_buf_str(&dumps[0]));
    people_check(fixture, "SELECT surname FROM mention_row", "Hill\n");
    people_check(fixture, "SELECT flags, changed FROM mention ORDER BY id", "3|2\n0|2\n");
    sl_buf_finish(&dumps[0]);
    sl_buf_finish(&dumps[1]);
    sl_people_step_close(&step);
}

int main(void)
{
    const struct CMUnitTest tests[] = { PEOPLE_TEST(to_do_it_again_changes_nothing) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
