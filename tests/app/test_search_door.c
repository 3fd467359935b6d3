/* SPDX-License-Identifier: Apache-2.0 */
#include "app/search_door.h"

#include "app/access_fixture.h"
#include "app/search_fixture.h"
#include "search/search_reason.h"

struct house {
    struct search_fixture search;
    struct access_fixture access;
};

static int set_up(void **state)
{
    static struct house house;
    void *inner = NULL;

    (void)search_set_up(&inner);
    house.search = *(struct search_fixture *)inner;
    access_equip(&house.access, &house.search.people.folder, house.search.people.store);
    *state = &house;
    return 0;
}

static int tear_down(void **state)
{
    struct house *house = *state;

    search_end(&house->search);
    people_tear_down_of(&house->search.people);
    return 0;
}

#define HOUSE_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

/* Everything that a result says, a line for each hit. */
static void tell_all(const struct sl_search_result *result, struct sl_buf *out)
{
    sl_buf_addf(
        out,
        "%.*s %zu %d %d %zu\n",
        SL_STR_ARG(sl_search_outcome_name(result->outcome)),
        result->fitting_count,
        result->is_of_mentions,
        result->is_at_least,
        result->hit_count
    );
    for (size_t i = 0; i < result->hit_count; i++) {
        const struct sl_search_hit *hit = &result->hits[i];
        sl_buf_addf(
            out,
            "%u %lld %.17g %d %zu",
            hit->rank,
            (long long)hit->mention,
            hit->match.weight_bits,
            hit->is_told,
            hit->who.mention_count
        );
        for (size_t j = 0; j < hit->who.name_count; j++) {
            sl_buf_addf(out, " %.*s", SL_STR_ARG(hit->who.names[j]));
        }
        for (size_t j = 0; j < hit->who.birth_date_count; j++) {
            sl_buf_addf(out, " %.*s", SL_STR_ARG(hit->who.birth_dates[j]));
        }
        for (size_t j = 0; j < hit->who.place_count; j++) {
            sl_buf_addf(out, " at %.*s", SL_STR_ARG(hit->who.places[j]));
        }
        for (size_t j = 0; j < hit->who.agency_count; j++) {
            sl_buf_addf(out, " of %.*s", SL_STR_ARG(hit->who.agencies[j]));
        }
        for (size_t j = 0; j < result->query->part_count; j++) {
            sl_buf_addf(out, "; %.17g ", hit->match.parts[j].weight_bits);
            sl_search_reason_print(&hit->match.parts[j], result->query->parts[j].typed, out);
        }
        sl_buf_addf(out, "\n");
    }
    for (size_t i = 0; i < result->note_count; i++) {
        sl_buf_addf(out, "%s\n", result->notes[i]);
    }
}

static enum sl_status try_ask(
    struct house *house,
    const char *user,
    const char *text,
    struct sl_buf *out,
    struct sl_error *err
)
{
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;
    SL_CLEANUP(sl_search_door_close_ptr) struct sl_search_door *door = NULL;
    const struct sl_search_result *result = NULL;
    struct sl_search_request request = house->search.request;

    sl_buf_clear(out);
    request.text = sl_str_from(text);
    SL_TRY(access_try(house->search.people.store_path, user, &access, err));
    SL_TRY(sl_search_door_open(access, request.text, &door, err));
    SL_TRY(sl_search_ask(door, &request, &result, err));
    tell_all(result, out);
    return sl_buf_status(out, err);
}

/* Ask as a user; what is told, as text. */
static const char *ask(struct house *house, const char *user, const char *text, struct sl_buf *out)
{
    struct sl_error err;

    SL_CHECK_OK(try_ask(house, user, text, out, &err), &err);
    sl_buf_add_byte(out, '\0');
    return out->ptr;
}

static void has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        fail_msg("'%s' is not in: %s", part, text);
    }
}

