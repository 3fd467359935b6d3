/* SPDX-License-Identifier: Apache-2.0 */
#include "link/world.h"

#include "link/engine.h"

static char *copy(struct sl_str text)
{
    char *bytes = sl_alloc(text.len + 1, 1);
    assert_non_null(bytes);
    memcpy(bytes, text.ptr, text.len);
    return bytes;
}

struct learned world_learn(const struct fixture *fixture)
{
    const struct sl_linkage_options options = fixture_options();
    struct sl_linkage *linkage = fixture_linked(fixture, &options);
    struct sl_str model;
    struct sl_str reference;
    SL_CHECK_OK(sl_linkage_model_json(linkage, &model, NULL), NULL);
    SL_CHECK_OK(sl_linkage_reference(linkage, &reference, NULL), NULL);
    const struct learned learned = { copy(model), copy(reference), model.len, reference.len };
    sl_linkage_close(linkage);
    return learned;
}

void world_forget(struct learned *learned)
{
    sl_free(learned->model);
    sl_free(learned->reference);
}

size_t world_below(struct world *world, size_t bound)
{
    return (size_t)sl_random_below(&world->random, bound);
}

bool world_chance(struct world *world, double share)
{
    return sl_random_unit(&world->random) < share;
}

struct sl_linkage *world_linkage(struct world *world)
{
    struct sl_linkage *linkage = NULL;
    world->options.kinds = world->fixture.kinds;
    world->options.columns = world->fixture.columns;
    world->options.column_count = world->fixture.column_count;
    SL_CHECK_OK(sl_linkage_open(&world->options, &linkage, NULL), NULL);
    const struct sl_str model = { world->learned->model, world->learned->model_len };
    const struct sl_str reference = { world->learned->reference, world->learned->reference_len };
    SL_CHECK_OK(sl_linkage_use_model(linkage, model, NULL), NULL);
    SL_CHECK_OK(sl_linkage_use_reference(linkage, reference, NULL), NULL);
    for (size_t row = 0; row < world->fixture.count; row++) {
        if (world->there[row]) {
            SL_CHECK_OK(
                sl_linkage_add(
                    linkage,
                    0,
                    world->fixture.rows[row].id,
                    world->fixture.rows[world->values[row]].values,
                    NULL
                ),
                NULL
            );
        }
    }
    for (size_t at = 0; at < world->hold_count; at++) {
        const struct held *held = &world->holds[at];
        if (!held->gone && world->there[held->left] && world->there[held->right]) {
            SL_CHECK_OK(
                sl_linkage_hold(
                    linkage,
                    held->hold,
                    world->fixture.rows[held->left].id,
                    world->fixture.rows[held->right].id,
                    NULL
                ),
                NULL
            );
        }
    }
    return linkage;
}

struct sl_str world_id(const struct world *world, uint32_t record)
{
    return sl_growth_record_id(world->growth, record);
}

/* Another row of the same person, sometimes; else any. */
size_t world_pick_other(struct world *world, size_t row)
{
    const uint32_t person = world->fixture.rows[row].person;
    for (unsigned draw = 0; draw < 60 && world_chance(world, 0.9); draw++) {
        const size_t other = world_below(world, world->fixture.count);
        if (other != row && world->fixture.rows[other].person == person) {
            return other;
        }
    }
    return world_below(world, world->fixture.count);
}

static struct held make_hold(struct world *world)
{
    static const enum sl_hold kinds[] = { SL_HOLD_MENTION, SL_HOLD_TOGETHER, SL_HOLD_APART,
                                          SL_HOLD_BEFORE,  SL_HOLD_MENTION,  SL_HOLD_PARENT };
    const size_t left = world_below(world, world->fixture.count);
    return (struct held
    ){ kinds[world_below(world, 6)], left, world_pick_other(world, left), false };
}

