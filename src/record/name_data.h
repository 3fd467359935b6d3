/* SPDX-License-Identifier: Apache-2.0 */
/*
 * name_data.h - words that custom puts around a name, and spellings of one name.
 *
 * Source: README.md in this folder, for each table.
 */
#ifndef SL_RECORD_NAME_DATA_H
#define SL_RECORD_NAME_DATA_H

#include "record/words.h"

/* Titles: value "any" where the word is a title wherever it stands, "front" before a name only. */
extern const struct sl_word_table sl_name_titles;

/*
 * Words for a child without a name. Value "core": alone it means that there is no name; "kind":
 * the same when it stands alone or beside others of this table, but it may be a name's first word
 * (Boy George); "mark": only beside a core word ("Baby A").
 */
extern const struct sl_word_table sl_name_unnamed;

/*
 * Words that name a rank and not a person: alone in a field they mean that it has no name. Value
 * "given": only in the field of given names (Lord and Knight are surnames, too); "both": in either.
 */
extern const struct sl_word_table sl_name_designations;

/* Words between or before the parts of a name: de, van, bin. */
extern const struct sl_word_table sl_name_particles;

/* Words that many people of a community bear beside their own name: Bibi, Kaur. */
extern const struct sl_word_table sl_name_customary;

/* Spellings that no rule brings together: the word, and the spelling that stands for it. */
extern const struct sl_word_table sl_name_variants;

#endif
