/* SPDX-License-Identifier: Apache-2.0 */
/* Possible matches: the list, and one pair side by side with each step to its weight. */
#include "app/identity_door.h"
#include "base/threads.h"
#include "identity/identity_id.h"
#include "web/home.h"
#include "web/match_row.h"
#include "web/pages.h"
#include "web/sheet.h"
#include "web/told.h"
#include "web/web_templates.h"

#define MATCHES SL_STR("/matches")

/* Pairs of one identity among which that of the address is found. */
#define PAIR_LIMIT 200u
/* Of a bar: its whole length. */
#define BAR_LENGTH 100.0

#define TERM(literal)                                 \
    {                                                 \
        .ptr = "" literal, .len = sizeof(literal) - 1 \
    }

/* clang-format off */
static const struct sl_term verdicts[] = {
    { TERM("join"), TERM("they are one person") },
    { TERM("hold_apart"), TERM("they are two people, and stay apart") },
};
static const enum sl_decision_kind verdict_kinds[] = { SL_DECISION_JOIN, SL_DECISION_HOLD_APART };
#define VERDICT_COUNT 2u
/* clang-format on */

static const struct sl_term *verdict_terms(void)
{
    return verdicts;
}

/* clang-format off */
static const struct sl_done done[] = {
    { "join", "They are one person now. You can take this back in the history of the person." },
    { "hold_apart", "They stay two people, and leave this list. You can take this back in the "
                    "history of either." },
};

enum { VERDICT, REASON, FIELD_COUNT };
static const struct sl_ask_field fields[FIELD_COUNT] = {
    [VERDICT] = { .kind = SL_ASK_RADIOS, .name = "verdict", .label = "What do you decide?",
                  .missing = "choose whether they are one person", .terms = verdict_terms,
                  .term_count = VERDICT_COUNT },
    [REASON] = { .kind = SL_ASK_WORDS, .name = "reason", .label = "Why",
                 .hint = "What you looked at, and whom you asked. It is kept with the decision",
                 .missing = "enter why" },
};
static const struct sl_ask ask = {
    .button = "Save decision",
    .fields = fields,
    .field_count = FIELD_COUNT,
};
/* clang-format on */

enum sl_status sl_visit_matches(struct sl_visit *visit, struct sl_error *err)
{
    struct sl_review_list list;
    struct sl_sheet sheet;
    struct sl_rows rows;

    sl_rows_init(&rows, visit);
    SL_TRY(sl_identity_list(
        visit->access, SL_STR(""), rows.first + rows.limit, visit->arena, &list, err
    ));
    sl_sheet_init(&sheet, visit, SL_STR("Possible matches"));
    sl_sheet_done(&sheet, done, sizeof done / sizeof done[0]);
    for (size_t i = 0; i < list.count; i++) {
        const struct sl_row row = sl_match_row(visit, &list.pairs[i]);
        sl_rows_add(&rows, &row);
    }
    rows.count = (size_t)list.total; /* those behind this page are counted, and not explained */
    sl_sheet_text(
        &sheet,
        SL_STR("Two people of whom records may be about one, the surest first. Decide "
               "when you know: nothing is joined until somebody has looked.")
    );
    sl_sheet_list(
        &sheet, &rows, &(struct sl_rows_words){ .empty = SL_STR("Nobody waits to be looked at.") }
    );
    sl_sheet_show(&sheet);
    return SL_OK;
}

enum sl_status sl_home_matches(struct sl_sheet *sheet, struct sl_error *err)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_review_list list;
    struct sl_rows rows;

    SL_TRY(sl_identity_list(visit->access, SL_STR(""), SL_ROWS_SHORT, visit->arena, &list, err));
    sl_rows_init_short(&rows, visit, SL_ROWS_SHORT);
    for (size_t i = 0; i < list.count; i++) {
        const struct sl_row row = sl_match_row(visit, &list.pairs[i]);
        sl_rows_add(&rows, &row);
    }
    sl_sheet_list(
        sheet,
        &rows,
        &(struct sl_rows_words){
            .heading = SL_STR("Possible matches to look at"),
            .empty = SL_STR("Nobody waits to be looked at."),
            .more = list.total > list.count
                        ? sl_told_print(
                              visit, "All %llu possible matches", (unsigned long long)list.total
                          )
                        : SL_STR("All possible matches"),
            .more_href = MATCHES,
        }
    );
    return SL_OK;
}

