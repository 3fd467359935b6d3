/* SPDX-License-Identifier: Apache-2.0 */
#include "app/notice_world.h"

#include "app/lanes.h"
#include "app/people_index.h"
#include "app/people_read.h"
#include "base/array.h"
#include "base/memory.h"
#include "record/entity_key.h"
#include "store/derived.h"
#include "store/membership.h"
#include "store/mention.h"
#include "store/record.h"
#include "store/run.h"
#include "store/version.h"

/* A batch of versions goes to a lane when it has so many, or so many bytes of texts. */
#define BATCH_VERSIONS    512u
#define BATCH_BYTES       ((size_t)1 << 20)
#define BATCH_LIMIT_BYTES ((size_t)144 << 20)
#define NAMES_LIMIT_BYTES ((size_t)64 << 20)

#define MICROSECONDS INT64_C(1000000)

/* A source of the store: the number of its agency, and whether its records are asked for. */
struct source {
    int64_t id;
    uint32_t agency;
    bool is_asked;
};

struct batch {
    struct sl_people_reader *reader; /* of the lane */
    const struct sl_notice_world_options *options;
    struct sl_arena arena;
    struct sl_stored_version versions[BATCH_VERSIONS];
    struct sl_str layouts[BATCH_VERSIONS];
    struct sl_notice_record records[BATCH_VERSIONS]; /* all but the facts */
    size_t count;
    struct sl_world world;
    enum sl_status status;
    struct sl_error fault;
};

/* Reading under way, with memory for its lanes. */
struct reading {
    struct sl_store *store;
    const struct sl_notice_world_options *options;
    struct sl_world *world;
    struct sl_people_names names;
    struct sl_arena arena; /* of sources and runs */
    struct source *sources;
    size_t source_count;
    int64_t *received; /* by run: an instant, or SL_HISTORY_STANDS */
    size_t run_count, run_room;
    struct sl_people_reader readers[SL_LANE_COUNT];
    struct batch batches[SL_LANE_COUNT * SL_LANE_BATCHES];
    struct sl_lanes lanes;
};

static enum sl_status gather_version(struct batch *batch, size_t i, struct sl_error *err)
{
    struct sl_people_reader *reader = batch->reader;
    struct sl_notice_record record = batch->records[i];
    const struct sl_notice_gatherer gatherer = {
        .world = &batch->world,
        .fold = reader->fold,
        .form = &reader->form,
        .scratch = &reader->scratch,
        .attributes = batch->options->attributes,
        .known = batch->options->known,
    };

    SL_TRY(sl_people_read_facts(reader, &batch->versions[i], batch->layouts[i], err));
    record.facts = &reader->facts;
    return sl_notice_gather(&gatherer, &record, err);
}

/* What a lane does with a batch. */
static void work(void *context)
{
    struct batch *batch = context;

    for (size_t i = 0; i < batch->count && batch->status == SL_OK; i++) {
        batch->status = gather_version(batch, i, &batch->fault);
    }
}

/* Take back what became of a batch, and empty it. */
static enum sl_status back(void *context, void *one, struct sl_error *err)
{
    struct reading *reading = context;
    struct batch *batch = one;

    if (batch->status != SL_OK) {
        if (err != NULL) {
            *err = batch->fault;
        }
        return batch->status;
    }
    SL_TRY(sl_world_join(reading->world, &batch->world, err));
    sl_world_clear(&batch->world);
    sl_arena_reset(&batch->arena);
    batch->count = 0;
    return SL_OK;
}

int64_t sl_notice_received(const struct sl_run *run)
{
    return sl_history_first_instant(sl_moment_of_utc(run->ended_at / MICROSECONDS));
}

uint32_t sl_notice_agency(const struct sl_store_source *listed, size_t count, int64_t source)
{
    size_t own = 0;
    uint32_t first = 0;

    while (own + 1 < count && listed[own].id != source) {
        own++;
    }
    SL_ASSERT(own < count && listed[own].id == source);
    while (!sl_str_equal(listed[first].agency, listed[own].agency)) {
        first++;
    }
    return first;
}

/* When each run brought its records; runs that are not finished bring none. */
static enum sl_status load_runs(struct reading *reading, struct sl_error *err)
{
    struct sl_run run = { .id = 0 };

