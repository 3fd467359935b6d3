/* SPDX-License-Identifier: Apache-2.0 */
#include "app/link_profile.h"

#include "base/csv.h"
#include "base/memory.h"

/* Progress is told once for so many records. */
#define PROGRESS_RECORDS 4096u

static enum sl_status open_profile(
    const struct sl_csv_reader *reader, struct sl_profile **ret_profile, struct sl_error *err
)
{
    const size_t count = sl_csv_column_count(reader);
    SL_CLEANUP(sl_free_ptr) struct sl_str *columns = sl_alloc(count, sizeof(*columns));

    if (columns == NULL) {
        return sl_fail_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        columns[i] = sl_csv_column(reader, i);
    }
    return sl_profile_open(columns, count, ret_profile, err);
}

enum sl_status sl_link_profile(
    const char *path,
    sl_progress_fn *progress,
    void *context,
    struct sl_profile **ret_profile,
    struct sl_csv_short *ret_short,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_csv_close_ptr) struct sl_csv_reader *reader = NULL;
    SL_CLEANUP(sl_profile_close_ptr) struct sl_profile *profile = NULL;
    const struct sl_str *values = NULL;
    uint64_t count = 0;
    bool more = true;

    SL_TRY(sl_csv_open(path, &reader, err));
    sl_csv_fill_short(reader);
    SL_TRY(open_profile(reader, &profile, err));
    for (;;) {
        SL_TRY(sl_csv_next(reader, &values, &more, err));
        if (!more) {
            break;
        }
        SL_TRY(sl_profile_add(profile, values, err));
        if (++count % PROGRESS_RECORDS == 0 && progress != NULL) {
            progress(context, SL_STAGE_READ, sl_csv_bytes_read(reader), sl_csv_bytes_total(reader));
        }
    }
    SL_TRY(sl_profile_finish(profile, err));
    *ret_short = sl_csv_short(reader);
    *ret_profile = profile;
    profile = NULL;
    return SL_OK;
}
