/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
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

/* How many files there are in the folder, hidden ones too. */
static size_t file_count(void)
{
    size_t count = 0;
    DIR *entries = opendir(folder.path);
    assert_non_null(entries);
    for (const struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    (void)closedir(entries);
    return count;
}

static void check_content(const char *path, const char *expected)
{
    struct sl_buf buf;
    struct sl_error err;
    sl_buf_init(&buf, 1000);
    SL_CHECK_OK(sl_file_read(path, &buf, &err), &err);
    SL_CHECK_STR(sl_buf_str(&buf), expected);
    sl_buf_finish(&buf);
}

static void put(const char *path, struct sl_str bytes)
{
    struct sl_file_writer *writer = NULL;
    struct sl_error err;
    SL_CHECK_OK(sl_file_create(path, &writer, &err), &err);
    sl_file_write(writer, bytes);
    SL_CHECK_OK(sl_file_commit(writer, &err), &err);
}

static void test_what_is_written_is_read(void **state)
{
    const char *path = sl_test_folder_path(&folder, "new");
    (void)state;
    put(path, SL_STR("some\0bytes"));
    struct sl_buf buf;
    sl_buf_init(&buf, 100);
    sl_buf_add(&buf, SL_STR("before "));
    SL_CHECK_OK(sl_file_read(path, &buf, NULL), NULL);
    SL_CHECK_BYTES(sl_buf_str(&buf), SL_STR("before some\0bytes"));
    sl_buf_finish(&buf);
    put(path, SL_STR(""));
    check_content(path, "");
    SL_CHECK_U64(file_count(), 1);
}

/* Pieces of many sizes, around the size of the writer's own buffer. */
static void test_large_files_come_back(void **state)
{
    static const size_t sizes[] = { 1, 100, 65535, 65536, 65537, 3, 200000, 0, 65535, 2, 131072 };
    const char *path = sl_test_folder_path(&folder, "large");
    struct sl_file_writer *writer = NULL;
    struct sl_buf expected;
    struct sl_buf actual;
    char *piece = sl_alloc(200000, 1);
    (void)state;
    sl_buf_init(&expected, (size_t)1 << 20);
    sl_buf_init(&actual, (size_t)1 << 20);
    SL_CHECK_OK(sl_file_create(path, &writer, NULL), NULL);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        memset(piece, (int)('a' + i), sizes[i]);
        sl_file_write(writer, (struct sl_str){ piece, sizes[i] });
        sl_buf_add(&expected, (struct sl_str){ piece, sizes[i] });
    }
    SL_CHECK_OK(sl_file_commit(writer, NULL), NULL);
    SL_CHECK_OK(sl_file_read(path, &actual, NULL), NULL);
    assert_true(sl_str_equal(sl_buf_str(&actual), sl_buf_str(&expected)));
    sl_buf_finish(&expected);
    sl_buf_finish(&actual);
    sl_free(piece);
}

static void test_nothing_is_seen_before_commit(void **state)
{
    const char *path = sl_test_folder_path(&folder, "a");
    struct sl_file_writer *writer = NULL;
    (void)state;
    put(path, SL_STR("old"));
    SL_CHECK_OK(sl_file_create(path, &writer, NULL), NULL);
    sl_file_write(writer, SL_STR("new"));
    check_content(path, "old");
    SL_CHECK_OK(sl_file_commit(writer, NULL), NULL);
    check_content(path, "new");
    SL_CHECK_U64(file_count(), 1);
}

static void test_abandon_leaves_no_trace(void **state)
{
    const char *path = sl_test_folder_path(&folder, "a");
    struct sl_file_writer *writer = NULL;
    (void)state;
    SL_CHECK_OK(sl_file_create(path, &writer, NULL), NULL);
    sl_file_write(writer, SL_STR("new"));
    sl_file_abandon_ptr(&writer);
    assert_null(writer);
    sl_file_abandon_ptr(&writer);
    sl_file_abandon(NULL);
    SL_CHECK_U64(file_count(), 0);
}

static void test_keeps_permissions_and_links(void **state)
{
    char target[512];
    char link[512];
    struct stat stat_before;
    (void)state;
    (void)snprintf(target, sizeof target, "%s", sl_test_folder_path(&folder, "target"));
    (void)snprintf(link, sizeof link, "%s", sl_test_folder_path(&folder, "link"));
    put(target, SL_STR("old"));
    assert_int_equal(chmod(target, 0640), 0);
    assert_int_equal(symlink("target", link), 0);
    put(link, SL_STR("new"));
    check_content(target, "new");
    assert_int_equal(lstat(link, &stat_before), 0);
    assert_true(S_ISLNK(stat_before.st_mode));
    assert_int_equal(stat(target, &stat_before), 0);
    assert_int_equal(stat_before.st_mode & 0777, 0640);
}