/* The model and reference of these people, of others like them, or of many. */
static void
learn_world(struct world *world, const struct shared *shared, struct fixture_people people)
{
    const size_t which = world_chance(world, 0.2) ? 2 : world_below(world, 2);
    struct fixture others;
    if (which == 0) {
        world->own = world_learn(&world->fixture);
    } else if (which == 1) {
        people.seed += 1;
        fixture_make_people(&others, &people);
        world->own = world_learn(&others);
        fixture_finish(&others);
    }
    world->learned = which == 2 ? &shared->many : &world->own;
}

/* Some records say where they are from, and no two of one place are one person. */
static void name_sources(struct world *world)
{
    static const char *const names[] = { "alpha", "beta", "gamma", "delta", "", "" };
    world->options.named_sources = true;
    world->options.distinct_in_source = world_chance(world, 0.7);
    for (size_t row = 0; row < world->fixture.count; row++) {
        struct sl_str *values = world->fixture.rows[row].values;
        values[world->fixture.column_count] = sl_str_from(names[world_below(world, 6)]);
    }
}

/* What is asked of the linkage. */
static void choose_options(struct world *world)
{
    struct sl_linkage_options *options = &world->options;
    options->threshold_auto = false;
    options->threshold_bits = -4.0 + 8.0 * sl_random_unit(&world->random);
    options->stay_bits = options->threshold_bits - (world_chance(world, 0.5) ? 4.0 : 0.0);
    options->find_possible = world_chance(world, 0.7);
    options->possible_bits = options->threshold_bits - 4.0;
    options->strict_twins = world_chance(world, 0.5);
    options->apart_birth_years = world_chance(world, 0.5) ? 12 : 0;
}

/* What is there at first. */
static void choose_records(struct world *world, bool empty)
{
    const double share = empty ? 0.0 : sl_random_unit(&world->random);
    for (size_t row = 0; row < world->fixture.count; row++) {
        world->there[row] = world_chance(world, share);
        world->values[row] = row;
    }
    for (size_t holds = world_below(world, 30); holds > 0; holds--) {
        const struct held held = make_hold(world);
        if (world->there[held.left] && world->there[held.right]) {
            world->holds[world->hold_count++] = held;
        }
    }
}

/* What is known before anything changes; perhaps also who is near whom. */
static void begin(struct world *world, bool knows_near)
{
    struct sl_linkage *batch = world_linkage(world);
    const struct sl_near_pair *pairs = NULL;
    size_t count = 0;
    SL_CHECK_OK(sl_linkage_run(batch, NULL), NULL);
    if (knows_near) {
        sl_linkage_near(batch, &pairs, &count);
        SL_CHECK_OK(sl_growth_use_near(world->growth, pairs, count, NULL), NULL);
    }
    for (uint32_t record = 0; record < sl_growth_record_count(world->growth); record++) {
        world->labels[record] = sl_linkage_cluster(batch, record);
    }
    for (size_t at = 0; at < sl_linkage_possible_count(batch); at++) {
        world->possibles[world->possible_count++] = sl_linkage_possible_get(batch, at);
    }
    sl_linkage_close(batch);
}

static void open_growth(struct world *world)
{
    world->linkage = world_linkage(world);
    const bool runs = world_chance(world, 0.5);
    SL_CHECK_OK(
        runs ? sl_linkage_run(world->linkage, NULL) : sl_linkage_prepare(world->linkage, NULL), NULL
    );
    SL_CHECK_OK(sl_growth_open(world->linkage, &world->growth, NULL), NULL);
    begin(world, world_chance(world, 0.5));
}

struct world *world_open(const struct shared *shared, uint64_t seed, unsigned persons)
{
    struct world *world = sl_calloc(1, sizeof(*world));
    struct fixture_people people = engine_people((unsigned)(seed % 5), 0);
    assert_non_null(world);
    sl_random_init(&world->random, seed);
    people.seed = seed;
    people.person_count = persons > 0 ? persons : 15 + (unsigned)world_below(world, 40);
    people.twin_share = world_chance(world, 0.5) ? 0.3 : people.twin_share;
    fixture_make_people(&world->fixture, &people);
    assert_true(world->fixture.count < WORLD_RECORDS);
    world->options = fixture_options();
    learn_world(world, shared, people);
    if (world_chance(world, 0.3)) {
        name_sources(world);
    }
    choose_options(world);
    choose_records(world, persons > 0 || world_chance(world, 0.3));
    open_growth(world);
    return world;
}

