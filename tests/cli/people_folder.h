/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people_folder.h - commands over the people of people_small.h, as one user after another.
 */
#ifndef SL_TESTS_CLI_PEOPLE_FOLDER_H
#define SL_TESTS_CLI_PEOPLE_FOLDER_H

#include <jansson.h>

#include "app/people_small.h"
#include "cli/capture.h"
#include "cli/signed_in.h"

/* Run a command of a group on the store, as whoever is signed in. */
#define PEOPLE(capture, small, group, ...) \
    CAPTURE((capture), (group), __VA_ARGS__, "--store", (small)->path)

/* Sign a user in. */
static inline void people_as(struct small_people *small, const char *user)
{
    signed_in_as(small->path, &small->folder, user);
}

/* The command did what it should, and printed this in some place. */
static inline void people_check(struct capture *capture, const char *text)
{
    SL_CHECK_STR(sl_buf_str(&capture->err), "");
    SL_CHECK_I64(capture->exit_status, 0);
    assert_true(capture_has(&capture->out, text));
    capture_finish(capture);
}

/* The command was refused or not understood, with this in its message. */
static inline void people_refused(struct capture *capture, enum sl_status status, const char *text)
{
    SL_CHECK_I64(capture->exit_status, sl_status_exit(status));
    SL_CHECK_STR(sl_buf_str(&capture->out), "");
    assert_true(capture_has(&capture->err, text));
    capture_finish(capture);
}

/* What the command printed, as JSON; given back by json_decref. */
static inline json_t *people_json(struct capture *capture)
{
    SL_CHECK_I64(capture->exit_status, 0);
    json_t *json = json_loadb(capture->out.ptr, capture->out.len, 0, NULL);
    assert_non_null(json);
    capture_finish(capture);
    return json;
}

#endif
