/* SPDX-License-Identifier: Apache-2.0 */
#include "sightline/linkage.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/threads.h"
#include "link/cluster.h"
#include "link/linkage_impl.h"
#include "link/model_json.h"
#include "link/summary.h"
#include "link/threshold.h"
#include "link/train.h"
#include "link/variant.h"
#include "sightline/reference.h"

/* Pairs are kept from this far below a threshold: entities may gain what pairs lack. */
#define FLOOR_BELOW_BITS 1.0

#define REFERENCE_BYTES_LIMIT ((size_t)1 << 32)

static double now(const struct sl_linkage *linkage)
{
    const struct sl_linkage_options *options = &linkage->options;
    return options->clock == NULL ? 0.0 : options->clock(options->context);
}

static void begin_stage(struct sl_linkage *linkage, enum sl_stage stage)
{
    linkage->stage_start = now(linkage);
    if (linkage->options.progress != NULL) {
        linkage->options.progress(linkage->options.context, stage, 0, 1);
    }
}

static void end_stage(struct sl_linkage *linkage, enum sl_stage stage)
{
    sl_memory_give_back(); /* the next stage's large blocks have no use for the small ones' room */
    linkage->summary.stage_seconds[stage] += now(linkage) - linkage->stage_start;
}

static enum sl_status check_options(const struct sl_linkage_options *options, struct sl_error *err)
{
    if (options->thread_count < 1 || options->thread_count > SL_THREADS_LIMIT) {
        return sl_fail(err, SL_INVALID, "the number of threads is not 1 to %u", SL_THREADS_LIMIT);
    }
    if (options->one_to_one && !options->two_sources) {
        return sl_fail(err, SL_INVALID, "one-to-one needs two sources");
    }
    if (options->find_possible && (options->threshold_auto || options->one_to_one ||
                                   !(options->possible_bits <= options->threshold_bits) ||
                                   !(options->possible_bits >= -SL_THRESHOLD_LIMIT_BITS))) {
        return sl_fail(err, SL_INVALID, "possible_bits needs a threshold that is not below it");
    }
    if (!options->threshold_auto && !(fabs(options->threshold_bits) <= SL_THRESHOLD_LIMIT_BITS)) {
        const double limit = SL_THRESHOLD_LIMIT_BITS;
        return sl_fail(err, SL_INVALID, "the threshold is not from -%g to %g", limit, limit);
    }
    return SL_OK;
}

enum sl_status sl_linkage_open(
    const struct sl_linkage_options *options, struct sl_linkage **ret_linkage, struct sl_error *err
)
{
    SL_TRY(check_options(options, err));
    struct sl_linkage *linkage = sl_calloc(1, sizeof(*linkage));
    if (linkage == NULL) {
        return sl_fail_memory(err);
    }
    linkage->options = *options;
    linkage->options.kinds = NULL;
    linkage->options.columns = NULL;
    sl_buf_init(&linkage->json, (size_t)1 << 30);
    sl_buf_init(&linkage->reference_bytes, REFERENCE_BYTES_LIMIT);
    enum sl_status status = sl_schema_init(
        &linkage->schema, options->kinds, options->columns, options->column_count, err
    );
    if (status == SL_OK) {
        sl_model_init(&linkage->model, &linkage->schema);
        status = sl_rules_init(&linkage->rules, &linkage->schema, options, err);
    }
    if (status == SL_OK) {
        status = sl_gather_init(&linkage->gather, &linkage->schema, options->thread_count, err);
        linkage->gather.named_sources = options->named_sources;
    }
    if (status != SL_OK) {
        sl_linkage_close(linkage);
        return status;
    }
    begin_stage(linkage, SL_STAGE_READ);
    *ret_linkage = linkage;
    return SL_OK;
}

