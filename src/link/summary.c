/* SPDX-License-Identifier: Apache-2.0 */
#include "link/summary.h"

#include <math.h>

#include "base/memory.h"
#include "link/source.h"

/* The table's bands are two bits wide; the first begins at a multiple of two. */
#define BAND_BITS 2.0

static enum sl_status count_clusters(struct sl_linkage *linkage, struct sl_error *err)
{
    struct sl_linkage_summary *summary = &linkage->summary;
    uint32_t *sizes SL_CLEANUP(sl_free_ptr) =
        sl_calloc((size_t)linkage->table.record_count + 1, sizeof(*sizes));
    if (sizes == NULL) {
        return sl_fail_memory(err);
    }
    for (uint32_t record = 0; record < linkage->table.record_count; record++) {
        const uint32_t cluster = linkage->clusters[record];
        summary->cluster_count += cluster == record ? 1 : 0;
        if (++sizes[cluster] > summary->largest_cluster) {
            summary->largest_cluster = sizes[cluster];
        }
    }
    return SL_OK;
}

static void count_bands(struct sl_linkage *linkage)
{
    struct sl_linkage_summary *summary = &linkage->summary;
    double low = HUGE_VAL;
    for (size_t at = 0; at < linkage->edges.count; at++) {
        low = fmin(low, (double)linkage->edges.items[at].bits);
    }
    const double first = floor(low / BAND_BITS) * BAND_BITS;
    summary->calibration_count = linkage->edges.count > 0 ? SL_CALIBRATION_BANDS : 0;
    for (size_t band = 0; band < summary->calibration_count; band++) {
        summary->calibration[band].low_bits = first + (double)band * BAND_BITS;
        summary->calibration[band].high_bits = first + ((double)band + 1.0) * BAND_BITS;
    }
    summary->calibration[SL_CALIBRATION_BANDS - 1].high_bits = HUGE_VAL;
    for (size_t at = 0; at < linkage->edges.count; at++) {
        const struct sl_edge *edge = &linkage->edges.items[at];
        const double place = floor(((double)edge->bits - first) / BAND_BITS);
        const size_t band = (size_t)fmin(place, SL_CALIBRATION_BANDS - 1.0);
        struct sl_calibration_band *row = &summary->calibration[band];
        row->pair_count++;
        row->expected_precision += sl_probability((double)edge->bits);
        row->joined_count += linkage->clusters[edge->left] == linkage->clusters[edge->right];
    }
    while (summary->calibration_count > 0 &&
           summary->calibration[summary->calibration_count - 1].pair_count == 0) {
        summary->calibration_count--;
    }
    for (size_t band = 0; band < summary->calibration_count; band++) {
        struct sl_calibration_band *row = &summary->calibration[band];
        row->expected_precision /= fmax((double)row->pair_count, 1.0);
    }
}

static void drop_pairs_below(struct sl_linkage *linkage)
{
    struct sl_edges *edges = &linkage->edges;
    size_t kept = 0;
    for (size_t at = 0; at < edges->count; at++) {
        if ((double)edges->items[at].bits >= linkage->summary.threshold_bits) {
            edges->items[kept++] = edges->items[at];
        }
    }
    edges->count = kept;
}

enum sl_status sl_linkage_summarise(struct sl_linkage *linkage, struct sl_error *err)
{
    struct sl_linkage_summary *summary = &linkage->summary;
    const uint64_t first = linkage->table.source_count[0];
    const uint64_t all = linkage->table.record_count;
    const bool across = linkage->options.two_sources ||
                        (linkage->options.distinct_in_source && !linkage->options.named_sources);
    summary->pair_space = across ? first * (all - first) : all * (all > 0 ? all - 1 : 0) / 2;
    summary->matches_per_record = linkage->model.match_rate;
    SL_TRY(count_clusters(linkage, err));
    SL_TRY(sl_linkage_count_sources(linkage, err));
    SL_TRY(sl_aparts_count(
        &linkage->aparts, linkage->clusters, summary->threshold_bits, summary->kept_apart, err
    ));
    count_bands(linkage);
    drop_pairs_below(linkage);
    summary->pairs_kept = linkage->edges.count;
    sl_ties_lift(&linkage->edges.ties, linkage->clusters);
    summary->peak_bytes = sl_memory_peak_bytes();
    return SL_OK;
}
