/* SPDX-License-Identifier: Apache-2.0 */
/* Access in an emergency: what waits to be judged, and judging it. */
#include "app/glass_manage.h"

#include "app/access_change.h"
#include "base/number.h"
#include "web/home.h"
#include "web/pages.h"
#include "web/sheet.h"
#include "web/told.h"
#include "web/work.h"

#define EMERGENCY SL_STR("/emergency")

#define TERM(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

/* clang-format off */
static const struct sl_term verdicts[] = {
    { TERM("right"), TERM("it was right") },
    { TERM("wrong"), TERM("it was wrong: access ends at once") },
};
/* clang-format on */

static const struct sl_term *verdict_terms(void)
{
    return verdicts;
}

/* clang-format off */
static const struct sl_done done[] = {
    { "judged", "Your judgement is kept." },
};

enum { VERDICT, VERDICT_WORDS, JUDGE_COUNT };
static const struct sl_ask_field judge_fields[JUDGE_COUNT] = {
    [VERDICT] = { .kind = SL_ASK_RADIOS, .name = "verdict", .label = "Was it right?",
                  .missing = "choose whether it was right", .terms = verdict_terms,
                  .term_count = 2 },
    [VERDICT_WORDS] = { .kind = SL_ASK_WORDS, .name = "words", .label = "Why",
                        .hint = "It is kept with the claim, and cannot be changed",
                        .missing = "enter why" },
};
static const struct sl_ask judge_ask = {
    .heading = "Judge it",
    .button = "Save judgement",
    .fields = judge_fields,
    .field_count = JUDGE_COUNT,
};
/* clang-format on */

static bool may_judge(const struct sl_visit *visit)
{
    return sl_access_holds(visit->access, SL_MAY_GLASS_REVIEW);
}

enum sl_status sl_visit_emergencies(struct sl_visit *visit, struct sl_error *err)
{
    const bool all = sl_form_has(&visit->query, SL_STR("all"));
    struct sl_store_glass *glasses = NULL;
    struct sl_sheet sheet;
    struct sl_rows rows;
    size_t count = 0;

    SL_TRY(sl_glass_list(visit->access, all, visit->arena, &glasses, &count, err));
    sl_sheet_init(&sheet, visit, SL_STR("Access in an emergency"));
    sl_rows_init(&rows, visit);
    rows.keep = all ? SL_STR("all=1&") : SL_STR("");
    for (size_t i = count; i-- > 0;) { /* the latest first */
        const struct sl_row row = sl_work_glass(visit, &glasses[i]);
        sl_rows_add(&rows, &row);
    }
    sl_sheet_text(
        &sheet,
        may_judge(visit)
            ? SL_STR("Somebody of your agency read a child’s records without a relationship to the "
                     "child. Judge within 7 days whether that was right.")
            : SL_STR("What you claimed, until a privacy officer of your agency has judged it.")
    );
    sl_sheet_list(
        &sheet,
        &rows,
        &(struct sl_rows_words){
            .empty = all ? SL_STR("There was none yet.") : SL_STR("Nothing waits to be judged."),
        }
    );
    sl_sheet_link(
        &sheet,
        all ? SL_STR("Show only those that wait") : SL_STR("Show those that were judged, too"),
        all ? EMERGENCY : SL_STR("/emergency?all=1")
    );
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_home_emergencies(struct sl_sheet *sheet, struct sl_error *err)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_store_glass *glasses = NULL;
    struct sl_rows rows;
    size_t count = 0;

    SL_TRY(sl_glass_list(visit->access, false, visit->arena, &glasses, &count, err));
    sl_rows_init_short(&rows, visit, SL_ROWS_SHORT);
    for (size_t i = 0; i < count; i++) { /* those that wait longest first */
        const struct sl_row row = sl_work_glass(visit, &glasses[i]);
        sl_rows_add(&rows, &row);
    }
    sl_sheet_list(
        sheet,
        &rows,
        &(struct sl_rows_words){
            .heading = SL_STR("Emergency access to judge"),
            .empty = SL_STR("Nothing waits to be judged."),
            .more = SL_STR("All emergency access"),
            .more_href = EMERGENCY,
        }
    );
    return SL_OK;
}

