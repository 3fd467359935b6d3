/* SPDX-License-Identifier: Apache-2.0 */
/*
 * people_read.h - a stored version of a record read again, for the people index.
 */
#ifndef SL_APP_PEOPLE_READ_H
#define SL_APP_PEOPLE_READ_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "identity/trace.h"
#include "record/fact.h"
#include "record/fold.h"
#include "store/source.h"
#include "store/version.h"

/* A layout by its id. */
struct sl_people_layout {
    int64_t id;
    struct sl_str text;
};

/* Layouts and sources of a store, each read once. Zeroed, but for the arenas: see init. */
struct sl_people_names {
    struct sl_arena source_arena, layout_arena;
    struct sl_store_source *sources;
    size_t source_count;
    struct sl_people_layout *layouts; /* ascending by id */
    size_t layout_count, layout_room;
};

/* Start with none; give the memory back. */
void sl_people_names_init(struct sl_people_names *names);
/* The same. */
void sl_people_names_finish(struct sl_people_names *names);

/* Forget everything: the next store may be another. */
void sl_people_names_clear(struct sl_people_names *names);

/* The agency of a source; good until the next call for a source that is new. Errors: of the store.
 */
SL_NODISCARD enum sl_status sl_people_agency(
    struct sl_people_names *names,
    struct sl_store *store,
    int64_t source,
    struct sl_str *ret_agency,
    struct sl_error *err
);

/* The text of a layout, empty for 0; good until clear or 64 MiB of them. Errors: of the store. */
SL_NODISCARD enum sl_status sl_people_layout_text(
    struct sl_people_names *names,
    struct sl_store *store,
    int64_t layout,
    struct sl_str *ret_text,
    struct sl_error *err
);

/* Memory for reading one record after the other, of one thread. */
struct sl_people_reader {
    struct sl_fold *fold;
    struct sl_arena arena; /* of facts and trace; reset with each record */
    struct sl_buf form, scratch;
    struct sl_facts facts;
    struct sl_trace trace;
};

/* Open; finish in any case. Errors: as sl_fold_open. Time: some milliseconds. */
SL_NODISCARD enum sl_status
sl_people_reader_open(struct sl_people_reader *reader, struct sl_error *err);
void sl_people_reader_finish(struct sl_people_reader *reader);

/*
 * Read the facts of a version, and trace them: both are in the reader until the next call.
 *
 *   version  its texts are borrowed as long as the facts are used
 *   layout   its layout's text
 *
 * Errors: SL_UNSUPPORTED when this program does not know the format; SL_LIMIT naming the record;
 * SL_NO_MEMORY; SL_INVALID when the record cannot be read.
 */
SL_NODISCARD enum sl_status sl_people_read(
    struct sl_people_reader *reader,
    const struct sl_stored_version *version,
    struct sl_str layout,
    struct sl_error *err
);

/* The facts alone, without the trace. */
SL_NODISCARD enum sl_status sl_people_read_facts(
    struct sl_people_reader *reader,
    const struct sl_stored_version *version,
    struct sl_str layout,
    struct sl_error *err
);

#endif