static void close_growth(struct world *world)
{
    sl_growth_close(world->growth);
    sl_linkage_close(world->linkage);
}

void world_reopen(struct world *world)
{
    close_growth(world);
    world->possible_count = 0;
    open_growth(world);
}

void world_close(struct world *world)
{
    close_growth(world);
    world_forget(&world->own);
    fixture_finish(&world->fixture);
    sl_free(world);
}

void world_add(struct world *world, size_t row)
{
    uint32_t record = 0;
    world->values[row] = world_chance(world, 0.8) ? row : world_below(world, world->fixture.count);
    SL_CHECK_OK(
        sl_growth_add(
            world->growth,
            world->fixture.rows[row].id,
            world->fixture.rows[world->values[row]].values,
            &record,
            NULL
        ),
        NULL
    );
    world->there[row] = true;
    SL_CHECK_U64(record + 1, sl_growth_record_count(world->growth));
    assert_true(record < WORLD_LABELS);
    world->labels[record] = SL_RECORD_NONE;
}

static void step_hold(struct world *world)
{
    const bool releases = world_chance(world, 0.4) && world->hold_count > 0;
    const struct held held =
        releases ? world->holds[world_below(world, world->hold_count)] : make_hold(world);
    const struct sl_str left = world->fixture.rows[held.left].id;
    const struct sl_str right = world->fixture.rows[held.right].id;
    if (!releases) {
        SL_CHECK_OK(sl_growth_hold(world->growth, held.hold, left, right, NULL), NULL);
        world->holds[world->hold_count++] = held;
        return;
    }
    const enum sl_status status = sl_growth_release(world->growth, held.hold, left, right, NULL);
    SL_CHECK_STATUS(status, held.gone ? status : SL_OK);
    for (size_t at = 0; at < world->hold_count; at++) {
        struct held *other = &world->holds[at];
        const bool straight = other->left == held.left && other->right == held.right;
        const bool turned = other->left == held.right && other->right == held.left;
        const bool meant = straight || (turned && held.hold != SL_HOLD_PARENT);
        other->gone = other->gone || (other->hold == held.hold && meant);
    }
}

/* Add, remove, replace, hold or release something. */
void world_step(struct world *world)
{
    const size_t row = world_below(world, world->fixture.count);
    if (world_chance(world, 0.25) && world->hold_count < WORLD_HOLDS) {
        step_hold(world);
    } else if (!world->there[row]) {
        world_add(world, row);
    } else if (world_chance(world, 0.5)) {
        SL_CHECK_OK(sl_growth_remove(world->growth, world->fixture.rows[row].id, NULL), NULL);
        world->there[row] = false;
        if (world_chance(world, 0.6)) {
            world_add(world, row);
        }
    }
}

static bool is_touched(const uint32_t *records, size_t count, uint32_t record)
{
    for (size_t at = 0; at < count; at++) {
        if (records[at] == record) {
            return true;
        }
    }
    return false;
}

/* Keep what a caller would keep: labels and possible pairs, by what settling tells. */
void world_take_settled(struct world *world)
{
    const uint32_t *touched = NULL;
    size_t count = 0;
    for (size_t at = 0; at < sl_growth_change_count(world->growth); at++) {
        const struct sl_growth_change change = sl_growth_change_get(world->growth, at);
        SL_CHECK_U64(world->labels[change.record], change.before);
        assert_true(change.before != change.after);
        world->labels[change.record] = change.after;
    }
    sl_growth_touched(world->growth, &touched, &count);
    size_t kept = 0;
    for (size_t at = 0; at < world->possible_count; at++) {
        const struct sl_linkage_possible pair = world->possibles[at];
        const uint32_t ends[2] = { pair.left, pair.right };
        bool stays = true;
        for (unsigned end = 0; end < 2; end++) {
            stays = stays && !is_touched(touched, count, ends[end]) &&
                    world->labels[ends[end]] != SL_RECORD_NONE;
        }
        if (stays) {
            world->possibles[kept++] = pair;
        }
    }
    world->possible_count = kept;
    for (size_t at = 0; at < sl_growth_possible_count(world->growth); at++) {
        assert_true(world->possible_count < WORLD_LABELS);
        world->possibles[world->possible_count++] = sl_growth_possible_get(world->growth, at);
    }
}

