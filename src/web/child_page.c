/* SPDX-License-Identifier: Apache-2.0 */
/* The child: one page that can be read aloud in a meeting, and the drawing of the family on it. */
#include "app/access_change.h"
#include "page/value_json.h"
#include "web/agency.h"
#include "web/child_told.h"
#include "web/limit.h"
#include "web/pages.h"
#include "web/question_row.h"
#include "web/site_impl.h"
#include "web/told.h"
#include "web/visit.h"
#include "web/web_templates.h"

#define MINUTE_MICROSECONDS INT64_C(60000000)

static struct sl_child_wish wish_of(const struct sl_visit *visit)
{
    const struct sl_form *query = &visit->query;

    return (struct sl_child_wish){
        .access = visit->access,
        .arena = visit->arena,
        .id = sl_visit_param(visit, 0),
        .agency = sl_form_get(query, SL_STR("agency")),
        .kind = sl_form_get(query, SL_STR("kind")),
        .period = sl_form_get(query, SL_STR("period")),
        .oldest_first = sl_str_equal(sl_form_get(query, SL_STR("order")), SL_STR("oldest")),
        .now_us = visit->now_us,
        .catalogues = &visit->site->catalogues,
    };
}

/* JSON as a value, in the arena: values of it are slices of that text. */
static enum sl_status read_json(
    struct sl_visit *visit,
    const struct sl_buf *json,
    struct sl_value *ret_value,
    struct sl_error *err
)
{
    const struct sl_str kept = sl_arena_copy(visit->arena, sl_buf_str(json));

    return kept.ptr == NULL ? sl_fail_memory(err)
                            : sl_value_parse_json(kept, visit->arena, ret_value, err);
}

/* What the chronology was asked for, as forms have it. */
static struct sl_value filter_of(struct sl_visit *visit, const struct sl_child_wish *wish)
{
    struct sl_value *periods = sl_page_room(&visit->page, sl_child_period_count);

    for (size_t i = 0; periods != NULL && i < sl_child_period_count; i++) {
        const struct sl_member members[] = {
            {SL_STR("name"),   sl_value_text(sl_child_periods[i].name) },
            { SL_STR("words"), sl_value_text(sl_child_periods[i].words)},
        };
        periods[i] = sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
    }
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("agency"), sl_value_text(wish->agency) },
        { SL_STR("kind"), sl_value_text(wish->kind) },
        { SL_STR("period"), sl_value_text(wish->period) },
        { SL_STR("isOldestFirst"), sl_value_bool(wish->oldest_first) },
        { SL_STR("isOn"), sl_value_bool(wish->agency.len + wish->kind.len + wish->period.len > 0) },
        { SL_STR("periods"), periods == NULL ? sl_value_undefined()
                                             : sl_value_list(periods, sl_child_period_count) },
    };
    /* clang-format on */
    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

/* Does a role of the user permit it, for whatever purpose? The door decides; this only offers. */
static struct sl_value may(const struct sl_visit *visit, enum sl_permission permission)
{
    const struct sl_access *access = visit->access;

    return sl_value_bool(
        sl_user_may(
            sl_access_user(access),
            permission,
            sl_access_asking(access)->purpose,
            sl_access_day(access)
        ) != SL_POWER_NONE
    );
}

/* What the user can do next, and for how long the glass is broken. */
static struct sl_value offers_of(struct sl_visit *visit, int64_t identity)
{
    const int64_t left = sl_access_glass_left(visit->access, identity);
    const int64_t minutes = (left + MINUTE_MICROSECONDS - 1) / MINUTE_MICROSECONDS;
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("ask"), may(visit, SL_MAY_ASK) },
        { SL_STR("record"), may(visit, SL_MAY_CONTACT) },
        { SL_STR("breakGlass"), may(visit, SL_MAY_BREAK_GLASS) },
        { SL_STR("seeWhoLooked"), may(visit, SL_MAY_LEDGER_READ) },
        { SL_STR("question"), sl_value_bool(sl_access_holds(visit->access, SL_MAY_QUESTION)) },
        { SL_STR("glassMinutes"), sl_value_number((double)minutes) },
    };
    /* clang-format on */

    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

