/* SPDX-License-Identifier: Apache-2.0 */
/* The questions that wait, in their stated order: the list, and its beginning on the home page. */
#include "app/access_change.h"
#include "app/notice_history.h"
#include "web/home.h"
#include "web/navigation.h"
#include "web/pages.h"
#include "web/question_row.h"
#include "web/sheet.h"
#include "web/site_impl.h"
#include "web/told.h"

#define QUESTIONS SL_STR("/questions")
#define ORDER                                                                                 \
    "In this order: the child with most statutory time limits over; then signs of harm that " \
    "nobody has answered; then whatever else waits; then what was asked first. Nothing is "   \
    "weighed or added up: there is no score."

/* Whose questions are shown; of permissions one is enough to be offered it, and 0 is everybody's.
 */
struct view {
    const char *name, *text, *empty;
    enum sl_question_whose whose;
    bool unallocated, given; /* only those that nobody, or somebody, of the team was given */
    uint32_t permissions;
};

/* clang-format off */
static const struct view views[] = {
    { .name = "all", .text = "All I may see", .whose = SL_QUESTIONS_ANY,
      .empty = "Nothing waits for your agency, or about children you work with." },
    { .name = "mine", .text = "Mine", .whose = SL_QUESTIONS_MINE,
      .empty = "Nothing is allocated to you, and nothing waits about children who are." },
    { .name = "team", .text = "My agency’s", .whose = SL_QUESTIONS_TEAM,
      .empty = "Nobody waits for an answer from your agency." },
    { .name = "unallocated", .text = "Not allocated", .whose = SL_QUESTIONS_TEAM,
      .empty = "Every question that your agency is asked has somebody who looks after it.",
      .unallocated = true, .permissions = SL_MAY(ALLOCATE) },
};
/* clang-format on */
#define VIEW_COUNT (sizeof views / sizeof views[0])

/* Lines, in the arena. */
struct lines {
    struct sl_question_line *items;
    size_t count;
};

static enum sl_status read_lines(
    struct sl_visit *visit,
    const struct view *view,
    bool with_done,
    struct lines *lines,
    struct sl_error *err
)
{
    struct sl_question_asked asked = {
        .whose = view->whose,
        .all = with_done,
        .clocks = &visit->site->catalogues.clocks,
    };

    *lines = (struct lines){ .count = 0 };
    SL_TRY(sl_notice_instant(visit->now_us, &asked.as_of, err));
    return sl_question_list(visit->access, &asked, visit->arena, &lines->items, &lines->count, err);
}

/* Is it the team's, and nobody of it has been given it? */
static bool is_unallocated(const struct sl_visit *visit, const struct sl_question_line *line)
{
    return line->status.user.len == 0 &&
           sl_str_equal(line->seen.question.owner, sl_access_user(visit->access)->agency);
}

static void add_rows(struct sl_rows *rows, const struct view *view, const struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        const bool is_free = is_unallocated(rows->visit, &lines->items[i]);
        if ((view->unallocated && !is_free) || (view->given && is_free)) {
            continue;
        }
        if (!sl_rows_wants(rows)) {
            sl_rows_add(rows, NULL);
            continue;
        }
        const struct sl_row row = sl_question_row(rows->visit, &lines->items[i]);
        sl_rows_add(rows, &row);
    }
}

/* The view that the address names, else the first. */
static const struct view *view_of(const struct sl_visit *visit)
{
    const struct sl_str name = sl_form_get(&visit->query, SL_STR("whose"));

    for (size_t i = 0; i < VIEW_COUNT; i++) {
        if (sl_str_equal(name, sl_str_from(views[i].name))) {
            return &views[i];
        }
    }
    return &views[0];
}

static void add_choices(struct sl_sheet *sheet, const struct view *current, bool with_done)
{
    struct sl_sheet_choice choices[VIEW_COUNT];
    size_t count = 0;

    for (size_t i = 0; i < VIEW_COUNT; i++) {
        if (!sl_navigation_holds(sheet->visit, views[i].permissions)) {
            continue;
        }
        choices[count++] = (struct sl_sheet_choice){
            .text = sl_str_from(views[i].text),
            .href = sl_told_print(
                sheet->visit, "/questions?whose=%s%s", views[i].name, with_done ? "&done-too=1" : ""
            ),
            .is_current = &views[i] == current,
        };
    }
    sl_sheet_choices(sheet, SL_STR("Whose questions"), choices, count);
}

enum sl_status sl_visit_questions(struct sl_visit *visit, struct sl_error *err)
{
    const struct view *view = view_of(visit);
    const bool with_done = sl_form_get(&visit->query, SL_STR("done-too")).len > 0;
    struct sl_sheet sheet;
    struct sl_rows rows;
    struct lines lines;

    SL_TRY(read_lines(visit, view, with_done, &lines, err));
    sl_sheet_init(&sheet, visit, SL_STR("Questions to answer"));
    add_choices(&sheet, view, with_done);
    sl_sheet_text(&sheet, SL_STR(ORDER));
    sl_rows_init(&rows, visit);
    rows.keep = sl_told_print(visit, "whose=%s&%s", view->name, with_done ? "done-too=1&" : "");
    add_rows(&rows, view, &lines);
    sl_sheet_list(&sheet, &rows, &(struct sl_rows_words){ .empty = sl_str_from(view->empty) });
    sl_sheet_link(
        &sheet,
        with_done ? SL_STR("Show only those that wait for an answer")
                  : SL_STR("Show those that are answered or closed, too"),
        sl_told_print(visit, "/questions?whose=%s%s", view->name, with_done ? "" : "&done-too=1")
    );
    sl_sheet_show(&sheet);
    return SL_OK;
}

/* The first few of a view, on the home page. */
static void add_first(
    struct sl_sheet *sheet,
    const struct view *view,
    const struct lines *lines,
    const struct sl_rows_words *words
)
{
    struct sl_rows rows;

    sl_rows_init_short(&rows, sheet->visit, SL_ROWS_SHORT);
    add_rows(&rows, view, lines);
    sl_sheet_list(sheet, &rows, words);
}

/* Who allocates sees first what nobody has been given; it does not stand there twice. */
enum sl_status sl_home_questions(struct sl_sheet *sheet, struct sl_error *err)
{
    const struct view *unallocated = &views[VIEW_COUNT - 1];
    const bool allocates = sl_navigation_holds(sheet->visit, unallocated->permissions);
    struct view view = views[0];
    struct lines lines;

    SL_TRY(read_lines(sheet->visit, &view, false, &lines, err));
    view.given = allocates;
    if (allocates) {
        add_first(
            sheet,
            unallocated,
            &lines,
            &(struct sl_rows_words){
                .heading = SL_STR("Questions that nobody has been given"),
                .empty = sl_str_from(unallocated->empty),
                .more = SL_STR("All that are not allocated"),
                .more_href = SL_STR("/questions?whose=unallocated"),
            }
        );
    }
    add_first(
        sheet,
        &view,
        &lines,
        &(struct sl_rows_words){
            .heading =
                allocates ? SL_STR("Other questions to answer") : SL_STR("Questions to answer"),
            .text = SL_STR("Those about children with statutory time limits over stand first."),
            .empty = sl_str_from(view.empty),
            .more = SL_STR("All questions"),
            .more_href = QUESTIONS,
        }
    );
    return SL_OK;
}
