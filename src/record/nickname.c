/* SPDX-License-Identifier: Apache-2.0 */
#include "record/nickname.h"

#include "record/nickname_data.h"

/* The names of a group or a list of groups; an absent one has none. */
static struct sl_str list_of(const struct sl_word_table *table, struct sl_str name)
{
    const char *list = sl_word_find(table, name);
    return sl_str_from(list); /* NULL gives the empty slice */
}

static bool in_list(struct sl_str list, struct sl_str name)
{
    struct sl_str item = { .len = 0 };
    while (sl_str_split(&list, ' ', &item)) {
        if (sl_str_equal(item, name)) {
            return true;
        }
    }
    return false;
}

/* Does the group of this name hold the other one, as its head or beside it? */
static bool in_group(struct sl_str head, struct sl_str name)
{
    return sl_str_equal(head, name) || in_list(list_of(&sl_nickname_groups, head), name);
}

bool sl_nickname_related(struct sl_str left, struct sl_str right)
{
    if (left.len == 0 || right.len == 0 || sl_str_equal(left, right)) {
        return false;
    }
    if (in_list(list_of(&sl_nickname_groups, left), right)) {
        return true;
    }
    struct sl_str heads = list_of(&sl_nickname_index, left);
    struct sl_str head = { .len = 0 };
    while (sl_str_split(&heads, ' ', &head)) {
        if (in_group(head, right)) {
            return true;
        }
    }
    return false;
}

/* Names found so far; no name twice. */
struct found {
    struct sl_str self;
    struct sl_str *names;
    size_t count;
    size_t limit;
};

static void add_name(struct found *found, struct sl_str name)
{
    if (found->count == found->limit || sl_str_equal(name, found->self)) {
        return;
    }
    for (size_t i = 0; i < found->count; i++) {
        if (sl_str_equal(found->names[i], name)) {
            return;
        }
    }
    found->names[found->count++] = name;
}

static void add_list(struct found *found, struct sl_str list)
{
    struct sl_str name = { .len = 0 };
    while (sl_str_split(&list, ' ', &name)) {
        add_name(found, name);
    }
}

size_t sl_nickname_find(struct sl_str name, struct sl_str *ret_names, size_t limit)
{
    struct found found = { .self = name, .names = ret_names, .limit = limit };
    add_list(&found, list_of(&sl_nickname_groups, name));
    struct sl_str heads = list_of(&sl_nickname_index, name);
    struct sl_str head = { .len = 0 };
    while (sl_str_split(&heads, ' ', &head)) {
        add_name(&found, head);
        add_list(&found, list_of(&sl_nickname_groups, head));
    }
    return found.count;
}
