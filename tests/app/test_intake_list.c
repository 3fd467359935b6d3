/* SPDX-License-Identifier: Apache-2.0 */
#include "app/intake_list.h"

#include <string.h>

#include "app/intake_fixture.h"
#include "app/store_access.h"

static void reads_a_manifest(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_intake_list list = { .count = 0 };
    char expected[600];
    struct sl_error err;
    const char *path = sl_test_folder_write(
        &fixture->folder,
        "m.csv",
        SL_STR("path,agency,system,format\nf.jsonl,police,records,pole-jsonl\n"
               "/else/c.xml,bolton,cin,cin-xml\n")
    );

    SL_CHECK_OK(sl_intake_list_read(path, &list, &err), &err);
    SL_CHECK_U64(list.count, 2);
    (void)snprintf(expected, sizeof(expected), "%s/f.jsonl", fixture->folder.path);
    assert_string_equal(list.items[0].path, expected);
    assert_string_equal(list.items[0].name, "f.jsonl");
    assert_string_equal(list.items[0].agency, "police");
    assert_string_equal(list.items[1].path, "/else/c.xml");
    assert_ptr_equal(list.items[1].format, sl_format_find(SL_STR("cin-xml")));
    sl_arena_finish(&list.arena);
}

static void refuses_what_is_no_manifest(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_intake_list list = { .count = 0 };
    struct sl_error err;
    const char *path =
        sl_test_folder_write(&fixture->folder, "m.csv", SL_STR("agency,system,path\na,b,c\n"));

    SL_CHECK_STATUS(sl_intake_list_read(path, &list, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "a manifest has a column 'format'");
    path = sl_test_folder_write(
        &fixture->folder, "m.csv", SL_STR("agency,system,format,path\na,b,cin-xml,c\na,b,x,c\n")
    );
    SL_CHECK_STATUS(sl_intake_list_read(path, &list, &err), SL_INVALID);
    SL_CHECK_STR(sl_str_from(err.message), "'x' is not a format");
    assert_non_null(strstr(err.detail, "m.csv:3"));
    assert_non_null(strstr(err.hint, "pole-jsonl"));
}

static void count_files(
    void *context,
    const struct sl_intake_item *item,
    const struct sl_intake_result *result,
    const struct sl_reject_files *rejects
)
{
    unsigned *count = context;

    (void)item;
    (void)result;
    (void)rejects;
    (*count)++;
}

/* Files before one that fails stay, and the failure names the file. */
static void takes_files_until_one_fails(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_intake_item items[3] = { intake_item(fixture), intake_item(fixture) };
    unsigned files = 0;
    uint64_t count = 0;
    struct sl_error err;
    store_equip(&fixture->folder, fixture->store_path);
    const struct sl_intake_plan plan = {
        .access = store_access(fixture->store_path, SL_STORE_WRITE),
        .clock = intake_clock,
        .watcher = { .context = &files },
        .done = count_files,
    };

    intake_write_lines(fixture, 5, "one", 0);
    items[1].path = "/absent/file";
    items[2] = items[0];
    SL_CHECK_STATUS(sl_intake_all(&plan, items, 3, &err), SL_IO);
    SL_CHECK_U64(files, 1);
    (void)intake_visible(fixture->store_path, &count);
    SL_CHECK_U64(count, 5);
    items[1].path = fixture->path;
    items[1].format = sl_format_find(SL_STR("cin-xml"));
    SL_CHECK_STATUS(sl_intake_all(&plan, items, 2, &err), SL_INVALID);
    sl_access_close(plan.access);
    assert_true(err.detail[0] != '\0');
}

/* Records in another agency's name are refused, and that is written down. */
static void takes_files_of_the_own_agency(void **state)
{
    struct intake_fixture *fixture = *state;
    struct sl_intake_item items[2] = { intake_item(fixture), intake_item(fixture) };
    unsigned files = 0;
    uint64_t count = 0;
    struct sl_error err;

    store_equip(&fixture->folder, fixture->store_path);
    store_set_hub(fixture->store_path, "none");
    const struct sl_intake_plan plan = {
        .access = store_access(fixture->store_path, SL_STORE_WRITE),
        .clock = intake_clock,
        .watcher = { .context = &files },
        .done = count_files,
    };
    intake_write_lines(fixture, 5, "one", 0);
    items[1].agency = "bolton";
    SL_CHECK_STATUS(sl_intake_all(&plan, items, 2, &err), SL_DENIED);
    SL_CHECK_U64(files, 1);
    SL_CHECK_U64(
        access_entries(sl_access_ledger(plan.access), "all", SL_VERB_WRITE, SL_OUTCOME_REFUSED), 1
    );
    sl_access_close(plan.access);
    (void)intake_visible(fixture->store_path, &count);
    SL_CHECK_U64(count, 5);
}

static enum sl_status read_it(void *context)
{
    struct sl_intake_list list = { .count = 0 };

    SL_TRY(sl_intake_list_read(context, &list, NULL));
    sl_arena_finish(&list.arena);
    return SL_OK;
}

static void memory_may_run_out(void **state)
{
    struct intake_fixture *fixture = *state;
    char path[600];

    (void)snprintf(
        path,
        sizeof(path),
        "%s",
        sl_test_folder_write(
            &fixture->folder, "m.csv", SL_STR("agency,system,format,path\na,b,cin-xml,c\n")
        )
    );
    assert_true(sl_test_failing_allocations(read_it, path) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        INTAKE_TEST(reads_a_manifest),
        INTAKE_TEST(refuses_what_is_no_manifest),
        INTAKE_TEST(takes_files_of_the_own_agency),
        INTAKE_TEST(takes_files_until_one_fails),
        INTAKE_TEST(memory_may_run_out),
    };
    return cmocka_run_group_tests_name("app/intake_list", tests, NULL, NULL);
}
