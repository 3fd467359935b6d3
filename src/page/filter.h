/* SPDX-License-Identifier: Apache-2.0 */
/*
 * filter.h - what stands behind a bar in a template: {{ name | trim }}.
 *
 * Source: the filters of Nunjucks 3.2.4 of the same names. HTML stays HTML where it does there.
 * Different: what is not text counts as the text that it prints as, undefined and null as an empty
 *            one, where Nunjucks would give up the page; lower case is of ASCII letters.
 */
#ifndef SL_PAGE_FILTER_H
#define SL_PAGE_FILTER_H

#include "page/operator.h"
#include "page/page.h"
#include "page/value.h"

/*
 * Each filter: its name, and how many arguments it takes at least and at most besides the value.
 * sl_filter_<name> is called by compiled templates, which were checked against this table.
 *
 *   capitalize        first letter upper case, the others lower
 *   default(d, any)   d when undefined; with `any` true, when it does not count as true
 *   escape            the HTML of a text
 *   indent(w, first)  w blanks (4) before each line but the first; before that too when `first`
 *   int(d)            the whole number that a text begins with; d when there is none
 *   join(between)     the items of a list as one text
 *   length            of a text, list or map
 *   lower             in lower case
 *   replace(old, new, most)   each `old` by `new`, `most` times at most
 *   safe              the text as HTML: only for what is HTML
 *   string            as text
 *   trim              without blanks at both ends
 */
#define SL_FILTER_TABLE(X) \
    X(capitalize, 0, 0)    \
    X(default, 1, 2)       \
    X(escape, 0, 0)        \
    X(indent, 0, 2)        \
    X(int, 0, 1)           \
    X(join, 0, 1)          \
    X(length, 0, 0)        \
    X(lower, 0, 0)         \
    X(replace, 2, 3)       \
    X(safe, 0, 0)          \
    X(string, 0, 0)        \
    X(trim, 0, 0)

/* `args` begins with the value; `count` counts it too. */
#define SL_FILTER_PROTOTYPE(name, least, most)                          \
    struct sl_value sl_filter_##name(                                   \
        struct sl_page *page, const struct sl_value *args, size_t count \
    );
/* The functions of the table. Memory: what they make lies in the page's arena. */
SL_FILTER_TABLE(SL_FILTER_PROTOTYPE)
#undef SL_FILTER_PROTOTYPE

/* The items of a list that pass a test, select("truthy"); in a new list. */
struct sl_value sl_filter_select(
    struct sl_page *page, struct sl_value list, enum sl_value_test test, struct sl_value wanted
);

#endif
