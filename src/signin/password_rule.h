/* SPDX-License-Identifier: Apache-2.0 */
/*
 * password_rule.h - may this be a password?
 *
 * Long, and not what others try first. There are no rules about digits and signs: they make people
 * write "Password1!", and guessers know. A password is worth so much as a guesser must choose for
 * it: a common word, a year, a run of the keyboard or of the alphabet is one choice, however long
 * it is; a digit is half of one, and any other character one. Words are also seen when 3 stands for
 * e, and what is only the same again counts once. A password that was stolen and published
 * (breached.h) is one choice, too, and so is one with digits and signs around it.
 *
 * Source: NIST SP 800-63B (2017), section 5.1.1.2: length, no composition, no known passwords, no
 *         words of the context. It compares with a list; we also have the rules by which such lists
 *         are made, so that there is no end to the list.
 */
#ifndef SL_SIGNIN_PASSWORD_RULE_H
#define SL_SIGNIN_PASSWORD_RULE_H

#include <stddef.h>

#include "base/str.h"

/* In characters (code points). */
#define SL_PASSWORD_MIN_CHARS 12u
#define SL_PASSWORD_MAX_CHARS 128u
/* What a password must be worth at least, in half choices. */
#define SL_PASSWORD_MIN_WORTH 16u

/* X(enumerator, words): what is wrong with a password; words say what to do. */
#define SL_PASSWORD_FAULT_TABLE(X)                                                             \
    X(SL_PASSWORD_GOOD, "")                                                                    \
    X(SL_PASSWORD_SHORT, "Use at least 12 characters; three or four words in a row are good.") \
    X(SL_PASSWORD_LONG, "Use at most 128 characters.")                                         \
    X(SL_PASSWORD_NOT_TEXT, "Use characters that can be typed.")                               \
    X(SL_PASSWORD_COMMON,                                                                      \
      "Use words that others would not try: not your name, your agency, "                      \
      "months, clubs, years, runs of the keyboard and passwords that were stolen.")

#define SL_PASSWORD_FAULT_ENUM(enumerator, words) enumerator,
enum sl_password_fault { SL_PASSWORD_FAULT_TABLE(SL_PASSWORD_FAULT_ENUM) };
#undef SL_PASSWORD_FAULT_ENUM

/*
 * Judge a password.
 *
 *   words  what is known of the user: id, names, agency; parts of at least three letters between
 *          other characters count as common words
 */
enum sl_password_fault
sl_password_judge(struct sl_str password, const struct sl_str *words, size_t word_count);

/* The words of the table; static. */
const char *sl_password_fault_words(enum sl_password_fault fault);

#endif
