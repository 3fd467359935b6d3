/* SPDX-License-Identifier: Apache-2.0 */
#include "partnership.h"

#include <string.h>

#include "base/memory.h"
#include "base/threads.h"
#include "output.h"
#include "plant.h"
#include "write_council.h"
#include "write_health.h"
#include "write_police.h"
#include "write_schools.h"
#include "write_situations.h"

#define WAVE_HOUSES        2048u
#define CHUNK_HOUSES       32u
#define CHUNKS             (WAVE_HOUSES / CHUNK_HOUSES)
#define BUFFER_LIMIT       ((size_t)64 << 20)
#define PLACE_BUFFER_BYTES ((size_t)4 << 20)

/* What one chunk of houses writes: the streams, and who writes them. */
struct chunk {
    struct sl_buf streams[SL_STREAM_COUNT];
    struct sl_clerk clerk;
};

/* Everything that the making of a partnership passes around. */
struct maker {
    const struct sl_partnership_options *options;
    struct sl_names *names;
    struct sl_variants *variants;
    struct sl_world world;
    struct sl_people_plan plan;
    struct sl_output *output;
    struct sl_house *houses; /* WAVE_HOUSES */
    struct chunk *chunks;    /* CHUNKS */
    struct sl_plant *plants; /* sl_plant_limit(WAVE_HOUSES) */
    unsigned plant_count;
    unsigned house_count; /* in this wave */
    uint64_t first_house; /* of this wave */
    uint64_t first_person;
    struct sl_world_tally tally;
};

static enum sl_status make_houses(void *context, size_t index, unsigned worker)
{
    struct maker *maker = context;
    (void)worker;
    const unsigned first = (unsigned)index * CHUNK_HOUSES;
    for (unsigned i = first; i < first + CHUNK_HOUSES; i++) {
        sl_house_make(&maker->plan, maker->first_house + i, &maker->houses[i]);
    }
    return SL_OK;
}

/* Number the people of the wave, and leave out who is beyond the number of children wanted. */
static void number_houses(struct maker *maker)
{
    maker->house_count = 0;
    for (unsigned i = 0; i < WAVE_HOUSES; i++) {
        struct sl_house *house = &maker->houses[i];
        const uint64_t left = maker->options->children - maker->tally.children;
        if (left == 0) {
            return;
        }
        if (house->child_count > left) {
            sl_house_limit(house, (unsigned)left);
        }
        sl_household_number(&house->household, maker->first_person);
        maker->first_person += house->household.count;
        maker->tally.children += house->child_count;
        maker->tally.persons += house->household.count;
        maker->tally.households++;
        maker->house_count++;
    }
}

static void write_plants(struct maker *maker, struct sl_clerk *clerk, unsigned house)
{
    unsigned written = 0;
    for (unsigned i = 0; i < maker->plant_count; i++) {
        const struct sl_plant *plant = &maker->plants[i];
        if (plant->members[0].house == house) {
            sl_write_plant(clerk, maker->houses, plant, written++);
        }
    }
}

static enum sl_status write_houses(void *context, size_t index, unsigned worker)
{
    struct maker *maker = context;
    (void)worker;
    struct chunk *chunk = &maker->chunks[index];
    struct sl_clerk *clerk = &chunk->clerk;
    memset(&clerk->tally, 0, sizeof(clerk->tally));
    clerk->world = &maker->world;
    clerk->streams = chunk->streams;
    const unsigned first = (unsigned)index * CHUNK_HOUSES;
    for (unsigned i = first; i < first + CHUNK_HOUSES && i < maker->house_count; i++) {
        const struct sl_world *world = &maker->world;
        clerk->house = &maker->houses[i];
        sl_care_make(clerk->house, world->seed, world->today, &clerk->care);
        sl_incidents_make(clerk->house, &clerk->care, world->seed, world->today, &clerk->incidents);
        sl_write_truth(clerk);
        sl_write_councils(clerk);
        sl_write_schools(clerk);
        sl_write_police(clerk);
        sl_write_health(clerk);
        write_plants(maker, clerk, i);
    }
    return SL_OK;
}

static void add_tally(struct sl_world_tally *sum, const struct sl_world_tally *part)
{
    sum->mentions += part->mentions;
    sum->situations += part->situations;
    for (unsigned stream = 0; stream < SL_STREAM_COUNT; stream++) {
        sum->records[stream] += part->records[stream];
    }
}

