/* SPDX-License-Identifier: Apache-2.0 */
#include "store/scratch_file.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/fixture.h"

static unsigned count_files(const char *folder)
{
    unsigned count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    while (readdir(dir) != NULL) {
        count++;
    }
    (void)closedir(dir);
    return count;
}

static void it_has_no_name_and_one_owner(void **state)
{
    struct store_fixture *fixture = *state;
    const unsigned count = count_files(fixture->folder.path);
    struct stat stat;
    char back[6] = { 0 };
    int fd = -1;
    SL_CHECK_OK(sl_store_scratch_file(fixture->store, &fd, NULL), NULL);
    SL_CHECK_U64(count_files(fixture->folder.path), count);
    assert_int_equal(fstat(fd, &stat), 0);
    assert_int_equal(stat.st_mode & 0777, 0600);
    assert_int_equal(stat.st_nlink, 0);
    assert_int_equal(pwrite(fd, "hello", 5, 0), 5);
    assert_int_equal(pread(fd, back, 5, 0), 5);
    assert_string_equal(back, "hello");
    (void)close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            it_has_no_name_and_one_owner, store_set_up, store_tear_down
        ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
