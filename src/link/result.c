/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"
#include "base/str.h"
#include "link/linkage_impl.h"
#include "sightline/source.h"

const struct sl_linkage_summary *sl_linkage_summary(const struct sl_linkage *linkage)
{
    return &linkage->summary;
}

size_t sl_linkage_record_count(const struct sl_linkage *linkage)
{
    return linkage->table.record_count;
}

struct sl_str sl_linkage_record_id(const struct sl_linkage *linkage, uint32_t record)
{
    SL_ASSERT(record < linkage->table.record_count);
    return linkage->table.ids[record];
}

unsigned sl_linkage_record_file(const struct sl_linkage *linkage, uint32_t record)
{
    SL_ASSERT(record < linkage->table.record_count);
    return sl_table_file(&linkage->table, record);
}

unsigned sl_linkage_record_source(const struct sl_linkage *linkage, uint32_t record)
{
    SL_ASSERT(record < linkage->table.record_count);
    return sl_table_source(&linkage->table, record);
}

enum sl_status sl_linkage_record_find(
    const struct sl_linkage *linkage,
    unsigned file,
    struct sl_str id,
    uint32_t *ret_record,
    struct sl_error *err
)
{
    return sl_table_find(&linkage->table, file, id, ret_record, err);
}

uint32_t sl_linkage_cluster(const struct sl_linkage *linkage, uint32_t record)
{
    SL_ASSERT(linkage->state == SL_LINKAGE_RUN && record < linkage->table.record_count);
    return linkage->clusters[record];
}

size_t sl_linkage_source_count(const struct sl_linkage *linkage)
{
    return linkage->source_count;
}

struct sl_linkage_source sl_linkage_source_get(const struct sl_linkage *linkage, size_t index)
{
    SL_ASSERT(index < linkage->source_count);
    return linkage->sources[index];
}

size_t sl_linkage_pair_count(const struct sl_linkage *linkage)
{
    return linkage->edges.count;
}

struct sl_linkage_pair sl_linkage_pair_get(const struct sl_linkage *linkage, size_t index)
{
    SL_ASSERT(index < linkage->edges.count);
    const struct sl_edge *edge = &linkage->edges.items[index];
    return (struct sl_linkage_pair){
        .left = edge->left,
        .right = edge->right,
        .weight_bits = (double)edge->bits,
        .probability = sl_probability((double)edge->bits),
    };
}

size_t sl_linkage_tie_count(const struct sl_linkage *linkage)
{
    return linkage->edges.ties.count;
}

struct sl_linkage_tie sl_linkage_tie_get(const struct sl_linkage *linkage, size_t index)
{
    SL_ASSERT(index < linkage->edges.ties.count);
    return linkage->edges.ties.items[index];
}

size_t sl_linkage_possible_count(const struct sl_linkage *linkage)
{
    return linkage->possibles.count;
}

struct sl_linkage_possible sl_linkage_possible_get(const struct sl_linkage *linkage, size_t index)
{
    SL_ASSERT(index < linkage->possibles.count);
    return linkage->possibles.items[index];
}
