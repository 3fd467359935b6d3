/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rows.h - a list on a page: rows with a title, a few facts and what to do next.
 *
 * Rows are added as they come; those of other pages of the list are counted, and not kept.
 */
#ifndef SL_WEB_ROWS_H
#define SL_WEB_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "web/visit.h"

/* Rows of a page that is turned, and of a list among others. */
#define SL_ROWS_PAGE  25u
#define SL_ROWS_SHORT 5u

/* Facts of a row. */
#define SL_ROW_FACTS 4u

/* X(enumerator, name): what a tag says beside its words, by colour; templates know the names. */
#define SL_TAG_TABLE(X)      \
    X(SL_TAG_NONE, "")       \
    X(SL_TAG_OPEN, "blue")   \
    X(SL_TAG_SOON, "yellow") \
    X(SL_TAG_LATE, "red")    \
    X(SL_TAG_DONE, "green")  \
    X(SL_TAG_CLOSED, "grey")

#define SL_TAG_ENUM(enumerator, name) enumerator,
enum sl_tag { SL_TAG_TABLE(SL_TAG_ENUM) SL_TAG_COUNT };
#undef SL_TAG_ENUM

/* The name of a tag's colour; static. */
struct sl_value sl_tag_colour(enum sl_tag tag);

/* A row. Texts live as long as the request. Empty ones are left out. */
struct sl_row {
    struct sl_str title, href; /* what it is, and where it leads */
    struct sl_str tag;
    enum sl_tag colour;
    struct sl_str lead; /* whom it is about, where the title does not say so */
    struct sl_str facts[SL_ROW_FACTS];
    struct sl_str words;           /* that somebody wrote */
    struct sl_str more, more_href; /* a link to what can be done */
    struct sl_str button, action;  /* a form of a button alone */
};

/* A list that grows. */
struct sl_rows {
    struct sl_visit *visit;
    struct sl_value *rows;
    size_t first, limit; /* rows that are kept: those from first on, limit of them */
    size_t count;        /* that were added */
    bool is_turned;      /* it has pages */
    struct sl_str keep;  /* of its address: parameters before that of the page, each with an & */
};

/* Begin a list whose pages are turned by the parameter `page`; or a short one, that has none. */
void sl_rows_init(struct sl_rows *list, struct sl_visit *visit);
void sl_rows_init_short(struct sl_rows *list, struct sl_visit *visit, size_t limit);

/* Will the next row be kept? Else its texts need not be made. */
bool sl_rows_wants(const struct sl_rows *list);

/* Add a row; NULL: one that is not wanted, and is counted. */
void sl_rows_add(struct sl_rows *list, const struct sl_row *row);

/* What stands around the rows. */
struct sl_rows_words {
    struct sl_str heading;         /* empty: the page's own title is enough */
    struct sl_str text;            /* below the heading; may be empty */
    struct sl_str empty;           /* a sentence instead of rows */
    struct sl_str more, more_href; /* a link below; may be empty */
};

/* The list for a template. */
struct sl_value sl_rows_value(const struct sl_rows *list, const struct sl_rows_words *words);

#endif
