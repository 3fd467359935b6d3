/* SPDX-License-Identifier: Apache-2.0 */
#include "app/picture_door.h"

#include "app/child_house.h"
#include "picture/picture_json.h"

static struct picture_desk desk;

static int set_up(void **state)
{
    picture_desk_open(&desk);
    return child_set_up(state);
}

static int tear_down(void **state)
{
    sl_picture_loader_close(desk.loader);
    return child_tear_down(state);
}

#define HOUSE_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static enum sl_status
try_as(struct child_house *house, struct sl_access *access, struct sl_error *err)
{
    const struct sl_picture_request request = { .identity = house->child,
                                                .access = access,
                                                .today = PICTURE_TODAY };

    return sl_picture_open(desk.loader, &request, &desk.picture, err);
}

static const struct sl_picture *open_as(struct child_house *house, const char *user)
{
    struct sl_access *access = access_open(house->people.store_path, user);
    struct sl_error err;

    SL_CHECK_OK(try_as(house, access, &err), &err);
    sl_access_close(access);
    return desk.picture;
}

static const struct sl_picture_answer *
answer(const struct sl_picture *picture, const char *agency, const char *kinds)
{
    for (size_t i = 0; i < picture->input->answer_count; i++) {
        const struct sl_picture_answer *one = &picture->input->answers[i];
        if (sl_str_equal(one->agency, sl_str_from(agency)) &&
            sl_str_equal(one->kinds, sl_str_from(kinds))) {
            return one;
        }
    }
    fail_msg("no answer of %s about %s", agency, kinds);
    return NULL;
}

static bool tells(const struct sl_picture *picture, const char *text)
{
    struct sl_buf out;

    sl_buf_init(&out, (size_t)4 << 20);
    sl_picture_json(picture, &out);
    SL_CHECK_OK(sl_buf_status(&out, NULL), NULL);
    sl_buf_add_byte(&out, '\0');
    const bool does = strstr(out.ptr, text) != NULL;
    sl_buf_finish(&out);
    return does;
}

/* Own records with a relationship; of others' nothing without an agreement, and that is said. */
static void own_records_only(void **state)
{
    struct child_house *house = *state;

    child_tie(house, "practitioner", 1, "n1");
    const struct sl_picture *picture = open_as(house, "practitioner");
    assert_true(tells(picture, "AISHA"));
    assert_false(tells(picture, "Aisha"));
    assert_false(tells(picture, "Siobhan"));
    SL_CHECK_STR(answer(picture, "police", "missing_episodes")->answer, "records_held");
    assert_true(answer(picture, "police", "missing_episodes")->content);
    SL_CHECK_STR(answer(picture, "police", "alerts")->answer, "no_record_open_to_you");
    SL_CHECK_STR(answer(picture, "oldham", "child_protection")->answer, "not_permitted_to_say");
    SL_CHECK_STR(answer(picture, "nhs", "health_care")->answer, "not_permitted_to_say");
    /* The phone is in the nhs's words. */
    assert_null(picture_tie(picture, "Rico"));
    assert_non_null(picture_tie(picture, "DALE"));
    SL_CHECK_U64(access_entries(house->access.ledger, "practitioner", SL_VERB_READ, 0), 1);
}

/* The agreement opens what it says, but for the address. */
static void by_agreement(void **state)
{
    struct child_house *house = *state;

    child_agree(house, ACCESS_AGREEMENT);
    child_tie(house, "practitioner", 1, "n1");
    const struct sl_picture *picture = open_as(house, "practitioner");
    assert_true(tells(picture, "AISHA"));
    assert_true(tells(picture, "Siobhan"));
    assert_true(tells(picture, "Yusuf"));
    SL_CHECK_STR(answer(picture, "oldham", "child_protection")->answer, "records_held");
    SL_CHECK_U64(answer(picture, "oldham", "child_protection")->count, 1);
    SL_CHECK_STR(answer(picture, "oldham", "adoption_records")->answer, "not_permitted_to_say");
    assert_null(picture_tie(picture, "Rico"));
    SL_CHECK_U64(access_entries(house->access.ledger, "practitioner", SL_VERB_LIST, 0), 2);
    assert_true(tells(picture, "\"records\":1,\"readable\":true"));
}

/* Without a relationship there is existence, and nothing that records say. */
static void existence(void **state)
{
    struct child_house *house = *state;

    child_agree(house, ACCESS_AGREEMENT);
    const struct sl_picture *picture = open_as(house, "practitioner");
    assert_false(tells(picture, "AISHA"));
    assert_false(tells(picture, "Aisha"));
    assert_false(tells(picture, "c1"));
    SL_CHECK_U64(picture->input->record_count, 0);
    SL_CHECK_STR(answer(picture, "police", "missing_episodes")->answer, "records_held");
    SL_CHECK_U64(answer(picture, "police", "missing_episodes")->count, 2);
    assert_false(answer(picture, "police", "missing_episodes")->content);
    SL_CHECK_U64(answer(picture, "oldham", "child_protection")->count, 1);
}