void sl_linkage_close(struct sl_linkage *linkage)
{
    if (linkage == NULL) {
        return;
    }
    for (unsigned domain = 0; domain < SL_FIELD_LIMIT; domain++) {
        sl_neighbour_index_close(linkage->searches[domain]);
    }
    sl_free(linkage->clusters);
    sl_free(linkage->sources);
    sl_free(linkage->near);
    sl_aparts_finish(&linkage->aparts);
    sl_known_finish(&linkage->known);
    sl_joins_finish(&linkage->joins);
    sl_possibles_finish(&linkage->possibles);
    sl_edges_finish(&linkage->edges);
    sl_weights_finish(&linkage->weights);
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_chance_finish(&linkage->chances[field]);
    }
    sl_index_finish(&linkage->index);
    sl_table_finish(&linkage->table);
    sl_gather_finish(&linkage->gather);
    sl_model_finish(&linkage->model);
    sl_community_finish(&linkage->community);
    sl_schema_finish(&linkage->schema);
    sl_reference_finish(&linkage->reference);
    sl_buf_finish(&linkage->reference_bytes);
    sl_buf_finish(&linkage->json);
    sl_free(linkage);
}

void sl_linkage_close_ptr(struct sl_linkage **linkage)
{
    sl_linkage_close(*linkage);
    *linkage = NULL;
}

enum sl_status sl_linkage_add(
    struct sl_linkage *linkage,
    unsigned file,
    struct sl_str id,
    const struct sl_str *values,
    struct sl_error *err
)
{
    SL_ASSERT(linkage->state == SL_LINKAGE_OPEN);
    return sl_gather_add(&linkage->gather, file, id, values, err);
}

/* How often the values of a field agree by chance. */
static enum sl_status count_chance(struct sl_linkage *linkage, unsigned field, struct sl_error *err)
{
    const struct sl_table *table = &linkage->table;
    sl_chance_finish(&linkage->chances[field]);
    SL_TRY(sl_chance_count(
        &linkage->chances[field],
        sl_table_domain(table, field),
        sl_table_usual(table, field),
        sl_table_usual_count(table),
        linkage->options.thread_count,
        err
    ));
    if (linkage->reference.given) {
        sl_reference_totals(&linkage->reference, field, &linkage->chances[field]);
    }
    return SL_OK;
}

static enum sl_status find_similar(struct sl_linkage *linkage, struct sl_error *err)
{
    begin_stage(linkage, SL_STAGE_SIMILAR);
    const unsigned threads = linkage->options.thread_count;
    struct sl_domain *domains = linkage->table.domains;
    for (unsigned domain = 0; domain < linkage->schema.domain_count; domain++) {
        SL_TRY(sl_domain_prepare(&domains[domain], threads, err));
    }
    SL_TRY(sl_variants_apply(&linkage->model, domains, linkage->schema.domain_count, err));
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        SL_TRY(count_chance(linkage, field, err));
    }
    end_stage(linkage, SL_STAGE_SIMILAR);
    return SL_OK;
}

static enum sl_status learn_variants(struct sl_linkage *linkage, struct sl_error *err)
{
    const struct sl_variant_options options = {
        .two_sources = linkage->options.two_sources,
        .thread_count = linkage->options.thread_count,
        .seed = linkage->options.seed,
        .community = &linkage->community,
        .rules = &linkage->rules,
    };
    struct sl_model *model = &linkage->model;
    struct sl_table *table = &linkage->table;
    SL_TRY(sl_variants_learn(model, linkage->chances, table, &options, err));
    SL_TRY(sl_variants_apply(model, table->domains, linkage->schema.domain_count, err));
    uint32_t changed = 0; /* bit d: domain d has variants */
    for (size_t at = 0; at < model->variant_count; at++) {
        changed |= 1U << model->variants[at].domain;
    }
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        if ((changed >> linkage->schema.fields[field].domain & 1U) != 0) {
            SL_TRY(count_chance(linkage, field, err));
        }
    }
    return SL_OK;
}

