/* SPDX-License-Identifier: Apache-2.0 */
/*
 * walk.h - a store with one planted person, and whatever a command lets out of it.
 *
 *     police/records/nominal/1   the person: each of canaries[] is told of them and of nobody else
 *     police/records/nominal/3   somebody else, who may be the same, as the review has it
 *     run 1                      has a rejected line about the person, too
 *
 * "all" of the police works with the person. "stranger" is of bolton, with which nobody agrees on
 * anything; "neighbour" of oldham, to which the police tell that there are records, and no more.
 * Both hold every role.
 */
#ifndef SL_TESTS_CLI_WALK_H
#define SL_TESTS_CLI_WALK_H

#include <sys/stat.h>

#include "cli/canary.h"
#include "cli/doors.h"
#include "cli/signed_in.h"
#include "store/membership.h"
#include "store/mention.h"
#include "store/review.h"

#define WALK_PERSON                                                                              \
    "{\"type\":\"person\",\"id\":\"nominal/1\",\"given_name\":\"Zephyrine\","                    \
    "\"surname\":\"Quillfether\",\"birth_date\":\"2013-02-14\",\"nhs_number\":\"9000057418\","   \
    "\"phone\":\"07700 900417\",\"address\":\"17 Larkspur Lane, Oldham\","                       \
    "\"postcode\":\"OL1 4ZZ\"}\n"                                                                \
    "{\"type\":\"event\",\"id\":\"missing/1\",\"kind\":\"missing\",\"start\":\"2026-01-02T21:00" \
    "\",\"end\":\"2026-01-03T06:00\",\"summary\":\"Found by the weir\","                         \
    "\"people\":[{\"id\":\"nominal/1\",\"role\":\"subject\"}]}\n"
#define WALK_OTHER                                                                  \
    "{\"type\":\"person\",\"id\":\"nominal/3\",\"given_name\":\"Una\",\"surname\":" \
    "\"Ormskerry\",\"birth_date\":\"2010-10-09\",\"address\":\"2 Mill Row, Oldham\"}\n"
#define WALK_PLACE    "{\"type\":\"location\",\"id\":\"place/1\",\"kind\":\"place\"}\n"
#define WALK_REJECTED "{\"type\":\"Zephyrine\",\"id\":\"nominal/2\"}\n"

#define WALK_AGREEMENT                                                                   \
    "format: sightline-agreement-1\nid: all\nversion: 1\ntitle: Existence\n"             \
    "valid: {from: 2020-01-01, until: 2199-12-31}\n"                                     \
    "parties: {police: Police, oldham: Oldham}\nshares:\n"                               \
    "- {of: [police], to: [oldham], direction: one_way, purposes: [safeguarding, care, " \
    "investigation, data_quality, assurance, data_rights], level: existence, kinds: [all]}\n"

struct walk {
    struct sl_test_folder folder;
    char store[512], ledger[512], agreements[512], out[512];
    char child[32], other[32];
    unsigned runs; /* each writes below a folder of its own in out */
};

static inline void walk_do(struct capture *capture, const char *const *words)
{
    capture_run(capture, words);
    if (capture->exit_status != 0) {
        fail_msg("%s: %s", words[0], capture->err.ptr);
    }
}

#define WALK_DO(...)                                               \
    do {                                                           \
        struct capture run;                                        \
        walk_do(&run, (const char *const[]){ __VA_ARGS__, NULL }); \
        capture_finish(&run);                                      \
    } while (0)

/* The id of who is known by a record. */
static inline int64_t walk_id(const char *key, struct walk *walk, char id[32])
{
    struct sl_stored_mention mention = { .id = 0 };
    struct sl_membership member = { .mention = 0 };
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(walk->store, SL_STORE_READ, &store, &err), &err);
    SL_CHECK_OK(sl_store_mention_find(store, 1, sl_str_from(key), &mention, &err), &err);
    SL_CHECK_OK(sl_store_membership_get(store, mention.id, &member, &err), &err);
    (void)snprintf(id, 32, "%s", sl_identity_print(member.identity).text);
    sl_store_close(store);
    return member.identity;
}

