/* SPDX-License-Identifier: Apache-2.0 */
#include "load.h"

#include <string.h>

#include "library.h"

static void test_list(void **state)
{
    struct test_library test;
    struct sl_error err;

    (void)state;
    test_library_open(&test);
    test_library_add(
        &test, "list", "# a comment\n\nmacros t/a.njk\n page  t/b.njk x  y \nnames t/c.njk z\n"
    );
    SL_CHECK_OK(
        tpl_list_read(&test.library, sl_test_folder_path(&test.folder, "list"), &err), &err
    );
    const struct tpl_entry *page = tpl_entry_find(&test.library, TPL_ENTRY_PAGE, SL_STR("t/b.njk"));
    assert_non_null(page);
    SL_CHECK_STR(page->names, "x  y");
    SL_CHECK_U64(page->line, 4);
    assert_null(tpl_entry_find(&test.library, TPL_ENTRY_MACROS, SL_STR("t/b.njk")));
    assert_non_null(tpl_entry_find(&test.library, TPL_ENTRY_NAMES, SL_STR("t/c.njk")));
    test_library_close(&test);
}

static void test_list_refused(void **state)
{
    struct test_library test;
    struct sl_error err;

    (void)state;
    test_library_open(&test);
    test_library_add(&test, "list", "macros t/a.njk\nmacro t/b.njk\n");
    SL_CHECK_STATUS(
        tpl_list_read(&test.library, sl_test_folder_path(&test.folder, "list"), &err), SL_INVALID
    );
    assert_non_null(strstr(err.message, ":2: a line is"));
    test_library_add(&test, "list", "page\n");
    SL_CHECK_STATUS(
        tpl_list_read(&test.library, sl_test_folder_path(&test.folder, "list"), &err), SL_INVALID
    );
    SL_CHECK_STATUS(
        tpl_list_read(&test.library, sl_test_folder_path(&test.folder, "none"), &err), SL_IO
    );
    SL_CHECK_STATUS(tpl_root_add(&test.library, "t", &err), SL_USAGE);
    SL_CHECK_STATUS(tpl_root_add(&test.library, "t=", &err), SL_USAGE);
    test_library_close(&test);
}

static void test_names(void **state)
{
    const struct tpl_source from = { .name = SL_STR("t/a/b/c.njk"), .path = SL_STR("p") };
    const struct tpl_node node = { .source = &from };
    const struct tpl_source *first = NULL;
    const struct tpl_source *again = NULL;
    struct test_library test;
    struct sl_error err;

    (void)state;
    test_library_open(&test);
    test_library_add(&test, "x.njk", "text");
    SL_CHECK_OK(tpl_load(&test.library, NULL, SL_STR("t/x.njk"), &first, &err), &err);
    SL_CHECK_STR(first->name, "t/x.njk");
    SL_CHECK_OK(tpl_load(&test.library, &node, SL_STR("../.././x.njk"), &again, &err), &err);
    assert_ptr_equal(first, again);
    SL_CHECK_STATUS(tpl_load(&test.library, &node, SL_STR("./x.njk"), &again, &err), SL_NOT_FOUND);
    SL_CHECK_STR(sl_str_from(err.message), "p:1:1: there is no template 't/a/b/x.njk'");
    SL_CHECK_STATUS(tpl_load(&test.library, NULL, SL_STR("u/x.njk"), &again, &err), SL_NOT_FOUND);
    test_library_close(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_list_refused),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