static enum sl_status learn(struct sl_linkage *linkage, struct sl_error *err)
{
    begin_stage(linkage, SL_STAGE_TRAIN);
    const struct sl_train_options options = {
        .two_sources = linkage->options.two_sources,
        .thread_count = linkage->options.thread_count,
        .seed = linkage->options.seed,
        .community = &linkage->community,
        .progress = linkage->options.progress,
        .context = linkage->options.context,
    };
    if (linkage->reference.given) {
        const struct sl_reference *reference = &linkage->reference;
        SL_TRY(sl_reference_community(reference, &linkage->table, &linkage->community, err));
    } else {
        SL_TRY(sl_community_learn(
            &linkage->community,
            &linkage->table,
            linkage->options.seed,
            linkage->options.thread_count,
            err
        ));
    }
    if (!linkage->model_given) {
        SL_TRY(learn_variants(linkage, err));
        SL_TRY(sl_train(&linkage->model, linkage->chances, &linkage->index, &options, err));
    }
    end_stage(linkage, SL_STAGE_TRAIN);
    return SL_OK;
}

/* Frequencies and weights that go with the model. */
static enum sl_status apply_model(struct sl_linkage *linkage, struct sl_error *err)
{
    const struct sl_model *model = &linkage->model;
    const unsigned threads = linkage->options.thread_count;
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        sl_chance_update(&linkage->chances[field], model, field, threads);
    }
    sl_scorer_init(
        &linkage->scorer,
        &linkage->table,
        model,
        linkage->chances,
        &linkage->community,
        linkage->options.two_sources
    );
    return sl_weights_init(&linkage->weights, &linkage->scorer, NULL, threads, err);
}

/* What was together before stays together more easily, not less. */
static enum sl_status check_stay(const struct sl_linkage *linkage, struct sl_error *err)
{
    const struct sl_linkage_options *options = &linkage->options;
    const bool frozen = linkage->reference.given && !options->threshold_auto;
    if (!linkage->known.any_before && !frozen) {
        return SL_OK;
    }
    if (options->threshold_auto || !(options->stay_bits <= options->threshold_bits) ||
        !(options->stay_bits >= -SL_THRESHOLD_LIMIT_BITS)) {
        return sl_fail(err, SL_INVALID, "stay_bits needs a threshold that is not below it");
    }
    return SL_OK;
}

/* A reference is that of a model, and of records that are all compared with each other. */
static enum sl_status check_reference(const struct sl_linkage *linkage, struct sl_error *err)
{
    if (linkage->reference.given && !linkage->model_given) {
        return sl_fail(err, SL_INVALID, "a reference needs the model that was learned with it");
    }
    if (linkage->reference.given && linkage->options.two_sources) {
        return sl_fail(err, SL_INVALID, "two files cannot be linked by a reference");
    }
    return SL_OK;
}

/* How much the weight of what was together before may fall below the threshold. */
static double stay_gain(const struct sl_linkage *linkage)
{
    const struct sl_linkage_options *options = &linkage->options;
    return linkage->known.any_before ? options->threshold_bits - options->stay_bits : 0.0;
}

static double threshold_of(const struct sl_linkage *linkage)
{
    return linkage->options.threshold_auto ? 0.0 : linkage->options.threshold_bits;
}

/* By a reference pairs are found as far down whoever else is there. */
double sl_linkage_floor(const struct sl_linkage *linkage)
{
    const struct sl_linkage_options *options = &linkage->options;
    double floor_bits = threshold_of(linkage) - stay_gain(linkage);
    if (linkage->reference.given && !options->threshold_auto) {
        floor_bits = options->stay_bits;
    }
    if (options->find_possible) {
        floor_bits = fmin(floor_bits, options->possible_bits);
    }
    return floor_bits - FLOOR_BELOW_BITS;
}

struct sl_cluster_options sl_linkage_cluster_options(const struct sl_linkage *linkage)
{
    const struct sl_linkage_options *options = &linkage->options;
    const double floor_bits = threshold_of(linkage) - FLOOR_BELOW_BITS;
    return (struct sl_cluster_options){
        .rules = linkage->rules,
        .known = &linkage->known,
        .strict_twins = options->strict_twins,
        .least_bits =
            options->find_possible ? fmin(floor_bits, options->possible_bits) : floor_bits,
        .stay_gain_bits = stay_gain(linkage),
        .find_possible = options->find_possible,
        .cut_bits = threshold_of(linkage),
        .possible_bits = options->possible_bits,
        .thread_count = options->thread_count,
        .progress = options->progress,
        .context = options->context,
    };
}