static void has_not(const char *text, const char *part)
{
    if (strstr(text, part) != NULL) {
        fail_msg("'%s' is in: %s", part, text);
    }
}

/* The own agency's people, by what people are found by; nobody of others without an agreement. */
static void own_people(void **state)
{
    struct house *house = *state;
    struct sl_buf out;

    sl_buf_init(&out, (size_t)1 << 20);
    const char *told = ask(house, "practitioner", "khan", &out);
    has(told, "Mohammed Khan");
    has(told, "at M13 of police");
    has_not(told, "9PL"); /* a postcode is not what people are found by; its district is */
    has_not(told, "nhs");
    told = ask(house, "practitioner", "anna lis", &out);
    has(told, "nobody 0 0 0 0");
    told = ask(house, "practitioner", "07700 900123", &out);
    has(told, "Muhammad Kahn"); /* one may find by it what one does not read */
    has(told, "phone");
    has_not(told, "(07700");
    SL_CHECK_U64(access_entries(house->access.ledger, "practitioner", SL_VERB_SEARCH, 0), 3);
    sl_buf_finish(&out);
}

#define SHARE_DETAILS(level)                                                                  \
    "format: sightline-agreement-1\nid: both\nversion: 1\ntitle: Both\n"                      \
    "valid: {from: 2026-01-01, until: 2030-12-31}\n"                                          \
    "parties: {nhs: NHS, police: Police}\nshares:\n"                                          \
    "- {of: [nhs], to: [police], direction: one_way, purposes: [safeguarding], level: " level \
    ", kinds: [details]}\n"

/* An agreement adds the other agency's people, who are found by what it gives of them. */
static void by_agreement(void **state)
{
    struct house *house = *state;
    struct sl_buf out;

    sl_buf_init(&out, (size_t)1 << 20);
    access_agree(
        &house->access, house->search.people.store_path, SHARE_DETAILS("content, fields: [names]")
    );
    const char *told = ask(house, "practitioner", "anna lis", &out);
    has(told, "Anna Lis of nhs");
    told = ask(house, "investigator", "anna lis", &out);
    has(told, "Anna Lis");
    has(ask(house, "practitioner", "0161 496 0000", &out), "nobody 0");
    has(ask(house, "practitioner", "943 476 5919", &out), "nobody 0");
    has_not(ask(house, "practitioner", "2/1/1970", &out), " of nhs");
    sl_buf_finish(&out);
}

static void identified(struct house *house)
{
    const int64_t mentions[] = { search_mention(&house->search, "police", "p/1"),
                                 search_mention(&house->search, "nhs", "n/1") };

    search_identify(&house->search, mentions, 2);
}

/*
 * Of whom only existence is told nobody is found by a value, or it would be told by the hit: a
 * name, a date, a phone, the key of the record. They are by the number that means them to all
 * agencies, and where they are known to be somebody who was found in another way.
 */
static void by_existence(void **state)
{
    static const char *const values[] = { "anna lis", "mo khan",       "khan mohammed 1970",
                                          "2/1/1970", "0161 496 0000", "n/1" };
    struct house *house = *state;
    struct sl_buf out;

    sl_buf_init(&out, (size_t)1 << 20);
    access_agree(&house->access, house->search.people.store_path, SHARE_DETAILS("existence"));
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        has_not(ask(house, "practitioner", values[i], &out), " of nhs");
    }
    const char *told = ask(house, "practitioner", "943 476 5919", &out);
    has(told, "one 1 0 0 1");
    has(told, " 0 1 of nhs"); /* nothing told, of one mention */
    has_not(told, "Khan");
    /* A name beside the number is compared with nothing. */
    told = ask(house, "practitioner", "943 476 5919 khan", &out);
    has(told, " of nhs; ");
    has(strstr(told, " of nhs; "), "NHS number; 0 given name not recorded\n");
    identified(house);
    told = ask(house, "practitioner", "mohammed khan 14/2/2013", &out);
    has(told, "Mohammed Khan");
    has(told, " of police of nhs");
    sl_buf_finish(&out);
}

