/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/verify_impl.h"

#include "logbook/damage.h"

/* Every bit of a journal of two batches, behind what is published. */
static void every_bit(void **state)
{
    struct fixture *fixture = *state;
    struct sl_verify_result result;
    struct sl_buf bytes;

    fixture_fill(fixture, 2);
    fixture_open(fixture);
    fixture_add(fixture, 2);
    fixture_add(fixture, 1);
    damage_read(fixture, "journal", &bytes);
    for (size_t bit = 0; bit < 8 * bytes.len; bit++) {
        damage_flip(fixture, "journal", bit);
        fixture_verify(fixture, &result);
        assert_true(result.fault_count > 0);
        sl_verify_finish(&result);
        damage_flip(fixture, "journal", bit);
    }
    fixture_check_sound(fixture, 5);
    /* An entry is named: bytes of the second batch's only leaf. */
    damage_flip(fixture, "journal", 8 * (bytes.len - 100));
    damage_check(fixture, "changed 4-5; ");
    damage_flip(fixture, "journal", 8 * (bytes.len - 100));
    damage_write(fixture, "journal", sl_str_part(sl_buf_str(&bytes), 0, bytes.len - 1));
    damage_check(fixture, "journal 4-4; ");
    sl_buf_finish(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = { BOOK_TEST(every_bit) };
    return cmocka_run_group_tests_name("logbook/verify_journal", tests, NULL, NULL);
}
