/* SPDX-License-Identifier: Apache-2.0 */
#include "app/agreement_files.h"

#include <stdio.h>
#include <string.h>

#include "agreements.h"
#include "base/memory.h"

struct fixture {
    struct sl_test_folder folder;
    struct sl_arena arena;
    struct sl_agreement_files files;
};

static int open_fixture(void **state)
{
    static struct fixture fixture;
    sl_test_folder_open(&fixture.folder);
    sl_arena_init(&fixture.arena, SL_AGREEMENT_FILES_BYTES);
    sl_agreement_files_init(&fixture.files, &fixture.arena);
    *state = &fixture;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *fixture = *state;
    sl_arena_finish(&fixture->arena);
    sl_test_folder_close(&fixture->folder);
    return 0;
}

/* Files that end in .yaml, in the order of their names; no others, and none that begins with a dot.
 */
static void test_folder(void **state)
{
    struct fixture *fixture = *state;
    struct sl_error err;
    (void)sl_test_folder_write(&fixture->folder, "b.yaml", SL_STR(REVOCATION));
    (void)sl_test_folder_write(&fixture->folder, "a.yaml", SL_STR(AGREEMENT("1", "existence")));
    (void)sl_test_folder_write(&fixture->folder, ".c.yaml", SL_STR("["));
    (void)sl_test_folder_write(&fixture->folder, "d.txt", SL_STR("["));
    SL_CHECK_OK(sl_agreement_files_add_folder(&fixture->files, fixture->folder.path, &err), &err);
    SL_CHECK_U64(fixture->files.count, 2);
    SL_CHECK_STR(fixture->files.documents[0].agreement.id, "two");
    assert_true(fixture->files.documents[1].revokes);
}

static void test_faults(void **state)
{
    struct fixture *fixture = *state;
    struct sl_error err;
    char place[SL_ERROR_TEXT_BYTES];
    SL_CHECK_STATUS(
        sl_agreement_files_add_folder(&fixture->files, fixture->folder.path, &err), SL_NOT_FOUND
    );
    SL_CHECK_STATUS(
        sl_agreement_files_add_folder(
            &fixture->files, sl_test_folder_path(&fixture->folder, "absent"), &err
        ),
        SL_IO
    );
    SL_CHECK_STATUS(
        sl_agreement_files_add(
            &fixture->files, sl_test_folder_path(&fixture->folder, "absent.yaml"), &err
        ),
        SL_IO
    );
    const char *path = sl_test_folder_write(&fixture->folder, "bad.yaml", SL_STR("a: 1\na: 2\n"));
    (void)snprintf(place, sizeof(place), "%s, line 2, column 1", path);
    SL_CHECK_STATUS(sl_agreement_files_add(&fixture->files, path, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.detail), place);
    /* One fault is enough: nothing of the folder is used. */
    (void)sl_test_folder_write(&fixture->folder, "a.yaml", SL_STR(AGREEMENT("1", "existence")));
    SL_CHECK_STATUS(
        sl_agreement_files_add_folder(&fixture->files, fixture->folder.path, &err), SL_INVALID
    );
    sl_agreement_files_place("x", NULL);
}

/* In any case there is something to decide by. */
static void test_policy(void **state)
{
    struct fixture *fixture = *state;
    struct sl_error err;
    struct sl_policy policy =
        sl_agreement_files_policy(&fixture->files, fixture->folder.path, 20600, &err);
    SL_CHECK_U64(sl_policy_state_on(&policy, 20600), SL_POLICY_DAMAGED);
    SL_CHECK_STATUS(err.status, SL_NOT_FOUND);
    (void)sl_test_folder_write(&fixture->folder, "r.yaml", SL_STR(REVOCATION));
    policy = sl_agreement_files_policy(&fixture->files, fixture->folder.path, 20600, &err);
    SL_CHECK_U64(sl_policy_state_on(&policy, 20600), SL_POLICY_DAMAGED);
    SL_CHECK_STATUS(err.status, SL_INVALID);
    (void)sl_test_folder_write(&fixture->folder, "a.yaml", SL_STR(AGREEMENT("1", "existence")));
    sl_agreement_files_init(&fixture->files, &fixture->arena);
    policy = sl_agreement_files_policy(&fixture->files, fixture->folder.path, 20600, &err);
    SL_CHECK_U64(sl_policy_state_on(&policy, 20600), SL_POLICY_READY);
    SL_CHECK_STATUS(err.status, SL_OK);
    SL_CHECK_U64(policy.agreement_count, 1);
}

static void test_limits(void **state)
{
    struct fixture *fixture = *state;
    struct sl_error err;
    struct sl_buf text;
    const char *path =
        sl_test_folder_write(&fixture->folder, "a.yaml", SL_STR(AGREEMENT("1", "existence")));
    fixture->files.count = SL_POLICY_DOCUMENT_LIMIT;
    SL_CHECK_STATUS(sl_agreement_files_add(&fixture->files, path, &err), SL_LIMIT);
    fixture->files.count = 0;
    sl_buf_init(&text, AGREEMENTS_LIMIT_BYTES);
    while (text.len <= SL_YAML_LIMIT_BYTES) {
        sl_buf_add(&text, SL_STR("# said\n"));
    }
    path = sl_test_folder_write(&fixture->folder, "long.yaml", sl_buf_str(&text));
    SL_CHECK_STATUS(sl_agreement_files_add(&fixture->files, path, &err), SL_LIMIT);
    assert_non_null(strstr(err.detail, "long.yaml"));
    sl_buf_finish(&text);
}

static enum sl_status read_folder(void *context)
{
    struct sl_agreement_files *files = sl_alloc(1, sizeof(*files));
    struct sl_arena arena;
    if (files == NULL) {
        return SL_NO_MEMORY;
    }
    sl_arena_init(&arena, SL_AGREEMENT_FILES_BYTES);
    sl_agreement_files_init(files, &arena);
    const enum sl_status status = sl_agreement_files_add_folder(files, context, NULL);
    sl_arena_finish(&arena);
    sl_free(files);
    return status;
}

static void test_failing_allocations(void **state)
{
    struct fixture *fixture = *state;
    (void)sl_test_folder_write(&fixture->folder, "a.yaml", SL_STR(AGREEMENT("1", "existence")));
    assert_true(sl_test_failing_allocations(read_folder, fixture->folder.path) > 0);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, open_fixture, close_fixture)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(test_folder),
        WITH_FOLDER(test_faults),
        WITH_FOLDER(test_policy),
        WITH_FOLDER(test_limits),
        WITH_FOLDER(test_failing_allocations),
    };
    return cmocka_run_group_tests_name("app/agreement_files", tests, NULL, NULL);
}
