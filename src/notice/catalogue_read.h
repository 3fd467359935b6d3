/* SPDX-License-Identifier: Apache-2.0 */
/*
 * catalogue_read.h - what catalogues of clocks, of indicators and of phrases have in common.
 */
#ifndef SL_NOTICE_CATALOGUE_READ_H
#define SL_NOTICE_CATALOGUE_READ_H

#include "base/yaml.h"
#include "notice/indicator.h"

/* The longest line and id of a catalogue. */
#define SL_CATALOGUE_LINE_BYTES 400u
#define SL_CATALOGUE_ID_BYTES   60u

/* A table of terms, and what one of them is called in a message. */
struct sl_catalogue_names {
    const struct sl_term *terms;
    unsigned count;
    const char *what;
};

/*
 * What all functions share: they read a node, write on success only, and fail with SL_INVALID and
 * its line and column.
 */

/* One of the terms; the hint of a failure has as many of them as fit. */
SL_NODISCARD enum sl_status sl_catalogue_term(
    const struct sl_yaml_node *node,
    struct sl_catalogue_names names,
    unsigned *ret_term,
    struct sl_error *err
);

/* A line that a person sees whole. */
SL_NODISCARD enum sl_status
sl_catalogue_line(const struct sl_yaml_node *node, struct sl_str *ret_line, struct sl_error *err);

/* An id of a-z, 0-9 and '-'. */
SL_NODISCARD enum sl_status
sl_catalogue_id(const struct sl_yaml_node *node, struct sl_str *ret_id, struct sl_error *err);

/*
 * Room in an arena for the 1 to `limit` items or members of a node; ret_items is the address of a
 * pointer. Errors also: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_catalogue_room(
    const struct sl_yaml_node *node,
    size_t limit,
    size_t item_bytes,
    struct sl_arena *arena,
    void *ret_items,
    struct sl_error *err
);

/*
 * The sources of a catalogue, which are the members of a map; and the one that a node names.
 * Errors also: SL_NO_MEMORY.
 */
SL_NODISCARD enum sl_status sl_indicator_sources_read(
    const struct sl_yaml_node *map,
    struct sl_arena *arena,
    const struct sl_indicator_source **ret_sources,
    size_t *ret_count,
    struct sl_error *err
);
SL_NODISCARD enum sl_status sl_indicator_source_find(
    const struct sl_yaml_node *node,
    const struct sl_indicator_source *sources,
    size_t source_count,
    const struct sl_indicator_source **ret_source,
    struct sl_error *err
);

/* Append sources as they stand in a catalogue, "sources:" first. */
void sl_indicator_sources_print(
    const struct sl_indicator_source *sources, size_t source_count, struct sl_buf *buf
);

#endif
