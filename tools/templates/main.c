/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sightline-templates - templates of Nunjucks to C.
 *
 * Usage: sightline-templates LIST OUT HEADER NAME=FOLDER...
 *
 *   LIST         which templates: see load.h
 *   OUT          the folder that takes a .c for each, HEADER, and HEADER.d
 *   HEADER       the name of the header that declares them
 *   NAME=FOLDER  templates whose names begin with NAME/ lie in FOLDER
 *
 * A file that would be written as it is stays as it is, so that nothing is compiled in vain. What
 * was read is written to HEADER.d as a rule of make. Exits with 0, or 1 when a template is wrong.
 */
#include <stdarg.h>
#include <stdio.h>

#include "base/file.h"
#include "emit.h"

#define MEMORY_LIMIT_BYTES ((size_t)1 << 30)
#define FILE_LIMIT_BYTES   ((size_t)16 << 20)
#define PATH_BYTES         4096

/* What the command line says. */
struct command {
    const char *list;
    const char *out;
    const char *header;
};

/* OUT/name with a suffix; SL_LIMIT when that is too long. */
SL_PRINTF(3, 4)
static enum sl_status
path_of(char path[PATH_BYTES], const struct command *command, const char *format, ...)
{
    va_list arguments;
    const int first = snprintf(path, PATH_BYTES, "%s/", command->out);

    if (first < 0 || first >= PATH_BYTES) {
        return SL_LIMIT;
    }
    va_start(arguments, format);
    const int len = vsnprintf(path + first, (size_t)(PATH_BYTES - first), format, arguments);
    va_end(arguments);
    return len < 0 || len >= PATH_BYTES - first ? SL_LIMIT : SL_OK;
}

static enum sl_status write_file(const char *path, struct sl_str text, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf old;
    struct sl_file_writer *writer = NULL;

    sl_buf_init(&old, FILE_LIMIT_BYTES);
    if (sl_file_read(path, &old, NULL) == SL_OK && sl_str_equal(sl_buf_str(&old), text)) {
        return SL_OK;
    }
    SL_TRY(sl_file_create(path, &writer, err));
    sl_file_write(writer, text);
    return sl_file_commit(writer, err);
}

static enum sl_status write_entry(
    struct tpl_library *library,
    const struct tpl_entry *entry,
    const struct command *command,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    struct tpl_unit unit = { .library = library, .err = err, .status = SL_OK };
    char path[PATH_BYTES];

    sl_buf_init(&text, FILE_LIMIT_BYTES);
    SL_TRY(tpl_emit_file(library, entry, sl_str_from(command->header), &text, err));
    const struct sl_str name = tpl_c_name(&unit, entry->template);
    SL_TRY(unit.status);
    SL_TRY(path_of(path, command, "%.*s.c", SL_STR_ARG(name)));
    return write_file(path, sl_buf_str(&text), err);
}

static enum sl_status
write_header(struct tpl_library *library, const struct command *command, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    char path[PATH_BYTES];

    sl_buf_init(&text, FILE_LIMIT_BYTES);
    SL_TRY(tpl_emit_header(library, sl_str_from(command->header), &text, err));
    SL_TRY(path_of(path, command, "%s", command->header));
    return write_file(path, sl_buf_str(&text), err);
}

/* What was read, as a rule of make. */
static enum sl_status
write_rule(const struct tpl_library *library, const struct command *command, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf text;
    char path[PATH_BYTES];

    sl_buf_init(&text, FILE_LIMIT_BYTES);
    SL_TRY(path_of(path, command, "%s", command->header));
    sl_buf_addf(&text, "%s: %s", path, command->list);
    for (const struct tpl_source *source = library->sources; source != NULL;
         source = source->next) {
        sl_buf_addf(&text, " \\\n  %.*s", SL_STR_ARG(source->path));
    }
    sl_buf_add_byte(&text, '\n');
    SL_TRY(sl_buf_status(&text, err));
    SL_TRY(path_of(path, command, "%s.d", command->header));
    return write_file(path, sl_buf_str(&text), err);
}

static enum sl_status
run(struct tpl_library *library, const struct command *command, struct sl_error *err)
{
    SL_TRY(tpl_list_read(library, command->list, err));
    for (const struct tpl_entry *entry = library->entries; entry != NULL; entry = entry->next) {
        if (entry->kind != TPL_ENTRY_NAMES) {
            SL_TRY(write_entry(library, entry, command, err));
        }
    }
    SL_TRY(write_header(library, command, err));
    return write_rule(library, command, err);
}

int main(int argc, char **argv)
{
    struct sl_arena arena;
    struct tpl_library library = { .arena = &arena };
    struct sl_error err = { .status = SL_OK };
    enum sl_status status = SL_OK;

    if (argc < 5) {
        (void)fprintf(stderr, "usage: sightline-templates LIST OUT HEADER NAME=FOLDER...\n");
        return 2;
    }
    sl_arena_init(&arena, MEMORY_LIMIT_BYTES);
    for (int i = 4; i < argc && status == SL_OK; i++) {
        status = tpl_root_add(&library, argv[i], &err);
    }
    if (status == SL_OK) {
        const struct command command = { .list = argv[1], .out = argv[2], .header = argv[3] };
        status = run(&library, &command, &err);
    }
    if (status != SL_OK) {
        (void)fprintf(stderr, "%s\n", err.message);
        (void)fprintf(stderr, "%s%s", err.hint, err.hint[0] == '\0' ? "" : "\n");
    }
    sl_arena_finish(&arena);
    return status == SL_OK ? 0 : 1;
}
