/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_expand.h"

#include "app/search_fixture.h"

/* Begin a search for a text, up to the words that it may mean. */
static void expand(struct search_fixture *fixture, const char *text)
{
    struct sl_search *search = fixture->search;
    struct sl_error err = { .status = SL_OK };

    search->wanted = &fixture->request;
    search->result.note_count = 0;
    SL_CHECK_OK(
        sl_search_query_parse(
            search->fold,
            sl_str_from(text),
            fixture->request.today,
            &search->request,
            &search->query,
            &err
        ),
        &err
    );
    SL_CHECK_OK(sl_search_expand(search, &err), &err);
}

static int64_t common(const struct search_fixture *fixture, enum sl_search_agreement how)
{
    return fixture->search->common[0].mentions[how];
}

static void counts_words_in_use(void **state)
{
    struct search_fixture *fixture = *state;

    expand(fixture, "Khan");
    SL_CHECK_I64(fixture->search->scale.mention_count, 8);
    SL_CHECK_I64(common(fixture, SL_SEARCH_SAME), 3);
    SL_CHECK_I64(common(fixture, SL_SEARCH_SOUND), 1); /* Kahn */
    SL_CHECK_U64(fixture->search->sounds[0].count, 1);
    SL_CHECK_I64(fixture->search->sounds[0].items[0].agreement, SL_SEARCH_SOUND);
    expand(fixture, "Bill");
    SL_CHECK_I64(common(fixture, SL_SEARCH_SAME), 0);
    SL_CHECK_I64(common(fixture, SL_SEARCH_NICKNAME), 1);
    expand(fixture, "Nowka");
    SL_CHECK_I64(common(fixture, SL_SEARCH_SLIP), 1);
    SL_CHECK_U64(fixture->search->sounds[0].count, 1);
    expand(fixture, "Smi");
    SL_CHECK_I64(common(fixture, SL_SEARCH_BEGINS), 1);
    expand(fixture, "Zebedee 2013");
    SL_CHECK_U64(fixture->search->sounds[0].count, 0);
    SL_CHECK_U64(fixture->search->sounds[1].count, 0);
}

/* Too many beginnings are said to be. */
static void notes_short_beginnings(void **state)
{
    struct search_fixture *fixture = *state;
    struct sl_buf text;

    sl_buf_init(&text, 1 << 20);
    for (unsigned i = 0; i < 100; i++) {
        sl_buf_addf(
            &text,
            "{\"type\":\"person\",\"id\":\"q/"
            "%u\",\"surname\":\"Wa%c%co\",\"birth_date\":\"1990\"}\n",
            i,
            'a' + (char)(i % 10),
            'a' + (char)(i / 10)
        );
    }
    people_take(&fixture->people, "police", text.ptr);
    people_update(&fixture->people, false);
    expand(fixture, "Wa");
    SL_CHECK_U64(fixture->search->result.note_count, 1);
    assert_true(fixture->search->sounds[0].count > 20);
    sl_buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SEARCH_TEST(counts_words_in_use),
        SEARCH_TEST(notes_short_beginnings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
