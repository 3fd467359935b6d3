/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store_folder.h - a folder with a store in it that has taken one file in, made by the program.
 */
#ifndef SL_TESTS_CLI_STORE_FOLDER_H
#define SL_TESTS_CLI_STORE_FOLDER_H

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/capture.h"
#include "cli/signed_in.h"

#define STORE_PLACE "{\"type\":\"location\",\"id\":\"place/1\",\"kind\":\"place\"}\n"

struct store_folder {
    struct sl_test_folder folder;
    char store[600];
    char file[600]; /* one good record, and one that is rejected */
};

static inline const char *store_folder_path(struct store_folder *folder, const char *name)
{
    return sl_test_folder_path(&folder->folder, name);
}

static inline int store_folder_set_up(void **state)
{
    static struct store_folder folder;
    struct capture capture;

    sl_test_folder_open(&folder.folder);
    (void)snprintf(folder.store, sizeof(folder.store), "%s", store_folder_path(&folder, "s.db"));
    (void)snprintf(
        folder.file,
        sizeof(folder.file),
        "%s",
        sl_test_folder_write(&folder.folder, "f.jsonl", SL_STR(STORE_PLACE "no record\n"))
    );
    CAPTURE(&capture, "init", "--single-factor", "--store", folder.store);
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    signed_in(folder.store, &folder.folder);
    CAPTURE(
        &capture,
        "intake",
        "--store",
        folder.store,
        "--agency=police",
        "--system=records",
        "--format=pole-jsonl",
        folder.file
    );
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    *state = &folder;
    return 0;
}

static inline int store_folder_tear_down(void **state)
{
    struct store_folder *folder = *state;

    sl_test_folder_close(&folder->folder);
    return 0;
}

#define STORE_TEST(test) \
    cmocka_unit_test_setup_teardown(test, store_folder_set_up, store_folder_tear_down)

#endif
