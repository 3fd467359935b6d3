/* SPDX-License-Identifier: Apache-2.0 */
/*
 * name.h - names of people: as recorded, without customary words, and by sound.
 *
 * Three forms, from fine to coarse:
 *   normal  what was written, without differences of typing: "O'Brien" and "O Brien" are "obrien"
 *   core    the normal form without words that custom adds to many names: "Jaspreet Kaur" is
 *           "jaspreet"; equal to the normal form when there is none
 *   key     one spelling for the spellings of one name: "Mohammed" and "Muhammad" are equal
 */
#ifndef SL_RECORD_NAME_H
#define SL_RECORD_NAME_H

#include "base/buf.h"
#include "base/str.h"
#include "record/fold.h"

/* Which part of a person's name a value holds. */
enum sl_name_part { SL_NAME_GIVEN, SL_NAME_SURNAME, SL_NAME_FULL };

/*
 * Append the normal form of given names, of a surname, or of a full name (each an sl_normal_fn).
 *
 * All three: hyphens part words, apostrophes do not (O'Brien, D'Souza); Mc, Mac, St and the Arabic
 * article join the next word (mcdonald, stjohn, alhussain); "abd al" is "abdul" and "ud din" is
 * "uddin"; titles before a name are left out when a word remains. Words keep their order.
 * Given and surname: a rank alone ("Sir", "3rd Baronet") is no name; Lord and Knight are surnames.
 * Given: placeholders for a child without a name ("Baby boy", "Twin 2", "Baby of Sarah") are
 * missing, and such words before a name are left out.
 * Surname: a lone "O", "D" or "L" joins the next word; "Baby" stays.
 * Full: as a given name at the front, when a word remains; a lone "O" joins the next word unless it
 * stands first or another initial stands before it; an article that stands first does not join.
 *
 * Parameters, memory: as sl_normal_fn says.
 */
void sl_name_given_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);
void sl_name_surname_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);
void sl_name_full_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out);

/*
 * Append the name without customary words, as long as a word remains: Muhammad (any spelling)
 * before another given name; Bibi, Begum, Khatun, Kaur, Singh, Kumari, Devi, Bano, Bai; the
 * particles bin, ibn, bint, de, van, von, ... before another word. In a surname, and in the last
 * word of a full name, the feminine -ska, -cka, -ova, -eva take their masculine form.
 *
 *   part    which normal form it is
 *   normal  from the function above for that part; must not lie in *out
 *
 * Memory: as sl_normal_fn says. Source: see README.md in this folder.
 */
void sl_name_core(enum sl_name_part part, struct sl_str normal, struct sl_buf *out);

/*
 * Append the spelling key, word by word: equal for spellings of one name that differ as they do
 * when a name is carried from script to script or written by ear. Not meant to be read, not
 * idempotent, and never longer than four times the normal form.
 *
 *   normal  a normal form or a core; must not lie in *out
 *
 * Memory: as sl_normal_fn says. Source: rules of our own, in name_key.c, measured there.
 */
void sl_name_key(struct sl_str normal, struct sl_buf *out);

#endif
