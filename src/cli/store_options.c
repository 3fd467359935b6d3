/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/store_options.h"

#include <stdlib.h>
#include <time.h>

#include "app/notice_history.h"

#include "notice/history.h"

#define DEFAULT_STORE  "sightline.db"
#define MICROSECONDS   INT64_C(1000000)
#define SECONDS_OF_DAY INT64_C(86400)
#define TIME_BYTES     ((size_t)64)

const char *sl_cli_store_path(const struct sl_option_value *option)
{
    const char *path = option->count > 0 ? option->texts[0] : getenv("SIGHTLINE_STORE");

    return path == NULL || path[0] == '\0' ? DEFAULT_STORE : path;
}

static struct sl_access_opening
opening_of(const struct sl_option_value *options, enum sl_store_mode mode)
{
    return (struct sl_access_opening){
        .store = sl_cli_store_path(&options[0]),
        .mode = mode,
        .session = options[1].texts[0],
        .purpose = options[2].texts[0],
        .now_us = sl_cli_now(),
    };
}

enum sl_status sl_cli_open(
    const struct sl_option_value *options,
    enum sl_store_mode mode,
    struct sl_access **ret_access,
    struct sl_error *err
)
{
    const struct sl_access_opening opening = opening_of(options, mode);

    return sl_access_open(&opening, ret_access, err);
}

enum sl_status sl_cli_open_with_one_factor(
    const struct sl_option_value *options,
    enum sl_store_mode mode,
    struct sl_access **ret_access,
    struct sl_error *err
)
{
    struct sl_access_opening opening = opening_of(options, mode);

    opening.one_factor = true;
    return sl_access_open(&opening, ret_access, err);
}

int64_t sl_cli_now(void)
{
    struct timespec now = { .tv_sec = 0 };

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * MICROSECONDS + now.tv_nsec / 1000;
}

void sl_cli_add_time(struct sl_buf *buf, int64_t at)
{
    const int64_t seconds = at / MICROSECONDS;
    const struct sl_moment moment = {
        .day = (int32_t)(seconds / SECONDS_OF_DAY),
        .second = (int32_t)(seconds % SECONDS_OF_DAY),
        .precision = SL_PRECISION_SECOND,
    };
    struct sl_buf text;

    if (at <= 0) {
        return;
    }
    sl_buf_init(&text, TIME_BYTES);
    sl_moment_print(moment, &text);
    if (text.len > 10) {
        text.ptr[10] = ' '; /* where ISO 8601 has a T */
    }
    sl_buf_add(buf, sl_buf_str(&text));
    sl_buf_finish(&text);
}

enum sl_status sl_cli_now_instant(int64_t *ret_instant, struct sl_error *err)
{
    return sl_notice_instant(sl_cli_now(), ret_instant, err);
}
