/* SPDX-License-Identifier: Apache-2.0 */
/*
 * neighbour_name.h - a dictionary of names with their forms, filed so that equal forms meet.
 */
#ifndef SL_LINK_NEIGHBOUR_NAME_H
#define SL_LINK_NEIGHBOUR_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "link/neighbour.h"
#include "link/neighbour_keys.h"
#include "link/neighbour_values.h"
#include "link/neighbour_words.h"

/* A core is that of a given name or of a surname. */
#define SL_NAME_PARTS 2u

/* What is filed besides letters without blanks: each kind of form has hashes of its own. */
enum sl_name_form_kind {
    SL_NAME_WHOLE,
    SL_NAME_CORE, /* and the next: one for each part */
    SL_NAME_SPELLING = SL_NAME_CORE + SL_NAME_PARTS,
    SL_NAME_INITIAL, /* names that begin with an initial, by it and the remaining words */
    SL_NAME_SPELT    /* names that begin with a longer word, by its first letter and those */
};

/* Hashes of a name's forms. 0: the core is the name itself, or the name has no such form. */
struct sl_name_forms {
    uint64_t cores[SL_NAME_PARTS];
    uint64_t spelling;
};

/*
 * All that is known of a dictionary of names. by_rest has the names with a blank by their letters
 * less one. Searching takes more than joining (with `searched`): order holds the names by bytes,
 * postings the names of each word, words what is similar to a word; and forms are filed of all
 * names, not only of those that are looked up from the other side. Zeroed: no names.
 */
struct sl_name_index {
    struct sl_value_index values;
    size_t blank_count; /* names with a blank */
    struct sl_name_forms *forms;
    struct sl_keys by_form;
    struct sl_keys by_rest;
    bool searched;
    struct sl_word_index words;
    struct sl_postings postings;
    uint32_t *order;
};

/* One slip in the letters of a name without its blanks. */
extern const struct sl_word_rules sl_name_letter_rules;

/* Hash a form, and the beginning of a name together with the sum of its remaining words. */
uint64_t sl_name_form_hash(struct sl_str form, unsigned kind);
uint64_t sl_name_initial_hash(char initial, uint64_t rest_sum, enum sl_name_form_kind kind);

/* Hash the forms of any name. */
struct sl_name_forms sl_name_forms_find(struct sl_str name);

/* The first word of a name of the index that has words, and the sum of the others. */
struct sl_str sl_name_first_word(const struct sl_value_index *values, uint32_t name);
uint64_t sl_name_rest_sum(const struct sl_value_index *values, uint32_t name);

/*
 * Fill a zeroed index, whose `searched` says what for.
 * Errors: SL_LIMIT, SL_NO_MEMORY. Free with sl_name_index_finish in any case.
 */
SL_NODISCARD enum sl_status sl_name_index_fill(
    struct sl_name_index *index,
    const struct sl_neighbour_source *source,
    unsigned thread_count,
    struct sl_error *err
);

/* Free; zeroed is fine. */
void sl_name_index_finish(struct sl_name_index *index);

#endif