/* Who is shown stands in the ledger, by their ids. */
static void hits_are_entries(void **state)
{
    struct house *house = *state;
    struct access_count count = { .verb = SL_VERB_LIST };
    const struct sl_ledger_filter filter = { .user = SL_STR("practitioner") };
    struct sl_buf out;
    struct sl_error err;

    identified(house);
    sl_buf_init(&out, (size_t)1 << 20);
    has(ask(house, "practitioner", "mohammed khan 14/2/2013", &out), "Mohammed Khan");
    SL_CHECK_OK(sl_ledger_show(house->access.ledger, &filter, access_note, &count, &err), &err);
    SL_CHECK_U64(count.count, 1);
    const struct sl_identity_id id =
        sl_identity_print(search_mention(&house->search, "police", "p/1"));
    has(count.detail, id.text);
    sl_buf_finish(&out);
}

static void seal(struct house *house, const char *agency, const char *key)
{
    struct sl_store_seal one = {
        .key = sl_str_from(key),
        .reason = SL_STR("a protected witness"),
        .sealed = {SL_STR("root"), ACCESS_NOW}
    };
    struct sl_store *store = house->search.people.store;
    int64_t id = 0;
    struct sl_error err;

    SL_CHECK_OK(
        sl_store_source_find(store, sl_str_from(agency), SL_STR("records"), &one.source, &err), &err
    );
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_seal_add(store, &one, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
}

/* What the nhs keeps of Mo Khan from other agencies. */
static void withhold(struct house *house, uint64_t fields)
{
    struct sl_store_withheld one = {
        .key = SL_STR("n/1"),
        .fields = fields,
        .reason = SL_STR("he was followed to his flat"),
        .withheld = {SL_STR("root"), ACCESS_NOW}
    };
    struct sl_store *store = house->search.people.store;
    int64_t id = 0;
    struct sl_error err;

    SL_CHECK_OK(
        sl_store_source_find(store, SL_STR("nhs"), SL_STR("records"), &one.source, &err), &err
    );
    SL_CHECK_OK(sl_store_begin(store, &err), &err);
    SL_CHECK_OK(sl_store_withheld_add(store, &one, &id, &err), &err);
    SL_CHECK_OK(sl_store_commit(store, &err), &err);
}

/* What is withheld is withheld at each level; by what existence alone is not found, see above. */
static void
ask_three(struct house *house, const char *by_phone, const char *by_number, struct sl_buf *out)
{
    static const struct {
        const char *agreement;
        bool gives_phone, gives_name;
    } levels[] = {
        {SHARE_DETAILS("content, fields: [all]"),                 true,  true },
        { SHARE_DETAILS("content, fields: [names, identifiers]"), false, true },
        { SHARE_DETAILS("existence"),                             false, false},
    };

    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        access_agree(&house->access, house->search.people.store_path, levels[i].agreement);
        has(ask(house, "practitioner", "0161 496 0000", out),
            levels[i].gives_phone ? by_phone : "nobody 0");
        has(ask(house, "practitioner", "943 476 5919", out), by_number);
        const char *told = ask(house, "practitioner", "mo khan", out);
        if (levels[i].gives_name) {
            has(told, " of nhs");
        } else {
            has_not(told, " of nhs");
        }
    }
}

/*
 * Nobody is found by what is withheld, though it would not be read, and though existence alone is
 * told; before and after it is known who he is.
 */
static void withheld(void **state)
{
    struct house *house = *state;
    struct sl_buf out;

    sl_buf_init(&out, (size_t)1 << 20);
    ask_three(house, "one 1", "one 1", &out);
    withhold(house, SL_SHARE_BIT(SL_ATTRIBUTE_PHONE));
    ask_three(house, "nobody 0", "one 1", &out);
    const int64_t mention = search_mention(&house->search, "nhs", "n/1");
    search_identify(&house->search, &mention, 1);
    ask_three(house, "nobody 0", "one 1", &out);
    sl_buf_finish(&out);
}

