/* SPDX-License-Identifier: Apache-2.0 */
#include "picture/picture.h"

#include "picture/picture_impl.h"

/* Room for the normal form of one text. */
#define SCRATCH_LIMIT_BYTES ((size_t)16 << 20)

static enum sl_status make(struct sl_making *making, struct sl_error *err)
{
    SL_TRY(sl_making_index(making, err));
    SL_TRY(sl_making_who(making, err));
    SL_TRY(sl_making_events(making, err));
    SL_TRY(sl_making_words(making, err));
    SL_TRY(sl_making_network(making, err));
    SL_TRY(sl_making_gaps(making, err));
    return sl_making_holders(making, err);
}

enum sl_status sl_picture_make(
    const struct sl_picture_input *input,
    struct sl_fold *fold,
    struct sl_arena *arena,
    struct sl_picture *ret_picture,
    struct sl_error *err
)
{
    struct sl_making making = {
        .input = input,
        .fold = fold,
        .arena = arena,
        .picture = { .input = input },
    };
    sl_buf_init(&making.scratch, SCRATCH_LIMIT_BYTES);
    sl_buf_init(&making.words, SCRATCH_LIMIT_BYTES);
    const enum sl_status status = make(&making, err);
    sl_buf_finish(&making.scratch);
    sl_buf_finish(&making.words);
    if (status == SL_OK) {
        *ret_picture = making.picture;
    }
    return status;
}
