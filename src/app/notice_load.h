/* SPDX-License-Identifier: Apache-2.0 */
/*
 * notice_load.h - catalogues of clocks, indicators and phrases out of files.
 */
#ifndef SL_APP_NOTICE_LOAD_H
#define SL_APP_NOTICE_LOAD_H

#include "notice/clock.h"
#include "notice/indicator.h"
#include "notice/language.h"

/* Room for all catalogues that are read together. */
#define SL_NOTICE_LOAD_BYTES ((size_t)64 << 20)

/* What files say together; a count is 0 when none is of that kind. */
struct sl_notice_catalogues {
    struct sl_clocks clocks;
    struct sl_indicators indicators;
    struct sl_language language;
};

/*
 * Read files, each a catalogue of clocks, of indicators or of phrases that blame victims. Of
 * several with clocks, each overrides those before it (sl_clocks_override).
 *
 *   paths  path_count files
 *   arena  takes what is read
 *
 * Errors: SL_IO; those of the catalogues, with the path before line and column; SL_INVALID for a
 * second catalogue of indicators or of phrases; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_notice_load(
    const char *const *paths,
    size_t path_count,
    struct sl_arena *arena,
    struct sl_notice_catalogues *ret_catalogues,
    struct sl_error *err
);

/* Read the catalogues of the folder catalogue/, which are part of the program. Errors: as above. */
SL_NODISCARD enum sl_status sl_notice_load_own(
    struct sl_arena *arena, struct sl_notice_catalogues *ret_catalogues, struct sl_error *err
);

#endif