/* The pair of the address. */
static enum sl_status
find_pair(struct sl_visit *visit, const struct sl_review_pair **ret_pair, struct sl_error *err)
{
    struct sl_review_list list;
    int64_t left = 0;
    int64_t right = 0;

    SL_TRY(sl_identity_parse(sl_visit_param(visit, 0), &left, err));
    SL_TRY(sl_identity_parse(sl_visit_param(visit, 1), &right, err));
    SL_TRY(sl_identity_list(
        visit->access, sl_visit_param(visit, 0), PAIR_LIMIT, visit->arena, &list, err
    ));
    const struct sl_review_pair *pairs = list.pairs; /* in the arena */
    for (size_t i = 0; i < list.count; i++) {
        const struct sl_stored_review *pair = &pairs[i].pair;
        if ((pair->low == left && pair->high == right) ||
            (pair->low == right && pair->high == left)) {
            *ret_pair = &pairs[i];
            return SL_OK;
        }
    }
    sl_fail(err, SL_NOT_FOUND, "these two are no possible match any more");
    sl_fail_hint(err, "Somebody may have decided, or records have changed. See the list.");
    return SL_NOT_FOUND;
}

/* Where a bar begins and how long it is, in parts of the whole. */
static double place_of(const struct sl_waterfall *waterfall, double bits)
{
    const double width = waterfall->high_bits - waterfall->low_bits;

    return width > 0 ? (bits - waterfall->low_bits) / width * BAR_LENGTH : 0;
}

/* "+4.2": how much a step says for one person, or against. */
static struct sl_value bits_of(struct sl_visit *visit, double bits)
{
    return sl_value_text(sl_told_print(visit, "%+.1f", bits > -0.05 && bits < 0.05 ? 0.0 : bits));
}

static struct sl_value
step_of(struct sl_visit *visit, const struct sl_waterfall *waterfall, const struct sl_step *step)
{
    const double from = place_of(waterfall, step->from_bits);
    const double to = place_of(waterfall, step->to_bits);
    const bool is_field = step->kind == SL_STEP_FIELD;
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("isField"), sl_value_bool(is_field) },
        { SL_STR("name"), sl_visit_text(visit, sl_match_field(visit, step->name)) },
        { SL_STR("left"), sl_visit_text(visit, step->shown[0]) },
        { SL_STR("right"), sl_visit_text(visit, step->shown[1]) },
        { SL_STR("what"), sl_visit_text(visit, sl_told_sentence(visit, step->what)) },
        { SL_STR("why"), sl_visit_text(visit, sl_told_sentence(visit, step->why)) },
        { SL_STR("bits"), bits_of(visit, step->bits) },
        { SL_STR("isFor"), sl_value_bool(step->bits >= 0) },
        { SL_STR("from"), sl_value_text(sl_told_print(visit, "%.1f", from < to ? from : to)) },
        { SL_STR("length"), sl_value_text(sl_told_print(visit, "%.1f",
                                                        from < to ? to - from : from - to)) },
    };
    /* clang-format on */

    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

/* The steps that say something; of a field that one side lacks there is nothing to say. */
static struct sl_value steps_of(struct sl_visit *visit, const struct sl_waterfall *waterfall)
{
    struct sl_value *steps = sl_page_room(&visit->page, waterfall->count);
    size_t count = 0;

    for (size_t i = 0; steps != NULL && i < waterfall->count; i++) {
        const struct sl_step *step = &waterfall->steps[i];
        if (step->kind != SL_STEP_FIELD || (step->left.len > 0 && step->right.len > 0)) {
            steps[count++] = step_of(visit, waterfall, step);
        }
    }
    return steps == NULL ? sl_value_undefined() : sl_value_list(steps, count);
}

