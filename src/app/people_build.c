/* SPDX-License-Identifier: Apache-2.0 */
#include "app/people_build.h"

#include "base/memory.h"

/* Memory of one spill. */
#define SPILL_BYTES ((size_t)64 << 20)

enum sl_status
sl_people_spill(struct sl_people_build *build, struct sl_spill **ret_spill, struct sl_error *err)
{
    return sl_spill_open(build->store, SPILL_BYTES, ret_spill, err);
}

void sl_people_tell(
    const struct sl_people_build *build, const char *step, uint64_t done, uint64_t total
)
{
    if (build->options->progress != NULL) {
        build->options->progress(build->options->context, step, done, total);
    }
}

static enum sl_status run_steps(struct sl_people_build *build, struct sl_error *err)
{
    SL_TRY(sl_people_scan(build, err));
    SL_TRY(sl_people_gather(build, err));
    return sl_people_write(build, err);
}

enum sl_status sl_people_build(
    struct sl_store *store,
    struct sl_people_names *names,
    const struct sl_people_index_options *options,
    int64_t as_of,
    uint64_t *ret_count,
    struct sl_error *err
)
{
    struct sl_people_build build = {
        .store = store,
        .options = options,
        .names = names,
        .as_of = as_of,
    };

    sl_word_tally_init(&build.words);
    const enum sl_status status = run_steps(&build, err);
    sl_word_tally_finish(&build.words);
    sl_spill_close(build.persons);
    sl_spill_close(build.uses);
    sl_spill_close(build.nodes);
    sl_spill_close(build.links);
    sl_spill_close(build.mentions);
    sl_spill_close(build.relations);
    sl_spill_close(build.keys);
    sl_free(build.ids);
    *ret_count = build.record_count;
    return status;
}
