/* SPDX-License-Identifier: Apache-2.0 */
#include "store/lock.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/support.h"

static void held_once_and_given_back_by_the_dead(void **state)
{
    struct sl_test_folder folder;
    struct sl_lock first = { .fd = -1 };
    struct sl_lock second = { .fd = -1 };
    struct sl_error err;
    (void)state;

    sl_test_folder_open(&folder);
    const char *path = sl_test_folder_path(&folder, "store");
    SL_CHECK_OK(sl_lock_take(path, &first, &err), &err);
    SL_CHECK_STATUS(sl_lock_take(path, &second, &err), SL_IO);
    assert_non_null(strstr(err.hint, "process "));
    sl_lock_release(&first);
    sl_lock_release(&first);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit((int)sl_lock_take(path, &second, NULL)); /* and never given back */
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    SL_CHECK_I64(WEXITSTATUS(status), SL_OK);
    SL_CHECK_OK(sl_lock_take(path, &first, &err), &err);
    sl_lock_release(&first);
    SL_CHECK_STATUS(sl_lock_take(sl_test_folder_path(&folder, "no/s"), &first, &err), SL_IO);
    sl_test_folder_close(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(held_once_and_given_back_by_the_dead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
