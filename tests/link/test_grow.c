/* SPDX-License-Identifier: Apache-2.0 */
#include "sightline/grow.h"

#include "link/engine.h"
#include "link/grow_impl.h"
#include "sightline/reference.h"

/* Trials of random growth, steps of each, and records that it may have. */
#define TRIALS       60u
#define STEPS        40u
#define RECORDS_MOST 400u
#define HOLDS_MOST   400u
#define LABELS_MOST  (2 * RECORDS_MOST)

/* What one linkage learned and counted. */
struct learned {
    char *model, *reference;
    size_t model_len, reference_len;
};

static char *copy(struct sl_str text)
{
    char *bytes = sl_alloc(text.len + 1, 1);
    assert_non_null(bytes);
    memcpy(bytes, text.ptr, text.len);
    return bytes;
}

static struct learned learn(const struct fixture *fixture)
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

static void forget(struct learned *learned)
{
    sl_free(learned->model);
    sl_free(learned->reference);
}

/* A hold as the test knows it: by the rows of the fixture whose ids it names. */
struct held {
    enum sl_hold hold;
    size_t left, right;
    bool gone;
};

/* What the trials share. */
struct shared {
    struct learned many; /* from so many people that there are classes of names */
};

/* A world that grows, and what the test knows of it. */
struct world {
    struct fixture fixture; /* row i has the id of i; its values may be those of another row */
    const struct learned *learned;
    struct learned own;
    struct sl_linkage_options options;
    struct sl_random random;
    bool there[RECORDS_MOST];
    size_t values[RECORDS_MOST]; /* by row: whose values it has */
    struct held holds[HOLDS_MOST];
    size_t hold_count;
    struct sl_linkage *linkage;
    struct sl_growth *growth;
    uint32_t labels[LABELS_MOST]; /* by record of the growth: its cluster */
    struct sl_linkage_possible possibles[LABELS_MOST];
    size_t possible_count;
};

static size_t below(struct world *world, size_t bound)
{
    return (size_t)sl_random_below(&world->random, bound);
}

static bool chance(struct world *world, double share)
{
    return sl_random_unit(&world->random) < share;
}

static struct sl_linkage *open_linkage(struct world *world)
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

static struct sl_str id_of(const struct world *world, uint32_t record)
{
    return sl_growth_record_id(world->growth, record);
}

/* Another row of the same person, sometimes; else any. */
static size_t pick_other(struct world *world, size_t row)
{
    const uint32_t person = world->fixture.rows[row].person;
    for (unsigned draw = 0; draw < 60 && chance(world, 0.9); draw++) {
        const size_t other = below(world, world->fixture.count);
        if (other != row && world->fixture.rows[other].person == person) {
            return other;
        }
    }
    return below(world, world->fixture.count);
}

static struct held make_hold(struct world *world)
{
    static const enum sl_hold kinds[] = { SL_HOLD_MENTION, SL_HOLD_TOGETHER, SL_HOLD_APART,
                                          SL_HOLD_BEFORE,  SL_HOLD_MENTION,  SL_HOLD_PARENT };
    const size_t left = below(world, world->fixture.count);
    return (struct held){ kinds[below(world, 6)], left, pick_other(world, left), false };
}

/* The model and reference of these people, of others like them, or of many. */
static void
learn_world(struct world *world, const struct shared *shared, struct fixture_people people)
{
    const size_t which = below(world, 3);
    struct fixture others;
    if (which == 0) {
        world->own = learn(&world->fixture);
    } else if (which == 1) {
        people.seed += 1;
        fixture_make_people(&others, &people);
        world->own = learn(&others);
        fixture_finish(&others);
    }
    world->learned = which == 2 ? &shared->many : &world->own;
}

/* Some records say where they are from, and no two of one place are one person. */
static void name_sources(struct world *world)
{
    static const char *const names[] = { "alpha", "beta", "gamma", "delta", "", "" };
    world->options.named_sources = true;
    world->options.distinct_in_source = chance(world, 0.7);
    for (size_t row = 0; row < world->fixture.count; row++) {
        struct sl_str *values = world->fixture.rows[row].values;
        values[world->fixture.column_count] = sl_str_from(names[below(world, 6)]);
    }
}