    for (;;) {
        const enum sl_status status =
            sl_store_run_next(reading->store, run.id, &reading->arena, &run, err);
        if (status == SL_NOT_FOUND) {
            return SL_OK;
        }
        SL_TRY(status);
        SL_TRY(sl_array_reserve(
            (void *)&reading->received,
            &reading->run_room,
            (size_t)run.id + 1,
            sizeof *reading->received,
            err
        ));
        while (reading->run_count <= (size_t)run.id) {
            reading->received[reading->run_count++] = SL_HISTORY_STANDS;
        }
        if (run.finish_order != 0) {
            reading->received[run.id] = sl_notice_received(&run);
        }
    }
}

/* Sources, with a number for the agency of each: the first source that it has. */
static enum sl_status load_sources(struct reading *reading, struct sl_error *err)
{
    struct sl_store_source *listed = NULL;
    const struct sl_str only = reading->options->agency;

    SL_TRY(
        sl_store_source_list(reading->store, &reading->arena, &listed, &reading->source_count, err)
    );
    reading->sources =
        sl_arena_alloc(&reading->arena, reading->source_count, sizeof *reading->sources);
    if (reading->sources == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < reading->source_count; i++) {
        reading->sources[i] = (struct source){
            .id = listed[i].id,
            .agency = sl_notice_agency(listed, reading->source_count, listed[i].id),
            .is_asked = only.len == 0 || sl_str_equal(only, listed[i].agency),
        };
    }
    return SL_OK;
}

static const struct source *find_source(const struct reading *reading, int64_t id)
{
    size_t i = 0;

    while (i + 1 < reading->source_count && reading->sources[i].id != id) {
        i++;
    }
    SL_ASSERT(i < reading->source_count && reading->sources[i].id == id);
    return &reading->sources[i];
}

/* Put a version into the batch that is filled. */
static enum sl_status fill(
    struct reading *reading,
    struct batch *batch,
    const struct sl_stored_version *version,
    struct sl_error *err
)
{
    struct sl_stored_version *kept = &batch->versions[batch->count];
    struct sl_str layout;

    SL_TRY(sl_people_layout_text(&reading->names, reading->store, version->layout, &layout, err));
    const bool is_same = batch->count > 0 && kept[-1].layout == version->layout;
    *kept = *version;
    kept->key = sl_arena_copy(&batch->arena, version->key);
    kept->body = sl_arena_copy(&batch->arena, version->body);
    kept->format = sl_arena_copy(&batch->arena, version->format);
    batch->layouts[batch->count] =
        is_same ? batch->layouts[batch->count - 1] : sl_arena_copy(&batch->arena, layout);
    if (kept->key.ptr == NULL || kept->body.ptr == NULL || kept->format.ptr == NULL ||
        batch->layouts[batch->count].ptr == NULL) {
        return sl_fail_memory(err);
    }
    batch->records[batch->count++] = (struct sl_notice_record){
        .id = version->id,
        .source = version->source,
        .agency = find_source(reading, version->source)->agency,
        .received = {
            reading->received[version->run],
            version->next_order == 0 ? SL_HISTORY_STANDS : reading->received[version->next_run],
        },
    };
    return SL_OK;
}

/* Is a version asked for? One that nobody is to see, and by their own dates older ones, are not. */
static bool is_asked(const struct reading *reading, const struct sl_stored_version *version)
{
    return version->order != 0 && find_source(reading, version->source)->is_asked &&
           (reading->options->known == SL_KNOWN_RECEIVED || version->next_order == 0);
}

static enum sl_status
read_all(struct reading *reading, struct sl_version_cursor *cursor, struct sl_error *err)
{
    struct sl_stored_version version;
    bool has_one = true;

    for (;;) {
        SL_TRY(sl_version_cursor_next(cursor, &version, &has_one, err));
        if (!has_one) {
            return sl_lanes_end(&reading->lanes, err);
        }
        if (!is_asked(reading, &version)) {
            continue;
        }
        struct batch *batch = sl_lanes_batch(&reading->lanes);
        SL_TRY(fill(reading, batch, &version, err));
        if (batch->count == BATCH_VERSIONS || batch->arena.used_bytes >= BATCH_BYTES) {
            SL_TRY(sl_lanes_hand(&reading->lanes, err));
        }
    }
}

static enum sl_status read_records(struct reading *reading, struct sl_error *err)
{
    SL_CLEANUP(sl_version_cursor_close_ptr) struct sl_version_cursor *cursor = NULL;
    int64_t last = 0;

    SL_TRY(sl_store_record_last(reading->store, &last, err));
    SL_TRY(sl_store_all_versions_open(reading->store, 1, last, &cursor, err));
    return read_all(reading, cursor, err);
}

