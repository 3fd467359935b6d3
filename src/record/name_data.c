/* SPDX-License-Identifier: Apache-2.0 */
#include "record/name_data.h"

/* clang-format off */
static const struct sl_word_row titles_rows[] = {
    { "capt", "front" },
    { "captain", "front" },
    { "cllr", "front" },
    { "councillor", "front" },
    { "dame", "front" },
    { "doctor", "front" },
    { "dr", "any" },
    { "hon", "front" },
    { "lady", "front" },
    { "lord", "front" },
    { "master", "front" },
    { "messrs", "front" },
    { "miss", "front" },
    { "missus", "front" },
    { "mister", "front" },
    { "mr", "any" },
    { "mrs", "any" },
    { "ms", "any" },
    { "mx", "any" },
    { "prof", "front" },
    { "professor", "front" },
    { "rev", "front" },
    { "revd", "any" },
    { "reverend", "front" },
    { "sergeant", "front" },
    { "sgt", "front" },
    { "sir", "front" },
};
/* clang-format on */

const struct sl_word_table sl_name_titles = SL_WORD_TABLE(titles_rows);

/* clang-format off */
static const struct sl_word_row unnamed_rows[] = {
    { "1", "mark" },
    { "1st", "mark" },
    { "2", "mark" },
    { "2nd", "mark" },
    { "3", "mark" },
    { "3rd", "mark" },
    { "4", "mark" },
    { "a", "mark" },
    { "b", "mark" },
    { "babe", "core" },
    { "baby", "core" },
    { "bby", "core" },
    { "boy", "kind" },
    { "c", "mark" },
    { "child", "kind" },
    { "d", "mark" },
    { "daughter", "kind" },
    { "f", "mark" },
    { "female", "kind" },
    { "fetus", "core" },
    { "first", "mark" },
    { "foetus", "core" },
    { "four", "mark" },
    { "girl", "kind" },
    { "i", "mark" },
    { "ii", "mark" },
    { "iii", "mark" },
    { "infant", "core" },
    { "m", "mark" },
    { "male", "kind" },
    { "nameless", "core" },
    { "newborn", "core" },
    { "no", "mark" },
    { "number", "mark" },
    { "one", "mark" },
    { "second", "mark" },
    { "son", "kind" },
    { "third", "mark" },
    { "three", "mark" },
    { "triplet", "core" },
    { "twin", "core" },
    { "two", "mark" },
    { "unborn", "core" },
    { "unknown", "core" },
    { "unnamed", "core" },
};
/* clang-format on */

const struct sl_word_table sl_name_unnamed = SL_WORD_TABLE(unnamed_rows);

/* clang-format off */
static const struct sl_word_row particles_rows[] = {
    { "ab", "" },
    { "aka", "" },
    { "and", "" },
    { "ap", "" },
    { "ben", "" },
    { "bin", "" },
    { "bint", "" },
    { "binte", "" },
    { "binti", "" },
    { "da", "" },
    { "das", "" },
    { "de", "" },
    { "del", "" },
    { "della", "" },
    { "den", "" },
    { "der", "" },
    { "des", "" },
    { "di", "" },
    { "do", "" },
    { "dos", "" },
    { "du", "" },
    { "ferch", "" },
    { "ibn", "" },
    { "la", "" },
    { "las", "" },
    { "le", "" },
    { "los", "" },
    { "nee", "" },
    { "of", "" },
    { "ten", "" },
    { "ter", "" },
    { "the", "" },
    { "van", "" },
    { "vel", "" },
    { "von", "" },
    { "zu", "" },
    { "zur", "" },
};
/* clang-format on */

const struct sl_word_table sl_name_particles = SL_WORD_TABLE(particles_rows);

/* clang-format off */
static const struct sl_word_row customary_rows[] = {
    { "bai", "" },
    { "bano", "" },
    { "begam", "" },
    { "begum", "" },
    { "bibi", "" },
    { "devi", "" },
    { "kaur", "" },
    { "khatoon", "" },
    { "khatum", "" },
    { "khatun", "" },
    { "kour", "" },
    { "kumari", "" },
    { "singh", "" },
};
/* clang-format on */

const struct sl_word_table sl_name_customary = SL_WORD_TABLE(customary_rows);
