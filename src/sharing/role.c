/* SPDX-License-Identifier: Apache-2.0 */
#include "sharing/role.h"

_Static_assert(SL_PERMISSION_COUNT <= 32, "a set of permissions is 32 bits");
_Static_assert(SL_PURPOSE_COUNT <= 8, "a set of purposes is 8 bits");
_Static_assert(SL_USER_TIE_COUNT <= 8, "a set of relationships is 8 bits");

/* clang-format off */
#define TEXT(literal) { .ptr = "" literal, .len = sizeof(literal) - 1 }
#define TERM(enumerator, name_text, words_text, ...) \
    [enumerator] = { .name = TEXT(name_text), .words = TEXT(words_text) },
#define PERMISSION(enumerator, name_text, words_text, reach_, most_, fields_, tie_) \
    [enumerator] = { .reach = (reach_), .most = (most_), .fields = (fields_), .needs_tie = (tie_) },
#define ROLE(enumerator, name_text, words_text, permissions_, purposes_) \
    [enumerator] = { .permissions = (permissions_), .purposes = (purposes_) },
#define TIE(enumerator, name_text, words_text, purposes_) [enumerator] = (purposes_),

/* The tables with two columns are given a third, as TERM wants one more. */
#define PAIR_TERM(enumerator, name_text, words_text) TERM(enumerator, name_text, words_text, 0)

static const struct sl_term purpose_terms[] = { SL_PURPOSE_TABLE(PAIR_TERM) };
static const struct sl_term permission_terms[] = { SL_PERMISSION_TABLE(TERM) };
static const struct sl_term user_role_terms[] = { SL_USER_ROLE_TABLE(TERM) };
static const struct sl_term tie_terms[] = { SL_USER_TIE_TABLE(TERM) };

static const struct sl_permission_line permissions[] = { SL_PERMISSION_TABLE(PERMISSION) };
static const struct sl_user_role_line user_roles[] = { SL_USER_ROLE_TABLE(ROLE) };
static const uint8_t tie_purposes[] = { SL_USER_TIE_TABLE(TIE) };
/* clang-format on */

const struct sl_term *sl_purpose_terms(void)
{
    return purpose_terms;
}

const struct sl_term *sl_permission_terms(void)
{
    return permission_terms;
}

const struct sl_term *sl_user_role_terms(void)
{
    return user_role_terms;
}

const struct sl_term *sl_tie_terms(void)
{
    return tie_terms;
}

const struct sl_permission_line *sl_permission_get(enum sl_permission permission)
{
    return &permissions[permission];
}

const struct sl_user_role_line *sl_user_role_get(enum sl_user_role role)
{
    return &user_roles[role];
}

uint8_t sl_tie_purposes(enum sl_user_tie_kind kind)
{
    return tie_purposes[kind];
}
