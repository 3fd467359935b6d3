/* SPDX-License-Identifier: Apache-2.0 */
#include "link/source.h"

#include "base/memory.h"
#include "base/sort.h"

/* One cluster's records, as many of each source; the last place is for those without one. */
struct census {
    uint64_t counts[SL_SOURCE_LIMIT + 1];
};

/* The low bits of a key are the record, the high ones its cluster. */
static enum sl_status
sort_by_cluster(const struct sl_linkage *linkage, uint64_t *keys, struct sl_error *err)
{
    for (uint32_t record = 0; record < linkage->table.record_count; record++) {
        keys[record] = (uint64_t)linkage->clusters[record] << 32 | record;
    }
    return sl_sort_u64(keys, linkage->table.record_count, err);
}

/* Add a cluster's records to their sources. Each record without a source is of another one. */
static void
add_cluster(struct sl_linkage *linkage, struct census *census, const uint64_t *keys, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        census->counts[sl_table_source(&linkage->table, (uint32_t)keys[at])]++;
    }
    for (size_t at = 0; at < count; at++) {
        const unsigned source = sl_table_source(&linkage->table, (uint32_t)keys[at]);
        const uint64_t same = source == SL_SOURCE_NONE ? 1 : census->counts[source];
        struct sl_linkage_source *row = &linkage->sources[source];
        row->record_count++;
        row->within_count += same > 1 ? 1 : 0;
        row->across_count += same < count ? 1 : 0;
    }
    for (size_t at = 0; at < count; at++) {
        census->counts[sl_table_source(&linkage->table, (uint32_t)keys[at])] = 0;
    }
}

static void add_clusters(struct sl_linkage *linkage, const uint64_t *keys)
{
    const size_t count = linkage->table.record_count;
    struct census census = { { 0 } };
    size_t first = 0;
    for (size_t at = 1; at <= count; at++) {
        if (at == count || keys[at] >> 32 != keys[first] >> 32) {
            add_cluster(linkage, &census, keys + first, at - first);
            first = at;
        }
    }
}

enum sl_status sl_linkage_count_sources(struct sl_linkage *linkage, struct sl_error *err)
{
    const struct sl_table *table = &linkage->table;
    if (table->sources == NULL) {
        return SL_OK;
    }
    uint64_t *keys SL_CLEANUP(sl_free_ptr) =
        sl_alloc((size_t)table->record_count + 1, sizeof(*keys));
    linkage->sources = sl_calloc(SL_SOURCE_LIMIT + 1, sizeof(*linkage->sources));
    if (keys == NULL || linkage->sources == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sort_by_cluster(linkage, keys, err));
    add_clusters(linkage, keys);
    linkage->source_count = table->source_names.count;
    for (size_t source = 0; source < linkage->source_count; source++) {
        linkage->sources[source].name = table->source_names.values[source];
    }
    const struct sl_linkage_source nameless = linkage->sources[SL_SOURCE_NONE];
    if (nameless.record_count > 0) {
        linkage->sources[linkage->source_count] = nameless;
        linkage->sources[linkage->source_count++].name = SL_STR("");
    }
    return SL_OK;
}
