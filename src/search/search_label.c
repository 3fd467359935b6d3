/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_label.h"

/* Words that announce something, folded. */
struct label {
    struct sl_str words;
    enum sl_search_reads reads;
};

/* clang-format off */
static const struct label labels[] = {
    { { "account", 7 }, SL_SEARCH_READS_HANDLE },
    { { "b", 1 }, SL_SEARCH_READS_BIRTH },
    { { "birthday", 8 }, SL_SEARCH_READS_BIRTH },
    { { "born", 4 }, SL_SEARCH_READS_BIRTH },
    { { "born in", 7 }, SL_SEARCH_READS_BIRTH },
    { { "born on", 7 }, SL_SEARCH_READS_BIRTH },
    { { "car", 3 }, SL_SEARCH_READS_VEHICLE },
    { { "d o b", 5 }, SL_SEARCH_READS_BIRTH },
    { { "date of birth", 13 }, SL_SEARCH_READS_BIRTH },
    { { "dob", 3 }, SL_SEARCH_READS_BIRTH },
    { { "email", 5 }, SL_SEARCH_READS_EMAIL },
    { { "handle", 6 }, SL_SEARCH_READS_HANDLE },
    { { "id", 2 }, SL_SEARCH_READS_IDENTIFIER },
    { { "mob", 3 }, SL_SEARCH_READS_PHONE },
    { { "mobile", 6 }, SL_SEARCH_READS_PHONE },
    { { "nhs", 3 }, SL_SEARCH_READS_IDENTIFIER },
    { { "nhs no", 6 }, SL_SEARCH_READS_IDENTIFIER },
    { { "nhs number", 10 }, SL_SEARCH_READS_IDENTIFIER },
    { { "number", 6 }, SL_SEARCH_READING_COUNT },
    { { "phone", 5 }, SL_SEARCH_READS_PHONE },
    { { "phone number", 12 }, SL_SEARCH_READS_PHONE },
    { { "pnc", 3 }, SL_SEARCH_READS_IDENTIFIER },
    { { "pnc id", 6 }, SL_SEARCH_READS_IDENTIFIER },
    { { "postcode", 8 }, SL_SEARCH_READS_POSTCODE },
    { { "reg", 3 }, SL_SEARCH_READS_VEHICLE },
    { { "registration", 12 }, SL_SEARCH_READS_VEHICLE },
    { { "tel", 3 }, SL_SEARCH_READS_PHONE },
    { { "telephone", 9 }, SL_SEARCH_READS_PHONE },
    { { "upn", 3 }, SL_SEARCH_READS_IDENTIFIER },
    { { "vehicle", 7 }, SL_SEARCH_READS_VEHICLE },
    { { "vrm", 3 }, SL_SEARCH_READS_VEHICLE },
};
/* clang-format on */

/* Is what follows something that can be announced: no plain word, or such a thing behind one? */
static bool can_follow(const struct sl_search_parser *parser, size_t index)
{
    const struct sl_search_token *token = &parser->tokens[index];
    if (index >= parser->token_count) {
        return false;
    }
    return token->has_digit || sl_str_find(token->raw, SL_STR("@")) < token->raw.len ||
           (index + 1 < parser->token_count && token[1].has_digit);
}

size_t sl_search_label(
    const struct sl_search_parser *parser, size_t first, enum sl_search_reads *ret_label
)
{
    size_t longest = 0;
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        struct sl_str rest = labels[i].words;
        struct sl_str word = { .len = 0 };
        size_t count = 0;
        bool same = true;
        if (first < parser->token_count &&
            sl_str_equal(parser->tokens[first].folded, labels[i].words)) {
            count = 1; /* "d.o.b." is one word */
        } else {
            while (same && sl_str_split(&rest, ' ', &word)) {
                same = first + count < parser->token_count &&
                       sl_str_equal(parser->tokens[first + count].folded, word);
                count++;
            }
        }
        if (same && count > longest && can_follow(parser, first + count)) {
            longest = count;
            *ret_label = labels[i].reads;
        }
    }
    return longest;
}