/* Whatever the umask lets others do. */
static void test_new_files_are_their_owners(void **state)
{
    const char *path = sl_test_folder_path(&folder, "a");
    struct stat made;
    (void)state;
    const mode_t before = umask(0);
    put(path, SL_STR("x"));
    (void)umask(before);
    assert_int_equal(stat(path, &made), 0);
    assert_int_equal(made.st_mode & 0777, 0600);
}

static void test_the_longest_name_works(void **state)
{
    char name[256];
    (void)state;
    memset(name, 'n', 255);
    name[255] = '\0';
    const char *path = sl_test_folder_path(&folder, name);
    put(path, SL_STR("x"));
    check_content(path, "x");
}

/* A name without a folder means the working folder. */
static void test_a_bare_name_works(void **state)
{
    char before[4096];
    (void)state;
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder.path), 0);
    put("bare", SL_STR("x"));
    check_content("bare", "x");
    assert_int_equal(chdir(before), 0);
    SL_CHECK_U64(file_count(), 1);
}

static void check_create_fails(const char *path, const char *detail)
{
    struct sl_file_writer *writer = NULL;
    struct sl_error err;
    SL_CHECK_STATUS(sl_file_create(path, &writer, &err), SL_IO);
    assert_null(writer);
    assert_non_null(strstr(err.message, "cannot create"));
    assert_string_equal(err.detail, detail);
}

static void test_a_folder_that_is_not_there(void **state)
{
    (void)state;
    check_create_fails(sl_test_folder_path(&folder, "no/file"), "No such file or directory");
    check_create_fails(folder.path, "Is a directory");
    check_create_fails("", "No such file or directory");
}

/* Run a part of a test in a process of its own; gives its exit status. */
static int run_apart(int (*part)(void))
{
    (void)fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        _exit(part());
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    return WIFEXITED(how) ? WEXITSTATUS(how) : 100 + WTERMSIG(how);
}

static int create_without_rights(void)
{
    struct sl_file_writer *writer = NULL;
    struct sl_error err;
    if (geteuid() == 0 && setuid(65534) != 0) {
        return 1;
    }
    if (sl_file_create(sl_test_folder_path(&folder, "a"), &writer, &err) != SL_IO) {
        return 2;
    }
    return strcmp(err.detail, "Permission denied") == 0 ? 0 : 3;
}

static void test_a_folder_that_may_not_be_written_to(void **state)
{
    (void)state;
    assert_int_equal(chmod(folder.path, 0555), 0);
    const int result = run_apart(create_without_rights);
    assert_int_equal(chmod(folder.path, 0755), 0);
    assert_int_equal(result, 0);
    SL_CHECK_U64(file_count(), 0);
}

/* A file that may grow to 100,000 bytes only stands for a disk that is full. */
static int write_to_a_full_disk(void)
{
    const struct rlimit limit = { .rlim_cur = 100000, .rlim_max = 100000 };
    struct sl_file_writer *writer = NULL;
    struct sl_error err;
    (void)signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 ||
        sl_file_create(sl_test_folder_path(&folder, "a"), &writer, &err) != SL_OK) {
        return 1;
    }
    for (int i = 0; i < 30000; i++) {
        sl_file_write(writer, SL_STR("0123456789"));
    }
    if (sl_file_commit(writer, &err) != SL_IO) {
        return 2;
    }
    return strstr(err.message, "cannot write") != NULL && err.detail[0] != '\0' ? 0 : 3;
}

static void test_a_full_disk_leaves_the_old_file(void **state)
{
    (void)state;
    put(sl_test_folder_path(&folder, "a"), SL_STR("old"));
    assert_int_equal(run_apart(write_to_a_full_disk), 0);
    check_content(sl_test_folder_path(&folder, "a"), "old");
    SL_CHECK_U64(file_count(), 1);
}

static void test_a_full_device_is_an_error(void **state)
{
    struct sl_file_writer *writer = NULL;
    struct sl_error err;
    struct stat device;
    (void)state;
    SL_CHECK_OK(sl_file_create("/dev/full", &writer, NULL), NULL);
    sl_file_write(writer, SL_STR("x"));
    SL_CHECK_STATUS(sl_file_commit(writer, &err), SL_IO);
    assert_string_equal(err.detail, "No space left on device");
    /* A device is written to, never replaced. */
    put("/dev/null", SL_STR("x"));
    assert_int_equal(stat("/dev/null", &device), 0);
    assert_true(S_ISCHR(device.st_mode));
}