/* Hand the chunks on in order. */
static enum sl_status hand_on(struct maker *maker, struct sl_error *err)
{
    for (unsigned i = 0; i < CHUNKS; i++) {
        struct chunk *chunk = &maker->chunks[i];
        add_tally(&maker->tally, &chunk->clerk.tally);
        for (unsigned stream = 0; stream < SL_STREAM_COUNT; stream++) {
            SL_TRY(sl_buf_status(&chunk->streams[stream], err));
            sl_output_write(maker->output, stream, sl_buf_str(&chunk->streams[stream]));
            sl_buf_clear(&chunk->streams[stream]);
        }
    }
    return SL_OK;
}

static enum sl_status make_wave(struct maker *maker, struct sl_error *err)
{
    const unsigned threads = maker->options->thread_count;
    SL_TRY(sl_threads_run(threads, CHUNKS, make_houses, maker, err));
    number_houses(maker);
    maker->plant_count =
        sl_plant_choose(&maker->world, maker->houses, maker->house_count, maker->plants);
    SL_TRY(sl_threads_run(threads, CHUNKS, write_houses, maker, err));
    maker->first_house += WAVE_HOUSES;
    return hand_on(maker, err);
}

static enum sl_status write_places(struct maker *maker, struct sl_error *err)
{
    struct sl_buf text;
    sl_buf_init(&text, PLACE_BUFFER_BYTES);
    sl_write_police_places(&text);
    const enum sl_status status = sl_buf_status(&text, err);
    sl_output_write(maker->output, SL_STREAM_POLICE, sl_buf_str(&text));
    sl_buf_finish(&text);
    return status;
}

static enum sl_status open_maker(struct maker *maker, struct sl_error *err)
{
    const struct sl_partnership_options *options = maker->options;
    SL_TRY(sl_names_open(&maker->names, err));
    SL_TRY(sl_variants_open(&maker->variants, err));
    sl_clerk_world_init(
        &maker->world, options->seed, options->error_percent, maker->names, maker->variants
    );
    maker->plan = (struct sl_people_plan){
        .names = maker->names,
        .seed = options->seed,
        .today = sl_date_from_days(maker->world.today),
    };
    maker->houses = sl_alloc(WAVE_HOUSES, sizeof(*maker->houses));
    maker->chunks = sl_calloc(CHUNKS, sizeof(*maker->chunks));
    maker->plants = sl_alloc(sl_plant_limit(WAVE_HOUSES), sizeof(*maker->plants));
    if (maker->houses == NULL || maker->chunks == NULL || maker->plants == NULL) {
        return sl_fail_memory(err);
    }
    for (unsigned i = 0; i < CHUNKS; i++) {
        for (unsigned stream = 0; stream < SL_STREAM_COUNT; stream++) {
            sl_buf_init(&maker->chunks[i].streams[stream], BUFFER_LIMIT);
        }
    }
    return sl_output_open(
        &maker->world, options->out_path, options->truth_path, &maker->output, err
    );
}

static enum sl_status make_all(struct maker *maker, struct sl_error *err)
{
    const struct sl_partnership_options *options = maker->options;
    SL_TRY(write_places(maker, err));
    while (maker->tally.children < options->children) {
        SL_TRY(make_wave(maker, err));
        if (options->progress != NULL) {
            options->progress(options->progress_context, maker->tally.children, options->children);
        }
    }
    return SL_OK;
}

static void close_maker(struct maker *maker)
{
    sl_output_abandon(maker->output);
    for (unsigned i = 0; maker->chunks != NULL && i < CHUNKS; i++) {
        for (unsigned stream = 0; stream < SL_STREAM_COUNT; stream++) {
            sl_buf_finish(&maker->chunks[i].streams[stream]);
        }
    }
    sl_free(maker->chunks);
    sl_free(maker->houses);
    sl_free(maker->plants);
    sl_variants_close(maker->variants);
    sl_names_close(maker->names);
    sl_free(maker);
}

enum sl_status sl_partnership_make(
    const struct sl_partnership_options *options,
    struct sl_world_tally *ret_tally,
    uint64_t *ret_bytes,
    struct sl_error *err
)
{
    struct maker *maker = sl_calloc(1, sizeof(*maker));
    if (maker == NULL) {
        return sl_fail_memory(err);
    }
    maker->options = options;
    enum sl_status status = open_maker(maker, err);
    if (status == SL_OK) {
        status = make_all(maker, err);
    }
    if (status == SL_OK) {
        struct sl_output *output = maker->output;
        const uint64_t bytes = sl_output_bytes(output);
        maker->output = NULL;
        status = sl_output_commit(output, err);
        if (status == SL_OK) {
            *ret_tally = maker->tally;
            *ret_bytes = bytes;
        }
    }
    close_maker(maker);
    return status;
}
