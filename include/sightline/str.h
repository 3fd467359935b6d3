/* SPDX-License-Identifier: Apache-2.0 */
/*
 * str.h - a borrowed run of bytes, as every function of the library takes and gives text.
 *
 * A struct sl_str never owns its bytes and is passed by value; it is not NUL-terminated. An empty
 * slice may have ptr NULL.
 */
#ifndef SIGHTLINE_STR_H
#define SIGHTLINE_STR_H

#include <stddef.h>

struct sl_str {
    const char *ptr;
    size_t len;
};

/* A slice of a string literal; anything but a literal does not compile. */
#define SL_STR(literal) ((struct sl_str){ .ptr = "" literal, .len = sizeof(literal) - 1 })

#endif
