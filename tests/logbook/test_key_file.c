/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/key_file.h"

#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "support/support.h"

static struct sl_test_folder folder;

static int set_up(void **state)
{
    (void)state;
    sl_test_folder_open(&folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sl_test_folder_close(&folder);
    return 0;
}

static void made_and_read(void **state)
{
    const char *path = sl_test_folder_path(&folder, "key");
    struct sl_verifier verifier;
    struct sl_signer signer;
    struct sl_signer again;
    struct sl_error err;
    struct stat info;
    struct sl_buf text;

    (void)state;
    SL_CHECK_OK(sl_key_file_make(path, SL_KEY_WITNESS, SL_STR("w"), &signer, &err), &err);
    assert_int_equal(stat(path, &info), 0);
    SL_CHECK_U64(info.st_mode & 0777, 0600);
    SL_CHECK_OK(sl_key_file_read(path, &again, &err), &err);
    assert_memory_equal(again.secret, signer.secret, sizeof signer.secret);
    SL_CHECK_STATUS(sl_key_file_make(path, SL_KEY_WITNESS, SL_STR("w"), &signer, &err), SL_INVALID);
    sl_buf_init(&text, 1000);
    sl_verifier_print(&signer.verifier, &text);
    SL_CHECK_OK(sl_key_find(text.ptr, &verifier, &err), &err);
    SL_CHECK_U64(verifier.id, signer.verifier.id);
    const char *other = sl_test_folder_write(&folder, "verifier", sl_buf_str(&text));
    SL_CHECK_OK(sl_key_find(other, &verifier, &err), &err);
    assert_int_equal(chmod(other, 0600), 0);
    SL_CHECK_STATUS(sl_key_file_read(other, &again, &err), SL_INVALID);
    assert_true(err.detail[0] != '\0');
    sl_buf_finish(&text);
}

/* A secret that others can read is none. */
static void the_owners_alone(void **state)
{
    static const mode_t modes[] = { 0640, 0620, 0610, 0604, 0602, 0601, 0777 };
    const char *path = sl_test_folder_path(&folder, "key");
    struct sl_signer signer;
    struct sl_error err;

    (void)state;
    SL_CHECK_OK(sl_key_file_make(path, SL_KEY_LEDGER, SL_STR("a"), &signer, &err), &err);
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        assert_int_equal(chmod(path, modes[i]), 0);
        SL_CHECK_STATUS(sl_key_file_read(path, &signer, &err), SL_INVALID);
        assert_non_null(strstr(err.hint, "chmod 600"));
    }
    assert_int_equal(chmod(path, 0400), 0);
    SL_CHECK_OK(sl_key_file_read(path, &signer, &err), &err);
}

static void refused(void **state)
{
    struct sl_verifier verifier;
    struct sl_signer signer;
    struct sl_error err;
    const char *path = sl_test_folder_path(&folder, "key");

    (void)state;
    SL_CHECK_STATUS(
        sl_key_file_make(path, SL_KEY_LEDGER, SL_STR("a b"), &signer, &err), SL_INVALID
    );
    SL_CHECK_STATUS(
        sl_key_file_make("/no/such/key", SL_KEY_LEDGER, SL_STR("a"), &signer, &err), SL_IO
    );
    SL_CHECK_STATUS(sl_key_file_read("/no/such/key", &signer, &err), SL_IO);
    SL_CHECK_STATUS(sl_key_find("/no/such/key", &verifier, &err), SL_IO);
    path = sl_test_folder_write(&folder, "bad", SL_STR("nonsense"));
    SL_CHECK_STATUS(sl_key_find(path, &verifier, &err), SL_INVALID);
    assert_true(err.detail[0] != '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(made_and_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_owners_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refused, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("logbook/key_file", tests, NULL, NULL);
}
