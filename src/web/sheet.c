/* SPDX-License-Identifier: Apache-2.0 */
#include "web/sheet.h"

#include "web/problem.h"
#include "web/told.h"
#include "web/web_templates.h"
#include "web/wording.h"

void sl_sheet_init(struct sl_sheet *sheet, struct sl_visit *visit, struct sl_str title)
{
    *sheet = (struct sl_sheet){ .visit = visit, .title = title };
}

void sl_sheet_done(struct sl_sheet *sheet, const struct sl_done *done, size_t count)
{
    const struct sl_str name = sl_form_get(&sheet->visit->query, SL_STR("done"));

    for (size_t i = 0; i < count; i++) {
        if (sl_str_equal(name, sl_str_from(done[i].name))) {
            sheet->notice = sl_str_from(done[i].words);
        }
    }
}

static void add_part(struct sl_sheet *sheet, struct sl_value part)
{
    SL_ASSERT(sheet->part_count < SL_SHEET_PARTS);
    sheet->parts[sheet->part_count++] = part;
}

/* Facts that were added become one part before another one follows. */
static void close_facts(struct sl_sheet *sheet)
{
    struct sl_page *page = &sheet->visit->page;

    if (sheet->fact_count == 0) {
        return;
    }
    const struct sl_member members[] = {
        {SL_STR("kind"), SL_VALUE_STR("facts")},
        { SL_STR("facts"), sl_page_list(page,     sheet->facts, sheet->fact_count) },
    };
    sheet->fact_count = 0;
    add_part(sheet, sl_page_map(page, members, sizeof members / sizeof members[0]));
}

static void
add_text(struct sl_sheet *sheet, struct sl_value kind, struct sl_str text, struct sl_str href)
{
    struct sl_visit *visit = sheet->visit;
    const struct sl_member members[] = {
        {SL_STR("kind"),       kind },
        {  SL_STR("text"), sl_visit_text(visit, text) },
        { SL_STR("href"), sl_visit_text(visit, href) },
    };

    close_facts(sheet);
    add_part(sheet, sl_page_map(&visit->page, members, sizeof members / sizeof members[0]));
}

void sl_sheet_text(struct sl_sheet *sheet, struct sl_str text)
{
    add_text(sheet, SL_VALUE_STR("text"), text, SL_STR(""));
}

void sl_sheet_heading(struct sl_sheet *sheet, struct sl_str heading)
{
    add_text(sheet, SL_VALUE_STR("heading"), heading, SL_STR(""));
}

void sl_sheet_code(struct sl_sheet *sheet, struct sl_str text)
{
    add_text(sheet, SL_VALUE_STR("code"), text, SL_STR(""));
}

void sl_sheet_link(struct sl_sheet *sheet, struct sl_str text, struct sl_str href)
{
    add_text(sheet, SL_VALUE_STR("link"), text, href);
}

void sl_sheet_warning(struct sl_sheet *sheet, struct sl_str text)
{
    add_text(sheet, SL_VALUE_STR("warning"), text, SL_STR(""));
}

void sl_sheet_unscripted(struct sl_sheet *sheet, struct sl_str text)
{
    add_text(sheet, SL_VALUE_STR("unscripted"), text, SL_STR(""));
}

void sl_sheet_wording(struct sl_sheet *sheet, struct sl_str text)
{
    const struct sl_value notes = sl_wording_value(sheet->visit, text);
    const struct sl_member members[] = {
        {SL_STR("kind"),   SL_VALUE_STR("wording")},
        { SL_STR("notes"), notes                  },
    };

    if (notes.kind == SL_VALUE_LIST) {
        close_facts(sheet);
        add_part(sheet, sl_page_map(&sheet->visit->page, members, 2));
    }
}

void sl_sheet_choices(
    struct sl_sheet *sheet, struct sl_str label, const struct sl_sheet_choice *choices, size_t count
)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_value *items = sl_page_room(&visit->page, count);

    close_facts(sheet);
    for (size_t i = 0; items != NULL && i < count; i++) {
        /* clang-format off */
        const struct sl_member members[] = {
            { SL_STR("text"), sl_visit_text(visit, choices[i].text) },
            { SL_STR("href"), sl_visit_text(visit, choices[i].href) },
            { SL_STR("isCurrent"), sl_value_bool(choices[i].is_current) },
        };
        /* clang-format on */
        items[i] = sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
    }
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("kind"), SL_VALUE_STR("choices") },
        { SL_STR("label"), sl_visit_text(visit, label) },
        { SL_STR("items"), items == NULL ? sl_value_undefined() : sl_value_list(items, count) },
    };
    /* clang-format on */
    add_part(sheet, sl_page_map(&visit->page, members, sizeof members / sizeof members[0]));
}