/* Leaders see how many wait, and nobody's name. */
enum sl_status sl_home_unjudged(struct sl_sheet *sheet, struct sl_error *err)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_glass_unjudged unjudged;

    SL_TRY(sl_glass_count_unjudged(visit->access, &unjudged, err));
    sl_sheet_heading(sheet, SL_STR("Emergency access"));
    sl_sheet_text(
        sheet,
        unjudged.waiting == 0
            ? SL_STR("All emergency access in your agency was judged.")
            : sl_told_print(
                  visit,
                  "%zu waits to be judged by a privacy officer of your agency, %zu "
                  "of them for more "
                  "than 7 days.",
                  unjudged.waiting,
                  unjudged.overdue
              )
    );
    return SL_OK;
}

/* That of the address. */
static enum sl_status
find_glass(struct sl_visit *visit, const struct sl_store_glass **ret_glass, struct sl_error *err)
{
    struct sl_store_glass *glasses = NULL;
    size_t count = 0;
    int64_t id = 0;

    SL_TRY(sl_parse_i64(sl_visit_param(visit, 0), 1, INT64_MAX, &id, err));
    SL_TRY(sl_glass_list(visit->access, true, visit->arena, &glasses, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (glasses[i].id == id) {
            *ret_glass = &glasses[i];
            return SL_OK;
        }
    }
    return sl_fail(err, SL_NOT_FOUND, "there is no claim %lld that is open to you", (long long)id);
}

static void add_claim(struct sl_sheet *sheet, const struct sl_store_glass *stored)
{
    struct sl_visit *visit = sheet->visit;
    const struct sl_glass *glass = &stored->glass;

    sl_sheet_fact(sheet, "Who", glass->user, SL_STR(""));
    sl_sheet_fact(
        sheet,
        "Child",
        glass->identity,
        sl_access_holds(visit->access, SL_MAY_PICTURE)
            ? sl_told_path(visit, "/child/", glass->identity)
            : SL_STR("")
    );
    sl_sheet_fact(sheet, "From", sl_told_time(visit, glass->from), SL_STR(""));
    sl_sheet_fact(
        sheet,
        "Until",
        sl_told_time(visit, glass->ended != 0 ? glass->ended : glass->until),
        SL_STR("")
    );
    sl_sheet_fact(
        sheet,
        "Emergency",
        sl_told_sentence(visit, sl_glass_reason_terms()[glass->reason].words),
        SL_STR("")
    );
    sl_sheet_fact(sheet, "In their words", glass->words, SL_STR(""));
    if (stored->reviewed_at != 0) {
        sl_sheet_fact(sheet, "Judged by", stored->review.by, SL_STR(""));
        sl_sheet_fact(sheet, "Judged on", sl_told_time(visit, stored->reviewed_at), SL_STR(""));
        sl_sheet_fact(sheet, "Why", stored->review_words, SL_STR(""));
    }
}

static enum sl_status
show_claim(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    const struct sl_store_glass *glass = NULL;
    struct sl_sheet sheet;

    SL_TRY(find_glass(visit, &glass, err));
    const struct sl_work_tag tag = sl_work_glass_tag(visit, glass);
    const bool is_own = sl_str_equal(glass->glass.user, sl_access_user(visit->access)->id);
    sl_sheet_init(&sheet, visit, sl_told_print(visit, "Claim %lld", (long long)glass->id));
    sl_sheet_done(&sheet, done, sizeof done / sizeof done[0]);
    sheet.back = SL_STR("Access in an emergency");
    sheet.back_href = EMERGENCY;
    sheet.tag = tag.text;
    sheet.colour = tag.colour;
    sheet.why = why;
    add_claim(&sheet, glass);
    if (may_judge(visit) && !is_own && glass->reviewed_at == 0) {
        sl_sheet_form(&sheet, &judge_ask, visit->path, sl_value_undefined());
    }
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_visit_emergency(struct sl_visit *visit, struct sl_error *err)
{
    return show_claim(visit, NULL, err);
}

static enum sl_status judge(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_form *form = &visit->form;
    int64_t id = 0;

    SL_TRY(sl_parse_i64(sl_visit_param(visit, 0), 1, INT64_MAX, &id, err));
    SL_TRY(sl_ask_check(&judge_ask, form, err));
    return sl_glass_judge(
        visit->access,
        id,
        sl_ask_chosen(&judge_fields[VERDICT], form) == 0,
        sl_ask_given(&judge_fields[VERDICT_WORDS], form),
        err
    );
}

enum sl_status sl_visit_emergency_judge(struct sl_visit *visit, struct sl_error *err)
{
    const enum sl_status status = judge(visit, err);

    if (status != SL_OK) {
        return sl_sheet_again(visit, status, show_claim, err);
    }
    return sl_visit_go(
        visit, sl_told_print(visit, "%.*s?done=judged", SL_STR_ARG(visit->path)), err
    );
}
