/* SPDX-License-Identifier: Apache-2.0 */
/* The account: where one is signed in, and ending it elsewhere. */
#include "app/session_manage.h"
#include "base/number.h"
#include "record/moment.h"
#include "web/pages.h"
#include "web/visit.h"
#include "web/web_templates.h"

#define TIME_BYTES     ((size_t)64)
#define MICROSECONDS   INT64_C(1000000)
#define SECONDS_OF_DAY INT64_C(86400)

/* A time as a moment to the minute, in UTC. */
static struct sl_value time_of(struct sl_visit *visit, int64_t at)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    const int64_t seconds = at / MICROSECONDS;
    const struct sl_moment moment = {
        .day = (int32_t)(seconds / SECONDS_OF_DAY),
        .second = (int32_t)(seconds % SECONDS_OF_DAY / 60 * 60),
        .precision = SL_PRECISION_MINUTE,
    };

    sl_buf_init(&text, TIME_BYTES);
    sl_moment_print(moment, &text);
    return sl_visit_text(visit, sl_buf_str(&text));
}

static struct sl_value line_of(struct sl_visit *visit, const struct sl_session_line *line)
{
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("id"), sl_value_number((double)line->session.id) },
        { SL_STR("source"), sl_visit_text(visit, line->session.source) },
        { SL_STR("begun"), time_of(visit, line->session.begun_at) },
        { SL_STR("isThis"), sl_value_bool(line->is_this) },
    };
    /* clang-format on */

    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

enum sl_status sl_visit_account(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_session_line *lines = NULL;
    size_t count = 0;

    SL_TRY(sl_session_list(visit->access, SL_STR(""), visit->arena, &lines, &count, err));
    struct sl_value *items = sl_page_room(&visit->page, count);
    for (size_t i = 0; items != NULL && i < count; i++) {
        items[i] = line_of(visit, &lines[i]);
    }
    sl_pages_account_print(
        &visit->page,
        &(struct sl_pages_account_page){
            .site = sl_visit_frame(visit),
            .sessions = items == NULL ? sl_value_undefined() : sl_value_list(items, count),
        }
    );
    return SL_OK;
}

enum sl_status sl_visit_account_end(struct sl_visit *visit, struct sl_error *err)
{
    int64_t id = 0;

    SL_TRY(sl_parse_i64(sl_visit_param(visit, 0), 1, INT64_MAX, &id, err));
    SL_TRY(sl_session_stop(visit->access, id, err));
    return sl_visit_go(visit, SL_STR("/account"), err);
}
