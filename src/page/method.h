/* SPDX-License-Identifier: Apache-2.0 */
/*
 * method.h - what templates call on a value: list.includes(item).
 *
 * Source: the methods of JavaScript's lists and texts of the same names.
 * Different: on anything else they give undefined, where Nunjucks would give up the page.
 */
#ifndef SL_PAGE_METHOD_H
#define SL_PAGE_METHOD_H

#include "page/page.h"
#include "page/value.h"

/*
 * Each method: its name, and how many arguments it takes at least and at most. sl_method_<name> is
 * called by compiled templates, which were checked against this table.
 *
 *   concat(more)    a new list: the items, then `more`, or its items when it is a list
 *   includes(item)  is it in the list, or in the text?
 *   join(between)   the items as one text, with commas when nothing is said
 */
#define SL_METHOD_TABLE(X) \
    X(concat, 1, 1)        \
    X(includes, 1, 1)      \
    X(join, 0, 1)

/* `args` begins with the value on which the method is called; `count` counts it too. */
#define SL_METHOD_PROTOTYPE(name, least, most)                          \
    struct sl_value sl_method_##name(                                   \
        struct sl_page *page, const struct sl_value *args, size_t count \
    );
/* The functions of the table. Memory: what they make lies in the page's arena. */
SL_METHOD_TABLE(SL_METHOD_PROTOTYPE)
#undef SL_METHOD_PROTOTYPE

#endif
