/* SPDX-License-Identifier: Apache-2.0 */
/*
 * value.h - what a template can hold: nothing, truth, a number, text, a list, a map.
 *
 * Source: Nunjucks 3.2 on JavaScript, whose rules for truth, equality and text these values follow.
 * Different: numbers that are whole print exactly up to 2^53; members of a map keep the order in
 *            which they were put, numbers among their names too.
 *
 * Values are plain, passed by value and never changed. What they point to lives as long as whoever
 * made them says: the arena of a page, or the program.
 */
#ifndef SL_PAGE_VALUE_H
#define SL_PAGE_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

enum sl_value_kind {
    SL_VALUE_UNDEFINED, /* what is not there; zeroed memory */
    SL_VALUE_NULL,
    SL_VALUE_BOOL,
    SL_VALUE_NUMBER,
    SL_VALUE_TEXT, /* is escaped when it is put out */
    SL_VALUE_SAFE, /* HTML that is put out as it is */
    SL_VALUE_LIST,
    SL_VALUE_MAP,
};

struct sl_member;

/* `count` bytes of text, items or members. Invariant: valid UTF-8; no name twice in a map. */
struct sl_value {
    enum sl_value_kind kind;
    uint32_t count;
    union {
        bool truth;
        double number;
        const char *text;
        const struct sl_value *items;
        const struct sl_member *members;
    };
};

struct sl_member {
    struct sl_str name;
    struct sl_value value;
};

/* The value of a string literal; anything but a literal does not compile. */
#define SL_VALUE_STR(literal) \
    ((struct sl_value){ .kind = SL_VALUE_TEXT, .count = sizeof(literal) - 1, .text = "" literal })

/* What is not there. */
static inline struct sl_value sl_value_undefined(void)
{
    return (struct sl_value){ .kind = SL_VALUE_UNDEFINED };
}

/* What is known to be nothing. */
static inline struct sl_value sl_value_null(void)
{
    return (struct sl_value){ .kind = SL_VALUE_NULL };
}

/* A truth. */
static inline struct sl_value sl_value_bool(bool truth)
{
    return (struct sl_value){ .kind = SL_VALUE_BOOL, .truth = truth };
}

/* A number; not-a-number is one too. */
static inline struct sl_value sl_value_number(double number)
{
    return (struct sl_value){ .kind = SL_VALUE_NUMBER, .number = number };
}

/*
 * Text that is escaped when it is put out, and HTML that is not. HTML must come from a template or
 * have been escaped already. The bytes are borrowed; at most UINT32_MAX of them.
 */
struct sl_value sl_value_text(struct sl_str text);
struct sl_value sl_value_safe(struct sl_str html);

/* A list or map of `count` items or members, which are borrowed; at most UINT32_MAX. */
struct sl_value sl_value_list(const struct sl_value *items, size_t count);
struct sl_value sl_value_map(const struct sl_member *members, size_t count);

/* Is it text, escaped or not? */
static inline bool sl_value_is_text(struct sl_value value)
{
    return value.kind == SL_VALUE_TEXT || value.kind == SL_VALUE_SAFE;
}

/* The bytes of a text; of any other value none. */
struct sl_str sl_value_str(struct sl_value value);

/*
 * Does it count as true? Undefined, null, false, 0, not-a-number and the empty text do not. HTML
 * does even when it is empty, as lists and maps do: in JavaScript it is an object.
 */
bool sl_value_truth(struct sl_value value);

/* The number that JavaScript makes of it; not-a-number when it makes none. */
double sl_value_to_number(struct sl_value value);

/*
 * What stands under a name: a member of a map; `length` of texts and lists (a text's in UTF-16
 * units, as JavaScript counts); `val` of HTML, which is its text. Undefined when there is nothing.
 */
struct sl_value sl_value_get(struct sl_value value, struct sl_str name);

/* The same for a computed key: the item of a list by its number, from 0, else sl_value_get. */
struct sl_value sl_value_at(struct sl_value value, struct sl_value key);

/*
 * For loops. With one name a list gives its items; with two it gives the first two items of each
 * of its items, and a map its names and values. How often the loop goes round, 0 for anything else;
 * and what round number `index`, from 0, gives.
 */
uint32_t sl_value_rounds(struct sl_value value, bool by_pairs);
struct sl_value sl_value_first(struct sl_value value, uint32_t index, bool by_pairs);
struct sl_value sl_value_second(struct sl_value value, uint32_t index);

/*
 * Append the value as text, as JavaScript would: "undefined", "null", "true", 1.5; a list's items
 * with commas between; "[object Object]" for a map. Not escaped. Lists in lists to a depth of 16.
 */
void sl_value_print(struct sl_value value, struct sl_buf *buf);

#endif