void sl_sheet_fact(
    struct sl_sheet *sheet, const char *name, struct sl_str value, struct sl_str href
)
{
    struct sl_visit *visit = sheet->visit;
    const struct sl_member members[] = {
        {SL_STR("name"),       sl_value_text(sl_str_from(name))},
        {  SL_STR("value"), sl_visit_text(visit,                           value) },
        { SL_STR("href"), sl_visit_text(visit,                            href) },
    };

    if (value.len == 0) {
        return;
    }
    SL_ASSERT(sheet->fact_count < SL_SHEET_FACTS);
    sheet->facts[sheet->fact_count++] =
        sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

void sl_sheet_list(
    struct sl_sheet *sheet, const struct sl_rows *list, const struct sl_rows_words *words
)
{
    close_facts(sheet);
    add_part(sheet, sl_rows_value(list, words));
}

/* The summary of what is wrong, above the title; it leads to a field, when there is one. */
static struct sl_value problem_of(struct sl_sheet *sheet, struct sl_str href)
{
    struct sl_visit *visit = sheet->visit;
    const struct sl_error *why = sheet->why;
    const struct sl_str detail = sl_str_from(why->detail);
    const struct sl_str text = sl_told_print(
        visit, "%s%s%.*s", why->message, detail.len > 0 ? ": " : "", SL_STR_ARG(detail)
    );
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("text"), sl_value_text(sl_told_sentence(visit, text)) },
        { SL_STR("advice"), sl_visit_text(visit, sl_str_from(why->hint)) },
        { SL_STR("href"), sl_visit_text(visit, href) },
    };
    /* clang-format on */

    return sl_page_map(&visit->page, members, sizeof members / sizeof members[0]);
}

void sl_sheet_form(
    struct sl_sheet *sheet, const struct sl_ask *ask, struct sl_str action, struct sl_value hidden
)
{
    const struct sl_ask_shown shown = {
        .action = action,
        .hidden = hidden,
        .why = sheet->why,
        .number = sheet->form_count++,
        .choices = sheet->choices,
        .choice_count = sheet->choice_count,
    };

    close_facts(sheet);
    add_part(sheet, sl_ask_value(sheet->visit, ask, &shown));
    if (sheet->why != NULL && sl_str_equal(action, sheet->visit->path)) {
        sheet->problem = problem_of(sheet, sl_ask_blamed(sheet->visit, ask, &shown));
    }
}

struct sl_value sl_sheet_value(struct sl_sheet *sheet)
{
    struct sl_visit *visit = sheet->visit;
    struct sl_page *page = &visit->page;

    close_facts(sheet);
    if (sheet->why != NULL && sheet->problem.kind == SL_VALUE_UNDEFINED) {
        sheet->problem = problem_of(sheet, SL_STR("")); /* what was sent is on the page no more */
    }
    /* clang-format off */
    const struct sl_member members[] = {
        { SL_STR("title"), sl_visit_text(visit, sheet->title) },
        { SL_STR("caption"), sl_visit_text(visit, sheet->caption) },
        { SL_STR("tag"), sl_visit_text(visit, sheet->tag) },
        { SL_STR("colour"), sl_tag_colour(sheet->colour) },
        { SL_STR("back"), sl_visit_text(visit, sheet->back) },
        { SL_STR("backHref"), sl_visit_text(visit, sheet->back_href) },
        { SL_STR("notice"), sl_visit_text(visit, sheet->notice) },
        { SL_STR("problem"), sheet->problem },
        { SL_STR("parts"), sl_page_list(page, sheet->parts, sheet->part_count) },
    };
    /* clang-format on */
    return sl_page_map(page, members, sizeof members / sizeof members[0]);
}

void sl_sheet_show(struct sl_sheet *sheet)
{
    struct sl_visit *visit = sheet->visit;

    if (sheet->why != NULL) {
        visit->response->status = sl_problem_status(sheet->why->status);
    }
    sl_pages_sheet_print(
        &visit->page,
        &(struct sl_pages_sheet_page){
            .site = sl_visit_frame(visit),
            .sheet = sl_sheet_value(sheet),
        }
    );
}

enum sl_status sl_sheet_again(
    struct sl_visit *visit, enum sl_status status, sl_sheet_fn *show, struct sl_error *err
)
{
    const struct sl_error why = *err;

    if (status != SL_INVALID && status != SL_DENIED && status != SL_USAGE) {
        return status;
    }
    err->status = SL_OK;
    return show(visit, &why, err);
}
