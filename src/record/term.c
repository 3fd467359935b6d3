/* SPDX-License-Identifier: Apache-2.0 */
#include "record/term.h"

#include <string.h>

#include "base/error.h"

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define TERM(enumerator, name_text, words_text) \
    [enumerator] = { .name = TEXT(name_text), .words = TEXT(words_text) },
/* clang-format on */
#define KIND_TERM(enumerator, name, words, span)     TERM(enumerator, name, words)
#define ROLE_TERM(enumerator, name, words, from, to) TERM(enumerator, name, words)

static const struct sl_term entity_class_terms[] = { SL_ENTITY_CLASS_TABLE(TERM) };
static const struct sl_term object_kind_terms[] = { SL_OBJECT_KIND_TABLE(TERM) };
static const struct sl_term location_kind_terms[] = { SL_LOCATION_KIND_TABLE(TERM) };
static const struct sl_term event_kind_terms[] = { SL_EVENT_KIND_TABLE(KIND_TERM) };
static const struct sl_term attribute_terms[] = { SL_ATTRIBUTE_TABLE(TERM) };
static const struct sl_term role_terms[] = { SL_ROLE_TABLE(ROLE_TERM) };

#undef ROLE_TERM
#undef KIND_TERM
#undef TERM
#undef TEXT

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
