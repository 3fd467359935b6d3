/* SPDX-License-Identifier: Apache-2.0 */
/*
 * identity_folder.h - a store in which three girls of a school list were identified by the program.
 */
#ifndef SL_TESTS_CLI_IDENTITY_FOLDER_H
#define SL_TESTS_CLI_IDENTITY_FOLDER_H

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/capture.h"
#include "cli/signed_in.h"

struct identity_folder {
    struct sl_test_folder folder;
    char store[600];
};

static inline int identity_folder_set_up(void **state)
{
    static struct identity_folder folder;
    struct capture capture;
    char file[600];

    sl_test_folder_open(&folder.folder);
    (void
    )snprintf(folder.store, sizeof folder.store, "%s", sl_test_folder_path(&folder.folder, "s.db"));
    (void)snprintf(
        file,
        sizeof file,
        "%s",
        sl_test_folder_write(
            &folder.folder,
            "f.csv",
            SL_STR("SourceID,DOB,Surname,Forename,Gender,PostCode,NHSNumber\n"
                   "1,04/03/2016,Quillfether,Edda,Female,BL9 7QX,\n"
                   "2,09/10/2014,Ormskerry,Una,Female,M1 1AE,\n"
                   "3,01/02/2012,Fennimast,Ida,Female,OL1 1AA,\n")
        )
    );
    CAPTURE(&capture, "init", "--single-factor", "--store", folder.store);
    capture_finish(&capture);
    signed_in(folder.store, &folder.folder);
    CAPTURE(
        &capture,
        "intake",
        "--store",
        folder.store,
        "--agency=bury",
        "--system=schools",
        "--format=sui-csv",
        "--identify",
        file
    );
    SL_CHECK_I64(capture.exit_status, 0);
    capture_finish(&capture);
    *state = &folder;
    return 0;
}

static inline int identity_folder_tear_down(void **state)
{
    struct identity_folder *folder = *state;

    sl_test_folder_close(&folder->folder);
    return 0;
}

/* The JSON that came out; the capture is given back. */
static inline json_t *identity_folder_json(struct capture *capture)
{
    SL_CHECK_I64(capture->exit_status, 0);
    json_t *json = json_loads(capture->out.ptr, 0, NULL);
    assert_non_null(json);
    capture_finish(capture);
    return json;
}

#define IDENTITY_FOLDER_TEST(test) \
    cmocka_unit_test_setup_teardown(test, identity_folder_set_up, identity_folder_tear_down)

#endif
