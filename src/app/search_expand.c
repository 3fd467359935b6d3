/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_expand.h"

#include <stdbool.h>
#include <stdlib.h>

#include "app/search_hidden.h"
#include "record/nickname.h"
#include "search/search_key.h"
#include "store/search_key.h"
#include "store/search_word.h"

/* Words that begin with what was typed: read, and looked up when it is a word itself. */
#define BEGIN_LIMIT      512
#define BEGIN_SOME_LIMIT 24
/* Words that share a key of slips. */
#define LIKE_LIMIT 128
/* Mentions that sound alike are counted no further. */
#define SOUND_COUNT_LIMIT 2048

/* A part that is a name, and what is found for it. */
struct expansion {
    struct sl_search *search;
    size_t part;
    const struct sl_search_reading *typed;
};

/* Take a sound, unless it is there: then the closer agreement stays. */
static void
add_sound(struct sl_search_sounds *sounds, struct sl_str sound, enum sl_search_agreement agreement)
{
    for (size_t i = 0; i < sounds->count; i++) {
        if (sl_str_equal(sounds->items[i].sound, sound)) {
            return;
        }
    }
    if (sounds->count < SL_SEARCH_SOUND_LIMIT) {
        sounds->items[sounds->count++] =
            (struct sl_search_sound){ .sound = sound, .agreement = agreement };
    }
}

/* How many mentions have a word, of those that the reader may know of. */
static enum sl_status
count_word(struct sl_search *search, struct sl_str word, int64_t *ret_count, struct sl_error *err)
{
    SL_TRY(sl_store_search_word_find(search->store, word, ret_count, err));
    *ret_count -= sl_search_hidden_of_word(search->wanted->hidden, word);
    return SL_OK;
}

/* The same for words that were found together: those that nobody is left with are dropped. */
static void count_words(const struct sl_search *search, struct sl_stored_words *words)
{
    size_t kept = 0;
    for (size_t i = 0; i < words->count; i++) {
        struct sl_stored_word word = words->items[i];
        word.mentions -= sl_search_hidden_of_word(search->wanted->hidden, word.word);
        if (word.mentions > 0) {
            words->items[kept++] = word;
        }
    }
    words->count = kept;
}

/* A word in use that may be meant. */
static enum sl_status add_word(
    struct expansion *expansion,
    const struct sl_stored_word *word,
    enum sl_search_agreement agreement,
    struct sl_error *err
)
{
    struct sl_search *search = expansion->search;
    struct sl_search_word parts[2];
    size_t count = 0;

    SL_TRY(sl_search_words(word->word, &search->request, parts, 2, &count, err));
    if (count == 1) {
        search->common[expansion->part].mentions[agreement] += word->mentions;
        add_sound(&search->sounds[expansion->part], parts[0].sound, agreement);
    }
    return SL_OK;
}

static enum sl_status expand_same(struct expansion *expansion, struct sl_error *err)
{
    struct sl_search *search = expansion->search;
    struct sl_search_common *common = &search->common[expansion->part];
    const int64_t key = sl_search_key(SL_SEARCH_WORD, expansion->typed->sound, SL_STR(""));
    int64_t same = 0;
    const size_t hidden = sl_search_hidden_of_key(search->wanted->hidden, key);
    size_t alike = 0;

    SL_TRY(count_word(search, expansion->typed->text, &same, err));
    SL_TRY(sl_store_search_key_count(search->store, key, SOUND_COUNT_LIMIT + hidden, &alike, err));
    alike -= alike < hidden ? alike : hidden;
    common->mentions[SL_SEARCH_SAME] = same;
    common->mentions[SL_SEARCH_SOUND] = (int64_t)alike > same ? (int64_t)alike - same : 0;
    if (alike > 0) {
        add_sound(&search->sounds[expansion->part], expansion->typed->sound, SL_SEARCH_SOUND);
    }
    return SL_OK;
}

static enum sl_status expand_nicknames(struct expansion *expansion, struct sl_error *err)
{
    struct sl_str names[SL_NICKNAME_LIMIT];
    const size_t count = sl_nickname_find(expansion->typed->text, names, SL_NICKNAME_LIMIT);

    for (size_t i = 0; i < count; i++) {
        struct sl_stored_word word = { .word = names[i] };
        SL_TRY(count_word(expansion->search, names[i], &word.mentions, err));
        if (word.mentions > 0) {
            SL_TRY(add_word(expansion, &word, SL_SEARCH_NICKNAME, err));
        }
    }
    return SL_OK;
}

