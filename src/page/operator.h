/* SPDX-License-Identifier: Apache-2.0 */
/*
 * operator.h - the operators and tests of templates, with the rules of JavaScript.
 */
#ifndef SL_PAGE_OPERATOR_H
#define SL_PAGE_OPERATOR_H

#include <stdbool.h>

#include "page/page.h"
#include "page/value.h"

/* left + right: a sum when neither is a text, list or map, else one text behind the other. */
struct sl_value sl_value_add(struct sl_page *page, struct sl_value left, struct sl_value right);

/* left ~ right: one text behind the other, whatever they are. */
struct sl_value sl_value_join(struct sl_page *page, struct sl_value left, struct sl_value right);

/* The other arithmetic: `operator` is one of - * / %. Not-a-number when a side is no number. */
struct sl_value sl_value_compute(char operator, struct sl_value left, struct sl_value right);

/*
 * left === right: of one kind and the same. Lists, maps and HTML are the same only when they are
 * one and the same list, map or HTML.
 */
bool sl_value_same(struct sl_value left, struct sl_value right);

/* left == right: null is undefined, and a number is what a text or a truth says as a number. */
bool sl_value_equal(struct sl_value left, struct sl_value right);

/* left < right, and left <= right: texts by their bytes, all else by their numbers. */
bool sl_value_less(struct sl_value left, struct sl_value right);
bool sl_value_at_most(struct sl_value left, struct sl_value right);

/*
 * key in container: an item of a list, a part of a text, or the name of a member. In anything else
 * it is an error, SL_INVALID on the page, as it is in Nunjucks.
 */
bool sl_value_in(struct sl_page *page, struct sl_value key, struct sl_value container);

/* The tests that follow `is`, and the name of each in templates. */
#define SL_VALUE_TEST_TABLE(X)    \
    X(SL_TEST_DEFINED, "defined") \
    X(SL_TEST_EQUAL, "eq")        \
    X(SL_TEST_ESCAPED, "escaped") \
    X(SL_TEST_MAPPING, "mapping") \
    X(SL_TEST_NULL, "null")       \
    X(SL_TEST_NUMBER, "number")   \
    X(SL_TEST_SAME_AS, "sameas")  \
    X(SL_TEST_STRING, "string")   \
    X(SL_TEST_TRUTHY, "truthy")   \
    X(SL_TEST_UNDEFINED, "undefined")

enum sl_value_test {
#define SL_VALUE_TEST_ENUM(name, word) name,
    SL_VALUE_TEST_TABLE(SL_VALUE_TEST_ENUM)
#undef SL_VALUE_TEST_ENUM
};

/* value is TEST, or value is TEST(argument): `argument` counts for SL_TEST_EQUAL and _SAME_AS. */
bool sl_value_is(enum sl_value_test test, struct sl_value value, struct sl_value argument);

#endif
