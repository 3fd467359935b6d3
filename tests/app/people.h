/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people.h - a few invented people, each met more than once, for tests from files to files.
 *
 * Nobody is meant: names are drawn from short lists and dates by a seeded generator.
 */
#ifndef SL_TESTS_APP_PEOPLE_H
#define SL_TESTS_APP_PEOPLE_H

#include <stdio.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/str.h"

#define PEOPLE_FIELDS "forename=given_name,surname=surname,born=dob,postcode=postcode"

/* One person; the same seed gives the same people. */
struct person {
    const char *forename;
    const char *surname;
    unsigned year, month, day, street, house;
};

static inline struct person person_draw(struct sl_random *random)
{
    static const char *const forenames[] = {
        "Aaliyah", "Benjamin", "Chidi",   "Daniela", "Ewan",  "Fatima", "Grzegorz", "Harriet",
        "Imran",   "Jasmine",  "Kwame",   "Leila",   "Mateo", "Nadia",  "Oliver",   "Priya",
        "Quentin", "Rosalind", "Suleman", "Thea",    "Umar",  "Violet", "Wojciech", "Yusra",
    };
    static const char *const surnames[] = {
        "Abernathy",    "Bhattacharya", "Clegg",   "Dzielinski", "Entwistle", "Farooqi",
        "Goulding",     "Hargreaves",   "Iqbal",   "Jankowski",  "Kershaw",   "Lomax",
        "Mahmood",      "Nuttall",      "Okonkwo", "Pilkington", "Qureshi",   "Ramsbottom",
        "Shuttleworth", "Tattersall",   "Uddin",   "Varley",     "Whitworth", "Yates",
    };
    return (struct person){
        .forename = forenames[sl_random_below(random, 24)],
        .surname = surnames[sl_random_below(random, 24)],
        .year = 2004 + (unsigned)sl_random_below(random, 18),
        .month = 1 + (unsigned)sl_random_below(random, 12),
        .day = 1 + (unsigned)sl_random_below(random, 28),
        .street = (unsigned)sl_random_below(random, 9),
        .house = (unsigned)sl_random_below(random, 20),
    };
}

/* Append one record: "<id>,<forename>,<surname>,<born>,<postcode>,<person>". */
static inline void
person_print(const struct person *person, const char *id, unsigned number, struct sl_buf *buf)
{
    sl_buf_addf(buf, "%s,%s,%s,", id, person->forename, person->surname);
    sl_buf_addf(buf, "%04u-%02u-%02u,", person->year, person->month, person->day);
    sl_buf_addf(
        buf,
        "M%u %u%c%c,p%u\n",
        10 + person->street,
        1 + person->house % 9,
        "ABDEFGHJLN"[person->house % 10],
        "PQRSTUWXYZ"[person->house / 2],
        number
    );
}

/*
 * Append a file of person_count people, each copy_count times; ids are "<person>-<copy>" from
 * first_copy on. Every third copy has the wrong day of birth.
 */
static inline void
people_print(unsigned person_count, unsigned first_copy, unsigned copy_count, struct sl_buf *buf)
{
    struct sl_random random;

    sl_random_init(&random, 20150302);
    sl_buf_addf(buf, "id,forename,surname,born,postcode,person\n");
    for (unsigned i = 0; i < person_count; i++) {
        const struct person person = person_draw(&random);
        for (unsigned copy = first_copy; copy < first_copy + copy_count; copy++) {
            struct person written = person;
            char id[32];
            written.day = (i + copy) % 3 == 0 ? person.day % 28 + 1 : person.day;
            (void)snprintf(id, sizeof(id), "%u-%u", i, copy);
            person_print(&written, id, i, buf);
        }
    }
}

#endif
