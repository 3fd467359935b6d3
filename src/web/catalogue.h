/* SPDX-License-Identifier: Apache-2.0 */
/*
 * catalogue.h - the catalogues of time limits and indicators that are part of the program.
 */
#ifndef SL_WEB_CATALOGUE_H
#define SL_WEB_CATALOGUE_H

#include "app/notice_load.h"

/* The files of the folder catalogue/, as they were when the program was built. */
extern const struct sl_str sl_catalogue_clocks, sl_catalogue_indicators;

/*
 * Read them. Errors: SL_NO_MEMORY when the arena is full; none else, as a test reads them.
 *
 *   ret_catalogues  in the arena
 */
SL_NODISCARD enum sl_status sl_catalogue_open(
    struct sl_arena *arena, const struct sl_notice_catalogues **ret_catalogues, struct sl_error *err
);

#endif