/* The linkage as it is at first, and what is asked of it. */
static void
open_world(struct world *world, const struct shared *shared, uint64_t seed, unsigned persons)
{
    struct fixture_people people = engine_people((unsigned)(seed % 5), 0);
    sl_random_init(&world->random, seed);
    people.seed = seed;
    people.person_count = persons > 0 ? persons : 15 + (unsigned)below(world, 40);
    people.twin_share = chance(world, 0.5) ? 0.3 : people.twin_share;
    fixture_make_people(&world->fixture, &people);
    assert_true(world->fixture.count < RECORDS_MOST);
    world->options = fixture_options();
    learn_world(world, shared, people);
    if (chance(world, 0.3)) {
        name_sources(world);
    }
    world->options.threshold_auto = false;
    world->options.threshold_bits = -4.0 + 8.0 * sl_random_unit(&world->random);
    world->options.stay_bits = world->options.threshold_bits - (chance(world, 0.5) ? 4.0 : 0.0);
    world->options.find_possible = chance(world, 0.7);
    world->options.possible_bits = world->options.threshold_bits - 4.0;
    world->options.strict_twins = chance(world, 0.5);
    world->options.apart_birth_years = chance(world, 0.5) ? 12 : 0;
    const bool empty = persons > 0 || chance(world, 0.3);
    const double share = empty ? 0.0 : sl_random_unit(&world->random);
    for (size_t row = 0; row < world->fixture.count; row++) {
        world->there[row] = chance(world, share);
        world->values[row] = row;
    }
    for (size_t holds = below(world, 30); holds > 0; holds--) {
        const struct held held = make_hold(world);
        if (world->there[held.left] && world->there[held.right]) {
            world->holds[world->hold_count++] = held;
        }
    }
    world->linkage = open_linkage(world);
    const bool runs = chance(world, 0.5);
    SL_CHECK_OK(
        runs ? sl_linkage_run(world->linkage, NULL) : sl_linkage_prepare(world->linkage, NULL), NULL
    );
    SL_CHECK_OK(sl_growth_open(world->linkage, &world->growth, NULL), NULL);
}

static void close_world(struct world *world)
{
    sl_growth_close(world->growth);
    sl_linkage_close(world->linkage);
    forget(&world->own);
    fixture_finish(&world->fixture);
}

static void add_row(struct world *world, size_t row)
{
    uint32_t record = 0;
    world->values[row] = chance(world, 0.8) ? row : below(world, world->fixture.count);
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
    assert_true(record < LABELS_MOST);
    world->labels[record] = SL_RECORD_NONE;
}

