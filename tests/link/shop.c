/* SPDX-License-Identifier: Apache-2.0 */
#include "link/shop.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "support/support.h"

/* Each is a given name and a surname; some are alike. */
static const char *const names[] = {
    "Ali",   "Thomas", "Hassan", "James",  "Ahmed",   "George",   "Rose",    "Scott", "Khan",
    "Grace", "Lewis",  "Smith",  "Smyth",  "Kahn",    "Mohammed", "Mohamed", "Hasan", "Tomas",
    "Ahmad", "Lloyd",  "Martin", "Marten", "Stanley", "Kaur",     "Mei",     "Omar",  "Umar",
    "Dean",  "Grant",  "Craig",  "Kelly",  "Kelley",  "Sydney",   "Noor",    "Nur",   "Blake",
};
#define NAME_COUNT (sizeof(names) / sizeof(names[0]))

#define VALUE_BYTES 24u

/* Percent of the records that miss each column. */
static const unsigned missing_percent[CROWD_COLUMNS] = { 2, 3, 10, 5, 8, 40 };

struct truth {
    char values[CROWD_COLUMNS][VALUE_BYTES];
};

struct crowd shop_crowd(unsigned record_count)
{
    return (struct crowd){
        .seed = sl_test_seed(),
        .record_count = record_count,
        .first_file = record_count,
    };
}

/* 0 .. count-1; the low ones are much commoner. */
static unsigned draw(struct sl_random *random, size_t count)
{
    const double unit = sl_random_unit(random);
    return (unsigned)(unit * unit * unit * (double)count);
}

static bool happens(struct sl_random *random, unsigned percent)
{
    return sl_random_below(random, 100) < percent;
}

/* Many who do not know the day of birth say the first of January. */
static void draw_date(char *value, struct sl_random *random)
{
    const bool guessed = happens(random, 6);
    (void)snprintf(
        value,
        VALUE_BYTES,
        "%u-%02u-%02u",
        2008 + draw(random, 4),
        guessed ? 1 : 1 + (unsigned)sl_random_below(random, 12),
        guessed ? 1 : 1 + (unsigned)sl_random_below(random, 28)
    );
}

static void draw_person(struct truth *truth, struct sl_random *random)
{
    const size_t given = draw(random, NAME_COUNT);
    const size_t surname = (draw(random, NAME_COUNT) + NAME_COUNT / 4) % NAME_COUNT;
    (void)snprintf(truth->values[CROWD_GIVEN], VALUE_BYTES, "%s", names[given]);
    (void)snprintf(truth->values[CROWD_SURNAME], VALUE_BYTES, "%s", names[surname]);
    draw_date(truth->values[CROWD_DOB], random);
    (void)snprintf(truth->values[CROWD_SEX], VALUE_BYTES, "%s", happens(random, 50) ? "F" : "M");
    (void)snprintf(
        truth->values[CROWD_POSTCODE],
        VALUE_BYTES,
        "M%u %u%cA",
        1 + draw(random, 4),
        (unsigned)sl_random_below(random, 6),
        "ABDEFG"[sl_random_below(random, 6)]
    );
    (void)snprintf(
        truth->values[CROWD_PHONE],
        VALUE_BYTES,
        "07700 9%05u",
        (unsigned)sl_random_below(random, 100000)
    );
}

/* One record about a person, with what goes wrong. */
static void write_record(
    struct fixture *fixture, const struct crowd *crowd, struct truth truth, struct sl_random *random
)
{
    const char *values[CROWD_COLUMNS];
    size_t count = 0;
    char id[VALUE_BYTES];
    (void)snprintf(id, sizeof(id), "r%zu", fixture->count);
    if (happens(random, 6)) {
        draw_date(truth.values[CROWD_DOB], random);
    }
    if (happens(random, 10)) {
        const struct truth kept = truth;
        memcpy(truth.values[CROWD_GIVEN], kept.values[CROWD_SURNAME], VALUE_BYTES);
        memcpy(truth.values[CROWD_SURNAME], kept.values[CROWD_GIVEN], VALUE_BYTES);
    }
    for (unsigned column = 0; column < CROWD_COLUMNS; column++) {
        const bool missing = happens(random, missing_percent[column]);
        if ((crowd->without >> column & 1U) == 0) {
            values[count++] = missing ? NULL : truth.values[column];
        }
    }
    fixture_add(fixture, 0, id, values);
}

