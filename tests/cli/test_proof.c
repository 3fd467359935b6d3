/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/proof.h"

#include "support/support.h"

static void a_password_comes_out_of_a_file(void **state)
{
    struct sl_test_folder folder;
    struct sl_cli_proof proof;
    struct sl_error err;

    (void)state;
    sl_test_folder_open(&folder);
    struct sl_option_value file = {
        .count = 1, .texts = { sl_test_folder_write(&folder, "pw", SL_STR("one two\nthree\n")) }
    };
    SL_CHECK_OK(sl_cli_proof_read(&file, &proof, &err), &err);
    const struct sl_password_proof borrowed = sl_cli_proof_of(&proof);
    SL_CHECK_STR(borrowed.password, "one two");
    assert_true(sl_str_starts(borrowed.source, SL_STR("terminal of ")));
    sl_cli_proof_finish(&proof);
    file.texts[0] = "/absent/pw";
    SL_CHECK_STATUS(sl_cli_proof_read(&file, &proof, &err), SL_IO);
    sl_cli_proof_finish(&proof);
    sl_test_folder_close(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_password_comes_out_of_a_file),
    };
    return cmocka_run_group_tests_name("cli/proof", tests, NULL, NULL);
}
