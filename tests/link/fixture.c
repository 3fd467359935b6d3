/* SPDX-License-Identifier: Apache-2.0 */
#include "link/fixture.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "link/gather.h"
#include "support/support.h"

#define ARENA_LIMIT_BYTES ((size_t)64 << 20)
#define VALUE_BYTES       64u

/* Names that are alike, and others; the first are the commonest. */
static const char *const given_names[] = {
    "Mohammed", "Oliver",   "Aisha",  "Muhammad", "Olivia",  "Jack",    "Mohamed",    "Amelia",
    "Harry",    "Fatima",   "Isla",   "George",   "Fatimah", "Katie",   "Kate",       "Catherine",
    "Thomas",   "Tom",      "Zainab", "William",  "Bill",    "Lily",    "Lilly",      "Ibrahim",
    "Abraham",  "Anna",     "Hannah", "Hanna",    "Yusuf",   "Joseph",  "Chloe",      "Khloe",
    "Ewa",      "Eve",      "Jan",    "Ian",      "Siobhan", "Shevaun", "Omar",       "Umar",
    "Precious", "Emmanuel", "Ngozi",  "Kofi",     "Li Wei",  "Mei",     "Anne Marie", "Rory",
};
static const char *const surnames[] = {
    "Khan",       "Smith",      "Ahmed",    "Jones",       "Begum",   "Taylor",   "Hussain",
    "Williams",   "Ali",        "Smyth",    "Brown",       "Ahmad",   "Evans",    "Kaur",
    "Singh",      "Wilson",     "Willson",  "Walsh",       "O'Brien", "OBrien",   "Murphy",
    "Nowak",      "Kowalski",   "Kowalska", "Okafor",      "Adeyemi", "Mensah",   "Clegg",
    "Heywood",    "Haywood",    "Hewood",   "Chen",        "Johnson", "Johnston", "Johnstone",
    "Patel",      "Shah",       "Miah",     "Mia",         "Barlow",  "Bardsley", "Schofield",
    "Scholfield", "Greenhalgh", "Ashworth", "Butterworth", "Holt",    "Hoult",
};
static const char *const streets[] = {
    "Oldham Road",   "Mill Lane",     "Church Street", "Station Road", "Park Avenue",
    "Chapel Street", "Victoria Road", "Manor Close",   "Moss Lane",    "Bridge Street",
    "Albert Road",   "High Street",   "Ash Grove",     "Elm Grove",    "Cheetham Hill Road",
};
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

/* A person as he or she is, before anybody writes it down. */
struct truth {
    uint32_t family;
    char values[FIXTURE_PEOPLE_COLUMNS][VALUE_BYTES];
};

void fixture_init(struct fixture *fixture, const enum sl_kind *kinds, size_t column_count)
{
    assert_true(column_count <= FIXTURE_COLUMN_LIMIT);
    *fixture = (struct fixture){ .column_count = column_count };
    sl_arena_init(&fixture->arena, ARENA_LIMIT_BYTES);
    for (size_t column = 0; column < column_count; column++) {
        fixture->kinds[column] = kinds[column];
        fixture->columns[column] = sl_kind_name(kinds[column]);
    }
}

void fixture_finish(struct fixture *fixture)
{
    sl_free(fixture->rows);
    sl_arena_finish(&fixture->arena);
    *fixture = (struct fixture){ 0 };
}

void fixture_add(
    struct fixture *fixture, unsigned source, const char *id, const char *const *values
)
{
    SL_CHECK_OK(
        sl_array_reserve(
            &fixture->rows, &fixture->capacity, fixture->count + 1, sizeof(*fixture->rows), NULL
        ),
        NULL
    );
    struct fixture_row *row = &fixture->rows[fixture->count++];
    *row = (struct fixture_row){ .source = source, .person = UINT32_MAX, .family = UINT32_MAX };
    row->id = sl_arena_copy(&fixture->arena, sl_str_from(id));
    for (size_t column = 0; column < fixture->column_count; column++) {
        row->values[column] = sl_arena_copy(&fixture->arena, sl_str_from(values[column]));
        assert_non_null(row->values[column].ptr);
    }
}

void fixture_shuffle(struct fixture *fixture, uint64_t seed)
{
    struct sl_random random;
    sl_random_init(&random, seed);
    for (size_t left = fixture->count; left > 1; left--) {
        const size_t other = (size_t)sl_random_below(&random, left);
        const struct fixture_row row = fixture->rows[left - 1];
        fixture->rows[left - 1] = fixture->rows[other];
        fixture->rows[other] = row;
    }
}