/* A broken glass stands in for the relationship, is said, and stands in the ledger. */
static void by_glass(void **state)
{
    struct child_house *house = *state;
    const struct sl_identity_id id = sl_identity_print(house->child);
    const struct sl_glass glass = { .user = SL_STR("practitioner"),
                                    .identity = sl_str_from(id.text),
                                    .reason = SL_GLASS_MISSING,
                                    .words = SL_STR("she has not come home since yesterday"),
                                    .from = ACCESS_NOW - 1,
                                    .until = ACCESS_NOW + 60000000 };
    int64_t number = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_store_begin(house->people.store, &err), &err);
    SL_CHECK_OK(sl_store_glass_add(house->people.store, &glass, &number, &err), &err);
    SL_CHECK_OK(sl_store_commit(house->people.store, &err), &err);
    const struct sl_picture *picture = open_as(house, "practitioner");
    assert_true(tells(picture, "AISHA"));
    assert_true(tells(picture, "You have broken the glass for this child: until 2026-04-01 10:01"));
    SL_CHECK_U64(access_entries(house->access.ledger, "practitioner", SL_VERB_OVERRIDE, 0), 1);
    picture = open_as(house, "investigator");
    assert_false(tells(picture, "AISHA"));
    assert_false(tells(picture, "glass"));
}

/* What its agency withholds is said to be withheld, and is shown by nothing. */
static void withheld(void **state)
{
    struct child_house *house = *state;
    const uint64_t contact = SL_SHARE_BIT(SL_ATTRIBUTE_PHONE) | SL_SHARE_BIT(SL_ATTRIBUTE_EMAIL);

    child_agree(house, ACCESS_AGREEMENT);
    child_tie(house, "worker", 2, "c1");
    const struct sl_picture *picture = open_as(house, "worker");
    assert_true(tells(picture, "07700 900123"));
    child_withhold(house, 1, "n1", contact);
    picture = open_as(house, "worker");
    assert_true(tells(picture, "AISHA"));
    assert_false(tells(picture, "07700 900"));
    assert_true(tells(picture, "\"withheld\":[{\"agency\":\"police\",\"fields\":"));
    assert_null(picture_tie(picture, "DALE")); /* she uses his phone */
    child_tie(house, "practitioner", 1, "n1");
    picture = open_as(house, "practitioner"); /* of the agency itself */
    assert_true(tells(picture, "07700 900123"));
    assert_true(tells(picture, "\"withheld\":[]"));
}

static void print(const struct sl_picture *picture, struct sl_buf *out)
{
    sl_buf_clear(out);
    sl_picture_json(picture, out);
    SL_CHECK_OK(sl_buf_status(out, NULL), NULL);
}

static enum sl_status
note_alert(void *context, const struct sl_view_entry *entry, struct sl_error *err)
{
    size_t *count = context;
    struct sl_str subject;
    struct sl_str detail;

    (void)err;
    if (sl_entry_about(&entry->parts[SL_PART_ABOUT], &subject, &detail)) {
        *count += sl_str_ends(detail, SL_STR("\n"));
    }
    return SL_OK;
}

/* Pictures from which a seal kept something back. */
static size_t alerts_of(struct child_house *house, const char *user)
{
    const struct sl_ledger_filter filter = { .user = sl_str_from(user) };
    size_t count = 0;
    struct sl_error err;

    SL_CHECK_OK(sl_ledger_show(house->access.ledger, &filter, note_alert, &count, &err), &err);
    return count;
}

/* A record comes in, is sealed, and nothing is other than before; but for whom it lets in. */
static void sealed(void **state)
{
    struct child_house *house = *state;
    struct sl_buf before;
    struct sl_buf after;

    sl_buf_init(&before, (size_t)4 << 20);
    sl_buf_init(&after, (size_t)4 << 20);
    child_agree(house, ACCESS_AGREEMENT);
    child_tie(house, "practitioner", 1, "n1");
    child_tie(house, "all", 1, "n1");
    print(open_as(house, "practitioner"), &before);
    people_take(
        &house->people,
        "oldham",
        "{\"type\":\"event\",\"id\":\"p2\",\"kind\":\"protection_plan\",\"start\":\"2026-03-01\","
        "\"category\":\"SAB\",\"people\":[{\"id\":\"c1\",\"role\":\"subject\"},"
        "{\"id\":\"a7\",\"role\":\"subject\"}]}\n"
        "{\"type\":\"person\",\"id\":\"a7\",\"given_name\":\"Hidden\",\"surname\":\"Brien\"}\n"
    );
    people_update(&house->people, false);
    picture_is(&house->people, 2, "a7", picture_mention(&house->people, 2, "a7"));
    picture_identified(&house->people);
    const struct sl_picture *picture = open_as(house, "practitioner");
    assert_true(tells(picture, "SAB"));
    assert_true(tells(picture, "Hidden"));
    child_seal(house, 2, "p2");
    print(open_as(house, "practitioner"), &after);
    SL_CHECK_STR(sl_buf_str(&after), before.ptr);
    /* Who would be told of it else is an alert for those who keep the seal, and for nobody who sees
     * but leaves: each picture has as many entries, and none is a refusal. */
    SL_CHECK_U64(
        access_entries(house->access.ledger, "practitioner", SL_VERB_LIST, SL_OUTCOME_REFUSED), 0
    );
    SL_CHECK_U64(alerts_of(house, "practitioner"), 1);
    child_let_in(house, 2, "p2", "all");
    assert_true(tells(open_as(house, "all"), "SAB"));
    print(open_as(house, "practitioner"), &after);
    SL_CHECK_STR(sl_buf_str(&after), before.ptr);
    sl_buf_finish(&before);
    sl_buf_finish(&after);
}

