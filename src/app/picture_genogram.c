/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_genogram.h"

#include "app/genogram_layout.h"
#include "base/file.h"

/* Both have people up to limits, so this is never met but by texts of absurd length. */
#define FILE_LIMIT_BYTES  ((size_t)64 << 20)
#define ARENA_LIMIT_BYTES ((size_t)64 << 20)

enum sl_status sl_picture_genogram_check(const char *path, struct sl_error *err)
{
    const struct sl_str name = sl_str_from(path);
    if (sl_str_ends(name, SL_STR(".svg")) || sl_str_ends(name, SL_STR(".dot"))) {
        return SL_OK;
    }
    sl_fail(err, SL_USAGE, "a genogram cannot be written to '%s'", path);
    sl_fail_hint(err, "End the name in .svg for a drawing, or in .dot for Graphviz.");
    return SL_USAGE;
}

enum sl_status sl_picture_genogram_draw(
    const struct sl_picture *picture,
    struct sl_arena *arena,
    struct sl_buf *svg,
    struct sl_error *err
)
{
    struct sl_genogram genogram;
    struct sl_genogram_layout layout;
    SL_TRY(sl_genogram_make(picture, arena, &genogram, err));
    SL_TRY(sl_genogram_lay_out(&genogram, arena, &layout, err));
    sl_genogram_svg(&genogram, &layout, svg);
    return sl_buf_status(svg, err);
}

static enum sl_status tell_dot(
    const struct sl_picture *picture,
    struct sl_arena *arena,
    struct sl_buf *dot,
    struct sl_error *err
)
{
    struct sl_genogram genogram;
    SL_TRY(sl_genogram_make(picture, arena, &genogram, err));
    sl_genogram_dot(&genogram, dot);
    return sl_buf_status(dot, err);
}

enum sl_status
sl_picture_genogram_write(const struct sl_picture *picture, const char *path, struct sl_error *err)
{
    SL_CLEANUP(sl_file_abandon_ptr) struct sl_file_writer *writer = NULL;
    SL_CLEANUP(sl_arena_finish) struct sl_arena arena;
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    sl_arena_init(&arena, ARENA_LIMIT_BYTES);
    sl_buf_init(&text, FILE_LIMIT_BYTES);
    SL_TRY(sl_picture_genogram_check(path, err));
    if (sl_str_ends(sl_str_from(path), SL_STR(".dot"))) {
        SL_TRY(tell_dot(picture, &arena, &text, err));
    } else {
        SL_TRY(sl_picture_genogram_draw(picture, &arena, &text, err));
    }
    SL_TRY(sl_file_create(path, &writer, err));
    sl_file_write(writer, sl_buf_str(&text));
    struct sl_file_writer *whole = writer;
    writer = NULL;
    return sl_file_commit(whole, err);
}