struct fixture_people fixture_people_usual(void)
{
    return (struct fixture_people){
        .seed = 1,
        .person_count = 200,
        .most_records = 3,
        .skewed = true,
        .null_share = 0.08,
        .typo_share = 0.05,
        .swap_share = 0.02,
        .family_share = 0.3,
        .twin_share = 0.1,
    };
}

/* 0 .. count-1; when skewed the low ones are much commoner. */
static unsigned draw(struct sl_random *random, bool skewed, size_t count)
{
    const double unit = sl_random_unit(random);
    return (unsigned)((skewed ? unit * unit * unit : unit) * (double)count);
}

static bool happens(struct sl_random *random, double share)
{
    return sl_random_unit(random) < share;
}

static void set(char *value, const char *text)
{
    (void)snprintf(value, VALUE_BYTES, "%s", text);
}

/* What is a person's own; twins keep the date. */
static void draw_self(struct truth *truth, struct sl_random *random, bool skewed, bool keep_date)
{
    set(truth->values[FIXTURE_GIVEN], given_names[draw(random, skewed, COUNT(given_names))]);
    set(truth->values[FIXTURE_SEX], happens(random, 0.5) ? "F" : "M");
    if (!keep_date) {
        (void)snprintf(
            truth->values[FIXTURE_DOB],
            VALUE_BYTES,
            "%u-%02u-%02u",
            2003 + draw(random, skewed, 16),
            1 + draw(random, false, 12),
            1 + draw(random, false, 28)
        );
    }
    (void)snprintf(
        truth->values[FIXTURE_EMAIL],
        VALUE_BYTES,
        "%c%u@%s",
        "abcdefgh"[sl_random_below(random, 8)],
        1000 + draw(random, false, 9000),
        happens(random, 0.5) ? "example.org" : "mail.example.net"
    );
}

/* What a family shares. */
static void draw_home(struct truth *truth, struct sl_random *random, bool skewed)
{
    set(truth->values[FIXTURE_SURNAME], surnames[draw(random, skewed, COUNT(surnames))]);
    (void)snprintf(
        truth->values[FIXTURE_POSTCODE],
        VALUE_BYTES,
        "M%u %u%c%c",
        1 + draw(random, skewed, 20),
        draw(random, false, 10),
        "ABDEFGHJLN"[sl_random_below(random, 10)],
        "PQRSTUWXYZ"[sl_random_below(random, 10)]
    );
    (void)snprintf(
        truth->values[FIXTURE_ADDRESS],
        VALUE_BYTES,
        "%u %s",
        1 + draw(random, skewed, 120),
        streets[draw(random, skewed, COUNT(streets))]
    );
    (void)snprintf(
        truth->values[FIXTURE_PHONE], VALUE_BYTES, "07700 9%05u", draw(random, false, 100000)
    );
}

/* One letter or digit goes wrong: left out, doubled, changed, or swapped with the next. */
static void slip(char *value, struct sl_random *random)
{
    const size_t len = strlen(value);
    const size_t at = len == 0 ? 0 : (size_t)sl_random_below(random, len);
    const bool digit = value[at] >= '0' && value[at] <= '9';
    if (len < 2 || len + 2 > VALUE_BYTES) {
        return;
    }
    switch (sl_random_below(random, 4)) {
    case 0:
        memmove(value + at, value + at + 1, len - at);
        break;
    case 1:
        memmove(value + at + 1, value + at, len - at + 1);
        break;
    case 2:
        value[at] = (char)((digit ? '0' : 'a') + (int)sl_random_below(random, digit ? 10 : 26));
        break;
    default:
        if (at + 1 < len) {
            const char next = value[at + 1];
            value[at + 1] = value[at];
            value[at] = next;
        }
    }
}

/* Write one record about a person, with what goes wrong. */
static void write_record(
    struct fixture *fixture,
    const struct fixture_people *people,
    struct truth truth, /* a copy, to be spoilt */
    unsigned source,
    struct sl_random *random
)
{
    const char *values[FIXTURE_PEOPLE_COLUMNS];
    char id[24];
    (void)snprintf(id, sizeof(id), "r%zu", fixture->count);
    for (unsigned column = 0; column < FIXTURE_PEOPLE_COLUMNS; column++) {
        if (column != FIXTURE_SEX && happens(random, people->typo_share)) {
            slip(truth.values[column], random);
        }
        values[column] = happens(random, people->null_share) ? "" : truth.values[column];
    }
    if (happens(random, people->swap_share)) {
        const char *given = values[FIXTURE_GIVEN];
        values[FIXTURE_GIVEN] = values[FIXTURE_SURNAME];
        values[FIXTURE_SURNAME] = given;
    }
    fixture_add(fixture, source, id, values);
}

