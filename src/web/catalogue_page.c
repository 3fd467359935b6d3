/* SPDX-License-Identifier: Apache-2.0 */
/* The catalogue: every indicator and time limit, what it means, when it holds, and who says so. */
#include "notice/plain.h"
#include "notice/question.h"
#include "web/pages.h"
#include "web/sheet.h"
#include "web/site_impl.h"
#include "web/told.h"

#define CATALOGUE  SL_STR("/catalogue")
#define TEXT_BYTES ((size_t)64 << 10)

/* A text out of a buffer, which is empty then. */
static struct sl_str keep(struct sl_visit *visit, struct sl_buf *text)
{
    return sl_value_str(sl_visit_take(visit, text));
}

/* The set that the address names; of none of them there are the time limits. */
static unsigned chosen_set(const struct sl_visit *visit)
{
    return sl_term_find(
        sl_indicator_set_terms(), SL_INDICATOR_SET_COUNT, sl_form_get(&visit->query, SL_STR("set"))
    );
}

static void add_choices(struct sl_sheet *sheet, unsigned set)
{
    struct sl_sheet_choice choices[SL_INDICATOR_SET_COUNT + 1];

    choices[0] =
        (struct sl_sheet_choice){ SL_STR("Time limits"), CATALOGUE, set == SL_INDICATOR_SET_COUNT };
    for (unsigned i = 0; i < SL_INDICATOR_SET_COUNT; i++) {
        const struct sl_term *term = &sl_indicator_set_terms()[i];
        choices[i + 1] = (struct sl_sheet_choice){
            .text = sl_told_sentence(sheet->visit, term->words),
            .href = sl_told_path(sheet->visit, "/catalogue?set=", term->name),
            .is_current = set == i,
        };
    }
    sl_sheet_choices(sheet, SL_STR("Parts of the catalogue"), choices, SL_INDICATOR_SET_COUNT + 1);
}

static struct sl_row clock_row(struct sl_visit *visit, const struct sl_clock *clock)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, TEXT_BYTES);
    sl_buf_add(&text, SL_STR("Within "));
    sl_limit_print(clock->limit, &text);
    sl_buf_add(&text, SL_STR(" of: "));
    sl_pattern_plain(&clock->starts, &text);
    return (struct sl_row){
        .title = clock->title,
        .href = sl_told_path(visit, "/catalogue/", clock->id),
        .facts[0] = keep(visit, &text),
        .facts[1] = sl_told_print(
            visit,
            "%.*s; %.*s",
            SL_STR_ARG(sl_told_sentence(visit, clock->owner)),
            SL_STR_ARG(sl_clock_basis_terms()[clock->basis].words)
        ),
        .facts[2] = clock->source.title,
    };
}

static struct sl_row indicator_row(struct sl_visit *visit, const struct sl_indicator *indicator)
{
    return (struct sl_row){
        .title = indicator->wording,
        .href = sl_told_path(visit, "/catalogue/", indicator->id),
        .facts[0] = sl_told_sentence(visit, sl_indicator_meaning_terms()[indicator->meaning].words),
        .facts[1] = indicator->question.len > 0
                        ? sl_told_print(visit, "Asks: %.*s", SL_STR_ARG(indicator->question))
                        : SL_STR(""),
        .facts[2] =
            indicator->is_asked ? SL_STR("Only a person can say it: no record does") : SL_STR(""),
        .facts[3] = indicator->source->title,
    };
}

static void add_clocks(struct sl_rows *rows, const struct sl_clocks *clocks)
{
    for (size_t i = 0; i < clocks->count; i++) {
        const struct sl_row row = clock_row(rows->visit, &clocks->items[i]);
        sl_rows_add(rows, &row);
    }
}

static void
add_indicators(struct sl_rows *rows, const struct sl_indicators *indicators, unsigned set)
{
    for (size_t i = 0; i < indicators->count; i++) {
        if (indicators->items[i].set == set) {
            const struct sl_row row = indicator_row(rows->visit, &indicators->items[i]);
            sl_rows_add(rows, &row);
        }
    }
}

enum sl_status sl_visit_catalogue(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_notice_catalogues *catalogues = &visit->site->catalogues;
    const unsigned set = chosen_set(visit);
    struct sl_sheet sheet;
    struct sl_rows rows;

    (void)err;
    sl_sheet_init(&sheet, visit, SL_STR("What Sightline looks for"));
    add_choices(&sheet, set);
    sl_sheet_text(
        &sheet,
        set == SL_INDICATOR_SET_COUNT
            ? SL_STR("Time limits, from which event each runs, and who says so.")
            : SL_STR("What guidance says to look for. Each is a question for people, and none is "
                     "a score: they are never added up, and that none fits proves nothing.")
    );
    sl_rows_init_short(&rows, visit, SL_INDICATOR_LIMIT);
    if (set == SL_INDICATOR_SET_COUNT) {
        add_clocks(&rows, &catalogues->clocks);
    } else {
        add_indicators(&rows, &catalogues->indicators, set);
    }
    sl_sheet_list(&sheet, &rows, &(struct sl_rows_words){ .empty = SL_STR("There is none.") });
    sl_sheet_show(&sheet);
    return SL_OK;
}

/* Patterns, with "; " between them. */
static struct sl_str
patterns_of(struct sl_visit *visit, const struct sl_pattern *patterns, size_t count)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, TEXT_BYTES);
    for (size_t i = 0; i < count; i++) {
        sl_buf_add(&text, i == 0 ? SL_STR("") : SL_STR("; "));
        sl_pattern_plain(&patterns[i], &text);
    }
    return sl_told_sentence(visit, keep(visit, &text));
}

