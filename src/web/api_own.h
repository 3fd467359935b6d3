/* SPDX-License-Identifier: Apache-2.0 */
/*
 * api_own.h - docs/openapi.json, compiled in.
 *
 * cmake/embed.cmake makes the bytes when the program is built.
 */
#ifndef SL_WEB_API_OWN_H
#define SL_WEB_API_OWN_H

#include <stddef.h>

extern const unsigned char sl_own_openapi[];
extern const size_t sl_own_openapi_bytes;

#endif
