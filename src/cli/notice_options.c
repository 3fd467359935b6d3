/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/notice_options.h"

#include "cli/choice.h"
#include "cli/store_options.h"
#include "notice/history.h"

#define NO_DAY       INT32_MIN
#define MICROSECONDS INT64_C(1000000)

enum sl_status sl_cli_catalogues(
    const struct sl_option_value *given,
    struct sl_arena *arena,
    struct sl_notice_catalogues *ret_catalogues,
    struct sl_error *err
)
{
    return given->count == 0
               ? sl_notice_load_own(arena, ret_catalogues, err)
               : sl_notice_load(given->texts, given->count, arena, ret_catalogues, err);
}

enum sl_status
sl_cli_as_of(const struct sl_option_value *given, int64_t *ret_as_of, struct sl_error *err)
{
    int32_t day = NO_DAY;

    SL_TRY(sl_cli_day(given, &day, err));
    *ret_as_of = day == NO_DAY
                     ? sl_history_first_instant(sl_moment_of_utc(sl_cli_now() / MICROSECONDS))
                     : sl_history_last_instant(sl_moment_of_day(day));
    return SL_OK;
}
