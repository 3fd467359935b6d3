/* SPDX-License-Identifier: Apache-2.0 */
#include "search/search_label.h"

#include "support/support.h"

/* Words with blanks between, as a parser has them. */
static void load(struct sl_search_parser *parser, const char *text)
{
    struct sl_str rest = sl_str_from(text);
    struct sl_str word = { .len = 0 };
    parser->token_count = 0;
    while (sl_str_split(&rest, ' ', &word)) {
        struct sl_search_token token = { .raw = word, .folded = word };
        for (size_t i = 0; i < word.len; i++) {
            token.has_digit |= word.ptr[i] >= '0' && word.ptr[i] <= '9';
        }
        parser->tokens[parser->token_count++] = token;
    }
}

static void test_labels(void **state)
{
    static const struct {
        const char *text;
        size_t count;
        enum sl_search_reads reads;
    } cases[] = {
        {"dob 14",              1, SL_SEARCH_READS_BIRTH     },
        { "date of birth 14",   3, SL_SEARCH_READS_BIRTH     },
        { "born april 2013",    1, SL_SEARCH_READS_BIRTH     },
        { "nhs number 943",     2, SL_SEARCH_READS_IDENTIFIER},
        { "nhs 943",            1, SL_SEARCH_READS_IDENTIFIER},
        { "reg ab12",           1, SL_SEARCH_READS_VEHICLE   },
        { "account @jay",       1, SL_SEARCH_READS_HANDLE    },
        { "reg smith",          0, SL_SEARCH_READING_COUNT   },
        { "born free maria 12", 0, SL_SEARCH_READING_COUNT   },
        { "nhs number",         0, SL_SEARCH_READING_COUNT   },
        { "dob",                0, SL_SEARCH_READING_COUNT   },
        { "khan 12",            0, SL_SEARCH_READING_COUNT   },
        { "",                   0, SL_SEARCH_READING_COUNT   },
    };
    static struct sl_search_parser parser;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum sl_search_reads reads = SL_SEARCH_READING_COUNT;
        load(&parser, cases[i].text);
        SL_CHECK_U64(sl_search_label(&parser, 0, &reads), cases[i].count);
        SL_CHECK_I64(reads, cases[i].reads);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
