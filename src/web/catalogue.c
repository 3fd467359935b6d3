/* SPDX-License-Identifier: Apache-2.0 */
#include "web/catalogue.h"

enum sl_status sl_catalogue_open(
    struct sl_arena *arena, const struct sl_notice_catalogues **ret_catalogues, struct sl_error *err
)
{
    struct sl_notice_catalogues *catalogues = sl_arena_alloc(arena, 1, sizeof *catalogues);

    if (catalogues == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_clocks_parse(sl_catalogue_clocks, arena, &catalogues->clocks, err));
    SL_TRY(sl_indicators_parse(sl_catalogue_indicators, arena, &catalogues->indicators, err));
    *ret_catalogues = catalogues;
    return SL_OK;
}