static struct sl_value
side_of(struct sl_visit *visit, int64_t identity, const struct sl_identity_mention *mention)
{
    const struct sl_identity_id id = sl_identity_print(identity);
    const struct sl_str name = sl_match_mention(visit, mention);
    const struct sl_member members[] = {
        {SL_STR("id"), sl_visit_text(visit, sl_str_from(id.text)) },
        { SL_STR("mention"),           sl_value_text(name)            },
    };

    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

static struct sl_value pair_of(struct sl_visit *visit, const struct sl_review_pair *pair)
{
    char chance[SL_CHANCE_BYTES];

    sl_percent_text(pair->waterfall.probability, chance);
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("left"), side_of(visit, pair->pair.low, &pair->left) },
        { SL_STR("right"), side_of(visit, pair->pair.high, &pair->right) },
        { SL_STR("steps"), steps_of(visit, &pair->waterfall) },
        { SL_STR("other"), bits_of(visit, pair->other_bits) },
        { SL_STR("hasOther"), sl_value_bool(pair->other_bits > 0.05 || pair->other_bits < -0.05) },
        { SL_STR("chance"), sl_visit_text(visit, sl_str_from(chance)) },
        { SL_STR("rule"), sl_visit_text(visit, sl_told_sentence(visit, pair->waterfall.rule)) },
    };
    /* clang-format on */
    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

static enum sl_status show(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err)
{
    const struct sl_review_pair *pair = NULL;
    struct sl_sheet sheet;

    SL_TRY(find_pair(visit, &pair, err));
    sl_sheet_init(&sheet, visit, SL_STR("Are they one person?"));
    sheet.back = SL_STR("Possible matches");
    sheet.back_href = MATCHES;
    sheet.tag = sl_outcome_words(pair->outcome);
    sheet.colour = SL_TAG_OPEN;
    sheet.why = why;
    sl_sheet_form(&sheet, &ask, visit->path, sl_value_undefined());
    if (why != NULL) {
        visit->response->status = 400;
    }
    sl_pages_match_print(
        &visit->page,
        &(struct sl_pages_match_page){
            .site = sl_visit_frame(visit),
            .sheet = sl_sheet_value(&sheet),
            .pair = pair_of(visit, pair),
        }
    );
    return SL_OK;
}

enum sl_status sl_visit_match(struct sl_visit *visit, struct sl_error *err)
{
    return show(visit, NULL, err);
}

/* Keep the decision, and judge again those on whom it bears. */
static enum sl_status judge(struct sl_visit *visit, unsigned *ret_verdict, struct sl_error *err)
{
    const struct sl_review_pair *pair = NULL;
    struct sl_identity_decided decided;

    SL_TRY(sl_ask_check(&ask, &visit->form, err));
    SL_TRY(find_pair(visit, &pair, err));
    const struct sl_identity_id left = sl_identity_print(pair->pair.low);
    const struct sl_identity_id right = sl_identity_print(pair->pair.high);
    const char *const names[] = { left.text, right.text };
    *ret_verdict = sl_ask_chosen(&fields[VERDICT], &visit->form);
    const struct sl_identity_request request = {
        .kind = verdict_kinds[*ret_verdict],
        .names = names,
        .name_count = 2,
        .reason = sl_ask_given(&fields[REASON], &visit->form),
    };
    const struct sl_identify_options options = {
        .thread_count = sl_threads_available(),
        .at = visit->now_us,
    };
    return sl_identity_judge(visit->access, &request, &options, &decided, err);
}

enum sl_status sl_visit_match_decide(struct sl_visit *visit, struct sl_error *err)
{
    unsigned verdict = 0;
    const enum sl_status status = judge(visit, &verdict, err);

    if (status != SL_OK) {
        return sl_sheet_again(visit, status, show, err);
    }
    return sl_visit_go(
        visit, sl_told_print(visit, "/matches?done=%.*s", SL_STR_ARG(verdicts[verdict].name)), err
    );
}
