/* SPDX-License-Identifier: Apache-2.0 */
/*
 * api_take.h - a file that a program sends, taken in by the same way as 'sightline intake'.
 */
#ifndef SL_WEB_API_TAKE_H
#define SL_WEB_API_TAKE_H

#include "app/intake.h"
#include "web/visit.h"

/* The body of a request as a file: the one into which it went while it came, or one for a body that
 * is here. Owned by who asks for it; closed by sl_api_file_close. */
struct sl_api_file {
    int fd; /* -1: it is the server's */
    char path[32];
};

/* Errors: SL_IO. */
SL_NODISCARD enum sl_status
sl_api_file_open(struct sl_visit *visit, struct sl_api_file *ret_file, struct sl_error *err);
void sl_api_file_close(struct sl_api_file *file);

/* Whose file it is, and how it is written. Borrowed. */
struct sl_api_taken {
    struct sl_str agency, system;
    const struct sl_format *format;
    const char *path;
};

/*
 * Take it in, for the token that asks: one that is for a system takes in that of no other.
 *
 *   ret_result  as sl_intake_file
 *
 * Errors: SL_DENIED; those of sl_intake_item_take, without the path in them.
 */
SL_NODISCARD enum sl_status sl_api_take(
    struct sl_visit *visit,
    const struct sl_api_taken *taken,
    struct sl_intake_result *ret_result,
    struct sl_error *err
);

#endif
