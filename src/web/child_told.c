/* SPDX-License-Identifier: Apache-2.0 */
#include "web/child_told.h"

#include "app/picture_door.h"
#include "app/picture_genogram.h"
#include "base/date.h"
#include "base/number.h"
#include "identity/identity_id.h"
#include "picture/labels.h"
#include "picture/picture_told.h"
#include "web/child_asked.h"
#include "web/limit.h"

#define FIRST_YEAR 1900
#define LAST_YEAR  2200

#define MICROSECONDS INT64_C(1000000)

#define TEXT(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

const struct sl_child_period sl_child_periods[] = {
    {TEXT("3-months"),   TEXT("last 3 months"),  92         },
    { TEXT("12-months"), TEXT("last 12 months"), 365        },
    { TEXT("3-years"),   TEXT("last 3 years"),   3 * 365 + 1},
};
const size_t sl_child_period_count = sizeof sl_child_periods / sizeof sl_child_periods[0];

/* A child's picture is open. */
struct desk {
    struct sl_search_door *search;
    struct sl_picture_loader *loader;
    const struct sl_picture *picture;
    int64_t identity;
};

static void close_desk(struct desk *desk)
{
    sl_picture_loader_close(desk->loader);
    sl_search_door_close(desk->search);
}

static int32_t day_of(const struct sl_child_wish *wish)
{
    return (int32_t)(wish->now_us / MICROSECONDS / SL_DAY_SECONDS);
}

enum sl_status sl_child_check_id(struct sl_str id, struct sl_error *err)
{
    int64_t identity = 0;

    if (sl_identity_parse(id, &identity, NULL) == SL_OK) {
        return SL_OK;
    }
    sl_fail(err, SL_NOT_FOUND, "this is not the id of a child");
    sl_fail_hint(err, "Search for the child by name, date of birth or NHS number.");
    return SL_NOT_FOUND;
}

static enum sl_status open_desk(
    const struct sl_child_wish *wish, const char *kind, struct desk *desk, struct sl_error *err
)
{
    const struct sl_search_request question = { .text = wish->id,
                                                .today = day_of(wish),
                                                .limit = 1 };
    struct sl_picture_found found;

    SL_TRY(sl_child_check_id(wish->id, err));
    SL_TRY(sl_picture_find(wish->access, &desk->search, &question, wish->arena, &found, err));
    SL_TRY(sl_picture_loader_open(&desk->loader, err));
    const struct sl_picture_request wanted = {
        .identity = found.identity,
        .access = wish->access,
        .today = day_of(wish),
        .kind = sl_str_from(kind),
        .notes = found.notes,
        .note_count = found.note_count,
    };
    desk->identity = found.identity;
    return sl_picture_open(desk->loader, &wanted, &desk->picture, err);
}

/* From when to when: of a year, or up to today; a period that is none has no days. */
static void choose_days(const struct sl_child_wish *wish, struct sl_picture_view *view)
{
    int64_t year = 0;

    if (wish->period.len == 0) {
        return;
    }
    view->since = view->until = INT32_MAX;
    for (size_t i = 0; i < sl_child_period_count; i++) {
        if (sl_str_equal(wish->period, sl_child_periods[i].name)) {
            view->since = day_of(wish) - sl_child_periods[i].days;
            view->until = 0;
        }
    }
    if (sl_parse_i64(wish->period, FIRST_YEAR, LAST_YEAR, &year, NULL) == SL_OK) {
        view->since =
            sl_date_to_days((struct sl_date){ .year = (int16_t)year, .month = 1, .day = 1 });
        view->until =
            sl_date_to_days((struct sl_date){ .year = (int16_t)year, .month = 12, .day = 31 });
    }
}

static enum sl_status
ask(const struct sl_child_wish *wish,
    const struct sl_picture *picture,
    struct sl_buf *json,
    struct sl_error *err)
{
    struct sl_notice_question question = { .catalogues = wish->catalogues };
    struct sl_notice_answer answer;

    SL_TRY(sl_notice_instant(wish->now_us, &question.as_of, err));
    SL_TRY(sl_notice_ask(&question, picture, wish->arena, &answer, err));
    sl_child_ask(&answer, json);
    return sl_buf_status(json, err);
}

void sl_child_told_init(struct sl_child_told *told)
{
    told->identity = 0;
    sl_buf_init(&told->picture, SL_WEB_PAGE_BYTES);
    sl_buf_init(&told->asked, SL_WEB_PAGE_BYTES);
}

void sl_child_told_finish(struct sl_child_told *told)
{
    sl_buf_finish(&told->asked);
    sl_buf_finish(&told->picture);
}

enum sl_status
sl_child_tell(const struct sl_child_wish *wish, struct sl_child_told *told, struct sl_error *err)
{
    SL_CLEANUP(close_desk) struct desk desk = { .picture = NULL };
    const unsigned kind = sl_term_find(sl_event_kind_terms(), SL_EVENT_KIND_COUNT, wish->kind);
    struct sl_picture_view view = {
        .oldest_first = wish->oldest_first,
        .agencies = &wish->agency,
        .agency_count = wish->agency.len > 0,
        .kinds = &kind,
        .kind_count = wish->kind.len > 0,
    };

    choose_days(wish, &view);
    SL_TRY(open_desk(wish, "picture", &desk, err));
    told->identity = desk.identity;
    sl_picture_tell(desk.picture, &view, &told->picture);
    SL_TRY(sl_buf_status(&told->picture, err));
    return ask(wish, desk.picture, &told->asked, err);
}

enum sl_status
sl_child_call(const struct sl_child_wish *wish, struct sl_buf *name, struct sl_error *err)
{
    SL_CLEANUP(close_desk) struct desk desk = { .loader = NULL };

    SL_TRY(open_desk(wish, "note", &desk, err));
    sl_picture_add_child_name(desk.picture, name);
    return sl_buf_status(name, err);
}

enum sl_status
sl_child_draw(const struct sl_child_wish *wish, struct sl_buf *svg, struct sl_error *err)
{
    SL_CLEANUP(close_desk) struct desk desk = { .picture = NULL };

    SL_TRY(open_desk(wish, "genogram", &desk, err));
    return sl_picture_genogram_draw(desk.picture, wish->arena, svg, err);
}
