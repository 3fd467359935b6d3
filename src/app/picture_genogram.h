/* SPDX-License-Identifier: Apache-2.0 */
/*
 * picture_genogram.h - the genogram of a picture as a file: SVG, or DOT for other programs.
 */
#ifndef SL_APP_PICTURE_GENOGRAM_H
#define SL_APP_PICTURE_GENOGRAM_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "picture/picture.h"

/*
 * Append it as SVG, for whoever wants no file.
 *
 *   arena  for the work
 *
 * Errors: SL_NO_MEMORY, SL_LIMIT; SL_UNSUPPORTED (genogram_layout.h).
 */
SL_NODISCARD enum sl_status sl_picture_genogram_draw(
    const struct sl_picture *picture,
    struct sl_arena *arena,
    struct sl_buf *svg,
    struct sl_error *err
);

/* Can a file of this name be a genogram? Errors: SL_USAGE unless it ends in .svg or .dot. */
SL_NODISCARD enum sl_status sl_picture_genogram_check(const char *path, struct sl_error *err);

/*
 * Write it. The file appears when it is complete; one that is there is replaced.
 *
 *   path  ends in .svg or .dot
 *
 * Errors: SL_USAGE, SL_IO, SL_NO_MEMORY, SL_LIMIT; SL_UNSUPPORTED (genogram_layout.h).
 */
SL_NODISCARD enum sl_status
sl_picture_genogram_write(const struct sl_picture *picture, const char *path, struct sl_error *err);

#endif
