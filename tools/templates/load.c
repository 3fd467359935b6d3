/* SPDX-License-Identifier: Apache-2.0 */
#include "load.h"

#include <string.h>

#include "base/file.h"

#define FILE_LIMIT_BYTES ((size_t)1 << 20)
#define PATH_LIMIT_BYTES ((size_t)4096)

enum sl_status tpl_root_add(struct tpl_library *library, const char *text, struct sl_error *err)
{
    struct sl_str path = sl_str_from(text);
    struct sl_str name = SL_STR("");

    if (!sl_str_split(&path, '=', &name) || name.len == 0 || path.len == 0) {
        return sl_fail(err, SL_USAGE, "a root is written NAME=PATH, not '%s'", text);
    }
    if (library->root_count == TPL_ROOT_LIMIT) {
        return sl_fail(err, SL_LIMIT, "more than %u roots", TPL_ROOT_LIMIT);
    }
    library->roots[library->root_count++] = (struct tpl_root){ .name = name, .path = path };
    return SL_OK;
}

/* The bytes of a file, in the arena. */
static enum sl_status
read_file(struct sl_arena *arena, const char *path, struct sl_str *ret_text, struct sl_error *err)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf buf;

    sl_buf_init(&buf, FILE_LIMIT_BYTES);
    SL_TRY(sl_file_read(path, &buf, err));
    *ret_text = sl_arena_copy(arena, sl_buf_str(&buf));
    return ret_text->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

static bool next_word(struct sl_str *rest, struct sl_str *ret_word)
{
    *rest = sl_str_trim(*rest);
    size_t len = 0;
    while (len < rest->len && rest->ptr[len] != ' ' && rest->ptr[len] != '\t') {
        len++;
    }
    *ret_word = sl_str_part(*rest, 0, len);
    *rest = sl_str_part(*rest, len, rest->len - len);
    return len > 0;
}

static enum sl_status
read_entry(struct sl_str line, struct tpl_entry *entry, const char *path, struct sl_error *err)
{
    static const char *const kinds[] = {
        [TPL_ENTRY_MACROS] = "macros",
        [TPL_ENTRY_PAGE] = "page",
        [TPL_ENTRY_NAMES] = "names",
    };
    struct sl_str word = SL_STR("");
    size_t kind = 0;

    (void)next_word(&line, &word);
    while (kind <= TPL_ENTRY_NAMES && !sl_str_equal(word, sl_str_from(kinds[kind]))) {
        kind++;
    }
    if (kind > TPL_ENTRY_NAMES || !next_word(&line, &entry->template)) {
        return sl_fail(
            err,
            SL_INVALID,
            "%s:%zu: a line is 'macros', 'page' or 'names' and a template",
            path,
            entry->line
        );
    }
    entry->kind = (enum tpl_entry_kind)kind;
    entry->names = sl_str_trim(line);
    return SL_OK;
}

enum sl_status tpl_list_read(struct tpl_library *library, const char *path, struct sl_error *err)
{
    struct sl_str rest = SL_STR("");
    struct sl_str line = SL_STR("");
    struct tpl_entry **tail = &library->entries;

    SL_TRY(read_file(library->arena, path, &rest, err));
    for (size_t number = 1; sl_str_split(&rest, '\n', &line); number++) {
        line = sl_str_trim(line);
        if (line.len == 0 || line.ptr[0] == '#') {
            continue;
        }
        struct tpl_entry *entry = sl_arena_alloc(library->arena, 1, sizeof(*entry));
        if (entry == NULL) {
            return sl_fail_memory(err);
        }
        *entry = (struct tpl_entry){ .line = number };
        SL_TRY(read_entry(line, entry, path, err));
        *tail = entry;
        tail = &entry->next;
    }
    return SL_OK;
}

const struct tpl_entry *
tpl_entry_find(const struct tpl_library *library, enum tpl_entry_kind kind, struct sl_str template)
{
    const struct tpl_entry *entry = library->entries;

    while (entry != NULL && (entry->kind != kind || !sl_str_equal(entry->template, template))) {
        entry = entry->next;
    }
    return entry;
}