/* Nobody with the id, and one of whom nothing may be told, are told alike; both are entries. */
static void nobody(void **state)
{
    struct child_house *house = *state;
    struct sl_access *access = access_open(house->people.store_path, "practitioner");
    const int64_t stranger = picture_mention(&house->people, 3, "p9");
    const int64_t child = house->child;
    struct sl_error one;
    struct sl_error other;

    house->child = stranger;
    SL_CHECK_STATUS(try_as(house, access, &one), SL_NOT_FOUND);
    house->child = 77;
    SL_CHECK_STATUS(try_as(house, access, &other), SL_NOT_FOUND);
    house->child = child;
    assert_string_equal(one.detail, other.detail);
    assert_string_equal(one.hint, other.hint);
    assert_string_equal(one.message, other.message);
    SL_CHECK_U64(
        access_entries(house->access.ledger, "practitioner", SL_VERB_READ, SL_OUTCOME_REFUSED), 2
    );
    sl_access_close(access);
}

/* Somebody of whom all is sealed: told as nobody is, with as many entries, and an alert. */
static void all_is_sealed(void **state)
{
    struct child_house *house = *state;
    const int64_t child = house->child;
    struct sl_error one;
    struct sl_error other;

    child_agree(house, ACCESS_AGREEMENT);
    child_seal(house, 2, "c2");
    struct sl_access *access = access_open(house->people.store_path, "practitioner");
    house->child = 77;
    SL_CHECK_STATUS(try_as(house, access, &other), SL_NOT_FOUND);
    SL_CHECK_U64(access_entries(house->access.ledger, "practitioner", SL_VERB_LIST, 0), 1);
    SL_CHECK_U64(alerts_of(house, "practitioner"), 0);
    house->child = picture_mention(&house->people, 2, "c2");
    SL_CHECK_STATUS(try_as(house, access, &one), SL_NOT_FOUND);
    SL_CHECK_U64(access_entries(house->access.ledger, "practitioner", SL_VERB_LIST, 0), 2);
    SL_CHECK_U64(alerts_of(house, "practitioner"), 1);
    house->child = child;
    assert_string_equal(one.message, other.message);
    assert_string_equal(one.detail, other.detail);
    sl_access_close(access);
}

/* Roles without the permission see nothing; who may not take a picture out does not. */
static void permissions(void **state)
{
    struct child_house *house = *state;

    for (unsigned role = 0; role < SL_USER_ROLE_COUNT; role++) {
        const char *user = sl_user_role_terms()[role].name.ptr;
        const uint32_t may = sl_user_role_get((enum sl_user_role)role)->permissions;
        struct sl_access *access = access_open(house->people.store_path, user);
        struct sl_error err;
        SL_CHECK_STATUS(
            try_as(house, access, &err),
            (may & (SL_MAY(PICTURE) | SL_MAY(AUDIT))) != 0 ? SL_OK : SL_DENIED
        );
        if ((may & SL_MAY(PICTURE)) != 0) {
            SL_CHECK_STATUS(
                sl_picture_take_out(access, desk.picture, SL_STR("x.svg"), &err),
                (may & SL_MAY(EXPORT)) != 0 ? SL_OK : SL_DENIED
            );
        }
        sl_access_close(access);
    }
}

static enum sl_status open_once(void *context)
{
    struct child_house *house = context;
    SL_CLEANUP(sl_access_close_ptr) struct sl_access *access = NULL;

    SL_TRY(access_try(house->people.store_path, "practitioner", &access, NULL));
    return try_as(house, access, NULL);
}

static void no_memory(void **state)
{
    struct child_house *house = *state;

    child_tie(house, "practitioner", 1, "n1");
    (void)open_as(house, "practitioner");
    sl_store_close_ptr(&house->people.store);
    assert_true(sl_test_failing_allocations(open_once, house) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(own_records_only), HOUSE_TEST(by_agreement),  HOUSE_TEST(existence),
        HOUSE_TEST(by_glass),         HOUSE_TEST(withheld),      HOUSE_TEST(sealed),
        HOUSE_TEST(nobody),           HOUSE_TEST(all_is_sealed), HOUSE_TEST(permissions),
        HOUSE_TEST(no_memory),
    };
    return cmocka_run_group_tests_name("app/picture_door", tests, NULL, NULL);
}
