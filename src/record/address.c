/* SPDX-License-Identifier: Apache-2.0 */
#include "record/address.h"

#include <stdbool.h>

#include "base/error.h"
#include "record/category.h"
#include "record/placeholder.h"
#include "record/words.h"

/*
 * Kinds of street, dwelling and direction, with the abbreviations in use on British and Australian
 * mail. The short form is never longer than the word, so that it fits in its place; it need not be
 * the official one, only the same for all spellings. "st" is a street or a saint.
 */
/* clang-format off */
static const struct sl_word_row rows[] = {
    { "apartment", "fl" },
    { "apartments", "fl" },
    { "appartment", "fl" },
    { "appt", "fl" },
    { "apt", "fl" },
    { "ave", "av" },
    { "aven", "av" },
    { "avenu", "av" },
    { "avenue", "av" },
    { "avn", "av" },
    { "bldg", "bld" },
    { "blds", "bld" },
    { "blk", "bld" },
    { "block", "bld" },
    { "blvd", "bvd" },
    { "boul", "bvd" },
    { "boulevard", "bvd" },
    { "building", "bld" },
    { "buildings", "bld" },
    { "bungalow", "bgl" },
    { "cir", "cct" },
    { "circ", "cct" },
    { "circle", "cct" },
    { "circuit", "cct" },
    { "circus", "cct" },
    { "clo", "cl" },
    { "close", "cl" },
    { "cls", "cl" },
    { "cott", "cot" },
    { "cottage", "cot" },
    { "cottages", "cot" },
    { "court", "ct" },
    { "courts", "ct" },
    { "cres", "cr" },
    { "cresc", "cr" },
    { "crescent", "cr" },
    { "crst", "cr" },
    { "crt", "ct" },
    { "drive", "dr" },
    { "drv", "dr" },
    { "east", "e" },
    { "esplanade", "esp" },
    { "estate", "est" },
    { "farm", "fm" },
    { "first", "1st" },
    { "flat", "fl" },
    { "flats", "fl" },
    { "floor", "flr" },
    { "flt", "fl" },
    { "fourth", "4th" },
    { "garden", "gdn" },
    { "gardens", "gdn" },
    { "gdns", "gdn" },
    { "great", "gt" },
    { "green", "gn" },
    { "grn", "gn" },
    { "ground", "grd" },
    { "grove", "gr" },
    { "grv", "gr" },
    { "heights", "hts" },
    { "hgts", "hts" },
    { "highway", "hwy" },
    { "hill", "hl" },
    { "house", "hse" },
    { "lane", "ln" },
    { "lower", "lwr" },
    { "mews", "mws" },
    { "mount", "mt" },
    { "north", "n" },
    { "nth", "n" },
    { "parade", "pde" },
    { "park", "pk" },
    { "place", "pl" },
    { "plc", "pl" },
    { "point", "pt" },
    { "retreat", "rt" },
    { "road", "rd" },
    { "roads", "rd" },
    { "room", "rm" },
    { "saint", "st" },
    { "second", "2nd" },
    { "south", "s" },
    { "sqr", "sq" },
    { "square", "sq" },
    { "sth", "s" },
    { "str", "st" },
    { "street", "st" },
    { "strt", "st" },
    { "ter", "tce" },
    { "terr", "tce" },
    { "terrace", "tce" },
    { "third", "3rd" },
    { "tower", "twr" },
    { "towers", "twr" },
    { "unit", "fl" },
    { "upper", "upr" },
    { "vale", "vl" },
    { "view", "vw" },
    { "villa", "vla" },
    { "village", "vlg" },
    { "villas", "vla" },
    { "vlge", "vlg" },
    { "walk", "wlk" },
    { "way", "wy" },
    { "west", "w" },
};
/* clang-format on */

static const struct sl_word_table table = SL_WORD_TABLE(rows);

/* Addresses of people who have none. */
/* clang-format off */
static const struct sl_word_row no_address_rows[] = {
    { "homeless", "" },
    { "nfa", "" },
    { "no address", "" },
    { "no fixed abode", "" },
    { "no fixed address", "" },
    { "of no fixed abode", "" },
};
/* clang-format on */

static const struct sl_word_table no_address = SL_WORD_TABLE(no_address_rows);

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* "no 12" and "number 12" are "12". */
static void drop_number_words(struct sl_words *words)
{
    for (size_t i = words->count; i-- > 0;) {
        const struct sl_str word = words->items[i].text;
        const bool named = sl_str_equal(word, SL_STR("no")) ||
                           sl_str_equal(word, SL_STR("number")) ||
                           sl_str_equal(word, SL_STR("num"));
        if (named && i + 1 < words->count && is_digit(words->items[i + 1].text.ptr[0])) {
            sl_words_drop(words, i, 1);
        }
    }
}

/* Take the zeros off the front of a word of digits and letters such as "012a". */
static struct sl_str without_zeros(struct sl_str word)
{
    while (word.len > 1 && word.ptr[0] == '0' && is_digit(word.ptr[1])) {
        word = sl_str_part(word, 1, word.len);
    }
    return word;
}

void sl_address_normal(struct sl_fold *fold, struct sl_str raw, struct sl_buf *out)
{
    const size_t start = out->len;
    struct sl_words words;
    sl_category_normal(fold, raw, out);
    if (!sl_words_split(out, start, &words)) {
        return;
    }
    for (size_t i = 0; i < words.count; i++) {
        struct sl_word *word = &words.items[i];
        const char *value = sl_word_find(&table, word->text);
        word->text = value == NULL ? without_zeros(word->text) : sl_str_from(value);
    }
    drop_number_words(&words);
    sl_words_write(&words, out, start);
    const struct sl_str text = { .ptr = out->ptr + start, .len = out->len - start };
    if (sl_placeholder(text) || sl_word_find(&no_address, text) != NULL) {
        sl_buf_cut(out, start);
    }
}

size_t sl_address_word_count(void)
{
    return table.count;
}

struct sl_address_word sl_address_word_get(size_t index)
{
    SL_ASSERT(index < table.count);
    return (struct sl_address_word){
        .word = sl_str_from(table.rows[index].word),
        .short_form = sl_str_from(table.rows[index].value),
    };
}
