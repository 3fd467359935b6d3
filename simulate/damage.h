/* SPDX-License-Identifier: Apache-2.0 */
/*
 * damage.h - what happens to a name, a date or a number between a person and a file.
 *
 * Each function changes a text in place in one way, and says whether anything was changed.
 */
#ifndef SL_SIMULATE_DAMAGE_H
#define SL_SIMULATE_DAMAGE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/error.h"
#include "base/hash.h"
#include "text.h"

/*
 * A typing slip: a neighbouring key, a letter too many, one too few, or two in the wrong order.
 * The text is plain ASCII (sl_text_unmark first) and keeps at least one byte.
 */
bool sl_damage_typo(struct sl_text *text, struct sl_random *random);

/* Another spelling that sounds the same: "ph" and "f", "ee" and "i". */
bool sl_damage_sound(struct sl_text *text, struct sl_random *random);

/* A letter or digit read as one that looks like it: "m" and "rn", "O" and "0". */
bool sl_damage_look(struct sl_text *text, struct sl_random *random);

/* Cut off after the first few letters, as a narrow column does; only texts of seven and more. */
bool sl_damage_cut(struct sl_text *text, struct sl_random *random);

/* Only the first letter is left. */
bool sl_damage_initial(struct sl_text *text);

/* One of several words, separated by blanks or hyphens, is left out. */
bool sl_damage_drop_word(struct sl_text *text, struct sl_random *random);

/* Digits only: one digit is another one, or two neighbours change places. */
bool sl_damage_digits(struct sl_text *text, struct sl_random *random);

/* Day and month change places; false when that gives no other valid date. */
bool sl_damage_swap_month(struct sl_date *date);

/* One part is wrong: the year by one, two or ten, the month by one, or one digit of the day. */
bool sl_damage_date(struct sl_date *date, struct sl_random *random);

/* The words that people use for the same name: nicknames, short forms, other spellings. */
struct sl_variants;

/* Read the tables. Errors: SL_NO_MEMORY. */
SL_NODISCARD enum sl_status
sl_variants_open(struct sl_variants **ret_variants, struct sl_error *err);

/* Give everything back; NULL is fine. */
void sl_variants_close(struct sl_variants *variants);

/* Put another form of one of its words into a name; false when none of them has one. */
bool sl_variants_change(
    const struct sl_variants *variants, struct sl_text *name, struct sl_random *random
);

#endif
