/* SPDX-License-Identifier: Apache-2.0 */
/*
 * example.h - agreements that tests begin with, and reading them.
 */
#ifndef SL_TESTS_SHARING_EXAMPLE_H
#define SL_TESTS_SHARING_EXAMPLE_H

#include "base/buf.h"
#include "base/date.h"
#include "sharing/policy.h"
#include "support/support.h"

#define EXAMPLE_LIMIT_BYTES ((size_t)64 << 20)

/* Three parties; content both ways between two councils, existence to the police. */
#define EXAMPLE_AGREEMENT                               \
    "format: sightline-agreement-1\n"                   \
    "id: joint\n"                                       \
    "version: 2\n"                                      \
    "title: Joint working\n"                            \
    "valid: {from: 2026-04-01, until: 2027-03-31}\n"    \
    "parties:\n"                                        \
    "  bolton: Bolton Council\n"                        \
    "  bury: Bury Council\n"                            \
    "  gmp: Greater Manchester Police\n"                \
    "shares:\n"                                         \
    "  - of: [bolton]\n"                                \
    "    to: [bury]\n"                                  \
    "    direction: both_ways\n"                        \
    "    purposes: [safeguarding]\n"                    \
    "    level: content\n"                              \
    "    kinds: [details, child_protection]\n"          \
    "    fields: [all]\n"                               \
    "    except: [whereabouts]\n"                       \
    "  - of: [bolton, bury]\n"                          \
    "    to: [gmp]\n"                                   \
    "    direction: one_way\n"                          \
    "    purposes: [safeguarding, investigation]\n"     \
    "    level: existence\n"                            \
    "    in_emergency: content\n"                       \
    "    kinds: [details, child_protection, missing]\n" \
    "    fields: [names, address, summary]\n"

#define EXAMPLE_REVOCATION             \
    "format: sightline-revocation-1\n" \
    "agreement: joint\n"               \
    "version: 2\n"                     \
    "on: 2026-09-01\n"                 \
    "by: bury\n"                       \
    "reason: the lawful basis is in question\n"

/* The day of a date. */
static inline int32_t example_day(const char *text)
{
    struct sl_date date;
    SL_CHECK_OK(sl_date_parse(sl_str_from(text), &date, NULL), NULL);
    return sl_date_to_days(date);
}

static inline struct sl_sharing_document example_read(const char *text, struct sl_arena *arena)
{
    struct sl_sharing_document document = { .revokes = false };
    struct sl_error err;
    SL_CHECK_OK(sl_agreement_parse(sl_str_from(text), arena, &document, &err), &err);
    return document;
}

/* The example with one text in it replaced by another; the test fails when it is not there. */
static inline void
example_with(const char *text, const char *old, const char *new, struct sl_buf *out)
{
    const struct sl_str whole = sl_str_from(text);
    const struct sl_str was = sl_str_from(old);
    const size_t at = sl_str_find(whole, was);
    assert_true(at < whole.len);
    sl_buf_clear(out);
    sl_buf_add(out, sl_str_part(whole, 0, at));
    sl_buf_add(out, sl_str_from(new));
    sl_buf_add(out, sl_str_part(whole, at + was.len, whole.len));
}

#endif
