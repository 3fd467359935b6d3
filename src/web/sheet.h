/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sheet.h - a page of the usual kind: a title, then texts, facts, lists and forms, in their order.
 *
 * What a page says is put together by its handler; how it looks stands in one template
 * (pages/templates/sheet.njk). What went wrong sticks to the page.
 */
#ifndef SL_WEB_SHEET_H
#define SL_WEB_SHEET_H

#include "web/ask.h"
#include "web/rows.h"
#include "web/visit.h"

/* Parts of one page, and facts that follow one another. */
#define SL_SHEET_PARTS 24u
#define SL_SHEET_FACTS 24u

/* A page while it is put together. */
struct sl_sheet {
    struct sl_visit *visit;
    struct sl_str title;
    struct sl_str caption; /* above the title; may be empty */
    struct sl_str tag;     /* beside it; may be empty */
    enum sl_tag colour;
    struct sl_str back, back_href; /* where one came from; may be empty */
    struct sl_str notice;          /* what was just done; may be empty */
    const struct sl_error *why;    /* why a form of it was refused; NULL: none was */
    struct sl_value problem;
    struct sl_value parts[SL_SHEET_PARTS];
    size_t part_count, form_count;
    const struct sl_term *choices; /* of the forms that follow (ask.h) */
    unsigned choice_count;
    struct sl_value facts[SL_SHEET_FACTS];
    size_t fact_count;
};

/* Begin one; all but the title may be set by hand. */
void sl_sheet_init(struct sl_sheet *sheet, struct sl_visit *visit, struct sl_str title);

/* What was just done: a name in an address, and the words for it. */
struct sl_done {
    const char *name, *words;
};

/* Say it, when the address says so: `?done=NAME`. */
void sl_sheet_done(struct sl_sheet *sheet, const struct sl_done *done, size_t count);

/* Add a paragraph, a heading, a text that is to be copied letter by letter. */
void sl_sheet_text(struct sl_sheet *sheet, struct sl_str text);
void sl_sheet_heading(struct sl_sheet *sheet, struct sl_str heading);
void sl_sheet_code(struct sl_sheet *sheet, struct sl_str text);
/* A paragraph that is a link; one that warns; one that warns where no scripts run. */
void sl_sheet_link(struct sl_sheet *sheet, struct sl_str text, struct sl_str href);
void sl_sheet_warning(struct sl_sheet *sheet, struct sl_str text);
void sl_sheet_unscripted(struct sl_sheet *sheet, struct sl_str text);

/* Add what of a text blames a child, with better words (wording.h); nothing when nothing does. */
void sl_sheet_wording(struct sl_sheet *sheet, struct sl_str text);

/* A way to look at what is on the page: its words, and where it leads. */
struct sl_sheet_choice {
    struct sl_str text, href;
    bool is_current;
};

/* Add ways to look at it, as links of which one is current; the label is for who hears the page. */
void sl_sheet_choices(
    struct sl_sheet *sheet, struct sl_str label, const struct sl_sheet_choice *choices, size_t count
);

/* Add a fact: what it is, what is so, and where it leads (may be empty). A fact without a value is
 * left out. Facts that follow one another are one list. */
void sl_sheet_fact(
    struct sl_sheet *sheet, const char *name, struct sl_str value, struct sl_str href
);

/* Add a list. */
void sl_sheet_list(
    struct sl_sheet *sheet, const struct sl_rows *list, const struct sl_rows_words *words
);

/*
 * Add a form.
 *
 *   action  where it is sent. When that is this page, and it was refused (`why`), the page says so
 *   hidden  undefined, or as struct sl_ask_shown
 */
void sl_sheet_form(
    struct sl_sheet *sheet, const struct sl_ask *ask, struct sl_str action, struct sl_value hidden
);

/* The parts for a template that has more than sheet.njk. */
struct sl_value sl_sheet_value(struct sl_sheet *sheet);

/* Write the page. A form that was refused gives the status 400, or 403. */
void sl_sheet_show(struct sl_sheet *sheet);

/* Writes a page with a form; why is what was refused, or NULL. */
typedef enum sl_status
sl_sheet_fn(struct sl_visit *visit, const struct sl_error *why, struct sl_error *err);

/*
 * A handler's end when a form was refused: what users can mend is said on the page itself.
 *
 *   status  of what was tried
 *   show    the page
 *
 * Errors: status itself when it is for nobody to mend here; those of show.
 */
SL_NODISCARD enum sl_status sl_sheet_again(
    struct sl_visit *visit, enum sl_status status, sl_sheet_fn *show, struct sl_error *err
);

#endif