static const char *const questions[] = {
    "khan",     "mohammed",   "moh",          "kahn",
    "m13 9pl",  "nowak 1985", "07700 900123", "zebedee quince",
    "zeb",      "quinze",     "14/2/2013",    "0161 496 0444",
    "XY99 ZZZ", "mo",         "lis",          "0161 496 0555",
};
#define QUESTION_COUNT (sizeof questions / sizeof questions[0])

/*
 * People and records come in and are sealed; then no question is answered in another way than
 * before they came: no hit, no count, no weight and no note differs.
 */
static void sealed(void **state)
{
    struct house *house = *state;
    struct sl_buf before[QUESTION_COUNT];
    struct sl_buf after;

    sl_buf_init(&after, (size_t)1 << 20);
    for (size_t i = 0; i < QUESTION_COUNT; i++) {
        sl_buf_init(&before[i], (size_t)1 << 20);
        (void)ask(house, "all", questions[i], &before[i]);
    }
    people_take(
        &house->search.people,
        "police",
        "{\"type\":\"person\",\"id\":\"p/90\",\"given_name\":\"Zebedee\",\"surname\":\"Quince\","
        "\"birth_date\":\"2013-02-14\",\"postcode\":\"M13 9PL\",\"phone\":\"0161 496 0444\"}\n"
        "{\"type\":\"person\",\"id\":\"p/91\",\"given_name\":\"Mohammed\",\"surname\":\"Khan\"}\n"
        "{\"type\":\"object\",\"id\":\"o/9\",\"kind\":\"vehicle\",\"registration\":\"XY99 ZZZ\"}\n"
        /* Another record that tells of somebody whom all may know. */
        "{\"type\":\"link\",\"id\":\"l/9\",\"from\":\"p/3\",\"role\":\"uses\",\"to\":\"o/9\"}\n"
    );
    people_update(&house->search.people, false);
    has(ask(house, "all", "zebedee quince", &after), "Zebedee Quince");
    has(ask(house, "all", "XY99 ZZZ", &after), "Katarzyna");
    seal(house, "police", "p/90");
    seal(house, "police", "p/91");
    seal(house, "police", "l/9");
    for (size_t i = 0; i < QUESTION_COUNT; i++) {
        const char *told = ask(house, "all", questions[i], &after);
        if (strcmp(told, before[i].ptr) != 0) {
            fail_msg("'%s': %s, and not %s", questions[i], told, before[i].ptr);
        }
        sl_buf_finish(&before[i]);
    }
    sl_buf_finish(&after);
}

/* Only who may search does; each refusal is an entry. */
static void permissions(void **state)
{
    struct house *house = *state;
    struct sl_buf out;
    size_t refusals = 0;

    sl_buf_init(&out, (size_t)1 << 20);
    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const bool may =
            (sl_user_role_get((enum sl_user_role)role)->permissions & SL_MAY(SEARCH)) != 0;
        struct sl_error err;
        SL_CHECK_STATUS(
            try_ask(house, sl_user_role_terms()[role].name.ptr, "khan", &out, &err),
            may ? SL_OK : SL_DENIED
        );
        refusals += may ? 0 : 1;
        assert_true(may == (out.len > 0));
    }
    SL_CHECK_U64(
        access_entries(house->access.ledger, "", SL_VERB_SEARCH, SL_OUTCOME_REFUSED), refusals
    );
    sl_buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(own_people),       HOUSE_TEST(by_agreement), HOUSE_TEST(by_existence),
        HOUSE_TEST(hits_are_entries), HOUSE_TEST(withheld),     HOUSE_TEST(sealed),
        HOUSE_TEST(permissions),
    };
    return cmocka_run_group_tests_name("app/search_door", tests, NULL, NULL);
}
