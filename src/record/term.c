/* SPDX-License-Identifier: Apache-2.0 */
#include "record/term.h"

#include <string.h>

#include "base/error.h"

/* Further columns of a table are for the functions at the end. */
#define TERM(enumerator, term_name, term_words, ...)                     \
    [enumerator] = {                                                     \
        .name = {.ptr = "" term_name,   .len = sizeof(term_name) - 1 },   \
        .words = { .ptr = "" term_words, .len = sizeof(term_words) - 1} \
    },

static const struct sl_term entity_class_terms[] = { SL_ENTITY_CLASS_TABLE(TERM) };
static const struct sl_term object_kind_terms[] = { SL_OBJECT_KIND_TABLE(TERM) };
static const struct sl_term location_kind_terms[] = { SL_LOCATION_KIND_TABLE(TERM) };
static const struct sl_term event_kind_terms[] = { SL_EVENT_KIND_TABLE(TERM) };
static const struct sl_term attribute_terms[] = { SL_ATTRIBUTE_TABLE(TERM) };
static const struct sl_term role_terms[] = { SL_ROLE_TABLE(TERM) };

#undef TERM

const struct sl_term *sl_entity_class_terms(void)
{
    return entity_class_terms;
}

const struct sl_term *sl_object_kind_terms(void)
{
    return object_kind_terms;
}

const struct sl_term *sl_location_kind_terms(void)
{
    return location_kind_terms;
}

const struct sl_term *sl_event_kind_terms(void)
{
    return event_kind_terms;
}

const struct sl_term *sl_attribute_terms(void)
{
    return attribute_terms;
}

const struct sl_term *sl_role_terms(void)
{
    return role_terms;
}

unsigned sl_term_find(const struct sl_term *terms, unsigned count, struct sl_str name)
{
    if (name.len == 0) {
        return count;
    }
    for (unsigned i = 0; i < count; i++) {
        const struct sl_str known = terms[i].name;
        /* Lengths and first letters tell most names apart without a call. */
        if (known.len == name.len && known.ptr[0] == name.ptr[0] &&
            memcmp(known.ptr, name.ptr, name.len) == 0) {
            return i;
        }
    }
    return count;
}

bool sl_event_kind_is_span(enum sl_event_kind kind)
{
#define SPAN(enumerator, name, words, span) [enumerator] = (span),
    static const bool spans[] = { SL_EVENT_KIND_TABLE(SPAN) };
#undef SPAN
    SL_ASSERT(kind < SL_EVENT_KIND_COUNT);
    return spans[kind];
}

enum sl_entity_class sl_role_from(enum sl_role role)
{
#define FROM(enumerator, name, words, from, to) [enumerator] = (from),
    static const enum sl_entity_class classes[] = { SL_ROLE_TABLE(FROM) };
#undef FROM
    SL_ASSERT(role < SL_ROLE_TABLE_COUNT);
    return classes[role];
}

enum sl_entity_class sl_role_to(enum sl_role role)
{
#define TO(enumerator, name, words, from, to) [enumerator] = (to),
    static const enum sl_entity_class classes[] = { SL_ROLE_TABLE(TO) };
#undef TO
    SL_ASSERT(role < SL_ROLE_TABLE_COUNT);
    return classes[role];
}
