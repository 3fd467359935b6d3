/* SPDX-License-Identifier: Apache-2.0 */
/*
 * guard.h - did a form of ours send this, in the browser of who is signed in?
 *
 * Each form carries a word that is made of the session's token, or before there is a session of a
 * cookie of chance: another site knows neither. Beside it, what browsers say themselves of where a
 * request comes from must not speak against it.
 *
 * Source: OWASP, Cross-Site Request Forgery Prevention Cheat Sheet; W3C Fetch Metadata.
 */
#ifndef SL_WEB_GUARD_H
#define SL_WEB_GUARD_H

#include "base/arena.h"
#include "base/error.h"
#include "web/form.h"
#include "web/request.h"

/* The name of the field of a form. */
#define SL_GUARD_FIELD "csrf"

/*
 * The word for a secret cookie: 64 hexadecimal digits. The cookie cannot be found from it.
 * Errors: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_guard_word(
    struct sl_str secret, struct sl_arena *arena, struct sl_str *ret_word, struct sl_error *err
);

/* A new cookie of chance. Errors: SL_IO, SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_guard_chance(struct sl_arena *arena, struct sl_str *ret_chance, struct sl_error *err);

/*
 * Is it ours?
 *
 *   word  what the form must carry; empty: nothing will do
 *
 * Time: of comparing the word, the same for each that is wrong.
 */
bool sl_guard_check(
    const struct sl_request *request, const struct sl_form *form, struct sl_str word
);

#endif