void world_settle(struct world *world)
{
    SL_CHECK_OK(sl_growth_settle(world->growth, NULL), NULL);
    world_take_settled(world);
}

static void check_possible(const struct world *world, const struct sl_linkage *batch, size_t index)
{
    const struct sl_linkage_possible pair = sl_linkage_possible_get(batch, index);
    const struct sl_str left = sl_linkage_record_id(batch, pair.left);
    const struct sl_str right = sl_linkage_record_id(batch, pair.right);
    for (size_t at = 0; at < world->possible_count; at++) {
        const struct sl_linkage_possible *other = &world->possibles[at];
        if (sl_str_equal(world_id(world, other->left), left) &&
            sl_str_equal(world_id(world, other->right), right)) {
            engine_check_exactly(other->weight_bits, pair.weight_bits, "weight of a pair");
            return;
        }
    }
    fail_msg("possible pair %.*s %.*s is missing", SL_STR_ARG(left), SL_STR_ARG(right));
}

/* Everything is as a run over the same records and holds has it. */
void world_check(struct world *world)
{
    struct sl_linkage *batch = world_linkage(world);
    SL_CHECK_OK(sl_linkage_run(batch, NULL), NULL);
    for (uint32_t record = 0; record < sl_linkage_record_count(batch); record++) {
        uint32_t here = 0;
        uint32_t cluster = 0;
        const uint32_t *members = NULL;
        size_t count = 0;
        const struct sl_str id = sl_linkage_record_id(batch, record);
        const struct sl_str name = sl_linkage_record_id(batch, sl_linkage_cluster(batch, record));
        SL_CHECK_OK(sl_growth_record_find(world->growth, id, &here, NULL), NULL);
        SL_CHECK_OK(sl_growth_cluster(world->growth, here, &cluster, NULL), NULL);
        SL_CHECK_U64(cluster, world->labels[here]);
        assert_true(sl_str_equal(world_id(world, cluster), name));
        SL_CHECK_OK(sl_growth_members(world->growth, here, &members, &count, NULL), NULL);
        SL_CHECK_U64(members[0], cluster);
        size_t alike = 0;
        for (uint32_t other = 0; other < sl_linkage_record_count(batch); other++) {
            if (sl_linkage_cluster(batch, other) == sl_linkage_cluster(batch, record)) {
                assert_true(alike < count);
                const struct sl_str member = world_id(world, members[alike++]);
                assert_true(sl_str_equal(member, sl_linkage_record_id(batch, other)));
            }
        }
        SL_CHECK_U64(alike, count);
    }
    for (size_t at = 0; at < sl_linkage_possible_count(batch); at++) {
        check_possible(world, batch, at);
    }
    SL_CHECK_U64(world->possible_count, sl_linkage_possible_count(batch));
    sl_linkage_close(batch);
}

int world_learn_from_many(void **state)
{
    struct fixture fixture;
    struct shared *shared = sl_calloc(1, sizeof(*shared));
    const struct fixture_people people = engine_people(2, 3000);
    assert_non_null(shared);
    fixture_make_people(&fixture, &people);
    shared->many = world_learn(&fixture);
    fixture_finish(&fixture);
    *state = shared;
    return 0;
}

int world_forget_many(void **state)
{
    struct shared *shared = *state;
    world_forget(&shared->many);
    sl_free(shared);
    return 0;
}