/* A question that was asked about the child, as a page of it says more. */
static struct sl_value asked_value(struct sl_visit *visit, const struct sl_question_line *line)
{
    const struct sl_work_tag tag = sl_question_tag(visit, &line->status);
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("href"), sl_value_text(sl_told_print(visit, "/question/%lld",
                                                      (long long)line->stored.id)) },
        { SL_STR("indicator"), sl_visit_text(visit, line->stored.indicator) },
        { SL_STR("asks"), sl_visit_text(visit, line->stored.asks) },
        { SL_STR("wording"), sl_visit_text(visit, line->stored.wording) },
        { SL_STR("of"), sl_value_text(sl_question_asked_of(visit, line)) },
        { SL_STR("tag"), sl_visit_text(visit, tag.text) },
        { SL_STR("colour"), sl_tag_colour(tag.colour) },
        { SL_STR("waits"), sl_value_bool(sl_question_waits(line->status.state)) },
    };
    /* clang-format on */

    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

/* Those about the child of which the user may know, in the order of every list of questions. */
static enum sl_status add_asked(
    struct sl_visit *visit, int64_t identity, struct sl_value *ret_asked, struct sl_error *err
)
{
    const struct sl_question_asked asked = { .all = true, .identity = identity };
    struct sl_question_line *lines = NULL;
    size_t count = 0;

    if (!sl_access_holds(visit->access, SL_MAY_QUESTION)) {
        return SL_OK;
    }
    SL_TRY(sl_question_list(visit->access, &asked, visit->arena, &lines, &count, err));
    struct sl_value *items = sl_page_room(&visit->page, count);
    for (size_t i = 0; items != NULL && i < count; i++) {
        items[i] = asked_value(visit, &lines[i]);
    }
    *ret_asked = items == NULL ? sl_value_undefined() : sl_value_list(items, count);
    return SL_OK;
}

static enum sl_status
show(struct sl_visit *visit, const struct sl_child_told *told, struct sl_error *err)
{
    const struct sl_child_wish wish = wish_of(visit);
    struct sl_value child = sl_value_undefined();
    struct sl_value asked = sl_value_undefined();
    struct sl_value questions = sl_value_undefined();

    SL_TRY(read_json(visit, &told->picture, &child, err));
    SL_TRY(read_json(visit, &told->asked, &asked, err));
    /* What may be offered is asked first: the door decides by another permission then. */
    const struct sl_value offers = offers_of(visit, told->identity);
    SL_TRY(add_asked(visit, told->identity, &questions, err));
    sl_pages_child_print(
        &visit->page,
        &(struct sl_pages_child_page){
            .site = sl_visit_frame(visit),
            .child = child,
            .asked = asked,
            .questions = questions,
            .agencies = sl_agency_values(&visit->page, sl_access_policy(visit->access)),
            .filter = filter_of(visit, &wish),
            .may = offers,
        }
    );
    return SL_OK;
}

enum sl_status sl_visit_child(struct sl_visit *visit, struct sl_error *err)
{
    SL_CLEANUP(sl_child_told_finish) struct sl_child_told told;
    const struct sl_child_wish wish = wish_of(visit);

    sl_child_told_init(&told);
    SL_TRY(sl_child_tell(&wish, &told, err));
    return show(visit, &told, err);
}

enum sl_status sl_visit_child_family(struct sl_visit *visit, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf svg;
    const struct sl_child_wish wish = wish_of(visit);

    sl_buf_init(&svg, SL_WEB_PAGE_BYTES);
    SL_TRY(sl_child_draw(&wish, &svg, err));
    return sl_visit_body(visit, "image/svg+xml", sl_buf_str(&svg), err);
}
