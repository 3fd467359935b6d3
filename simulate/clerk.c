/* SPDX-License-Identifier: Apache-2.0 */
#include "clerk.h"

#include "base/csv.h"
#include "draw.h"

#define PURPOSE_RECORD 16u

/* 31 March is the last day of the returns' year, and three months later the files are written. */
static const struct sl_date TODAY = { .year = 2026, .month = 6, .day = 30 };
static const struct sl_date CENSUS_FROM = { .year = 2025, .month = 4, .day = 1 };
static const struct sl_date CENSUS_UNTIL = { .year = 2026, .month = 3, .day = 31 };

/*
 * A recorder for the partnership. A record that bears the twin's given name and nothing else of its
 * own is the twin's record to everybody but the truth: nobody could keep the two apart, so none is
 * made.
 */
static void init_recorder(struct sl_world *world, struct sl_recorder *recorder, unsigned percent)
{
    sl_recorder_init(recorder, world->variants, world->seed, percent);
    recorder->rates[SL_GIVEN_TWIN] = 0;
}

void sl_clerk_world_init(
    struct sl_world *world,
    uint64_t seed,
    unsigned error_percent,
    const struct sl_names *names,
    const struct sl_variants *variants
)
{
    *world = (struct sl_world){
        .names = names,
        .variants = variants,
        .seed = seed,
        .today = sl_date_to_days(TODAY),
        .census_from = sl_date_to_days(CENSUS_FROM),
        .census_until = sl_date_to_days(CENSUS_UNTIL),
    };
    init_recorder(world, &world->police, error_percent);
    for (unsigned i = 0; i < SL_COUNCIL_COUNT; i++) {
        /* Councils differ in how carefully they write, from half to all of the errors. */
        const unsigned care_percent = 50 + 5 * (i * 7 % 11);
        init_recorder(world, &world->councils[i], error_percent * care_percent / 100);
        init_recorder(world, &world->schools[i], error_percent * 40 / 100);
    }
    for (unsigned i = 0; i < SL_TRUST_COUNT; i++) {
        init_recorder(world, &world->trusts[i], error_percent * (40 + 10 * i) / 100);
    }
}

struct sl_buf *sl_clerk_begin(struct sl_clerk *clerk, unsigned stream)
{
    clerk->tally.records[stream]++;
    return &clerk->streams[stream];
}

void sl_clerk_write(
    const struct sl_clerk *clerk,
    const struct sl_recorder *recorder,
    const struct sl_sighted *sighted,
    struct sl_record *ret_record
)
{
    const struct sl_household *household = &clerk->house->household;
    const struct sl_person person = sl_house_guise(clerk->house, sighted->person, sighted->day);
    struct sl_random random;
    sl_draw_begin(
        &random,
        clerk->world->seed,
        person.number * 128 + sighted->stream,
        PURPOSE_RECORD + sighted->nth
    );
    const struct sl_sitting sitting = {
        .person = &person,
        .twin = person.twin == SL_NO_TWIN ? NULL : &household->people[person.twin],
        .source = sighted->source,
        .first = sighted->first,
    };
    sl_recorder_write_one(recorder, &sitting, &random, ret_record);
}

void sl_clerk_mention(
    struct sl_clerk *clerk, unsigned stream, const struct sl_text *key, unsigned person
)
{
    const struct sl_stream described = sl_stream_describe(stream);
    struct sl_buf *line = &clerk->streams[SL_STREAM_MENTIONS];
    sl_csv_write_field(line, sl_str_from(described.agency), true);
    sl_csv_write_field(line, sl_str_from(described.system), false);
    sl_csv_write_field(line, sl_text_str(key), false);
    sl_buf_add_byte(line, ',');
    sl_buf_add_u64(line, clerk->house->household.people[person].number + 1);
    sl_buf_add_byte(line, '\n');
    clerk->tally.mentions++;
}

struct sl_text sl_clerk_key(const char *prefix, unsigned stream, uint64_t person, unsigned nth)
{
    struct sl_text key = { .len = 0 };
    sl_text_add(&key, sl_str_from(prefix));
    sl_text_add_number(&key, sl_agency_number(stream, person, nth), 1);
    return key;
}
