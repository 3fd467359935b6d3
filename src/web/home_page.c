/* SPDX-License-Identifier: Apache-2.0 */
/* The home page: what needs me today, by what my roles permit. */
#include "web/home.h"

#include "app/access_change.h"
#include "app/child_list.h"
#include "app/notice_history.h"
#include "identity/identity_id.h"
#include "web/navigation.h"
#include "web/pages.h"
#include "web/site_impl.h"
#include "web/told.h"
#include "web/web_templates.h"
#include "web/work.h"

/* Time limits of a child that are named. */
#define PRESSING_LIMIT 2u

/* "Over since 4 May 2026, and 2 times more: Return interview", or by when it is due. */
static struct sl_str
pressing_of(struct sl_visit *visit, const struct sl_child_pressing *pressing, size_t more)
{
    const bool is_over = pressing->state == SL_CLOCK_OVER;
    const bool is_known = pressing->deadline != INT64_MAX;
    const int32_t day = is_known ? (int32_t)(pressing->deadline / SL_DAY_SECONDS) : 0;

    return sl_told_print(
        visit,
        "%s%s%.*s%.*s: %.*s",
        is_over ? "Over" : "Due soon",
        !is_known ? ""
        : is_over ? " since "
                  : ", by ",
        SL_STR_ARG(is_known ? sl_told_due(visit, day) : SL_STR("")),
        SL_STR_ARG(
            more == 0 ? SL_STR("")
                      : sl_told_print(visit, ", and %zu more time%s", more, more == 1 ? "" : "s")
        ),
        SL_STR_ARG(pressing->clock->title)
    );
}

/* Does one count the same as another: the same clock, over or due soon like it? */
static bool is_alike(const struct sl_child_pressing *left, const struct sl_child_pressing *right)
{
    return left->clock == right->clock && left->state == right->state;
}

/* The most pressing time limits of a child, each kind once, as facts of a row. */
static void
add_pressing(struct sl_visit *visit, const struct sl_child_glance *glance, struct sl_str *facts)
{
    size_t count = 0;

    for (size_t i = 0; i < glance->pressing_count && count < PRESSING_LIMIT; i++) {
        size_t before = 0;
        size_t more = 0;
        for (size_t j = 0; j < glance->pressing_count; j++) {
            const bool is_same = j != i && is_alike(&glance->pressing[i], &glance->pressing[j]);
            before += is_same && j < i ? 1 : 0;
            more += is_same && j > i ? 1 : 0;
        }
        if (before == 0) {
            facts[count++] = pressing_of(visit, &glance->pressing[i], more);
        }
    }
}

/* How the time limits of a child stand, as a tag; none when none presses. */
static struct sl_work_tag pressing_tag(struct sl_visit *visit, const struct sl_child_glance *glance)
{
    if (glance->over_count > 0) {
        return (struct sl_work_tag){
            sl_told_print(
                visit,
                "%zu time limit%s over",
                glance->over_count,
                glance->over_count == 1 ? "" : "s"
            ),
            SL_TAG_LATE,
        };
    }
    if (glance->soon_count > 0) {
        return (struct sl_work_tag){ sl_told_print(visit, "%zu due soon", glance->soon_count),
                                     SL_TAG_SOON };
    }
    return (struct sl_work_tag){ SL_STR(""), SL_TAG_NONE };
}

static struct sl_row child_row(struct sl_visit *visit, const struct sl_child_line *line)
{
    const struct sl_child_glance *glance = &line->glance;
    const struct sl_identity_id id = sl_identity_print(line->identity);
    const struct sl_str name = sl_told_print(visit, "%s", id.text);
    const struct sl_work_tag tag = pressing_tag(visit, glance);
    struct sl_row row = {
        .title = glance->name.len > 0 ? glance->name : name,
        .href = sl_told_path(visit, "/child/", name),
        .tag = tag.text,
        .colour = tag.colour,
        .facts[0] = glance->life,
        .facts[1] = sl_told_sentence(visit, sl_tie_terms()[line->tie->kind].words),
    };

    if (line->tie->held.until != SL_SPAN_OPEN) {
        row.facts[1] = sl_told_print(
            visit,
            "%.*s, until %.*s",
            SL_STR_ARG(row.facts[1]),
            SL_STR_ARG(sl_told_day(visit, line->tie->held.until))
        );
    }
    add_pressing(visit, glance, &row.facts[SL_ROW_FACTS - PRESSING_LIMIT]);
    return row;
}

/* The children with whom the user works, those with time limits over first. The ledger names them.
 */
static enum sl_status add_children(struct sl_sheet *sheet, struct sl_error *err)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_child_list list;
    struct sl_rows rows;
    int64_t as_of = 0;

    SL_TRY(sl_notice_instant(visit->now_us, &as_of, err));
    SL_TRY(sl_child_list(
        visit->access, &visit->site->catalogues.clocks, as_of, visit->arena, &list, err
    ));
    sl_rows_init_short(&rows, visit, list.count);
    for (size_t i = 0; i < list.count + list.left; i++) {
        const struct sl_row row = i < list.count ? child_row(visit, &list.lines[i])
                                                 : (struct sl_row){ .tag = SL_STR("") };
        sl_rows_add(&rows, i < list.count ? &row : NULL);
    }
    sl_sheet_list(
        sheet,
        &rows,
        &(struct sl_rows_words){
            .heading = SL_STR("Children you work with"),
            .empty = SL_STR("No child is allocated to you. Whoever allocates work in your agency "
                            "can do that; until then, search."),
        }
    );
    return SL_OK;
}

/* What is on the page, the most pressing first, and the permissions of which one is enough. */
static const struct {
    uint32_t permissions;
    sl_home_fn *add;
} parts[] = {
    {SL_MAY(GLASS_REVIEW),          sl_home_emergencies},
    { SL_MAY(OVERSIGHT),            sl_home_unjudged   },
    { SL_MAY(QUESTION),             sl_home_questions  },
    { SL_MAY(CONTACT),              sl_home_drafts     },
    { SL_MAY(PICTURE),              add_children       },
    { SL_MAY(ANSWER) | SL_MAY(ASK), sl_home_requests   },
    { SL_MAY(IDENTITY),             sl_home_matches    },
    { SL_MAY(REJECTS),              sl_home_rejects    },
    { SL_MAY(USERS),                sl_home_proposals  },
};

enum sl_status sl_visit_home(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_sheet sheet;

    sl_sheet_init(&sheet, visit, SL_STR("Home"));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (sl_navigation_holds(visit, parts[i].permissions)) {
            SL_TRY(parts[i].add(&sheet, err));
        }
    }
    if (sheet.part_count == 0) {
        sl_sheet_text(
            &sheet,
            SL_STR("You have no role yet. An administrator of your agency can give you one.")
        );
    }
    sl_pages_home_print(
        &visit->page,
        &(struct sl_pages_home_page){
            .site = sl_visit_frame(visit),
            .searches = sl_value_bool(sl_access_holds(visit->access, SL_MAY_SEARCH)),
            .sheet = sl_sheet_value(&sheet),
        }
    );
    return SL_OK;
}
