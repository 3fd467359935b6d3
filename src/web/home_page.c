/* SPDX-License-Identifier: Apache-2.0 */
/* The home page: what needs me today, by what my roles permit. */
#include "web/home.h"

#include "app/access_change.h"
#include "web/navigation.h"
#include "web/pages.h"
#include "web/told.h"
#include "web/web_templates.h"

/* Children on the page: who works with more finds them by searching. */
#define CHILD_LIMIT 20u

/* The children with whom the user works. They are named by their ids: who they are is said on
 * their pages, and each look at one is written down. */
static enum sl_status add_children(struct sl_sheet *sheet, struct sl_error *err)
{
    struct sl_visit *visit = sheet->visit;
    const struct sl_user *user = sl_access_user(visit->access);
    struct sl_rows rows;

    (void)err;
    sl_rows_init_short(&rows, visit, CHILD_LIMIT);
    for (size_t i = 0; i < user->tie_count; i++) {
        const struct sl_user_tie *tie = &user->ties[i];
        if (!sl_span_has(tie->held, sl_visit_today(visit))) {
            continue;
        }
        const struct sl_row row = {
            .title = tie->identity,
            .href = sl_told_path(visit, "/child/", tie->identity),
            .facts[0] = sl_told_sentence(visit, sl_tie_terms()[tie->kind].words),
            .facts[1] =
                tie->held.until == SL_SPAN_OPEN
                    ? SL_STR("")
                    : sl_told_print(
                          visit, "Until %.*s", SL_STR_ARG(sl_told_day(visit, tie->held.until))
                      ),
        };
        sl_rows_add(&rows, &row);
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
    { SL_MAY(ANSWER) | SL_MAY(ASK), sl_home_requests   },
    { SL_MAY(CONTACT),              sl_home_drafts     },
    { SL_MAY(PICTURE),              add_children       },
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
