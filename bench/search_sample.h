/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_sample.h - people of a simulated partnership, and what somebody would type to find them.
 */
#ifndef SL_BENCH_SEARCH_SAMPLE_H
#define SL_BENCH_SEARCH_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/str.h"
#include "store/store.h"

/* X(enumerator, name) */
#define SL_BENCH_QUESTION_TABLE(X)                          \
    X(SL_BENCH_NAME_BIRTH, "name and date of birth")        \
    X(SL_BENCH_BIRTH_NAME, "date, surname first")           \
    X(SL_BENCH_SLIP_BIRTH, "a slip in a name, and date")    \
    X(SL_BENCH_NAME_BIRTH_SLIP, "name, a slip in the date") \
    X(SL_BENCH_NAME, "name")                                \
    X(SL_BENCH_SLIP, "a slip in a name")                    \
    X(SL_BENCH_NAME_AGE, "name and age")                    \
    X(SL_BENCH_SURNAME_AGE, "surname and age")              \
    X(SL_BENCH_SURNAME_DISTRICT, "surname and district")    \
    X(SL_BENCH_SURNAME, "surname")                          \
    X(SL_BENCH_BEGIN, "given name, surname begun")          \
    X(SL_BENCH_BIRTH, "date of birth")                      \
    X(SL_BENCH_POSTCODE, "postcode")                        \
    X(SL_BENCH_NHS, "NHS number")                           \
    X(SL_BENCH_PHONE, "phone")

enum sl_bench_question {
#define SL_BENCH_QUESTION_ENUM(enumerator, name) enumerator,
    SL_BENCH_QUESTION_TABLE(SL_BENCH_QUESTION_ENUM)
#undef SL_BENCH_QUESTION_ENUM
        SL_BENCH_QUESTION_COUNT
};

/* The name of a kind of question: static. */
const char *sl_bench_question_name(enum sl_bench_question question);

/* Mentions of one person that are known to the bench. */
#define SL_BENCH_MENTION_LIMIT 16

/* A person of the truth. Texts lie in the arena of the sample. */
struct sl_bench_person {
    int64_t number; /* in the truth */
    struct sl_str given_name, surname, birth_date, postcode;
    struct sl_str phone, nhs_number; /* as some mention has them; may be empty */
    int64_t mentions[SL_BENCH_MENTION_LIMIT];
    size_t mention_count;
};

/* Zeroed, but for the arena. */
struct sl_bench_people {
    struct sl_arena arena;
    struct sl_bench_person *items; /* ascending by number */
    size_t count;
};

/*
 * Take people at random of a truth folder (people.csv, mentions.csv), of those who have a name and
 * a date of birth, and their mentions out of a store.
 * Errors: those of CSV files and of the store; SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_bench_people_take(
    struct sl_bench_people *people,
    struct sl_store *store,
    const char *truth_path,
    size_t count,
    uint64_t seed,
    struct sl_error *err
);

/* Append what somebody types; nothing when the person has not what it is made of. */
void sl_bench_question_print(
    const struct sl_bench_person *person,
    enum sl_bench_question question,
    struct sl_random *random,
    struct sl_buf *buf
);

#endif