void shop_stock(struct fixture *fixture, const struct crowd *crowd)
{
    static const enum sl_kind all_kinds[CROWD_COLUMNS] = {
        SL_KIND_GIVEN_NAME, SL_KIND_SURNAME,  SL_KIND_DOB,
        SL_KIND_SEX,        SL_KIND_POSTCODE, SL_KIND_PHONE,
    };
    enum sl_kind kinds[CROWD_COLUMNS];
    size_t count = 0;
    for (unsigned column = 0; column < CROWD_COLUMNS; column++) {
        if ((crowd->without >> column & 1U) == 0) {
            kinds[count++] = all_kinds[column];
        }
    }
    struct sl_random random;
    struct truth truth;
    fixture_init(fixture, kinds, count);
    sl_random_init(&random, crowd->seed);
    for (unsigned left = 0; fixture->count < crowd->record_count; left--) {
        if (left == 0) {
            draw_person(&truth, &random);
            left = 1 + (unsigned)sl_random_below(&random, 3);
        }
        write_record(fixture, crowd, truth, &random);
    }
    fixture_shuffle(fixture, crowd->seed + 1);
    for (size_t at = 0; at < fixture->count; at++) {
        fixture->rows[at].source = at < crowd->first_file ? 0 : 1;
    }
}

static void count_chances(struct shop *shop)
{
    const struct sl_table *table = &shop->made.table;
    for (unsigned field = 0; field < table->field_count; field++) {
        SL_CHECK_OK(
            sl_chance_count(
                &shop->chances[field],
                sl_table_domain(table, field),
                table->frequency[field],
                table->record_count,
                1,
                NULL
            ),
            NULL
        );
        sl_chance_update(&shop->chances[field], &shop->model, field, 1);
    }
}

void shop_open(struct shop *shop, struct fixture *fixture, bool across)
{
    *shop = (struct shop){ .community = { 0 } };
    SL_CHECK_OK(fixture_table_init(&shop->made, fixture, 1, true, NULL), NULL);
    fixture_finish(fixture);
    SL_CHECK_OK(sl_index_init(&shop->index, &shop->made.table, across, 1, NULL), NULL);
    sl_model_init(&shop->model, &shop->made.schema);
    count_chances(shop);
    sl_scorer_init(
        &shop->scorer, &shop->made.table, &shop->model, shop->chances, &shop->community, across
    );
    SL_CHECK_OK(sl_weights_init(&shop->weights, &shop->scorer, NULL, 1, NULL), NULL);
}

void shop_open_crowd(struct shop *shop, const struct crowd *crowd, bool across)
{
    struct fixture fixture;
    shop_stock(&fixture, crowd);
    shop_open(shop, &fixture, across);
}

void shop_close(struct shop *shop)
{
    sl_weights_finish(&shop->weights);
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_chance_finish(&shop->chances[field]);
    }
    sl_model_finish(&shop->model);
    sl_index_finish(&shop->index);
    fixture_table_finish(&shop->made);
}

void shop_weigh(struct shop *shop)
{
    sl_weights_finish(&shop->weights);
    SL_CHECK_OK(sl_weights_init(&shop->weights, &shop->scorer, NULL, 1, NULL), NULL);
}

void shop_change_model(struct shop *shop, struct sl_random *random, double deepest_bits)
{
    for (unsigned field = 0; field < shop->made.table.field_count; field++) {
        double *m_bits = shop->scorer.m_bits[field];
        for (unsigned level = 0; level < SL_LEVEL_COUNT; level++) {
            m_bits[level] = -deepest_bits * sl_random_unit(random);
        }
        if (happens(random, 60)) {
            m_bits[SL_LEVEL_EXACT] = -sl_random_unit(random);
            m_bits[SL_LEVEL_ELSE] = -deepest_bits;
        }
    }
    shop_weigh(shop);
}
