/* SPDX-License-Identifier: Apache-2.0 */
/*
 * records.h - what police, councils and the NHS wrote down about a made person.
 *
 * A person has one to five records. Each goes through the errors of the table below, which is the
 * documentation of how wrong the data is; `--describe` counts what happened.
 */
#ifndef SL_SIMULATE_RECORDS_H
#define SL_SIMULATE_RECORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "damage.h"
#include "people.h"
#include "text.h"

/*
 * Error, how often in 100,000 records that it may concern, and whom it concerns.
 *
 * Source: chosen below the upper figures that the Office for National Statistics found between
 *         records of one person (forename 35 %, surname 32 %, sex 1 %, day 15 %, month 13 %,
 *         year 13 %, postcode 4 %), as those hold for poor sources. Day, month and year are
 *         taken together here, and moves come on top of slips in the postcode.
 */
#define SL_ERROR_TABLE(X)                                                         \
    X(SL_GIVEN_MISSING, 1200, "given name missing")                               \
    X(SL_GIVEN_BABY, 7000, "Baby for a given name (first NHS record of a child)") \
    X(SL_GIVEN_TWIN, 800, "given name of the twin")                               \
    X(SL_GIVEN_PART, 15000, "one of several given names left out")                \
    X(SL_GIVEN_FORM, 9000, "nickname, short form or other spelling")              \
    X(SL_GIVEN_TYPO, 3000, "given name, typing slip")                             \
    X(SL_GIVEN_SOUND, 1500, "given name spelled by ear")                          \
    X(SL_GIVEN_LOOK, 500, "given name misread")                                   \
    X(SL_GIVEN_CUT, 700, "given name cut off")                                    \
    X(SL_GIVEN_INITIAL, 1200, "initial for a given name")                         \
    X(SL_SURNAME_MISSING, 700, "surname missing")                                 \
    X(SL_SURNAME_OTHER, 7000, "maiden name, other parent's or customary surname") \
    X(SL_SURNAME_PART, 25000, "half of a double surname left out")                \
    X(SL_SURNAME_FORM, 3000, "surname in another spelling")                       \
    X(SL_SURNAME_TYPO, 3000, "surname, typing slip")                              \
    X(SL_SURNAME_SOUND, 2000, "surname spelled by ear")                           \
    X(SL_SURNAME_LOOK, 500, "surname misread")                                    \
    X(SL_SURNAME_CUT, 500, "surname cut off")                                     \
    X(SL_NAMES_SWAPPED, 800, "given name and surname in each other's place")      \
    X(SL_MARKS_LOST, 75000, "marks of Polish letters lost")                       \
    X(SL_BIRTH_MISSING, 1500, "date of birth missing")                            \
    X(SL_BIRTH_SWAPPED, 1200, "day and month of birth swapped")                   \
    X(SL_BIRTH_SLIP, 3000, "date of birth, slip in one part")                     \
    X(SL_BIRTH_DEFAULT, 800, "date of birth given as 1 January")                  \
    X(SL_SEX_MISSING, 4000, "sex missing")                                        \
    X(SL_SEX_WRONG, 800, "sex wrong")                                             \
    X(SL_POSTCODE_MISSING, 5000, "postcode missing")                              \
    X(SL_POSTCODE_SLIP, 2500, "postcode, slip")                                   \
    X(SL_POSTCODE_JOINED, 10000, "postcode without its blank")                    \
    X(SL_ADDRESS_MISSING, 10000, "address missing")                               \
    X(SL_ADDRESS_SHORT, 35000, "address with short words (Rd, St)")               \
    X(SL_ADDRESS_SLIP, 4000, "address, typing slip")                              \
    X(SL_ADDRESS_NEW, 60000, "written after the move, of those who moved")        \
    X(SL_PHONE_MISSING, 48000, "telephone missing")                               \
    X(SL_PHONE_OTHER, 12000, "the other parent's telephone")                      \
    X(SL_PHONE_SLIP, 1500, "telephone, slip")                                     \
    X(SL_NHS_SLIP, 400, "NHS number, slip")

enum sl_error_kind {
#define SL_ERROR_ENUM(name, rate, text) name,
    SL_ERROR_TABLE(SL_ERROR_ENUM)
#undef SL_ERROR_ENUM
        SL_ERROR_KIND_COUNT
};

/* The columns of a record that may carry errors, in the order of the file. */
enum sl_record_field {
    SL_FIELD_GIVEN,
    SL_FIELD_SURNAME,
    SL_FIELD_BIRTH,
    SL_FIELD_SEX,
    SL_FIELD_POSTCODE,
    SL_FIELD_ADDRESS,
    SL_FIELD_PHONE,
    SL_FIELD_NHS,
    SL_FIELD_SOURCE,
    SL_FIELD_COUNT
};

/* One record. errors has bit 1 << kind set for each enum sl_error_kind that happened to it. */
struct sl_record {
    struct sl_text fields[SL_FIELD_COUNT];
    uint64_t errors;
};

/* The most records of one person. */
#define SL_RECORDS_LIMIT 5u

/* How records are made. Initialise with sl_recorder_init; variants are borrowed. */
struct sl_recorder {
    const struct sl_variants *variants;
    uint64_t seed;
    uint32_t rates[SL_ERROR_KIND_COUNT]; /* in 100,000 */
};

/*
 * Set the rates of the table, times error_percent / 100, at most 90,000.
 *
 *   error_percent  0 (no errors, nothing missing but NHS numbers) .. 500; 100 is the table
 */
void sl_recorder_init(
    struct sl_recorder *recorder,
    const struct sl_variants *variants,
    uint64_t seed,
    unsigned error_percent
);

/* Who writes. What each is like stands in a table of records.c. */
enum sl_record_source { SL_SOURCE_POLICE, SL_SOURCE_COUNCIL, SL_SOURCE_NHS, SL_SOURCE_COUNT };

/* One person as somebody is about to write them down. */
struct sl_sitting {
    const struct sl_person *person;
    const struct sl_person *twin; /* NULL when there is none */
    enum sl_record_source source;
    bool first; /* the first that anybody writes: newborn children have no name yet */
};

/* Write one record. What happens to it is drawn from `random`. */
void sl_recorder_write_one(
    const struct sl_recorder *recorder,
    const struct sl_sitting *sitting,
    struct sl_random *random,
    struct sl_record *ret_record
);

/*
 * Write down one person of a household.
 *
 *   ret_records  room for SL_RECORDS_LIMIT
 *
 * Returns how many records, 1 .. SL_RECORDS_LIMIT (2.65 on average). They depend on the recorder
 * and the person alone.
 */
unsigned sl_recorder_write(
    const struct sl_recorder *recorder,
    const struct sl_household *household,
    unsigned person_index,
    struct sl_record *ret_records
);

/* What a kind of error is called, for people. */
const char *sl_error_kind_text(enum sl_error_kind kind);

#endif