/* Go through mentions and memberships side by side: both stand by the mention's id. */
static enum sl_status read_names(struct reading *reading, struct sl_error *err)
{
    SL_CLEANUP(sl_mention_cursor_close_ptr) struct sl_mention_cursor *mentions = NULL;
    SL_CLEANUP(sl_membership_cursor_close_ptr) struct sl_membership_cursor *members = NULL;
    struct sl_stored_mention mention = { .id = 0 };
    struct sl_membership member;
    bool has_mention = true, has_member = true;

    SL_TRY(sl_store_mentions_open(reading->store, 1, INT64_MAX, &mentions, err));
    SL_TRY(sl_store_memberships_open(reading->store, 1, INT64_MAX, &members, err));
    for (;;) {
        SL_TRY(sl_membership_cursor_next(members, &member, &has_member, err));
        if (!has_member) {
            return SL_OK;
        }
        while (has_mention && mention.id < member.mention) {
            SL_TRY(sl_mention_cursor_next(mentions, &mention, &has_mention, err));
        }
        if (has_mention && mention.id == member.mention) {
            const struct sl_world_name name = { sl_entity_hash(mention.source, mention.key),
                                                member.identity };
            SL_TRY(sl_world_name(reading->world, name, err));
        }
    }
}

/* Is it known who is who? */
static enum sl_status check_people(struct sl_store *store, struct sl_error *err)
{
    struct sl_derived membership;
    int64_t built_through = 0;

    SL_TRY(sl_people_index_check(store, &built_through, err));
    SL_TRY(sl_store_derived_get(store, SL_STR("membership"), &membership, err));
    if (membership.state != SL_DERIVED_FRESH) {
        sl_fail(err, SL_INVALID, "nobody has found out yet who is one person");
        sl_fail_hint(err, "Run 'sightline identify' first.");
        return SL_INVALID;
    }
    return SL_OK;
}

static enum sl_status open_reading(struct reading *reading, struct sl_error *err)
{
    void *batches[SL_LANE_COUNT * SL_LANE_BATCHES];

    sl_people_names_init(&reading->names);
    sl_arena_init(&reading->arena, NAMES_LIMIT_BYTES);
    for (size_t i = 0; i < SL_LANE_COUNT * SL_LANE_BATCHES; i++) {
        struct batch *batch = &reading->batches[i];
        batch->reader = &reading->readers[i / SL_LANE_BATCHES];
        batch->options = reading->options;
        sl_arena_init(&batch->arena, BATCH_LIMIT_BYTES);
        sl_world_init(&batch->world);
        batches[i] = batch;
    }
    for (size_t i = 0; i < SL_LANE_COUNT; i++) {
        SL_TRY(sl_people_reader_open(&reading->readers[i], err));
    }
    return sl_lanes_open(&reading->lanes, batches, work, back, reading, err);
}

static void close_reading(struct reading *reading)
{
    sl_lanes_close(&reading->lanes);
    for (size_t i = 0; i < SL_LANE_COUNT * SL_LANE_BATCHES; i++) {
        sl_arena_finish(&reading->batches[i].arena);
        sl_world_finish(&reading->batches[i].world);
    }
    for (size_t i = 0; i < SL_LANE_COUNT; i++) {
        sl_people_reader_finish(&reading->readers[i]);
    }
    sl_people_names_finish(&reading->names);
    sl_arena_finish(&reading->arena);
    sl_free(reading->received);
    sl_free(reading);
}

/* All as of one moment: in a transaction that is rolled back. */
static enum sl_status read_store(struct reading *reading, struct sl_error *err)
{
    SL_TRY(check_people(reading->store, err));
    SL_TRY(load_sources(reading, err));
    SL_TRY(load_runs(reading, err));
    SL_TRY(read_records(reading, err));
    return read_names(reading, err);
}

enum sl_status sl_notice_world(
    struct sl_store *store,
    const struct sl_notice_world_options *options,
    struct sl_world *ret_world,
    struct sl_error *err
)
{
    sl_world_init(ret_world);
    struct reading *reading = sl_calloc(1, sizeof *reading);
    if (reading == NULL) {
        return sl_fail_memory(err);
    }
    reading->store = store;
    reading->options = options;
    reading->world = ret_world;
    enum sl_status status = open_reading(reading, err);
    if (status == SL_OK) {
        status = sl_store_begin(store, err);
    }
    if (status == SL_OK) {
        status = read_store(reading, err);
        sl_store_rollback(store);
    }
    close_reading(reading);
    return status == SL_OK ? sl_world_close(ret_world, err) : status;
}
