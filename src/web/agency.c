/* SPDX-License-Identifier: Apache-2.0 */
#include "web/agency.h"

/* A word of a name in small letters, and the shape that goes with it. */
static const struct shape {
    struct sl_str word, name;
} shapes[] = {
/* clang-format off */
#define SHAPE(word, name) { { .ptr = "" word, .len = sizeof(word) - 1 }, \
                            { .ptr = "" name, .len = sizeof(name) - 1 } }
    SHAPE("police", "police"),
    SHAPE("constabulary", "police"),
    SHAPE("council", "council"),
    SHAPE("borough", "council"),
    SHAPE("city of", "council"),
    SHAPE("nhs", "health"),
    SHAPE("hospital", "health"),
    SHAPE("health", "health"),
    SHAPE("care board", "health"),
#undef SHAPE
    /* clang-format on */
};

static char small_letter(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter + 'a' - 'A') : letter;
}

static bool has_word(struct sl_str text, struct sl_str word)
{
    for (size_t i = 0; i + word.len <= text.len; i++) {
        size_t len = 0;
        while (len < word.len && small_letter(text.ptr[i + len]) == word.ptr[len]) {
            len++;
        }
        if (len == word.len) {
            return true;
        }
    }
    return false;
}

static struct sl_str shape_of(const struct sl_party *party)
{
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        if (has_word(party->title, shapes[i].word) || has_word(party->name, shapes[i].word)) {
            return shapes[i].name;
        }
    }
    return SL_STR("other");
}

static bool is_there(const struct sl_member *members, size_t count, struct sl_str name)
{
    for (size_t i = 0; i < count; i++) {
        if (sl_str_equal(members[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* Add the parties of an agreement that no agreement before it has named. */
static size_t add_parties(
    struct sl_page *page,
    const struct sl_agreement *agreement,
    struct sl_member *members,
    size_t count
)
{
    for (size_t i = 0; i < agreement->party_count; i++) {
        const struct sl_party *party = &agreement->parties[i];
        const struct sl_member parts[] = {
            {SL_STR("name"),   sl_value_text(party->title)   },
            { SL_STR("shape"), sl_value_text(shape_of(party))},
        };
        if (!is_there(members, count, party->name)) {
            members[count++] =
                (struct sl_member){ .name = party->name, .value = sl_page_map(page, parts, 2) };
        }
    }
    return count;
}

struct sl_value sl_agency_values(struct sl_page *page, const struct sl_policy *policy)
{
    size_t room = 0;
    size_t count = 0;

    for (size_t i = 0; policy != NULL && i < policy->agreement_count; i++) {
        room += policy->agreements[i].agreement->party_count;
    }
    struct sl_member *members = sl_arena_alloc(page->arena, room + 1, sizeof *members);
    if (members == NULL) {
        sl_page_fail(page, SL_NO_MEMORY);
        return sl_value_undefined();
    }
    for (size_t i = 0; policy != NULL && i < policy->agreement_count; i++) {
        count = add_parties(page, policy->agreements[i].agreement, members, count);
    }
    return sl_value_map(members, count);
}