static int die_halfway(void)
{
    struct sl_file_writer *writer = NULL;
    if (sl_file_create(sl_test_folder_path(&folder, "a"), &writer, NULL) != SL_OK) {
        return 1;
    }
    for (int i = 0; i < 30000; i++) {
        sl_file_write(writer, SL_STR("0123456789"));
    }
    (void)kill(getpid(), SIGKILL);
    return 2;
}

static void test_a_killed_process_leaves_the_old_file(void **state)
{
    (void)state;
    put(sl_test_folder_path(&folder, "a"), SL_STR("old"));
    assert_int_equal(run_apart(die_halfway), 100 + SIGKILL);
    check_content(sl_test_folder_path(&folder, "a"), "old");
    put(sl_test_folder_path(&folder, "a"), SL_STR("new"));
    check_content(sl_test_folder_path(&folder, "a"), "new");
}

static int write_to_output(void)
{
    struct sl_file_writer *writer = NULL;
    const int fd = open(sl_test_folder_path(&folder, "out"), O_WRONLY | O_CREAT, 0666);
    if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0 || sl_file_create("-", &writer, NULL) != SL_OK) {
        return 1;
    }
    sl_file_write(writer, SL_STR("to the output"));
    if (sl_file_commit(writer, NULL) != SL_OK || fcntl(STDOUT_FILENO, F_GETFD) < 0) {
        return 2; /* standard output must stay open */
    }
    struct sl_error err;
    (void)close(STDOUT_FILENO);
    if (sl_file_create("-", &writer, NULL) != SL_OK) {
        return 3;
    }
    sl_file_write(writer, SL_STR("x"));
    return sl_file_commit(writer, &err) == SL_IO &&
                   strcmp(err.message, "cannot write 'standard output'") == 0
               ? 0
               : 4;
}

static void test_a_dash_is_standard_output(void **state)
{
    (void)state;
    assert_int_equal(run_apart(write_to_output), 0);
    check_content(sl_test_folder_path(&folder, "out"), "to the output");
}

static void test_reading_fails_with_reasons(void **state)
{
    struct sl_buf buf;
    struct sl_error err;
    (void)state;
    sl_buf_init(&buf, 3);
    SL_CHECK_STATUS(sl_file_read(sl_test_folder_path(&folder, "no"), &buf, &err), SL_IO);
    assert_string_equal(err.detail, "No such file or directory");
    SL_CHECK_STATUS(sl_file_read(folder.path, &buf, &err), SL_IO);
    assert_string_equal(err.detail, "Is a directory");
    const char *path = sl_test_folder_write(&folder, "a", SL_STR("abcd"));
    SL_CHECK_STATUS(sl_file_read(path, &buf, &err), SL_LIMIT);
    assert_string_equal(err.detail, path);
    SL_CHECK_STATUS(sl_file_read(path, &buf, &err), SL_LIMIT); /* it sticks */
    sl_buf_finish(&buf);
}

static enum sl_status write_and_read(void *context)
{
    const char *path = context;
    struct sl_file_writer *writer = NULL;
    struct sl_error err;
    SL_TRY(sl_file_create(path, &writer, &err));
    sl_file_write(writer, SL_STR("x"));
    SL_TRY(sl_file_commit(writer, &err));
    struct sl_buf buf;
    sl_buf_init(&buf, 10);
    const enum sl_status status = sl_file_read(path, &buf, &err);
    sl_buf_finish(&buf);
    return status;
}

static void test_survives_failing_allocations(void **state)
{
    char path[512];
    (void)state;
    (void)snprintf(path, sizeof path, "%s", sl_test_folder_path(&folder, "a"));
    assert_true(sl_test_failing_allocations(write_and_read, path) > 2);
    SL_CHECK_U64(file_count(), 1);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_what_is_written_is_read),
        IN_FOLDER(test_large_files_come_back),
        IN_FOLDER(test_nothing_is_seen_before_commit),
        IN_FOLDER(test_abandon_leaves_no_trace),
        IN_FOLDER(test_keeps_permissions_and_links),
        IN_FOLDER(test_new_files_are_their_owners),
        IN_FOLDER(test_the_longest_name_works),
        IN_FOLDER(test_a_bare_name_works),
        IN_FOLDER(test_a_folder_that_is_not_there),
        IN_FOLDER(test_a_folder_that_may_not_be_written_to),
        IN_FOLDER(test_a_full_disk_leaves_the_old_file),
        IN_FOLDER(test_a_full_device_is_an_error),
        IN_FOLDER(test_a_killed_process_leaves_the_old_file),
        IN_FOLDER(test_a_dash_is_standard_output),
        IN_FOLDER(test_reading_fails_with_reasons),
        IN_FOLDER(test_survives_failing_allocations),
    };
    return cmocka_run_group_tests_name("base/file", tests, NULL, NULL);
}