/* Words that have been taken, as most stand under several keys. */
struct taken {
    size_t count;
    struct sl_str words[LIKE_LIMIT];
};

/* Take a word, once; false when it was there, or there is no room. */
static bool take_once(struct taken *taken, struct sl_str word)
{
    for (size_t i = 0; i < taken->count; i++) {
        if (sl_str_equal(taken->words[i], word)) {
            return false;
        }
    }
    if (taken->count == LIKE_LIMIT) {
        return false;
    }
    taken->words[taken->count++] = word;
    return true;
}

static enum sl_status expand_slips(struct expansion *expansion, struct sl_error *err)
{
    struct sl_search *search = expansion->search;
    struct sl_stored_word items[LIKE_LIMIT];
    struct taken taken = { .count = 0 };
    int64_t keys[SL_SEARCH_SLIP_LIMIT];
    const size_t count = sl_search_slip_keys(expansion->typed->text, keys);

    for (size_t i = 0; i < count; i++) {
        struct sl_stored_words words = { .limit = LIKE_LIMIT, .items = items };
        SL_TRY(sl_store_search_words_like(search->store, keys[i], &search->request, &words, err));
        count_words(search, &words);
        for (size_t k = 0; k < words.count; k++) {
            /* Under a shared rest stand words that are two slips away, too. */
            if (sl_search_one_slip(expansion->typed->text, items[k].word) &&
                take_once(&taken, items[k].word)) {
                SL_TRY(add_word(expansion, &items[k], SL_SEARCH_SLIP, err));
            }
        }
    }
    return SL_OK;
}

static int compare_use(const void *left, const void *right)
{
    const struct sl_stored_word *left_word = left;
    const struct sl_stored_word *right_word = right;
    return (left_word->mentions < right_word->mentions) -
           (left_word->mentions > right_word->mentions);
}

static enum sl_status expand_begins(struct expansion *expansion, struct sl_error *err)
{
    struct sl_search *search = expansion->search;
    const bool is_word = search->common[expansion->part].mentions[SL_SEARCH_SAME] > 0;
    struct sl_stored_words words = { .limit = BEGIN_LIMIT };
    const struct sl_str text = expansion->typed->text;

    words.items = sl_arena_alloc(&search->request, BEGIN_LIMIT, sizeof *words.items);
    if (words.items == NULL) {
        return sl_fail_memory(err);
    }
    SL_TRY(sl_store_search_words_begin(search->store, text, &search->request, &words, err));
    count_words(search, &words);
    qsort(words.items, words.count, sizeof *words.items, compare_use);
    const size_t most = is_word ? BEGIN_SOME_LIMIT : SL_SEARCH_SOUND_LIMIT;
    if (!is_word && words.count > most) {
        sl_search_note(
            search,
            "'%.*s' begins %zu%s names; the %zu commonest were looked for: type more of it",
            SL_STR_ARG(text),
            words.count,
            words.count == BEGIN_LIMIT ? " or more" : "",
            most
        );
    }
    for (size_t i = 0; i < words.count && i < most; i++) {
        if (!sl_str_equal(words.items[i].word, text)) {
            SL_TRY(add_word(expansion, &words.items[i], SL_SEARCH_BEGINS, err));
        }
    }
    return SL_OK;
}

enum sl_status sl_search_expand(struct sl_search *search, struct sl_error *err)
{
    search->scale = (struct sl_search_scale){ .query = &search->query, .common = search->common };
    SL_TRY(count_word(search, SL_STR(""), &search->scale.mention_count, err));
    for (size_t i = 0; i < search->query.part_count; i++) {
        const struct sl_search_part *part = &search->query.parts[i];
        struct expansion expansion = { .search = search, .part = i };
        search->sounds[i].count = 0;
        search->common[i] = (struct sl_search_common){ .mentions = { 0 } };
        expansion.typed = sl_search_part_find(part, SL_SEARCH_READS_NAME);
        if (expansion.typed == NULL) {
            continue;
        }
        SL_TRY(expand_same(&expansion, err));
        SL_TRY(expand_nicknames(&expansion, err));
        if (part->may_go_on || search->common[i].mentions[SL_SEARCH_SAME] == 0) {
            SL_TRY(expand_begins(&expansion, err));
        }
        SL_TRY(expand_slips(&expansion, err));
    }
    return SL_OK;
}
