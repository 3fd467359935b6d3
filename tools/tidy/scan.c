/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scan.c - small steps over text: words, brackets, lines, paths.
 */
#include "tidy.h"

bool tidy_is_word(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

size_t tidy_line_of(struct sl_str text, size_t offset)
{
    size_t line = 1;

    for (size_t i = 0; i < offset && i < text.len; i++) {
        line += text.ptr[i] == '\n';
    }
    return line;
}

size_t tidy_closing(struct sl_str text, size_t open)
{
    const char opening = text.ptr[open];
    const char closing = opening == '(' ? ')' : '}';
    size_t depth = 0;

    for (size_t i = open; i < text.len; i++) {
        if (text.ptr[i] == opening) {
            depth++;
        } else if (text.ptr[i] == closing && --depth == 0) {
            return i;
        }
    }
    return text.len;
}

size_t tidy_before(struct sl_str text, size_t offset)
{
    while (offset > 0 && is_blank(text.ptr[offset - 1])) {
        offset--;
    }
    return offset == 0 ? SIZE_MAX : offset - 1;
}

struct sl_str tidy_word_ending(struct sl_str text, size_t last)
{
    size_t first = last + 1;

    while (first > 0 && first <= text.len && tidy_is_word(text.ptr[first - 1])) {
        first--;
    }
    return sl_str_part(text, first, last + 1 - first);
}

size_t tidy_find_word(struct sl_str text, struct sl_str word, size_t from)
{
    while (from < text.len) {
        const struct sl_str rest = sl_str_part(text, from, text.len - from);
        const size_t first = from + sl_str_find(rest, word);
        const size_t behind = first + word.len;
        if (first >= text.len) {
            break;
        }
        if ((first == 0 || !tidy_is_word(text.ptr[first - 1])) &&
            (behind >= text.len || !tidy_is_word(text.ptr[behind]))) {
            return first;
        }
        from = first + 1;
    }
    return text.len;
}

/* Behind the last slash; 0 when there is none. */
static size_t name_start(struct sl_str path)
{
    size_t start = path.len;

    while (start > 0 && path.ptr[start - 1] != '/') {
        start--;
    }
    return start;
}

struct sl_str tidy_path_name(struct sl_str path)
{
    const size_t start = name_start(path);

    return sl_str_part(path, start, path.len - start);
}

struct sl_str tidy_path_folder(struct sl_str path)
{
    const size_t start = name_start(path);

    return sl_str_part(path, 0, start == 0 ? 0 : start - 1);
}

struct sl_str tidy_path_module(struct sl_str path)
{
    struct sl_str rest = path;
    struct sl_str top = { .ptr = "", .len = 0 };
    struct sl_str module = { .ptr = "", .len = 0 };

    (void)sl_str_split(&rest, '/', &top);
    if (!sl_str_equal(top, SL_STR("src")) && !sl_str_equal(top, SL_STR("tests"))) {
        return SL_STR("");
    }
    (void)sl_str_split(&rest, '/', &module);
    return rest.ptr == NULL ? SL_STR("") : module;
}

int tidy_floor(struct sl_str module)
{
    /* As SL_MODULES and SL_FLOORS in cmake/SightlineModules.cmake. */
    static const struct {
        struct sl_str module;
        int floor;
    } floors[] = {
        {{ "base", 4 },      0},
        { { "record", 6 },   1},
        { { "link", 4 },     2},
        { { "picture", 7 },  2},
        { { "identity", 8 }, 2},
        { { "search", 6 },   2},
        { { "page", 4 },     2},
        { { "notice", 6 },   2},
        { { "assure", 6 },   2},
        { { "capacity", 8 }, 2},
        { { "sharing", 7 },  2},
        { { "ledger", 6 },   2},
        { { "signin", 6 },   2},
        { { "intake", 6 },   3},
        { { "logbook", 7 },  3},
        { { "store", 5 },    3},
        { { "app", 3 },      4},
        { { "cli", 3 },      5},
        { { "web", 3 },      5},
        { { "program", 7 },  6},
    };

    for (size_t i = 0; i < sizeof(floors) / sizeof(floors[0]); i++) {
        if (sl_str_equal(floors[i].module, module)) {
            return floors[i].floor;
        }
    }
    return -1;
}
