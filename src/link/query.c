/* SPDX-License-Identifier: Apache-2.0 */
#include "link/query_impl.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/threads.h"

static enum sl_status open_search(void *context, size_t domain, unsigned worker)
{
    (void)worker;
    struct sl_linkage *linkage = context;
    const struct sl_domain *values = &linkage->table.domains[domain];
    const struct sl_neighbour_source source = {
        .family = values->family,
        .context = &values->context,
        .values = values->dictionary.values,
        .count = values->dictionary.count,
    };
    return linkage->searches[domain] != NULL
               ? SL_OK
               : sl_neighbour_index_open(&source, &linkage->searches[domain], NULL);
}

/* What finds values similar to one that no record holds; made once for a linkage. */
static enum sl_status open_searches(struct sl_linkage *linkage, struct sl_error *err)
{
    const unsigned threads = linkage->options.thread_count;
    return sl_threads_run(threads, linkage->schema.domain_count, open_search, linkage, err);
}

enum sl_status
sl_query_open(struct sl_linkage *linkage, struct sl_query **ret_query, struct sl_error *err)
{
    SL_ASSERT(linkage->state == SL_LINKAGE_PREPARED || linkage->state == SL_LINKAGE_RUN);
    SL_TRY(open_searches(linkage, err));
    struct sl_query *query = sl_calloc(1, sizeof(*query));
    if (query == NULL) {
        return sl_fail_memory(err);
    }
    query->linkage = linkage;
    sl_buf_init(&query->text, (size_t)1 << 20);
    enum sl_status status = sl_form_open(&query->form, &linkage->schema, err);
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        query->form.date_order[field] = linkage->table.date_order[field];
    }
    if (status == SL_OK) {
        status = sl_probe_open(&query->probe, &linkage->weights, &linkage->index, err);
    }
    if (status != SL_OK) {
        sl_query_close(query);
        return status;
    }
    *ret_query = query;
    return SL_OK;
}

void sl_query_close(struct sl_query *query)
{
    if (query == NULL) {
        return;
    }
    for (unsigned field = 0; field < SL_FIELD_LIMIT; field++) {
        sl_view_finish(&query->views[field]);
    }
    sl_form_close(&query->form);
    sl_buf_finish(&query->text);
    sl_probe_close(&query->probe);
    sl_free(query->matches);
    sl_free(query);
}

/* Bring the values into normal form and see each against the dictionaries. */
static enum sl_status
see_values(struct sl_query *query, const struct sl_str *values, struct sl_error *err)
{
    const struct sl_linkage *linkage = query->linkage;
    SL_TRY(sl_form_fill(&query->form, values, err));
    size_t starts[SL_FIELD_LIMIT] = { 0 };
    sl_buf_clear(&query->text);
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        const struct sl_str value = query->form.values[field];
        starts[field] = query->text.len;
        if (sl_form_is_late(&linkage->schema, field) && value.len > 0) {
            sl_form_normal(&query->form, field, value, &query->text);
            query->normal[field].len = query->text.len - starts[field];
        }
    }
    SL_TRY(sl_buf_status(&query->text, err));
    for (unsigned field = 0; field < linkage->schema.field_count; field++) {
        const bool late = sl_form_is_late(&linkage->schema, field);
        struct sl_str *value = &query->normal[field];
        if (!late || query->form.values[field].len == 0) {
            *value = query->form.values[field];
        } else {
            value->ptr = query->text.ptr + starts[field];
        }
        SL_TRY(sl_view_set(&query->views[field], linkage, field, *value, err));
    }
    return SL_OK;
}

static void aim_probe(struct sl_query *query)
{
    const struct sl_linkage *linkage = query->linkage;
    const struct sl_schema *schema = &linkage->schema;
    for (unsigned field = 0; field < schema->field_count; field++) {
        sl_probe_change(&query->probe, field);
        sl_view_aim(&query->views[field], linkage, field, &query->probe.fields[field]);
    }
    if (schema->given != SL_FIELD_NONE && schema->surname != SL_FIELD_NONE) {
        struct sl_probe_field *fields = query->probe.fields;
        sl_view_aim_crossed(
            &query->views[schema->surname], linkage, schema->given, &fields[schema->given]
        );
        sl_view_aim_crossed(
            &query->views[schema->given], linkage, schema->surname, &fields[schema->surname]
        );
    }
}

static int best_first(const void *left, const void *right)
{
    const struct sl_query_match *one = left;
    const struct sl_query_match *two = right;
    if (one->weight_bits > two->weight_bits || one->weight_bits < two->weight_bits) {
        return one->weight_bits > two->weight_bits ? -1 : 1;
    }
    return (one->record > two->record) - (one->record < two->record);
}

static enum sl_status weigh(struct sl_query *query, double threshold_bits, struct sl_error *err)
{
    query->match_count = 0;
    for (size_t at = 0; at < query->probe.found_count; at++) {
        const uint32_t record = query->probe.found[at];
        struct sl_agreement agreement;
        sl_view_compare(query->views, query->linkage, record, &agreement);
        const double bits = sl_scorer_weight(&query->linkage->scorer, &agreement);
        if (bits < threshold_bits) {
            continue;
        }
        SL_TRY(sl_array_reserve(
            &query->matches,
            &query->match_capacity,
            query->match_count + 1,
            sizeof(*query->matches),
            err
        ));
        query->matches[query->match_count++] =
            (struct sl_query_match){ record, bits, sl_probability(bits) };
    }
    if (query->match_count > 0) { /* matches may be NULL, which qsort does not take */
        qsort(query->matches, query->match_count, sizeof(*query->matches), best_first);
    }
    return SL_OK;
}

enum sl_status sl_query_search(
    struct sl_query *query,
    const struct sl_str *values,
    double threshold_bits,
    const struct sl_query_match **ret_matches,
    size_t *ret_count,
    struct sl_error *err
)
{
    const struct sl_linkage *linkage = query->linkage;
    SL_TRY(see_values(query, values, err));
    aim_probe(query);
    const double plain = sl_calibration_floor(&linkage->model.calibration, threshold_bits);
    const struct sl_search search = {
        .records = {0, linkage->table.record_count},
        .least_ticks = sl_ticks(plain) - SL_TICK_SLACK,
    };
    SL_TRY(sl_probe_search(&query->probe, &search, err));
    SL_TRY(weigh(query, threshold_bits, err));
    *ret_matches = query->matches;
    *ret_count = query->match_count;
    return SL_OK;
}
