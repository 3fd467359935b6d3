/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scope.h - what a token is for: some of what its user may do, and nothing beside it.
 *
 * A scope gives nothing. It says of which permissions of the user a program may make use; without
 * the role and all else that decide.h asks for, a token with every scope opens nothing.
 *
 * Source: RFC 6749, section 3.3, for the text: names with single blanks between them.
 */
#ifndef SL_SHARING_SCOPE_H
#define SL_SHARING_SCOPE_H

#include "base/buf.h"
#include "base/error.h"
#include "sharing/role.h"

/* X(enumerator, name, words, permissions). Who asks for records is looked up as by a search. */
/* clang-format off */
#define SL_SCOPE_TABLE(X)                                                                    \
    X(SL_SCOPE_SEARCH, "search", "search for people", SL_MAY(SEARCH))                        \
    X(SL_SCOPE_PICTURE, "picture", "read the picture of a child",                            \
      SL_MAY(PICTURE) | SL_MAY(AUDIT))                                                       \
    X(SL_SCOPE_QUESTION, "question", "read what is asked about a child", SL_MAY(QUESTION))   \
    X(SL_SCOPE_REQUEST, "request", "ask other agencies for records, and see what was asked", \
      SL_MAY(ASK) | SL_MAY(ANSWER) | SL_MAY(SEARCH))                                         \
    X(SL_SCOPE_INTAKE, "intake", "take files in, and see what became of them",               \
      SL_MAY(INTAKE) | SL_MAY(REJECTS))
/* clang-format on */

#define SL_SCOPE_ENUM(enumerator, ...) enumerator,
enum sl_scope { SL_SCOPE_TABLE(SL_SCOPE_ENUM) SL_SCOPE_COUNT };
#undef SL_SCOPE_ENUM

/* A set of one. */
#define SL_SCOPE_BIT(scope) (1u << (scope))

/* The terms by enumerator; static. */
const struct sl_term *sl_scope_terms(void);

/* The permissions of a set of scopes, as bits. */
uint32_t sl_scope_permissions(unsigned scopes);

/*
 * Read names with single blanks between them; in any order, each once, at least one.
 * Errors: SL_INVALID, which names what is none; the hint has all names.
 */
SL_NODISCARD enum sl_status
sl_scope_parse(struct sl_str text, unsigned *ret_scopes, struct sl_error *err);

/* Append the names of a set, as they are read, in the order of the table. */
void sl_scope_print(unsigned scopes, struct sl_buf *text);

#endif