/* The folder of a name, with its slash; empty when it is in none. */
static struct sl_str folder_of(struct sl_str name)
{
    size_t len = name.len;
    while (len > 0 && name.ptr[len - 1] != '/') {
        len--;
    }
    return sl_str_part(name, 0, len);
}

/* The full name of a template that another one refers to. */
static enum sl_status full_name(
    struct tpl_library *library,
    const struct tpl_node *from,
    struct sl_str name,
    struct sl_str *ret_name,
    struct sl_error *err
)
{
    struct sl_str folder = SL_STR("");
    SL_CLEANUP(sl_buf_finish) struct sl_buf buf;

    if (from != NULL && (sl_str_starts(name, SL_STR("./")) || sl_str_starts(name, SL_STR("../")))) {
        folder = folder_of(from->source->name);
    }
    for (;;) {
        if (folder.len > 0 && sl_str_starts(name, SL_STR("./"))) {
            name = sl_str_part(name, 2, name.len - 2);
        } else if (folder.len > 0 && sl_str_starts(name, SL_STR("../"))) {
            name = sl_str_part(name, 3, name.len - 3);
            folder = folder_of(sl_str_part(folder, 0, folder.len - 1));
        } else {
            break;
        }
    }
    sl_buf_init(&buf, PATH_LIMIT_BYTES);
    sl_buf_add(&buf, folder);
    sl_buf_add(&buf, name);
    SL_TRY(sl_buf_status(&buf, err));
    *ret_name = sl_arena_copy(library->arena, sl_buf_str(&buf));
    return ret_name->ptr == NULL ? sl_fail_memory(err) : SL_OK;
}

static enum sl_status
not_found(const struct tpl_node *from, struct sl_str name, const char *hint, struct sl_error *err)
{
    if (from == NULL) {
        (void)sl_fail(err, SL_NOT_FOUND, "there is no template '%.*s'", SL_STR_ARG(name));
    } else {
        (void
        )tpl_fail(from->source, from->offset, err, "there is no template '%.*s'", SL_STR_ARG(name));
    }
    sl_fail_hint(err, "%s", hint);
    return SL_NOT_FOUND;
}

/* Where the file of a template lies. */
static enum sl_status path_of(
    struct tpl_library *library,
    const struct tpl_node *from,
    struct sl_str name,
    struct sl_str *ret_path,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_buf_finish) struct sl_buf buf;

    sl_buf_init(&buf, PATH_LIMIT_BYTES);
    for (size_t i = 0; i < library->root_count; i++) {
        const struct tpl_root *root = &library->roots[i];
        if (name.len > root->name.len && sl_str_starts(name, root->name) &&
            name.ptr[root->name.len] == '/') {
            sl_buf_add(&buf, root->path);
            sl_buf_add(&buf, sl_str_part(name, root->name.len, name.len - root->name.len));
            SL_TRY(sl_buf_status(&buf, err));
            *ret_path = sl_arena_copy(library->arena, sl_buf_str(&buf));
            return ret_path->ptr == NULL ? sl_fail_memory(err) : SL_OK;
        }
    }
    return not_found(from, name, "The first part of its name must be that of a root.", err);
}

enum sl_status tpl_load(
    struct tpl_library *library,
    const struct tpl_node *from,
    struct sl_str name,
    const struct tpl_source **ret_source,
    struct sl_error *err
)
{
    SL_TRY(full_name(library, from, name, &name, err));
    for (struct tpl_source *known = library->sources; known != NULL; known = known->next) {
        if (sl_str_equal(known->name, name)) {
            *ret_source = known;
            return SL_OK;
        }
    }
    struct tpl_source *source = sl_arena_alloc(library->arena, 1, sizeof(*source));
    if (source == NULL) {
        return sl_fail_memory(err);
    }
    *source = (struct tpl_source){ .name = name, .next = library->sources };
    SL_TRY(path_of(library, from, name, &source->path, err));
    const enum sl_status status = read_file(library->arena, source->path.ptr, &source->text, err);
    if (status == SL_IO) {
        return not_found(from, name, "Its file cannot be read.", err);
    }
    SL_TRY(status);
    SL_TRY(tpl_parse(source, library->arena, err));
    library->sources = source;
    *ret_source = source;
    return SL_OK;
}
