/* SPDX-License-Identifier: Apache-2.0 */
/* What a person of the agency has looked at and done, as the ledger has it: for privacy officers.
 */
#include "app/access_change.h"
#include "app/ledger_answer.h"
#include "base/array.h"
#include "web/pages.h"
#include "web/sheet.h"
#include "web/told.h"

#define LOOKED SL_STR("/looked")

/* clang-format off */
static const struct sl_ask_field fields[] = {
    { .kind = SL_ASK_TEXT, .name = "user", .label = "User name",
      .hint = "Of somebody of your agency, for example ann.example",
      .missing = "enter a user name" },
};
static const struct sl_ask ask = {
    .button = "Show what they did",
    .is_get = true,
    .fields = fields,
    .field_count = 1,
};
/* clang-format on */

/* Acts as rows, the first one first. */
struct acts {
    struct sl_visit *visit;
    struct sl_row *items;
    size_t count;
};

static struct sl_str keep(struct sl_visit *visit, struct sl_str text)
{
    return sl_value_str(sl_visit_text(visit, text));
}

static enum sl_status keep_act(void *context, const struct sl_ledger_act *act, struct sl_error *err)
{
    struct acts *acts = context;
    struct sl_visit *visit = acts->visit;
    const bool is_allowed = sl_str_equal(sl_str_from(act->outcome), SL_STR("allowed"));
    const struct sl_row row = {
        .title = sl_told_sentence(
            visit,
            sl_told_print(
                visit,
                "%s %.*s%s%.*s",
                act->verb,
                SL_STR_ARG(act->kind),
                act->subject.len > 0 ? ": " : "",
                SL_STR_ARG(act->subject)
            )
        ),
        .facts[0] = sl_told_print(
            visit,
            "%.*s (UTC), as %.*s, for %.*s",
            SL_STR_ARG(sl_told_time(visit, act->when_us)),
            SL_STR_ARG(act->role),
            SL_STR_ARG(act->purpose)
        ),
        .words = keep(visit, act->detail),
        .tag = is_allowed ? SL_STR("")
                          : sl_told_sentence(visit, keep(visit, sl_str_from(act->outcome))),
        .colour = SL_TAG_SOON,
    };

    SL_TRY(sl_array_room(visit->arena, &acts->items, acts->count, sizeof row, err));
    acts->items[acts->count++] = row;
    return SL_OK;
}

static enum sl_status add_acts(struct sl_sheet *sheet, struct sl_str user, struct sl_error *err)
{
    struct acts acts = { .visit = sheet->visit };
    struct sl_rows rows;

    SL_TRY(sl_ledger_what_saw(sheet->visit->access, user, keep_act, &acts, err));
    sl_rows_init(&rows, sheet->visit);
    rows.keep =
        sl_told_print(sheet->visit, "%.*s&", SL_STR_ARG(sl_told_path(sheet->visit, "user=", user)));
    for (size_t i = acts.count; i-- > 0;) { /* the latest first */
        sl_rows_add(&rows, &acts.items[i]);
    }
    sl_sheet_list(
        sheet,
        &rows,
        &(struct sl_rows_words){
            .heading = sl_told_print(sheet->visit, "What %.*s did", SL_STR_ARG(user)),
            .empty = SL_STR("Nothing yet."),
        }
    );
    return SL_OK;
}

enum sl_status sl_visit_looked(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_access_deed deed = { .verb = SL_VERB_LIST, .kind = SL_STR("ledger") };
    const struct sl_str user = sl_ask_given(&fields[0], &visit->query);
    struct sl_sheet sheet;

    SL_TRY(sl_access_may(visit->access, SL_MAY_LEDGER_READ, &deed, err));
    sl_sheet_init(&sheet, visit, SL_STR("What somebody looked at"));
    sl_sheet_text(
        &sheet,
        SL_STR("Every look at a child’s records, and every change, is in the ledger. That you ask "
               "is written down, too.")
    );
    sl_sheet_form(&sheet, &ask, LOOKED, sl_value_undefined());
    if (user.len > 0) {
        SL_TRY(add_acts(&sheet, user, err));
    }
    sl_sheet_show(&sheet);
    return SL_OK;
}