static void step_hold(struct world *world)
{
    const bool releases = chance(world, 0.4) && world->hold_count > 0;
    const struct held held =
        releases ? world->holds[below(world, world->hold_count)] : make_hold(world);
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
static void step(struct world *world)
{
    const size_t row = below(world, world->fixture.count);
    if (chance(world, 0.25) && world->hold_count < HOLDS_MOST) {
        step_hold(world);
    } else if (!world->there[row]) {
        add_row(world, row);
    } else if (chance(world, 0.5)) {
        SL_CHECK_OK(sl_growth_remove(world->growth, world->fixture.rows[row].id, NULL), NULL);
        world->there[row] = false;
        if (chance(world, 0.6)) {
            add_row(world, row);
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
static void take_settled(struct world *world)
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
        assert_true(world->possible_count < LABELS_MOST);
        world->possibles[world->possible_count++] = sl_growth_possible_get(world->growth, at);
    }
}

static void follow_settle(struct world *world)
{
    SL_CHECK_OK(sl_growth_settle(world->growth, NULL), NULL);
    take_settled(world);
}

static void check_possible(const struct world *world, const struct sl_linkage *batch, size_t index)
{
    const struct sl_linkage_possible pair = sl_linkage_possible_get(batch, index);
    const struct sl_str left = sl_linkage_record_id(batch, pair.left);
    const struct sl_str right = sl_linkage_record_id(batch, pair.right);
    for (size_t at = 0; at < world->possible_count; at++) {
        const struct sl_linkage_possible *other = &world->possibles[at];
        if (sl_str_equal(id_of(world, other->left), left) &&
            sl_str_equal(id_of(world, other->right), right)) {
            engine_check_exactly(other->weight_bits, pair.weight_bits, "weight of a pair");
            return;
        }
    }
    fail_msg("possible pair %.*s %.*s is missing", SL_STR_ARG(left), SL_STR_ARG(right));
}

/* Weighing two clusters gives what the clustering had for a possible pair. */
static void check_weights(struct world *world)
{
    for (size_t at = 0; at < world->possible_count; at++) {
        const struct sl_linkage_possible pair = world->possibles[at];
        struct sl_growth_weight weight;
        SL_CHECK_OK(sl_growth_weigh(world->growth, pair.left, pair.right, &weight, NULL), NULL);
        SL_CHECK_NEAR(weight.weight_bits, pair.weight_bits, 1e-4);
        SL_CHECK_NEAR(weight.probability, pair.probability, 1e-4);
        SL_CHECK_U64(weight.rule, SL_RULE_NONE);
    }
}

/* Two records are explained as a run explains them. */
static void check_explained(struct world *world, const struct sl_linkage *batch)
{
    const size_t count = sl_linkage_record_count(batch);
    for (unsigned draw = 0; draw < 5 && count > 1; draw++) {
        uint32_t here[2] = { 0, 0 };
        const uint32_t there[2] = { (uint32_t)below(world, count), (uint32_t)below(world, count) };
        struct sl_explanation *grown = NULL;
        struct sl_explanation *run = NULL;
        for (unsigned end = 0; end < 2; end++) {
            const struct sl_str id = sl_linkage_record_id(batch, there[end]);
            SL_CHECK_OK(sl_growth_record_find(world->growth, id, &here[end], NULL), NULL);
        }
        if (there[0] == there[1]) {
            continue;
        }
        SL_CHECK_OK(sl_growth_explain(world->growth, here[0], here[1], &grown, NULL), NULL);
        SL_CHECK_OK(sl_linkage_explain(batch, there[0], there[1], &run, NULL), NULL);
        SL_CHECK_U64(grown->left, here[0]);
        SL_CHECK_U64(grown->rule, run->rule);
        assert_true(sl_str_equal(grown->rule_name, run->rule_name));
        engine_check_exactly(grown->weight_bits, run->weight_bits, "weight");
        for (size_t field = 0; field < run->field_count; field++) {
            assert_true(sl_str_equal(grown->fields[field].left, run->fields[field].left));
            assert_true(sl_str_equal(grown->fields[field].right, run->fields[field].right));
            assert_string_equal(grown->fields[field].agreement, run->fields[field].agreement);
        }
        sl_explanation_free(run);
        sl_explanation_free(grown);
    }
}

/* Everything is as a run over the same records and holds has it. */
static void check_world(struct world *world)
{
    struct sl_linkage *batch = open_linkage(world);
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
        assert_true(sl_str_equal(id_of(world, cluster), name));
        SL_CHECK_OK(sl_growth_members(world->growth, here, &members, &count, NULL), NULL);
        SL_CHECK_U64(members[0], cluster);
        size_t alike = 0;
        for (uint32_t other = 0; other < sl_linkage_record_count(batch); other++) {
            if (sl_linkage_cluster(batch, other) == sl_linkage_cluster(batch, record)) {
                assert_true(alike < count);
                const struct sl_str member = id_of(world, members[alike++]);
                assert_true(sl_str_equal(member, sl_linkage_record_id(batch, other)));
            }
        }
        SL_CHECK_U64(alike, count);
    }
    for (size_t at = 0; at < sl_linkage_possible_count(batch); at++) {
        check_possible(world, batch, at);
    }
    SL_CHECK_U64(world->possible_count, sl_linkage_possible_count(batch));
    check_explained(world, batch);
    check_weights(world);
    sl_linkage_close(batch);
}

/* What is known before anything changes. */
static void begin(struct world *world)
{
    struct sl_linkage *batch = open_linkage(world);
    SL_CHECK_OK(sl_linkage_run(batch, NULL), NULL);
    for (uint32_t record = 0; record < sl_growth_record_count(world->growth); record++) {
        world->labels[record] = sl_linkage_cluster(batch, record);
    }
    for (size_t at = 0; at < sl_linkage_possible_count(batch); at++) {
        world->possibles[world->possible_count++] = sl_linkage_possible_get(batch, at);
    }
    sl_linkage_close(batch);
}

static void test_growth_is_a_run(void **state)
{
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        struct world *world = sl_calloc(1, sizeof(*world));
        assert_non_null(world);
        open_world(world, *state, sl_test_seed() * 1000 + trial, 0);
        begin(world);
        for (unsigned at = 0; at < STEPS; at++) {
            step(world);
            if (chance(world, 0.3)) {
                follow_settle(world);
            }
            if (at % 10 == 9) {
                follow_settle(world);
                check_world(world);
            }
        }
        close_world(world);
        sl_free(world);
    }
}

