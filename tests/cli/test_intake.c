/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/store_folder.h"

#define CENSUS "--agency=bury", "--system=cin", "--format=cin-xml"
#define POLICE "--agency=police", "--system=records", "--format=pole-jsonl"

static int64_t count_at(const json_t *json, const char *key)
{
    return json_integer_value(json_object_get(json_object_get(json, "counts"), key));
}

static void test_takes_files_and_manifests(void **state)
{
    struct store_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "intake", "--store", folder->store, POLICE, folder->file, "--json");
    SL_CHECK_I64(capture.exit_status, 0);
    json_t *json = json_loads(capture.out.ptr, 0, NULL);
    SL_CHECK_I64(count_at(json, "unchanged"), 1);
    SL_CHECK_I64(count_at(json, "rejected"), 1);
    json_decref(json);
    capture_finish(&capture);

    (void)sl_test_folder_write(
        &folder->folder,
        "g.jsonl",
        SL_STR("{\"type\":\"location\",\"id\":\"place/2\",\"kind\":\"place\"}\nbad\n")
    );
    const char *manifest = sl_test_folder_write(
        &folder->folder,
        "m.csv",
        SL_STR("agency,system,format,path\npolice,records,pole-jsonl,g.jsonl\n")
    );
    char rejects[600];
    (void)snprintf(rejects, sizeof(rejects), "%s/rej", folder->folder.path);
    CAPTURE(
        &capture, "intake", "--store", folder->store, "--manifest", manifest, "--rejects", rejects
    );
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "police/records g.jsonl\n"));
    assert_true(capture_has(&capture.out, "rej/run-2-rejects.jsonl"));
    assert_int_equal(access(store_folder_path(folder, "rej/run-2-reasons.csv"), R_OK), 0);
    capture_finish(&capture);
}

static void test_says_what_is_missing(void **state)
{
    static const char *const wrong[][6] = {
        {"intake",  NULL},
        {           "intake",          "f",          NULL },
        { "intake",        "--watch",     "w", "--manifest", "m", NULL },
        {          "intake", "--manifest",          "m", "--agency", "a", NULL },
        {               "intake",          "--manifest", "m", "--once", NULL },
    };
    struct store_folder *folder = *state;
    struct capture capture;

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        capture_run(&capture, wrong[i]);
        SL_CHECK_I64(capture.exit_status, 2);
        SL_CHECK_U64(capture.out.len, 0);
        capture_finish(&capture);
    }
    CAPTURE(&capture, "intake", "--agency=a", "--system=s", "--format=x", folder->file);
    SL_CHECK_I64(capture.exit_status, 2);
    assert_true(capture_has(&capture.err, "Formats are pole-jsonl"));
    capture_finish(&capture);
}

/* Files before the one that fails are told of, but not as a result. */
static void test_a_failure_in_the_middle(void **state)
{
    struct store_folder *folder = *state;
    struct capture capture;

    CAPTURE(&capture, "intake", "--store", folder->store, POLICE, folder->file, "/absent/file");
    SL_CHECK_I64(capture.exit_status, 7);
    SL_CHECK_U64(capture.out.len, 0);
    assert_true(capture_has(&capture.err, "(taken in before)"));
    assert_true(capture_has(&capture.err, "sightline: cannot open '/absent/file'"));
    capture_finish(&capture);
}

/* What fails is set aside, the rest is taken in, and a script is told that something is missing. */
static void test_once_fails_when_a_file_failed(void **state)
{
    struct store_folder *folder = *state;
    struct capture capture;
    char inbox[600];

    (void)snprintf(inbox, sizeof(inbox), "%s/in", folder->folder.path);
    assert_int_equal(mkdir(inbox, 0700), 0);
    (void)sl_test_folder_write(&folder->folder, "in/1.xml", SL_STR("no return"));
    CAPTURE(&capture, "intake", "--store", folder->store, CENSUS, "--watch", inbox, "--once");
    SL_CHECK_I64(capture.exit_status, 3);
    assert_true(capture_has(&capture.err, "1.xml"));
    assert_true(capture_has(&capture.err, "sightline: not all files were taken in"));
    capture_finish(&capture);
    CAPTURE(&capture, "intake", "--store", folder->store, CENSUS, "--watch", inbox, "--once");
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
}

/* The command as a process of its own, until a signal ends it. */
static void test_a_watch_ends_at_a_signal(void **state)
{
    struct store_folder *folder = *state;
    struct capture capture = { .exit_status = -1 };
    char inbox[600];
    char done[700];
    int status = 0;

    (void)snprintf(inbox, sizeof(inbox), "%s/in", folder->folder.path);
    (void)snprintf(done, sizeof(done), "%s/done/g.jsonl", inbox);
    assert_int_equal(mkdir(inbox, 0700), 0);
    (void)sl_test_folder_write(&folder->folder, "in/g.jsonl", SL_STR(STORE_PLACE));
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        CAPTURE(&capture, "intake", "--store", folder->store, POLICE, "--watch", inbox, "--json");
        const bool is_line = capture_has(&capture.out, "\"outcome\":\"taken in\"");
        _exit(is_line ? capture.exit_status : 100);
    }
    for (unsigned i = 0; i < 1000 && access(done, F_OK) != 0; i++) {
        (void)usleep(10000);
    }
    assert_int_equal(kill(pid, SIGTERM), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    SL_CHECK_I64(WEXITSTATUS(status), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(test_takes_files_and_manifests), STORE_TEST(test_says_what_is_missing),
        STORE_TEST(test_a_failure_in_the_middle),   STORE_TEST(test_once_fails_when_a_file_failed),
        STORE_TEST(test_a_watch_ends_at_a_signal),
    };
    return cmocka_run_group_tests_name("cli/intake", tests, NULL, NULL);
}
