/* SPDX-License-Identifier: Apache-2.0 */
/*
 * library.h - templates in a folder of their own, compiled in tests. Their root is called "t".
 */
#ifndef SL_TESTS_LIBRARY_H
#define SL_TESTS_LIBRARY_H

#include <stdio.h>

#include "emit.h"
#include "support/support.h"

#define LIBRARY_LIMIT_BYTES ((size_t)8 << 20)

struct test_library {
    struct sl_test_folder folder;
    struct sl_arena arena;
    struct tpl_library library;
    char root[512];
};

static inline void test_library_open(struct test_library *test)
{
    struct sl_error err;

    sl_test_folder_open(&test->folder);
    sl_arena_init(&test->arena, LIBRARY_LIMIT_BYTES);
    test->library = (struct tpl_library){ .arena = &test->arena };
    (void)snprintf(test->root, sizeof(test->root), "t=%s", test->folder.path);
    SL_CHECK_OK(tpl_root_add(&test->library, test->root, &err), &err);
}

static inline void test_library_close(struct test_library *test)
{
    sl_arena_finish(&test->arena);
    sl_test_folder_close(&test->folder);
}

/* Write a template, or the list when it is called "list". */
static inline void test_library_add(struct test_library *test, const char *name, const char *text)
{
    (void)sl_test_folder_write(&test->folder, name, sl_str_from(text));
}

/* Read the list, and compile its first entry. */
static inline enum sl_status
test_library_compile(struct test_library *test, struct sl_buf *out, struct sl_error *err)
{
    SL_TRY(tpl_list_read(&test->library, sl_test_folder_path(&test->folder, "list"), err));
    return tpl_emit_file(&test->library, test->library.entries, SL_STR("x.h"), out, err);
}

#endif