static enum sl_status prepare(struct sl_linkage *linkage, struct sl_error *err)
{
    const unsigned threads = linkage->options.thread_count;
    SL_TRY(check_reference(linkage, err));
    linkage->gather.reference = linkage->reference.given ? &linkage->reference : NULL;
    SL_TRY(sl_gather_table(&linkage->gather, &linkage->table, err));
    sl_gather_finish(&linkage->gather);
    SL_TRY(sl_known_settle(&linkage->known, &linkage->rules, &linkage->table, err));
    SL_TRY(check_stay(linkage, err));
    linkage->summary.record_count[0] = linkage->table.source_count[0];
    linkage->summary.record_count[1] = linkage->table.source_count[1];
    end_stage(linkage, SL_STAGE_READ);
    SL_TRY(find_similar(linkage, err));
    begin_stage(linkage, SL_STAGE_INDEX);
    SL_TRY(
        sl_index_init(&linkage->index, &linkage->table, linkage->options.two_sources, threads, err)
    );
    end_stage(linkage, SL_STAGE_INDEX);
    SL_TRY(learn(linkage, err));
    begin_stage(linkage, SL_STAGE_INDEX);
    SL_TRY(apply_model(linkage, err));
    end_stage(linkage, SL_STAGE_INDEX);
    return SL_OK;
}

enum sl_status sl_linkage_prepare(struct sl_linkage *linkage, struct sl_error *err)
{
    SL_ASSERT(linkage->state == SL_LINKAGE_OPEN);
    if (!linkage->model_given && linkage->options.threshold_auto) {
        return sl_fail(err, SL_INVALID, "no model was given, and no threshold");
    }
    linkage->state = SL_LINKAGE_FAILED;
    SL_TRY(prepare(linkage, err));
    if (!linkage->model_given) {
        linkage->model.threshold_bits = linkage->options.threshold_bits;
    }
    linkage->state = SL_LINKAGE_PREPARED;
    return SL_OK;
}

static enum sl_status score(struct sl_linkage *linkage, struct sl_error *err)
{
    begin_stage(linkage, SL_STAGE_SCORE);
    const struct sl_edge_options options = {
        .two_sources = linkage->options.two_sources,
        /* Named sources are told apart below: related records of one source are ties. */
        .distinct_in_source =
            linkage->options.distinct_in_source && !linkage->options.named_sources,
        .brute_force = linkage->options.brute_force,
        .ties = linkage->options.find_ties,
        .least_bits = sl_linkage_floor(linkage),
        .thread_count = linkage->options.thread_count,
        .progress = linkage->options.progress,
        .context = linkage->options.context,
    };
    SL_TRY(sl_edges_find(&linkage->edges, &linkage->weights, &linkage->index, &options, err));
    linkage->summary.pairs_scored = linkage->edges.looked_at;
    SL_TRY(linkage->reference.given ? sl_linkage_keep_near(linkage, err) : SL_OK);
    const struct sl_table *table = &linkage->table;
    SL_TRY(sl_known_split(&linkage->known, &linkage->edges, &linkage->aparts, err));
    SL_TRY(sl_aparts_split(&linkage->aparts, &linkage->edges, &linkage->rules, table, err));
    end_stage(linkage, SL_STAGE_SCORE);
    return SL_OK;
}

static enum sl_status join_records(struct sl_linkage *linkage, struct sl_error *err)
{
    const uint32_t count = linkage->table.record_count;
    const struct sl_cluster_options options = sl_linkage_cluster_options(linkage);
    const struct sl_edges *edges = &linkage->edges;
    if (linkage->options.one_to_one) {
        return sl_joins_one_to_one(&linkage->joins, edges, options.least_bits, count, err);
    }
    const struct sl_joins_notes notes = { &linkage->aparts, &linkage->possibles };
    return sl_joins_find(&linkage->joins, &notes, &linkage->scorer, edges, &options, err);
}