/* The users, and what stands between them and the person. */
static inline void walk_people(struct walk *walk, int64_t child, int64_t other)
{
    const uint32_t every = (UINT32_C(1) << SL_USER_ROLE_COUNT) - 1;
    const struct sl_stored_review review = {
        .low = child < other ? child : other,
        .high = child < other ? other : child,
        .weight_millibits = 3000,
    };
    struct sl_store *store = NULL;
    struct sl_error err;

    SL_CHECK_OK(sl_store_open(walk->store, SL_STORE_WRITE, &store, &err), &err);
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    access_add_user(store, "stranger", "bolton", every);
    access_add_user(store, "neighbour", "oldham", every);
    SL_CHECK_OK(sl_store_review_put(store, &review, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
    access_tie(store, "all", 1, "nominal/1");
    sl_store_close(store);
}

static inline int walk_set_up(void **state)
{
    static struct walk walk;

    walk = (struct walk){ .runs = 0 };
    sl_test_folder_open(&walk.folder);
    (void)access_place(walk.store, &walk.folder, "s.db");
    (void)access_place(walk.ledger, &walk.folder, "s.ledger");
    (void)access_place(walk.agreements, &walk.folder, "s.agreements");
    (void)access_place(walk.out, &walk.folder, "out");
    assert_int_equal(mkdir(walk.out, 0700), 0);
    (void)sl_test_folder_write(&walk.folder, "f", SL_STR(WALK_PERSON WALK_OTHER WALK_REJECTED));
    (void)sl_test_folder_write(&walk.folder, "more", SL_STR(WALK_PLACE));
    (void)sl_test_folder_write(&walk.folder, "secret", SL_STR("a\nb\nc\n"));
    WALK_DO("init", "--single-factor", "--store", walk.store);
    signed_in(walk.store, &walk.folder);
    WALK_DO(
        "intake",
        "--store",
        walk.store,
        "--agency=police",
        "--system=records",
        "--format=pole-jsonl",
        "--identify",
        sl_test_folder_path(&walk.folder, "f")
    );
    const int64_t child = walk_id("nominal/1", &walk, walk.child);
    const int64_t other = walk_id("nominal/3", &walk, walk.other);
    walk_people(&walk, child, other);
    signed_in_agree(walk.store, WALK_AGREEMENT);
    *state = &walk;
    return 0;
}

static inline int walk_tear_down(void **state)
{
    struct walk *walk = *state;

    sl_test_folder_close(&walk->folder);
    return 0;
}

#define WALK_TEST(test) cmocka_unit_test_setup_teardown(test, walk_set_up, walk_tear_down)

/* Put what a word in braces stands for in its place. */
static inline void walk_expand(struct walk *walk, const char *word, char text[1024])
{
    char place[16] = "";
    char out[600];
    const char *open = strchr(word, '{');
    const char *close = open == NULL ? NULL : strchr(open, '}');

    (void)snprintf(out, sizeof out, "%s/%u/x", walk->out, walk->runs);
    if (close == NULL) {
        (void)snprintf(text, 1024, "%s", word);
        return;
    }
    (void)snprintf(place, sizeof place, "%.*s", (int)(close - open - 1), open + 1);
    const struct {
        const char *name, *text;
    } places[] = {
        {"child",       walk->child               },
        { "other",      walk->other               },
        { "record",     "police/records/nominal/1"},
        { "out",        out                       },
        { "ledger",     walk->ledger              },
        { "agreements", walk->agreements          },
    };
    const char *value = NULL;
    for (size_t i = 0; i < sizeof places / sizeof places[0] && value == NULL; i++) {
        value = strcmp(places[i].name, place) == 0 ? places[i].text : NULL;
    }
    if (value == NULL) {
        value = sl_test_folder_path(&walk->folder, place); /* a file that was written there */
    }
    (void)snprintf(text, 1024, "%.*s%s%s", (int)(open - word), word, value, close + 1);
}

/* What became of one command. */
struct walked {
    struct capture capture;
    uint32_t told; /* canaries, as bits */
    char typed[4096];
};

/* Run a command as whoever is signed in. */
static inline void
walk_run(struct walk *walk, const struct way *way, bool as_json, struct walked *walked)
{
    static char texts[WAY_WORDS][1024];
    const char *words[CAPTURE_WORDS] = { way->group };
    size_t count = 1;
    char below[600];

    walk->runs++;
    (void
    )snprintf(below, sizeof below, "id,name,agency,role,from,until\nu%u,U,police,,,\n", walk->runs);
    (void)sl_test_folder_write(&walk->folder, "users", sl_str_from(below));
    (void)snprintf(below, sizeof below, "%s/%u", walk->out, walk->runs);
    assert_int_equal(mkdir(below, 0700), 0);
    if (way->name[0] != '\0') {
        words[count++] = way->name;
    }
    for (size_t i = 0; i < WAY_WORDS && way->words[i] != NULL; i++) {
        walk_expand(walk, way->words[i], texts[i]);
        words[count++] = texts[i];
    }
    if (way->door != WAY_FILES) {
        words[count++] = "--store";
        words[count++] = walk->store;
    }
    if (as_json) {
        words[count++] = "--json";
    }
    *walked = (struct walked){ .told = 0 };
    for (size_t i = 0, at = 0; i < count && at < sizeof walked->typed; i++) {
        at += (size_t)snprintf(walked->typed + at, sizeof walked->typed - at, "%s ", words[i]);
    }
    capture_run(&walked->capture, words);
    const struct sl_str typed = sl_str_from(walked->typed);
    walked->told = canaries_in(sl_buf_str(&walked->capture.out), typed) |
                   canaries_in(sl_buf_str(&walked->capture.err), typed) |
                   (way->copies ? 0 : canaries_below(below, typed));
}

/* Say what was wrong with a command. */
static inline void walk_fail(const char *who, const struct walked *walked, const char *what)
{
    fail_msg(
        "%s: %s: '%s' gave %d: %s%s",
        who,
        what,
        walked->typed,
        walked->capture.exit_status,
        walked->capture.out.ptr,
        walked->capture.err.ptr
    );
}

#endif