/* So many records come that their values are indexed, again and again. */
static void test_many_come_late(void **state)
{
    for (uint64_t trial = 0; trial < 3; trial++) {
        struct world *world = sl_calloc(1, sizeof(*world));
        assert_non_null(world);
        open_world(world, *state, sl_test_seed() * 1000 + trial, 150);
        begin(world);
        for (size_t row = 0; row < world->fixture.count; row++) {
            add_row(world, row);
            if (row % 50 == 0) {
                follow_settle(world);
            }
        }
        unsigned segments = 0;
        for (unsigned domain = 0; domain < SL_FIELD_LIMIT; domain++) {
            segments += world->growth->late.domains[domain].segment_count;
        }
        assert_true(segments > 0);
        follow_settle(world);
        check_world(world);
        for (unsigned at = 0; at < STEPS; at++) {
            step(world);
        }
        follow_settle(world);
        check_world(world);
        close_world(world);
        sl_free(world);
    }
}

/* A call that is made with more and more memory until it works. */
static enum sl_status insist(struct world *world, unsigned call, size_t row, size_t other)
{
    const struct sl_str id = world->fixture.rows[row].id;
    const struct sl_str second = world->fixture.rows[other].id;
    const struct sl_str *values = world->fixture.rows[row].values;
    uint32_t record = 0;
    enum sl_status status = SL_NO_MEMORY;
    for (uint64_t allowed = 0; status == SL_NO_MEMORY; allowed++) {
        sl_memory_fail_after(allowed);
        if (call == 0) {
            status = sl_growth_add(world->growth, id, values, &record, NULL);
        } else if (call == 1) {
            status = sl_growth_remove(world->growth, id, NULL);
        } else if (call == 2) {
            status = sl_growth_hold(world->growth, SL_HOLD_TOGETHER, id, second, NULL);
        } else {
            status = sl_growth_settle(world->growth, NULL);
        }
        sl_memory_fail_after(UINT64_MAX);
    }
    if (call == 0) {
        world->labels[record] = SL_RECORD_NONE;
    }
    return status;
}

/* Whatever fails on the way, nothing is lost and nothing is there twice. */
static void test_memory_runs_short_anywhere(void **state)
{
    for (uint64_t trial = 0; trial < 6; trial++) {
        struct world *world = sl_calloc(1, sizeof(*world));
        assert_non_null(world);
        open_world(world, *state, sl_test_seed() * 1000 + trial, 0);
        begin(world);
        for (unsigned at = 0; at < 15; at++) {
            const size_t row = below(world, world->fixture.count);
            const size_t other = pick_other(world, row);
            if (at % 3 == 2) {
                SL_CHECK_OK(insist(world, 2, row, other), NULL);
                world->holds[world->hold_count++] =
                    (struct held){ SL_HOLD_TOGETHER, row, other, false };
            } else {
                SL_CHECK_OK(insist(world, world->there[row] ? 1 : 0, row, other), NULL);
                world->there[row] = !world->there[row];
                world->values[row] = row;
            }
        }
        /* What a failed settle had found is gone with it: the last one tells everything. */
        SL_CHECK_OK(insist(world, 3, 0, 0), NULL);
        take_settled(world);
        check_world(world);
        close_world(world);
        sl_free(world);
    }
}

struct opening {
    struct world *world;
    uint32_t records[2];
};

/* Open, ask everything, and close. */
static enum sl_status ask_all(void *context)
{
    const struct opening *opening = context;
    const uint32_t *members = NULL;
    struct sl_growth *growth SL_CLEANUP(sl_growth_close_ptr) = NULL;
    struct sl_explanation *explanation = NULL;
    struct sl_growth_weight weight;
    size_t count = 0;
    SL_TRY(sl_growth_open(opening->world->linkage, &growth, NULL));
    SL_TRY(sl_growth_members(growth, opening->records[0], &members, &count, NULL));
    SL_TRY(sl_growth_weigh(growth, opening->records[0], opening->records[1], &weight, NULL));
    SL_TRY(sl_growth_explain(growth, opening->records[0], opening->records[1], &explanation, NULL));
    sl_explanation_free(explanation);
    return SL_OK;
}