void fixture_make_people(struct fixture *fixture, const struct fixture_people *people)
{
    static const enum sl_kind kinds[] = {
#define FIXTURE_PEOPLE_KIND(column, kind) [column] = (kind),
        FIXTURE_PEOPLE_TABLE(FIXTURE_PEOPLE_KIND)
#undef FIXTURE_PEOPLE_KIND
    };
    struct sl_random random;
    struct truth truth = { 0 };
    fixture_init(fixture, kinds, FIXTURE_PEOPLE_COLUMNS);
    sl_random_init(&random, people->seed);
    for (uint32_t person = 0; person < people->person_count; person++) {
        const bool relative = person > 0 && happens(&random, people->family_share);
        if (!relative) {
            draw_home(&truth, &random, people->skewed);
            truth.family = person;
        }
        const bool twin = relative && happens(&random, people->twin_share);
        draw_self(&truth, &random, people->skewed, twin);
        const unsigned records =
            people->two_sources ? 2 : 1 + (unsigned)sl_random_below(&random, people->most_records);
        for (unsigned record = 0; record < records; record++) {
            const unsigned source = people->two_sources ? record : 0;
            write_record(fixture, people, truth, source, &random);
            fixture->rows[fixture->count - 1].person = person;
            fixture->rows[fixture->count - 1].family = truth.family;
        }
    }
    fixture_shuffle(fixture, people->seed + 1);
}

struct sl_linkage_options fixture_options(void)
{
    return (struct sl_linkage_options){
        .threshold_auto = true,
        .thread_count = 1,
        .seed = 1,
    };
}

enum sl_status fixture_open(
    const struct fixture *fixture,
    const struct sl_linkage_options *options,
    struct sl_linkage **ret_linkage,
    struct sl_error *err
)
{
    struct sl_linkage_options here = *options;
    struct sl_linkage *linkage = NULL;
    here.kinds = fixture->kinds;
    here.columns = fixture->columns;
    here.column_count = fixture->column_count;
    SL_TRY(sl_linkage_open(&here, &linkage, err));
    for (size_t at = 0; at < fixture->count; at++) {
        const struct fixture_row *row = &fixture->rows[at];
        const enum sl_status status =
            sl_linkage_add(linkage, row->source, row->id, row->values, err);
        if (status != SL_OK) {
            sl_linkage_close(linkage);
            return status;
        }
    }
    *ret_linkage = linkage;
    return SL_OK;
}

enum sl_status fixture_run(
    const struct fixture *fixture,
    const struct sl_linkage_options *options,
    struct sl_linkage **ret_linkage,
    struct sl_error *err
)
{
    struct sl_linkage *linkage = NULL;
    SL_TRY(fixture_open(fixture, options, &linkage, err));
    const enum sl_status status = sl_linkage_run(linkage, err);
    if (status != SL_OK) {
        sl_linkage_close(linkage);
        return status;
    }
    *ret_linkage = linkage;
    return SL_OK;
}

struct sl_linkage *
fixture_linked(const struct fixture *fixture, const struct sl_linkage_options *options)
{
    struct sl_linkage *linkage = NULL;
    struct sl_error err = { .status = SL_OK };
    SL_CHECK_OK(fixture_run(fixture, options, &linkage, &err), &err);
    return linkage;
}

static enum sl_status gather(
    struct fixture_table *out,
    const struct fixture *fixture,
    unsigned thread_count,
    struct sl_error *err
)
{
    struct sl_gather gathered SL_CLEANUP(sl_gather_finish) = { 0 };
    SL_TRY(sl_gather_init(&gathered, &out->schema, thread_count, err));
    for (size_t at = 0; at < fixture->count; at++) {
        const struct fixture_row *row = &fixture->rows[at];
        SL_TRY(sl_gather_add(&gathered, row->source, row->id, row->values, err));
    }
    return sl_gather_table(&gathered, &out->table, err);
}

enum sl_status fixture_table_init(
    struct fixture_table *out,
    const struct fixture *fixture,
    unsigned thread_count,
    bool prepared,
    struct sl_error *err
)
{
    *out = (struct fixture_table){ 0 };
    SL_TRY(
        sl_schema_init(&out->schema, fixture->kinds, fixture->columns, fixture->column_count, err)
    );
    enum sl_status status = gather(out, fixture, thread_count, err);
    const unsigned domains = prepared ? out->schema.domain_count : 0;
    for (unsigned domain = 0; status == SL_OK && domain < domains; domain++) {
        status = sl_domain_prepare(&out->table.domains[domain], thread_count, err);
    }
    if (status != SL_OK) {
        fixture_table_finish(out);
    }
    return status;
}

void fixture_table_finish(struct fixture_table *table)
{
    sl_table_finish(&table->table);
    sl_schema_finish(&table->schema);
}
