/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a holder withholds of a person is told to no other agency, by nothing: all commands are
 * walked by somebody who may read all else, before and after an address is withheld.
 */
#include "cli/walk.h"

/* All that the police hold, for every purpose, to oldham. */
#define ALL_AGREEMENT                                                                      \
    "format: sightline-agreement-1\nid: all\nversion: 1\ntitle: All\n"                     \
    "valid: {from: 2020-01-01, until: 2199-12-31}\n"                                       \
    "parties: {police: Police, oldham: Oldham}\nshares:\n"                                 \
    "- {of: [police], to: [oldham], direction: one_way, purposes: [safeguarding, care, "   \
    "investigation, data_quality, assurance, data_rights], level: content, kinds: [all], " \
    "fields: [all]}\n"

static void withhold(struct walk *walk)
{
    signed_in_as(walk->store, &walk->folder, "all");
    WALK_DO(
        "seal",
        "withhold",
        "police/records/nominal/1",
        "whereabouts",
        "--reason=has fled",
        "--store",
        walk->store
    );
}

static bool is_of(const struct way *way, const char *group)
{
    return strcmp(way->group, group) == 0;
}

/* Walk all commands as the neighbour; what is told by pictures, identities and all others. */
struct told {
    uint32_t picture, identity, search, others;
};

static struct told walk_all(struct walk *walk)
{
    struct told told = { .others = 0 };
    struct walked walked;

    for (size_t i = 0; i < WAY_COUNT; i++) {
        const unsigned forms = way_takes(way_command(&ways[i]), "--json") ? 2 : 1;
        for (unsigned form = 0; form < forms; form++) {
            signed_in_as(walk->store, &walk->folder, "neighbour");
            walk_run(walk, &ways[i], form == 1, &walked);
            *(is_of(&ways[i], "picture")    ? &told.picture
              : is_of(&ways[i], "identity") ? &told.identity
              : is_of(&ways[i], "search")   ? &told.search
                                            : &told.others) |= walked.told;
            capture_finish(&walked.capture);
        }
    }
    return told;
}

static void no_command_tells_it(void **state)
{
    struct walk *walk = *state;
    const uint32_t withheld = canary_bit("larkspur") | canary_bit("ol14zz");
    const uint32_t name = canary_bit("zephyrine");
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(walk->store, SL_STORE_WRITE, &store, &err), &err);
    access_tie(store, "neighbour", 1, "nominal/1");
    sl_store_close(store);
    signed_in_agree(walk->store, ALL_AGREEMENT);
    const struct told before = walk_all(walk);
    SL_CHECK_U64(before.picture & withheld, withheld);
    SL_CHECK_U64(before.identity & withheld, withheld);
    withhold(walk);
    const struct told after = walk_all(walk);
    SL_CHECK_U64((after.picture | after.identity | after.search | after.others) & withheld, 0);
    SL_CHECK_U64(after.picture & name, name);
    SL_CHECK_U64(after.identity & name, name);
    SL_CHECK_U64(after.search & name, name);
}

static bool tells(const struct capture *capture, const char *text)
{
    const struct sl_str out = sl_buf_str(&capture->out);

    return sl_str_find(out, sl_str_from(text)) < out.len;
}

/* Whether a search says that somebody fits, and why. */
static void search(struct walk *walk, const char *words, const char *form, struct capture *capture)
{
    signed_in_as(walk->store, &walk->folder, "neighbour");
    if (form[0] == '\0') {
        CAPTURE(capture, "search", words, "--store", walk->store);
    } else {
        CAPTURE(capture, "search", words, "--store", walk->store, form);
    }
    SL_CHECK_I64(capture->exit_status, 0);
}

/* Nobody is found by it, and no reason of a hit speaks of it: or whoever tries postcodes learns the
 * right one by the hits. */
static void no_search_is_answered_by_it(void **state)
{
    static const char *const forms[] = { "", "--json" };
    struct walk *walk = *state;

    signed_in_agree(walk->store, ALL_AGREEMENT);
    for (size_t i = 0; i < 4; i++) {
        const bool is_withheld = i >= 2;
        struct capture right;
        struct capture wrong;
        if (i == 2) {
            withhold(walk);
        }
        search(walk, "OL1 4ZZ", forms[i % 2], &right);
        SL_CHECK_I64(tells(&right, walk->child), !is_withheld);
        capture_finish(&right);
        /* The same to the letter, but for what was asked, whether it is the right one or not. */
        search(walk, "Quillfether OL1 4ZZ", forms[i % 2], &right);
        search(walk, "Quillfether OL1 4ZY", forms[i % 2], &wrong);
        assert_true(tells(&right, walk->child));
        for (size_t k = 0; k + 3 <= right.out.len && is_withheld; k++) {
            if (memcmp(right.out.ptr + k, "4ZZ", 3) == 0) {
                right.out.ptr[k + 2] = 'Y';
            }
        }
        SL_CHECK_I64(sl_str_equal(sl_buf_str(&right.out), sl_buf_str(&wrong.out)), is_withheld);
        capture_finish(&right);
        capture_finish(&wrong);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WALK_TEST(no_command_tells_it),
        WALK_TEST(no_search_is_answered_by_it),
    };
    return cmocka_run_group_tests_name("cli/withheld", tests, NULL, NULL);
}
