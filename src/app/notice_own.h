/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_own.h - the catalogues of the folder catalogue/, compiled in; for notice_load.c only.
 *
 * cmake/embed.cmake makes the bytes when the program is built.
 */
#ifndef SL_APP_NOTICE_OWN_H
#define SL_APP_NOTICE_OWN_H

#include <stddef.h>

extern const unsigned char sl_own_clocks[];
extern const size_t sl_own_clocks_bytes;
extern const unsigned char sl_own_indicators[];
extern const size_t sl_own_indicators_bytes;
extern const unsigned char sl_own_language[];
extern const size_t sl_own_language_bytes;

#endif