static enum sl_status cut(struct sl_linkage *linkage, struct sl_error *err)
{
    struct sl_linkage_summary *summary = &linkage->summary;
    struct sl_expected expected;
    if (linkage->options.threshold_auto) {
        SL_TRY(sl_threshold_choose(&linkage->joins, 0.0, &expected, err));
    } else {
        expected = sl_threshold_expect(&linkage->joins, 0.0, linkage->options.threshold_bits);
    }
    summary->threshold_bits = expected.height;
    summary->threshold_was_auto = linkage->options.threshold_auto;
    summary->expected_precision = expected.precision;
    summary->expected_recall = expected.recall;
    summary->expected_f1 = expected.f1;
    linkage->model.threshold_bits = expected.height;
    const uint32_t count = linkage->table.record_count;
    linkage->clusters = sl_alloc((size_t)count + 1, sizeof(*linkage->clusters));
    if (linkage->clusters == NULL) {
        return sl_fail_memory(err);
    }
    const uint32_t *groups = linkage->known.groups;
    return sl_joins_cut(&linkage->joins, expected.height, groups, linkage->clusters, count, err);
}

static enum sl_status run(struct sl_linkage *linkage, struct sl_error *err)
{
    SL_TRY(prepare(linkage, err));
    SL_TRY(score(linkage, err));
    begin_stage(linkage, SL_STAGE_CLUSTER);
    SL_TRY(join_records(linkage, err));
    SL_TRY(cut(linkage, err));
    sl_possibles_sort(&linkage->possibles);
    end_stage(linkage, SL_STAGE_CLUSTER);
    return sl_linkage_summarise(linkage, err);
}

enum sl_status
sl_linkage_use_model(struct sl_linkage *linkage, struct sl_str json, struct sl_error *err)
{
    SL_ASSERT(linkage->state == SL_LINKAGE_OPEN);
    SL_TRY(sl_model_parse(&linkage->model, &linkage->schema, json, err));
    linkage->model_given = true;
    return SL_OK;
}

enum sl_status
sl_linkage_model_json(struct sl_linkage *linkage, struct sl_str *ret_json, struct sl_error *err)
{
    SL_ASSERT(linkage->state == SL_LINKAGE_PREPARED || linkage->state == SL_LINKAGE_RUN);
    sl_buf_clear(&linkage->json);
    SL_TRY(sl_model_print(&linkage->model, &linkage->schema, &linkage->json, err));
    *ret_json = sl_buf_str(&linkage->json);
    return SL_OK;
}

enum sl_status
sl_linkage_use_reference(struct sl_linkage *linkage, struct sl_str bytes, struct sl_error *err)
{
    struct sl_reference reference;
    SL_ASSERT(linkage->state == SL_LINKAGE_OPEN);
    SL_TRY(sl_reference_parse(&reference, &linkage->schema, bytes, err));
    sl_reference_finish(&linkage->reference);
    linkage->reference = reference;
    return SL_OK;
}

enum sl_status
sl_linkage_reference(struct sl_linkage *linkage, struct sl_str *ret_bytes, struct sl_error *err)
{
    SL_ASSERT(linkage->state == SL_LINKAGE_PREPARED || linkage->state == SL_LINKAGE_RUN);
    if (linkage->options.two_sources) {
        return sl_fail(err, SL_INVALID, "two files cannot be linked by a reference");
    }
    struct sl_buf *out = &linkage->reference_bytes;
    sl_buf_clear(out);
    SL_TRY(sl_reference_print(&linkage->table, linkage->chances, &linkage->community, out, err));
    *ret_bytes = sl_buf_str(out);
    return SL_OK;
}

enum sl_status sl_linkage_run(struct sl_linkage *linkage, struct sl_error *err)
{
    SL_ASSERT(linkage->state == SL_LINKAGE_OPEN);
    linkage->state = SL_LINKAGE_FAILED;
    SL_TRY(run(linkage, err));
    linkage->state = SL_LINKAGE_RUN;
    return SL_OK;
}
