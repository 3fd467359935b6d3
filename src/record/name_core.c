/* SPDX-License-Identifier: Apache-2.0 */
#include <stdbool.h>

#include "record/name.h"
#include "record/name_data.h"
#include "record/words.h"

/* Feminine ends of Slavic surnames and the masculine ones, for words of at least min_len bytes. */
struct ending {
    struct sl_str feminine;
    const char *masculine;
    size_t min_len;
};

static bool is_muhammad(struct sl_str word)
{
    const char *name = sl_word_find(&sl_name_variants, word);
    return sl_str_equal(word, SL_STR("muhammad")) ||
           (name != NULL && sl_str_equal(sl_str_from(name), SL_STR("muhammad")));
}

/*
 * Is a word there by custom? A particle needs a word behind it, and at the front of a given or full
 * name it is a name (Ben, Van). Muhammad counts as a prefix before another given name: in a full
 * name that takes three words, because of "Mohammed Ali".
 */
static bool is_customary(enum sl_name_part part, const struct sl_words *words, size_t index)
{
    const struct sl_str word = words->items[index].text;
    if (sl_word_find(&sl_name_customary, word) != NULL) {
        return true;
    }
    if (part != SL_NAME_SURNAME && index == 0) {
        return words->count > (part == SL_NAME_FULL ? 2 : 1) && is_muhammad(word);
    }
    return index + 1 < words->count && sl_word_find(&sl_name_particles, word) != NULL;
}

static void add_masculine(struct sl_str word, struct sl_buf *out)
{
    /* clang-format off */
    const struct ending endings[] = {
        { SL_STR("skaya"), "ski", 7 },
        { SL_STR("skaia"), "ski", 7 },
        { SL_STR("skaja"), "ski", 7 },
        { SL_STR("ska"), "ski", 5 },
        { SL_STR("cka"), "cki", 5 },
        { SL_STR("zka"), "zki", 6 },
        { SL_STR("ova"), "ov", 6 },
        { SL_STR("eva"), "ev", 6 },
    };
    /* clang-format on */
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (word.len >= endings[i].min_len && sl_str_ends(word, endings[i].feminine)) {
            sl_buf_add(out, sl_str_part(word, 0, word.len - endings[i].feminine.len));
            sl_buf_add(out, sl_str_from(endings[i].masculine));
            return;
        }
    }
    sl_buf_add(out, word);
}

/* Take the customary words out, unless nothing but an initial would remain. */
static void drop_customary(enum sl_name_part part, struct sl_words *words)
{
    struct sl_words kept = { .count = 0 };
    bool has_name = false;
    for (size_t i = 0; i < words->count; i++) {
        if (!is_customary(part, words, i)) {
            kept.items[kept.count++] = words->items[i];
            has_name = has_name || words->items[i].text.len > 1;
        }
    }
    if (has_name) {
        *words = kept;
    }
}

void sl_name_core(enum sl_name_part part, struct sl_str normal, struct sl_buf *out)
{
    struct sl_words words;
    if (!sl_words_split_str(normal, &words)) {
        sl_buf_add(out, normal);
        return;
    }
    drop_customary(part, &words);
    for (size_t i = 0; i < words.count; i++) {
        if (i > 0) {
            sl_buf_add_byte(out, ' ');
        }
        const bool inherited =
            part == SL_NAME_SURNAME || (part == SL_NAME_FULL && i > 0 && i + 1 == words.count);
        if (inherited) {
            add_masculine(words.items[i].text, out);
        } else {
            sl_buf_add(out, words.items[i].text);
        }
    }
}
