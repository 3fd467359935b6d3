/* SPDX-License-Identifier: Apache-2.0 */
#include "logbook/logbook.h"

#include <jansson.h>
#include <string.h>

#include "cli/capture.h"
#include "logbook/key_file.h"

static struct sl_test_folder folder;
static char ledger[600], key[600], state_path[600], witness[600];

static int set_up(void **state)
{
    (void)state;
    sl_test_folder_open(&folder);
    (void)snprintf(ledger, sizeof ledger, "%s", sl_test_folder_path(&folder, "ledger"));
    (void)snprintf(key, sizeof key, "%s", sl_test_folder_path(&folder, "key"));
    (void)snprintf(witness, sizeof witness, "%s", sl_test_folder_path(&folder, "witness"));
    (void)snprintf(state_path, sizeof state_path, "%s", sl_test_folder_path(&folder, "state"));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    sl_test_folder_close(&folder);
    return 0;
}

/* The program with these words ends like this, and prints this among other things. */
#define CHECK_RUN(status, text, ...)                         \
    do {                                                     \
        struct capture run;                                  \
        CAPTURE(&run, "ledger", __VA_ARGS__);                \
        if (run.exit_status != (status)) {                   \
            print_error("%s%s\n", run.out.ptr, run.err.ptr); \
        }                                                    \
        SL_CHECK_I64(run.exit_status, (status));             \
        assert_true(capture_has(&run.out, (text)));          \
        capture_finish(&run);                                \
    } while (0)

/* Who it was, and about whom, is told to nobody who is not signed in. */
static void shows_no_person(const char *option)
{
    struct capture capture;

    CAPTURE(&capture, "ledger", "show", ledger, option);
    SL_CHECK_I64(capture.exit_status, 0);
    assert_true(capture_has(&capture.out, "police"));
    assert_false(capture_has(&capture.out, "child/12"));
    assert_false(capture_has(&capture.out, "visit"));
    assert_false(capture_has(&capture.out, "u1"));
    capture_finish(&capture);
}

static void add_entries(void)
{
    static const uint64_t indexes[] = { 0 };
    struct sl_logbook *book = NULL;
    struct sl_signer signer;
    struct sl_error err;
    struct sl_deed deed = {
        .when_us = INT64_C(1700000000000000),
        .verb = SL_VERB_READ,
        .outcome = SL_OUTCOME_ALLOWED,
        .texts = { [SL_ENTRY_AGENCY] = SL_STR("police") },
        .user = SL_STR("u1"),
        .subject = SL_STR("child/12"),
        .detail = SL_STR("visit"),
    };

    SL_CHECK_OK(sl_key_file_read(key, &signer, &err), &err);
    SL_CHECK_OK(sl_logbook_open(ledger, &signer, &book, &err), &err);
    SL_CHECK_OK(sl_logbook_add(book, &deed, NULL, &err), &err);
    deed.verb = SL_VERB_ERASE;
    deed.texts[SL_ENTRY_KIND] = SL_STR("who 0");
    SL_CHECK_OK(sl_logbook_add(book, &deed, NULL, &err), &err);
    const struct sl_erasure erasure = {
        .what = {.parts = { [SL_PART_WHO] = true }, .indexes = indexes, .count = 1},
        .ordered_by = 1,
    };
    SL_CHECK_OK(sl_logbook_erase(book, &erasure, &err), &err);
    sl_logbook_close(book);
}

static void all_commands(void **state)
{
    (void)state;
    CHECK_RUN(0, "l.example.org+", "key", "l.example.org", "--out", key);
    CHECK_RUN(3, "", "key", "l.example.org", "--out", key);
    CHECK_RUN(0, "w.example.org+", "key", "w.example.org", "--witness", "--out", witness);
    CHECK_RUN(0, "without entries", "init", ledger, "--key", key);
    add_entries();
    CHECK_RUN(0, "2 entries published", "verify", ledger);
    CHECK_RUN(0, "\"parts_erased\": 1", "verify", ledger, "--json");
    CHECK_RUN(0, "w.example.org", "witness", ledger, "--key", witness, "--state", state_path);
    CHECK_RUN(0, "faults: 0", "verify", ledger, "--note", state_path);
    CHECK_RUN(2, "", "show", ledger, "--subject", "child/12");
    CHECK_RUN(0, "agency=", "show", ledger);
    shows_no_person(NULL);
    CHECK_RUN(0, "(erased)", "show", ledger, "--until", "2023-11-14");
    CHECK_RUN(0, "[]", "show", ledger, "--from", "2023-11-15", "--json");
    CHECK_RUN(0, "\"user_erased\": true", "show", ledger, "--json");
    shows_no_person("--json");
    CHECK_RUN(2, "", "show", ledger, "--from", "yesterday");
    CHECK_RUN(3, "", "show", folder.path, "--json");
    CHECK_RUN(0, "tlog-proof", "prove", ledger, "1");
    CHECK_RUN(0, "old 1", "prove", ledger, "--since", "1");
    CHECK_RUN(2, "", "prove", ledger);
    CHECK_RUN(2, "", "prove", ledger, "one");
    CHECK_RUN(3, "", "prove", ledger, "2");
}

static void faults_are_told(void **state)
{
    struct capture capture;
    char path[700];

    (void)state;
    CHECK_RUN(0, "", "key", "l.example.org", "--out", key);
    CHECK_RUN(0, "", "init", ledger, "--key", key);
    add_entries();
    (void)snprintf(path, sizeof path, "%s/tile/0/000.p/2", ledger);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_true(fputc('x', file) >= 0);
    (void)fclose(file);
    CAPTURE(&capture, "ledger", "verify", ledger);
    SL_CHECK_I64(capture.exit_status, 3);
    SL_CHECK_U64(capture.out.len, 0);
    assert_true(capture_has(&capture.err, "entry 0: its hash in the tile was changed"));
    capture_finish(&capture);
    CHECK_RUN(3, "\"fault\": \"hash\"", "verify", ledger, "--json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_commands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(faults_are_told, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("cli/ledger", tests, NULL, NULL);
}