static void test_failing_allocations(void **state)
{
    struct world *world = sl_calloc(1, sizeof(*world));
    assert_non_null(world);
    open_world(world, *state, sl_test_seed(), 60);
    for (size_t row = 0; row < 30; row++) {
        world->there[row] = true;
    }
    sl_growth_close(world->growth);
    sl_linkage_close(world->linkage);
    world->linkage = open_linkage(world);
    SL_CHECK_OK(sl_linkage_prepare(world->linkage, NULL), NULL);
    SL_CHECK_OK(sl_growth_open(world->linkage, &world->growth, NULL), NULL);
    struct opening opening = {
        world, {0, 1}
    };
    uint32_t cluster[2] = { 0, 0 };
    SL_CHECK_OK(sl_growth_cluster(world->growth, 0, &cluster[0], NULL), NULL);
    for (cluster[1] = cluster[0]; cluster[1] == cluster[0]; opening.records[1]++) {
        const uint32_t next = opening.records[1];
        SL_CHECK_OK(sl_growth_cluster(world->growth, next, &cluster[1], NULL), NULL);
    }
    opening.records[1]--;
    assert_true(sl_test_failing_allocations(ask_all, &opening) > 50);
    close_world(world);
    sl_free(world);
}

/* What cannot be done is refused, and changes nothing. */
static void test_refused(void **state)
{
    struct world *world = sl_calloc(1, sizeof(*world));
    struct sl_linkage *plain = NULL;
    struct sl_growth *none = NULL;
    uint32_t record = 0;
    const struct sl_str ghost = SL_STR("ghost");
    assert_non_null(world);
    open_world(world, *state, sl_test_seed() + 2, 20);
    add_row(world, 0);
    const struct sl_str id = world->fixture.rows[0].id;
    const struct sl_str *values = world->fixture.rows[0].values;
    SL_CHECK_STATUS(sl_growth_add(world->growth, id, values, &record, NULL), SL_INVALID);
    SL_CHECK_STATUS(sl_growth_remove(world->growth, ghost, NULL), SL_NOT_FOUND);
    SL_CHECK_STATUS(sl_growth_release(world->growth, SL_HOLD_APART, id, ghost, NULL), SL_NOT_FOUND);
    SL_CHECK_OK(sl_growth_hold(world->growth, SL_HOLD_APART, id, ghost, NULL), NULL);
    SL_CHECK_OK(sl_growth_release(world->growth, SL_HOLD_APART, ghost, id, NULL), NULL);
    SL_CHECK_STATUS(sl_growth_record_find(world->growth, ghost, &record, NULL), SL_NOT_FOUND);
    SL_CHECK_U64(sl_growth_record_count(world->growth), 1);
    struct sl_growth_weight weight;
    SL_CHECK_STATUS(sl_growth_weigh(world->growth, 0, 0, &weight, NULL), SL_INVALID);
    const struct sl_linkage_options options = fixture_options();
    plain = fixture_linked(&world->fixture, &options);
    SL_CHECK_STATUS(sl_growth_open(plain, &none, NULL), SL_INVALID);
    sl_linkage_close(plain);
    close_world(world);
    sl_free(world);
}

static int learn_from_many(void **state)
{
    struct fixture fixture;
    struct shared *shared = sl_calloc(1, sizeof(*shared));
    const struct fixture_people people = engine_people(2, 3000);
    assert_non_null(shared);
    fixture_make_people(&fixture, &people);
    shared->many = learn(&fixture);
    fixture_finish(&fixture);
    *state = shared;
    return 0;
}

static int forget_many(void **state)
{
    struct shared *shared = *state;
    forget(&shared->many);
    sl_free(shared);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growth_is_a_run),
        cmocka_unit_test(test_many_come_late),
        cmocka_unit_test(test_memory_runs_short_anywhere),
        cmocka_unit_test(test_failing_allocations),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, learn_from_many, forget_many);
}