static struct sl_str limit_of(struct sl_visit *visit, struct sl_limit limit)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, TEXT_BYTES);
    if (limit.count > 0) {
        sl_limit_print(limit, &text);
    }
    return keep(visit, &text);
}

static void show_clock(struct sl_sheet *sheet, const struct sl_clock *clock)
{
    struct sl_visit *visit = sheet->visit;
    const struct sl_str none = SL_STR("");

    sheet->title = clock->title;
    sheet->caption = SL_STR("Time limit");
    sl_sheet_fact(sheet, "Within", limit_of(visit, clock->limit), none);
    sl_sheet_fact(sheet, "Of", patterns_of(visit, &clock->starts, 1), none);
    if (clock->leads_to != SL_EVENT_KIND_COUNT) {
        sl_sheet_fact(
            sheet,
            "When it leads to",
            sl_told_sentence(visit, sl_event_kind_terms()[clock->leads_to].words),
            none
        );
    }
    sl_sheet_fact(
        sheet,
        "If there are several",
        sl_told_sentence(visit, sl_clock_which_terms()[clock->which].words),
        none
    );
    sl_sheet_fact(sheet, "Met by", patterns_of(visit, clock->stops, clock->stop_count), none);
    sl_sheet_fact(
        sheet, "Not needed after", patterns_of(visit, clock->ceases, clock->cease_count), none
    );
    for (size_t i = 0; i < clock->then_count; i++) {
        sl_sheet_fact(sheet, "Then again within", limit_of(visit, clock->then[i]), none);
    }
    sl_sheet_fact(sheet, "Due soon", limit_of(visit, clock->soon), none);
    sl_sheet_fact(sheet, "Whose it is", sl_told_sentence(visit, clock->owner), none);
    sl_sheet_fact(
        sheet, "Basis", sl_told_sentence(visit, sl_clock_basis_terms()[clock->basis].words), none
    );
    sl_sheet_fact(
        sheet,
        "Source",
        sl_told_print(
            visit,
            "%.*s, %.*s, %.*s",
            SL_STR_ARG(clock->source.title),
            SL_STR_ARG(clock->source.version),
            SL_STR_ARG(clock->source.section)
        ),
        none
    );
    sl_sheet_fact(sheet, "Note", clock->note, none);
}

/* When an indicator holds, in words: all of some, or all of some others. */
static struct sl_str when_of(struct sl_visit *visit, const struct sl_indicator *indicator)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;

    sl_buf_init(&text, TEXT_BYTES);
    for (size_t i = 0; i < indicator->condition.test_count; i++) {
        const struct sl_test *test = &indicator->condition.tests[i];
        if (i > 0) {
            sl_buf_add(&text, test->begins_alternative ? SL_STR("; or ") : SL_STR("; and "));
        }
        sl_test_plain(test, &text);
    }
    return sl_told_sentence(visit, keep(visit, &text));
}

static void show_indicator(struct sl_sheet *sheet, const struct sl_indicator *indicator)
{
    struct sl_visit *visit = sheet->visit;
    const struct sl_indicator_source *source = indicator->source;
    const struct sl_str none = SL_STR("");

    sheet->title = indicator->wording;
    sheet->caption = sl_told_sentence(visit, sl_indicator_set_terms()[indicator->set].words);
    sl_sheet_fact(
        sheet,
        "Meaning",
        sl_told_sentence(visit, sl_indicator_meaning_terms()[indicator->meaning].words),
        none
    );
    sl_sheet_fact(
        sheet,
        "When it holds",
        indicator->is_asked ? SL_STR("Only a person can say it: no record does")
                            : when_of(visit, indicator),
        none
    );
    sl_sheet_fact(sheet, "As it is written", indicator->condition_text, none);
    sl_sheet_fact(
        sheet,
        "What it asks",
        indicator->question.len > 0 ? indicator->question
                                    : SL_STR("Nothing: it is shown on the page of the child"),
        none
    );
    if (indicator->question.len > 0) {
        const int32_t days = sl_question_days(indicator->meaning);
        sl_sheet_fact(
            sheet,
            "To be answered in",
            sl_told_print(visit, "%d working day%s", (int)days, days == 1 ? "" : "s"),
            none
        );
    }
    sl_sheet_fact(
        sheet,
        "Source",
        sl_told_print(
            visit,
            "%.*s, %.*s, %.*s, %.*s",
            SL_STR_ARG(source->title),
            SL_STR_ARG(source->publisher),
            SL_STR_ARG(source->version),
            SL_STR_ARG(source->page)
        ),
        none
    );
}

enum sl_status sl_visit_catalogue_one(struct sl_visit *visit, struct sl_error *err)
{
    const struct sl_notice_catalogues *catalogues = &visit->site->catalogues;
    const struct sl_str id = sl_visit_param(visit, 0);
    struct sl_sheet sheet;

    sl_sheet_init(&sheet, visit, SL_STR(""));
    sheet.back = SL_STR("What Sightline looks for");
    sheet.back_href = CATALOGUE;
    for (size_t i = 0; i < catalogues->clocks.count; i++) {
        if (sl_str_equal(catalogues->clocks.items[i].id, id)) {
            show_clock(&sheet, &catalogues->clocks.items[i]);
        }
    }
    for (size_t i = 0; i < catalogues->indicators.count; i++) {
        if (sl_str_equal(catalogues->indicators.items[i].id, id)) {
            show_indicator(&sheet, &catalogues->indicators.items[i]);
        }
    }
    if (sheet.title.len == 0) {
        return sl_fail(err, SL_NOT_FOUND, "nothing of that name is in the catalogue");
    }
    sl_sheet_show(&sheet);
    return SL_OK;
}
